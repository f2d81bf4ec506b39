"""gongkai 政府信息公开平台: a district's information disclosure, from records to the annual report."""

__version__ = "0.1.0"

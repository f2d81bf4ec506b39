"""What this room keeps."""

from gongkai.reporting.models.report import AnnualReport

__all__ = ["AnnualReport"]

"""The doors of 依申请公开 for citizens: choosing the organ, applying, the receipt, looking how the case stands.

No account. What a person writes travels in the body of a request and nowhere else; addresses carry at most a signed
key that opens one case for an hour.
"""

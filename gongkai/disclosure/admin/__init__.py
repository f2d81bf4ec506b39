"""The back-office screens of disclosure, one file a record."""

"""A bound on what one request may upload, so that a huge file fills neither the disk nor the memory."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps uploads on disk while they come in, and stops keeping them past the limit.

    The size is still counted to the end, so the form's own check can tell the clerk how large the
    file was; what was kept of it is never read.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start < settings.ATTACHMENT_LIMIT:
            super().receive_data_chunk(raw_data, start)

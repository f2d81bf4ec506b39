"""Files of citizens stay in memory until they are sealed: nothing of them is written to the disk as it came.

The whole request is bounded before (see `filling.too_large`), and each file here. Whatever it is called: a name
never becomes that of a file.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from gongkai.applications.proofs import LIMIT


class MemoryHandler(FileUploadHandler):
    """Keeps each file in memory up to LIMIT. The size is counted to the end, so that it can be said."""

    def new_file(self, *args: Any, **named: Any) -> None:
        super().new_file(*args, **named)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start < LIMIT:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def in_memory(request: HttpRequest) -> None:
    """Take the files of this request into memory alone. To be called before anything reads its body."""
    request.upload_handlers = [MemoryHandler(request)]

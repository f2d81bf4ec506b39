"""Stored files: kept once by content, never changed."""

from pathlib import Path

from django.conf import settings
from django.db import models

from gongkai.organs.models import Organ


class StoredFile(models.Model):
    """An uploaded file of an organ, kept under its SHA-256 so that a review can be bound to it."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    sha256 = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=160)
    extension = models.CharField("扩展名", max_length=8)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "附件文件"
        constraints = [
            models.UniqueConstraint(fields=["organ", "sha256", "name"], name="stored_file_once_per_organ")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.sha256[:2] / self.sha256

    @property
    def public_name(self) -> str:
        """What the file is called in public addresses and in a body: it changes with the content."""
        return f"{self.sha256[:12]}.{self.extension}"

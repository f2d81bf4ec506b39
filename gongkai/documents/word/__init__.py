"""Word 导入 — a document from Word or WPS (docx) as clean HTML for an item's body, and what its head says."""

from gongkai.documents.word.convert import CannotConvert, Converted, html_of
from gongkai.documents.word.source import Picture

__all__ = ["CannotConvert", "Converted", "Picture", "html_of"]

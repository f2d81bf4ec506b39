"""What is searched: one document (信息) as plain text and facts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Document:
    """One page of the site as the index sees it.

    `key` identifies it for good (such as "item:123"); `address` is the page's path on the site. `columns`
    are the slugs of its catalogue nodes (栏目) with all their ancestors, so that a filter by a parent finds
    it. `other_numbers` are found as the 索引号 is (the one that a former site gave). `body` and `attachments`
    are plain text; where HTML is stripped, cells and paragraphs are to be kept apart by blanks.
    Raises ValueError when the key is empty or the time has no zone.
    """

    key: str
    title: str
    address: str
    organ: str
    organ_name: str
    published: datetime
    year: int
    columns: tuple[str, ...] = ()
    kind: str = ""
    validity: str = ""
    document_number: str = ""
    index_number: str = ""
    other_numbers: tuple[str, ...] = ()
    issuing_organ: str = ""
    body: str = ""
    attachments: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be found, removed or sorted later."""
        if not self.key:
            raise ValueError("检索文档缺少标识 key")
        if self.published.tzinfo is None:
            raise ValueError(f"检索文档 {self.key} 的发布时间缺少时区")

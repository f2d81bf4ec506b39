"""Documents to search: the demonstration's items, and as many more as wanted made from the same sentences."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from html import unescape
from zoneinfo import ZoneInfo

from gongkai.demonstration.content import ItemData
from gongkai.demonstration.district import district
from gongkai.search.document import Document

_TAG = re.compile(r"<[^>]*>")
_START = datetime(2015, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RELATED = ("征求意见", "意见采纳情况", "澄清")
ORGANS = ("kongtong-qu", "kongtong-zhen", "liuhu-zhen", "sishilipu-zhen", "nongye-nongcunju")


def plain(html: str) -> str:
    """HTML without tags, cells and paragraphs kept apart."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def document_of(item: ItemData, place: int) -> Document:
    """An item of the demonstration as a document."""
    return Document(
        key=f"item:{place}",
        title=item.title,
        address=f"/{item.organ}/{place}.html",
        organ=item.organ,
        organ_name=item.source,
        published=item.published_at,
        year=item.published_at.year,
        columns=(item.duty, item.duty.split("-")[0]),
        kind=item.genre,
        validity=item.validity,
        document_number=item.document_number,
        index_number=f"620802-{item.published_at.year}-{place:05d}",
        issuing_organ=item.issuing_organ,
        body=plain(item.body),
        attachments=" ".join(
            f"{one.title} {' '.join(' '.join(row) for row in one.rows)}" for one in item.attachments
        ),
    )


@cache
def demonstration() -> tuple[Document, ...]:
    """The items of the demonstration, without those that belong to another document: what is drawn stays the same."""
    items = (item for item in district().items if item.family not in RELATED)
    return tuple(document_of(item, place) for place, item in enumerate(items))


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the demonstration's bodies, each once."""
    found = (part for one in demonstration() for part in re.split("(?<=[。；])", one.body))
    return tuple(dict.fromkeys(part.strip() for part in found if len(part.strip()) > 5))


def generated(count: int, seed: int = 7) -> Iterator[Document]:
    """So many documents of mixed sentences under varied titles, the same for the same seed."""
    draw = random.Random(seed)
    pool, originals = sentences(), demonstration()
    for place in range(count):
        source = draw.choice(originals)
        published = _START + timedelta(hours=draw.randrange(24 * 365 * 11))
        number = draw.randrange(1, 200)
        yield Document(
            key=f"made:{place}",
            title=re.sub(r"20\d\d", str(published.year), source.title),
            address=f"/made/{place}.html",
            organ=draw.choice(ORGANS),
            organ_name=source.organ_name,
            published=published,
            year=published.year,
            columns=source.columns,
            kind=source.kind,
            validity=source.validity,
            document_number=f"崆政发〔{published.year}〕{number}号" if draw.random() < 0.3 else "",
            index_number=f"620802-{published.year}-{place:06d}",
            issuing_organ=source.issuing_organ,
            body="".join(draw.choices(pool, k=draw.randrange(3, 18))),
            attachments=draw.choice(pool) if draw.random() < 0.2 else "",
        )

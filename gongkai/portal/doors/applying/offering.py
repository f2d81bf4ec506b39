"""Before anybody applies: what is published already and may answer it (已经公开的信息)."""

import logging
import re

from gongkai.organs.models import Organ
from gongkai.portal.indexing import public_index
from gongkai.search.errors import IndexDamaged, IndexNotWritten
from gongkai.search.query import Hit, Match, Query

SHOWN, FEWER = 5, 2
LONGEST = 100  # characters of a description that are sought
# What people write around the thing they want; it stands in no document's title.
_AROUND = re.compile(
    r"您好|你好|尊敬的|贵(?:单位|机关|局|镇|区|委|办)|本人|我(?:们|想|要|需要|希望)?|想(?:要|了解|知道)?|(?:现|特)?(?:依法)?申请(?:公开|获取|查询|提供)?"
    r"|(?:请|要求|希望)(?:求|您|贵)?(?:依法)?(?:公开|提供|告知|查询)|政府信息公开|政府信息|相关(?:的)?(?:信息|材料|资料|文件|内容)?|有关(?:的)?(?:情况)?"
    r"|关于|谢谢|[，。！？；：、“”‘’（）《》\s]+"
)

logger = logging.getLogger(__name__)


def published(description: str, organ: Organ) -> list[Hit]:
    """Public items that may be what is described, those of `organ` first; none when nothing fits.

    Neither the description nor that it was sought is kept or counted. None, too, when the search is out of order.
    """
    words = _AROUND.sub(" ", description).strip()[:LONGEST]
    if not words:
        return []
    try:
        own, others = _found(words, organ.slug), _found(words)
    except (IndexDamaged, IndexNotWritten):
        logger.exception("检索库不能读，申请前没有列出已公开的信息")
        return []
    known = {hit.key for hit in own}
    return [*own, *(hit for hit in others if hit.key not in known)][:SHOWN]


def _found(words: str, organ: str | None = None) -> list[Hit]:
    """The best hits; of those that only resemble the words, fewer."""
    hits = public_index().search(Query(words=words, organ=organ, size=SHOWN))
    return list(hits.hits[:FEWER] if hits.match is Match.NEAR else hits.hits)

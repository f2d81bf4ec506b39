"""Pictures in a body and attachments of an item, brought to agree. Called only inside an act's transaction."""

import re

from gongkai.disclosure.models import Attachment, Item
from gongkai.disclosure.richtext import PICTURES, clean, pictures_in, undescribed, with_pictures

_WRITTEN = re.compile(r"<img[\s/>]", re.IGNORECASE)


def settle(item: Item) -> None:
    """Clean the body of `item`; let it show its own attachments only, and mark those that stand in it.

    A picture that stood in the body and no longer does goes with its place: it was never to be listed. What its
    author should look at is left in `item.remarks`.
    """
    attached = list(item.attachments.all())
    written = len(_WRITTEN.findall(item.body))
    item.body = with_pictures(clean(item.body), {_name(one) for one in attached if _is_picture(one)})
    standing = {name for name, _ in pictures_in(item.body)}
    gone = [one for one in attached if one.inline and _name(one) not in standing]
    for attachment in attached:
        attachment.inline = _is_picture(attachment) and _name(attachment) in standing
    if gone:
        item.attachments = [one for one in attached if one not in gone]
    item.remarks = tuple(_remarks(item.body, written, gone))


def _is_picture(attachment: Attachment) -> bool:
    return attachment.stored_file.extension in PICTURES


def _name(attachment: Attachment) -> str:
    return attachment.stored_file.public_name


def _remarks(body: str, written: int, gone: list[Attachment]) -> list[str]:
    found = []
    dropped = written - len(pictures_in(body))
    if dropped > 0:
        found.append(
            f"正文里有{dropped}张图片不是这条信息的附件，没有保存。请把图片作为附件上传、保存，再用“插入图片”放进正文。"
        )
    if gone:
        names = "、".join(f"“{attachment}”" for attachment in gone)
        found.append(f"正文里已经没有图片{names}，附件里也一并去掉了。")
    if places := undescribed(body):
        listed = "、".join(map(str, places))
        found.append(
            f"正文第{listed}张图片还没有文字说明，看不见图片的人不知道是什么。请在编辑时点图片，写一句说明。"
        )
    return found

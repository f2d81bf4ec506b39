"""What reviews look like in an office: each kind of answer once, in the district's own name. Everything is invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.demonstration.passing import passed, sheet_of
from gongkai.disclosure import acts
from gongkai.disclosure.models import (
    Attachment,
    CatalogueNode,
    Deposit,
    Genre,
    Item,
    Opinion,
    Receiver,
    ReferredTo,
    TakeDownGround,
)
from gongkai.disclosure.reviewing.chain import turn, under_way
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Organ

CHINA = ZoneInfo("Asia/Shanghai")
By = Callable[[str, str], Any]  # organ and role → the person
AT = datetime(2026, 11, 2, 9, 30, tzinfo=CHINA)
# Invented: the check digit is right, the person does not exist (region code 620899 was never given out).
LIST = "姓名,身份证号,补助金额\n甲某,620899199001011230,1200\n"


class Reviews:
    """One organ's drafts on their way; each method leaves one of them where it shows something."""

    def __init__(self, organ: Organ, by: By) -> None:
        self.organ = organ
        self.by = lambda role: by(organ.slug, role)
        self.node = CatalogueNode.objects.filter(organ=organ, takes_items=True).order_by("code").last()

    def fill(self) -> None:
        self._leaders()
        self._stopped()
        self._referred()
        self._withheld()
        self._urgent()
        self._taken_down()
        self._returned()
        self._deposited()

    def _drafted(self, title: str, body: str, day: int, genre: Genre = Genre.NOTICE, **facts: Any) -> Item:
        at = AT.replace(day=day)
        item = Item(
            organ=self.organ, node=self.node, title=title, body=f"<p>{body}</p>", genre=genre,
            issuing_organ=self.organ.name, formed_on=at.date(), **facts,
        )  # fmt: skip
        return acts.draft(item=item, by=self.by("editor"), at=at)

    def _handed_in(self, *given: Any, **facts: Any) -> tuple[Item, datetime]:
        item = self._drafted(*given, **facts)
        at = AT.replace(day=given[2], hour=10)
        return acts.submit(item=item, by=self.by("editor"), at=at), at

    def _leaders(self) -> None:
        for title, name in (("区长", "程向阳"), ("副区长", "陆明川")):
            organ_acts.list_leader(organ=self.organ, title=title, name=name, by=None, at=AT)

    def _stopped(self) -> None:
        """A list with a full ID number: screening stops it until it is masked."""
        item = self._drafted("2026年第四季度临时救助发放公示", "现将发放名单予以公示。", 23, Genre.PUBLICITY)
        stored = acts.store_file(
            organ=self.organ, name="发放名单.csv", data=LIST.encode(), by=self.by("editor"), at=AT
        )
        item.attachments.add(Attachment(stored_file=stored, title="发放名单", sort_order=0))
        item = acts.draft(item=item, by=self.by("editor"), at=AT.replace(day=23))
        acts.submit(item=item, by=self.by("editor"), at=AT.replace(day=23, hour=10))

    def _referred(self) -> None:
        item, at = self._handed_in("全区地下管网普查情况通报", "现将普查情况通报如下。", 16, Genre.REPORT)
        review = under_way(item)
        step = turn(review) if review else None
        assert review is not None and step is not None
        sheet = sheet_of(item, review)
        sheet.opinion, sheet.basis = Opinion.REFER, "管网走向图是不是工作秘密，拿不准。"
        sheet.attribute_article, sheet.attribute_reason = "17", "公开前依法报请确定。"
        asked = {
            "kind": ReferredTo.SECRECY,
            "body": "崆峒区国家保密局",
            "question": "附图的管网走向可不可以公开。",
        }
        acts.pass_step(item=item, by=step.person, at=at, sheet=sheet, referred=asked)

    def _withheld(self) -> None:
        acts.withhold(
            organ=self.organ, title="关于机关食堂管理的会议记录", by=self.by("secrecy"), at=AT.replace(day=4),
            ground="16-1", reason="机关内部后勤管理事务。", next_review_on=date(2027, 11, 1),
        )  # fmt: skip

    def _urgent(self) -> None:
        item, at = self._handed_in(
            "关于城区部分路段临时停水的紧急通知", "因主管道破裂，自即时起停水抢修。", 9
        )
        acts.propose_urgent(item=item, by=self.by("editor"), at=at, reason="主管道破裂，停水已经开始")
        review = under_way(item)
        assert review is not None
        acts.publish_urgently(item=item, by=self.by("secrecy"), at=at, sheet=sheet_of(item, review))
        passed(item, at + timedelta(hours=3))

    def _taken_down(self) -> None:
        item, at = self._handed_in(
            "第三批公益性岗位拟聘人员公示", "现将拟聘人员予以公示。", 5, Genre.PUBLICITY
        )
        passed(item, at)
        acts.withdraw(
            item=item, by=self.by("secrecy"), at=at + timedelta(days=6), ground=TakeDownGround.PERSONAL,
            ordered_by="当事人", reason="公示期已满，当事人要求撤下个人信息。",
        )  # fmt: skip

    def _returned(self) -> None:
        item, at = self._handed_in("2026年冬季供暖安排", "现将今冬供暖安排通知如下。", 12)
        review = under_way(item)
        step = turn(review) if review else None
        assert step is not None
        acts.return_to_author(
            item=item,
            by=step.person,
            at=at,
            reason="供暖起止日期没有写；咨询电话请改成热线。请补上以后再送审。",
        )

    def _deposited(self) -> None:
        entry = Deposit(
            organ=self.organ, receiver=Receiver.ARCHIVE, name="崆峒区档案馆", content="2026年第三季度主动公开文件",
            since=date(2026, 7, 1), until=date(2026, 9, 30), pieces=12, delivered_on=date(2026, 10, 20),
            received_by="收文员",
        )  # fmt: skip
        acts.enter(entries=[entry], by=self.by("editor"), at=AT)

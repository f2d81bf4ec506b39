"""Following the changes one by one leaves the same folder, byte for byte, as writing everything anew."""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.disclosure import acts
from gongkai.disclosure.acts import lay_out_catalogue
from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.disclosure.tests.passing import publish
from gongkai.organs import acts as organs
from gongkai.organs.models import Organ
from gongkai.portal.acts import describe_site
from gongkai.portal.evidence import first_publications
from gongkai.portal.models import Site
from gongkai.portal.pages import lists
from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import changed, folders, published_anew, snapshot
from gongkai.reporting import acts as reporting
from gongkai.trail.acts import link_waiting, log_publications, make_daily_root
from gongkai.trail.models import Link, Outbox

pytestmark = pytest.mark.django_db
CODES = ["20-15", "20-1", "zhidu", "zengshe"]


def _link(other: Item | None, form: str) -> dict[str, Any]:
    """What makes an item a 解读 of `other`, or of nothing."""
    return {"explains": other, "explanation_form": form, "relation": "explanation" if other else ""}


@dataclass
class Office:
    """A town at work: each method is one thing that people do, `n` decides which of several."""

    town: Any
    editor: Any
    approver: Any
    officer: Any
    attachment: Any
    edited: Any
    now: Any
    made: int = 0
    items: list[int] = field(default_factory=list)

    def _tick(self) -> Any:
        self.made += 1
        self.now += timedelta(hours=7)
        return self.now

    def _node(self, n: int) -> CatalogueNode:
        nodes = CatalogueNode.objects.filter(organ=self.town, code__in=CODES)
        return nodes[n % len(nodes)]

    def _item(self, n: int) -> Item | None:
        return Item.objects.get(pk=self.items[n % len(self.items)]) if self.items else None

    def publish(self, n: int) -> None:
        at = self._tick()
        item = Item(
            organ=self.town,
            node=self._node(n),
            title=f"第{self.made}号<通知>",
            body=f"<p>正文{n}</p>",
            issuing_organ=self.town.name,
            formed_on=date(2021, 3, 1),
            validity="valid" if n % 2 else "",
            explains=self._document(n) if n % 4 == 2 else None,
            attachments=[self.attachment(f"附件{n % 3}")] if n % 3 else [],
        )
        item = acts.draft(item=item, by=self.editor, at=at)
        acts.submit(item=item, by=self.editor, at=at)
        self.items.append(publish(item=item, by=self.approver, at=at).pk)

    def _document(self, n: int, of: Item | None = None) -> Item | None:
        """A public item that `of` may explain: one that explains nothing itself."""
        documents = Item.objects.filter(pk__in=self.items, live=True, relation="").order_by("pk")
        documents = [one for one in documents if of is None or one.pk != of.pk]
        return documents[n % len(documents)] if documents else None

    def explain(self, n: int) -> None:
        item = self._item(n)
        if item is not None and not item.explanations.exists():
            other = self._document(n, of=item) if n % 3 else None
            self.edited(item, at=self._tick(), **_link(other, "text" if other else ""))

    def explain_in_a_draft(self, n: int) -> None:
        item = self._item(n)
        if item is not None and not item.explanations.exists():
            latest = item.get_latest_revision_as_object()
            for name, value in _link(self._document(n, of=item), "").items():
                setattr(latest, name, value)
            acts.draft(item=latest, by=self.editor, at=self._tick())

    def edit(self, n: int) -> None:
        item = self._item(n)
        if item is not None:
            facts = [
                {"title": f"改题{n}"},
                {"attachments": []},
                {"attachments": [self.attachment(f"附件{n % 4}"), self.attachment("附件乙")]},
                {"summary": f"概述{n}", "body": "<p>改过。</p>"},
            ]
            self.edited(item, at=self._tick(), **facts[n % 4])

    def recategorise(self, n: int) -> None:
        item = self._item(n)
        if item is not None:
            self.edited(item, at=self._tick(), node=self._node(n // 2))

    def leave_a_draft(self, n: int) -> None:
        item = self._item(n)
        if item is not None:
            latest = item.get_latest_revision_as_object()
            latest.title, latest.node = "未审的题目", self._node(n)
            acts.draft(item=latest, by=self.editor, at=self._tick())

    def withdraw(self, n: int) -> None:
        item = self._item(n)
        if item is not None and item.live:
            acts.withdraw(item=item, by=self.approver, at=self._tick(), reason="有误。")

    def mark(self, n: int) -> None:
        item = self._item(n)
        if item is not None and item.live:
            at, marks = self._tick(), ["repealed", "lapsed", "amended", "valid", ""]
            on = at.date() if n % 5 < 3 else None
            acts.mark_validity(item=item, by=self.approver, at=at, validity=marks[n % 5], on=on)

    def rename_an_organ(self, n: int) -> None:
        every = list(Organ.objects.all())
        organ = every[n % len(every)]
        organ.short_name, organ.phone = f"简称{n}", f"0900-{n}"
        organs.amend(organ=organ, by=None, at=self._tick())

    def abolish_an_organ(self, n: int) -> None:
        below = list(Organ.objects.exclude(level="district"))
        organ = below[n % len(below)]
        organ.abolished_on = self._tick().date()
        organs.amend(organ=organ, by=None, at=self.now)

    def establish(self, n: int) -> None:
        at = self._tick()
        level, parent = [("village", self.town), ("department", self.town.parent)][n % 2]
        organ = organs.establish(
            slug=f"xin-{self.made}",
            name=f"新设{n}",
            short_name="新设",
            level=level,
            parent=parent,
            by=None,
            at=at,
        )
        if level == "department":
            lay_out_catalogue(organ=organ, by=None, at=at)
            CatalogueNode.objects.filter(organ=organ, parent__code="fdzdgk").exclude(code__in=CODES).delete()

    def name_a_column(self, n: int) -> None:
        node = self._node(n)
        node.title = f"栏目{n}"
        acts.amend_node(node=node, by=self.officer, at=self._tick())

    def open_a_column(self, n: int) -> None:
        parent = CatalogueNode.objects.get(organ=self.town, code="20-15")
        if not CatalogueNode.objects.filter(organ=self.town, code="zengshe").exists():
            node = CatalogueNode(
                organ=self.town, parent=parent, code="zengshe", slug="zengshe", title=f"增设{n}"
            )
            acts.open_node(node=node, by=self.officer, at=self._tick())

    def describe_the_site(self, n: int) -> None:
        site = Site(name=f"清水区{n}", id_code="6208020001")
        describe_site(site=site, by=None, at=self._tick())

    def report(self, n: int) -> None:
        year = 2019 + n % 2
        if not self.town.reports.filter(year=year).exists():
            at = self._tick()
            report = reporting.prepare(organ=self.town, year=year, by=self.officer, at=at)
            report.situation, report.problems = "工作正常。", "不够及时，今后改进。"
            reporting.edit(report=report, by=self.officer, at=at)
            report = reporting.sign(report=report, by=self.approver, at=at, reviewed_by="鲍密")
            reporting.publish(report=report, by=self.officer, at=at)

    def night(self, n: int) -> None:
        at = self._tick() + timedelta(days=1)
        link_waiting()
        log_publications(list(first_publications(0, Link.objects.count())))
        make_daily_root(day=at.date() - timedelta(days=1), at=at)


DEEDS = [name for name in vars(Office) if not name.startswith("_")]
DEEDS = [name for name in DEEDS if callable(getattr(Office, name, None))]
DRAIN = ("drain", 0)
days = st.lists(
    st.one_of(st.tuples(st.sampled_from(["publish", "publish", *DEEDS]), st.integers(0, 11)), st.just(DRAIN)),
    max_size=16,
)


@pytest.fixture
def office(town, editor, approver, officer, attachment, edited, moment):
    CatalogueNode.objects.filter(parent__code="fdzdgk").exclude(code__in=CODES).delete()  # a small site

    def open_anew():
        return Office(town, editor, approver, officer, attachment, edited, moment)

    return open_anew


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(day=days)
@example(
    day=[("publish", 0)] * 3
    + [
        DRAIN,
        ("withdraw", 1),
        ("night", 0),
        DRAIN,
        ("edit", 1),
        ("publish", 2),
        ("night", 0),
        DRAIN,
        ("withdraw", 0),
    ]
)
@example(day=[("publish", 0)] * 5 + [DRAIN, ("recategorise", 2), DRAIN, ("recategorise", 0)])
@example(day=[("publish", 0)] * 4 + [DRAIN, ("withdraw", 0), ("publish", 0), ("edit", 2), DRAIN, ("edit", 1)])
@example(
    day=[("establish", 0), DRAIN, ("report", 1), DRAIN, ("rename_an_organ", 1), DRAIN, ("rename_an_organ", 0)]
)
@example(
    day=[("publish", 0), ("publish", 0), ("publish", 2), DRAIN, ("explain", 5), DRAIN, ("explain", 2), DRAIN]
)
@example(
    day=[
        ("publish", 0),
        ("publish", 2),
        DRAIN,
        ("withdraw", 1),
        ("explain_in_a_draft", 3),
        DRAIN,
        ("edit", 0),
    ]
)
@example(
    day=[("publish", 0)] * 3
    + [("publish", 1), DRAIN, ("withdraw", 1), ("leave_a_draft", 3), DRAIN, ("edit", 1)]
)
@example(
    day=[("publish", 3), ("establish", 0), DRAIN, ("abolish_an_organ", 0), DRAIN, ("abolish_an_organ", 1)]
)
def test_after_every_drain_the_folder_is_what_a_full_publishing_would_write(
    day, office, settings, monkeypatch, tmp_path
):
    monkeypatch.setattr(lists, "SIZE", 2)  # pages are made often
    scratch = Path(tempfile.mkdtemp(dir=tmp_path))
    settings.SITE_ROOT = scratch / "site"
    try:
        with transaction.atomic():
            drain()
            people = office()
            for number, (deed, n) in enumerate([*day, DRAIN]):
                if deed != "drain":
                    getattr(people, deed)(n)
                    continue
                assert drain().failed == []
                assert not Outbox.objects.exists()
                anew = published_anew(settings, scratch / f"anew{number}")
                assert changed(snapshot(settings.SITE_ROOT), snapshot(anew)) == set()
                assert folders(settings.SITE_ROOT) == folders(anew)
            transaction.set_rollback(True)
    finally:
        shutil.rmtree(scratch)

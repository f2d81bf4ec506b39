"""No way around the review: every act, form, button, command and table that could make something public is tried."""

import ast
import inspect
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from wagtail.models import Revision

import gongkai
from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode, Item, Review, StepKind
from gongkai.organs import acts as organ_acts
from gongkai.organs.models import Person, Role
from gongkai.trail.acts import Refused
from tests.doors import addresses, doors
from tests.test_doors import visitor
from tests.town import filled_form, full_town

__all__ = ["full_town"]

pytestmark = pytest.mark.django_db
SOURCE = Path(gongkai.__file__).parent


def unreviewed() -> list[str]:
    """Public items of which no passed review says, by hash, that somebody else has seen exactly this."""
    found = []
    for item in Item.objects.public():
        seen = acts.fingerprint(item)
        for review in Review.objects.filter(item=item, fingerprint=seen):
            step = review.steps.filter(kind=StepKind.SECRECY, decided_at__isnull=False).first()
            by = step.decided_by_id if step else review.urgent_second_id
            if by and by != item.author_id and (review.state == "passed" or review.urgent_published_at):
                break
        else:
            found.append(item.title)
    return found


def product() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCE.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts) and path.name != "conftest.py":
            yield path, ast.parse(path.read_text("utf-8"))


def test_one_place_in_the_program_makes_an_item_public_and_two_acts_and_what_waits_reach_it() -> None:
    makes, calls = set(), set()
    for path, tree in product():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and getattr(node.value, "value", None) is True:
                makes |= {path.name for aim in node.targets if getattr(aim, "attr", "") == "live"}
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "update",
                "create",
                "bulk_create",
            ):
                assert not any(
                    word.arg == "live" and getattr(word.value, "value", None) is True
                    for word in node.keywords
                ), path
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "make_public":
                calls.add(path.name)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "publish":
                assert path.parts[-2] in ("views", "demonstration") or "report" in ast.unparse(node), path
    assert (makes, calls) == ({"publishing.py"}, {"answering.py", "following.py", "urgent.py"})


def test_no_act_makes_an_unreviewed_draft_public(
    draft: Any, editor: Person, approver: Person, officer: Person, moment: datetime
) -> None:
    """Every act of disclosure that takes an item, with whatever else it takes, by every person."""
    item, tried = draft(), set()
    others: dict[str, Any] = {
        "reason": "理由", "findings": [1], "to": approver, "public": True, "day": moment.date(), "validity": "valid",
        "organ": item.organ, "title": "题", "ground": "16-1", "next_review_on": moment.date() + timedelta(days=9),
        "reviewed": None, "number": 1, "decided_on": moment.date(),
    }  # fmt: skip
    for name in acts.__all__:
        act = getattr(acts, name)
        if (
            not inspect.isfunction(act)
            or "item" not in inspect.signature(act).parameters
            or name == "fingerprint"
        ):
            continue
        tried.add(name)
        for by in (editor, approver, officer):
            asked = {
                key: others[key]
                for key, one in inspect.signature(act).parameters.items()
                if key in others and one.default is inspect.Parameter.empty
            }
            try:
                with transaction.atomic():
                    act(**(asked | {"item": Item.objects.get(pk=item.pk), "by": by, "at": moment}))
                    assert not Item.objects.public().exists(), name
                    transaction.set_rollback(True)
            except (Refused, ValidationError):
                pass
            assert not Item.objects.public().exists(), name
    assert {"draft", "submit", "pass_step", "publish_urgently", "mark_validity", "withdraw", "mask"} <= tried


@pytest.mark.pages
def test_no_door_makes_anything_public_for_its_author_whatever_offices_he_holds(
    full_town: Any, town: Any, editor: Person, moment: datetime
) -> None:
    for role in Role:
        if role != Role.EDITOR:
            organ_acts.appoint(person=editor, organ=town, role=role, since=moment.date(), by=None, at=moment)
    client, public = visitor(editor), set(Item.objects.public().values_list("pk", flat=True))
    assert public and unreviewed() == []
    for door in doors():
        for address in addresses(door, full_town):
            mark = transaction.savepoint()
            client.post(address, filled_form(door.name, full_town))
            now = set(Item.objects.public().values_list("pk", flat=True))
            assert now <= public, address
            assert unreviewed() == [], address
            transaction.savepoint_rollback(mark)


def test_no_timetable_and_no_command_publishes_a_draft(draft: Any, editor: Person, moment: datetime) -> None:
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    Revision.objects.update(approved_go_live_at=moment - timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        call_command("publish_scheduled", verbosity=0)
    assert not Item.objects.public().exists()
    from gongkai.disclosure.acts.intake import carry_on_all

    carry_on_all(lambda: moment)
    assert not Item.objects.public().exists()


def test_the_database_itself_refuses_an_item_without_a_passed_review(
    draft: Any, editor: Person, moment: datetime
) -> None:
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    numbered = {"live": True, "index_number": "手工/1", "address_year": 2021, "address_serial": 9}
    for facts in (numbered, numbered | {"first_published_at": moment}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**facts)
    with pytest.raises(DatabaseError), transaction.atomic():
        item.latest_revision.publish()


LEAK = "联系人手机13800138000"


def test_short_texts_that_go_public_without_a_review_are_screened_where_they_are_written(
    town: Any, published: Any, approver: Person, moment: datetime
) -> None:
    from gongkai.portal.acts import describe_site
    from gongkai.portal.models import Site

    item, node = published(), CatalogueNode.objects.get(organ=town, code="20-15")
    node.basis = LEAK
    town.address = LEAK
    for act, facts in (
        (acts.amend_node, {"node": node}),
        (organ_acts.amend, {"organ": town}),
        (describe_site, {"site": Site(name=LEAK, domain="www.example.gov.cn")}),
    ):
        with pytest.raises(Refused, match=r"里有手机号（.*），不能公开，请改掉。"), transaction.atomic():
            act(by=None, at=moment, **facts)
    with pytest.raises(Refused, match="“依据”里有手机号"), transaction.atomic():
        acts.mark_validity(item=item, by=approver, at=moment, validity="valid", instrument=LEAK)


def test_a_report_with_a_leak_in_its_words_is_not_signed(
    town: Any, officer: Person, approver: Person, moment: datetime
) -> None:
    from gongkai.reporting import acts as report_acts

    report = report_acts.prepare(organ=town, year=2020, by=officer, at=moment)
    report.situation, report.problems = f"全年情况。{LEAK}", "有不足。"
    report_acts.edit(report=report, by=officer, at=moment)
    with pytest.raises(Refused, match="“一、总体情况”里有手机号"), transaction.atomic():
        report_acts.sign(report=report, by=approver, at=moment, reviewed_by="鲍密")

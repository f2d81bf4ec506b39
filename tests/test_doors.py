"""Every URL as the wrong person: each tenant sees its own, each deed is done by its own office alone.

The doors are found by walking Django's resolver, so a new one is tried without anybody listing it. What is not
allowed below is forbidden: a new address that answers fails here until it is entered with who may open it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from fnmatch import fnmatch
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from gongkai.organs import acts
from gongkai.organs.models import Role
from tests.doors import Door, addresses, doors, rows_written, state
from tests.standing import approver, district, editor, full_town, officer, standing, town
from tests.town import MARK, Town, filled_form

__all__ = ["approver", "district", "editor", "full_town", "officer", "standing", "town"]

pytestmark = pytest.mark.pages
EDITING, APPROVER, OFFICER, ADMIN = {"editor", "officer"}, {"approver"}, {"officer"}, {"admin"}
EVERYONE = EDITING | APPROVER | ADMIN
NOBODY: set[str] = set()
ITEM, REPORT = "wagtailsnippets_disclosure_item", "reporting"

# Who of the town may open a door (GET) and see something; the first line that fits counts.
OPEN: list[tuple[str, set[str]]] = [
    (f"{ITEM}:list*", EVERYONE),
    (f"{ITEM}:*", EDITING),
    ("disclosure:item", EVERYONE),
    ("disclosure:preview", EVERYONE),
    ("disclosure:file", EVERYONE),
    ("disclosure:picture", EVERYONE),
    ("disclosure:word", EDITING),
    ("disclosure:reviews", APPROVER),
    ("disclosure:review", EVERYONE),
    ("disclosure:sheet", EVERYONE),
    ("disclosure:assessments", EVERYONE),
    ("disclosure:returned", EDITING),
    ("disclosure:chain*", ADMIN),
    ("disclosure:delegations", APPROVER),
    ("disclosure:withheld", EVERYONE),
    ("disclosure:rescanned", APPROVER),
    ("disclosure:handover*", EVERYONE),
    ("disclosure:add-withheld", APPROVER),
    ("disclosure:assess", APPROVER),
    ("intake:*", EDITING),
    ("disclosure:explainable", EDITING),
    ("disclosure:unexplained", EDITING),
    ("disclosure:unanswered", EDITING),
    ("disclosure:undone", OFFICER | APPROVER),
    ("register_*:index*", EVERYONE),
    ("register_*:export", EVERYONE),
    ("register_*:*", EDITING),
    ("disclosure_catalogue:index*", EVERYONE),
    ("disclosure_catalogue:*", OFFICER),
    ("applications_arrival:index", EDITING | APPROVER),
    ("applications_arrival:page", EDITING | APPROVER),
    ("applications_arrival:add", EDITING),
    ("applications_arrival:amend", EDITING),
    ("applications_application:workload", OFFICER | APPROVER),
    ("applications_*:index*", OFFICER | APPROVER),
    ("applications_application:page", OFFICER | APPROVER),
    ("applications_letter:page", OFFICER | APPROVER),
    ("applications_letter:file", OFFICER | APPROVER),
    ("applications_application:reveal", OFFICER | APPROVER),
    ("applications_application:acts", OFFICER | APPROVER),
    ("applications_*:*", OFFICER),
    ("reporting:new", OFFICER),
    ("reporting:edit", OFFICER),
    ("reporting:*", OFFICER | APPROVER),
    ("checkup:*", OFFICER),  # the town's was made by its officer, for nobody else to see
    ("collection:index", OFFICER | APPROVER),
    ("called:page", OFFICER | APPROVER),
    ("called:marked", OFFICER | APPROVER),
    ("called:file", OFFICER | APPROVER),
    ("organs_organ:index*", EVERYONE),
    ("organs_organ:edit", OFFICER | ADMIN),
    ("organs_organ:add", ADMIN),
    ("people:*", ADMIN),
    ("calendar", ADMIN),
    ("site", NOBODY),
    ("sought", NOBODY),
    ("readers", NOBODY),
]
# Who of the town may do the deed behind a door (POST). A door that is not here does nothing for anybody.
DEEDS: dict[str, set[str]] = {
    f"{ITEM}:add": EDITING,
    f"{ITEM}:edit": EDITING,
    "disclosure:word": EDITING,
    "disclosure:submit": EDITING,
    **dict.fromkeys(
        [
            f"disclosure:{deed}"
            for deed in (
                "pass",
                "return",
                "take",
                "override",
                "determine",
                "recall",
                "publish-urgently",
                "delegations",
                "add-withheld",
                "assess",
                "settle",
            )
        ],
        APPROVER,
    ),
    "disclosure:hand": APPROVER | ADMIN,
    "disclosure:urgent": EDITING | APPROVER,
    "disclosure:mask": EDITING | APPROVER,
    "disclosure:chain": ADMIN,
    "disclosure:drop-chain": ADMIN,
    "disclosure:end-delegation": APPROVER | ADMIN,
    "disclosure:withdraw": OFFICER | APPROVER,
    "disclosure:annulled": EDITING | APPROVER,
    "disclosure:validity": APPROVER,
    "intake:new": EDITING,
    "intake:start": EDITING,
    "intake:discard": EDITING,
    "intake:review": EDITING,
    "intake:undo": EDITING,
    "register_*:add": EDITING,
    "register_*:edit": EDITING,
    "register_*:strike": EDITING,
    "disclosure_catalogue:add": OFFICER,
    "disclosure_catalogue:edit": OFFICER,
    "applications_arrival:index": NOBODY,
    "applications_arrival:page": NOBODY,
    "applications_arrival:add": EDITING,
    "applications_arrival:amend": EDITING,
    "applications_arrival:photo": OFFICER | APPROVER,
    "applications_arrival:*": OFFICER,
    "applications_application:workload": NOBODY,
    "applications_application:reminding": NOBODY,  # one's own, above
    "applications_application:feed": NOBODY,
    "applications_*:add": OFFICER,
    "applications_remedy:edit": OFFICER,
    "applications_application:reveal": OFFICER | APPROVER,
    "applications_application:index": NOBODY,
    "applications_application:page": NOBODY,
    "applications_application:acts": NOBODY,
    "applications_application:proof": OFFICER | APPROVER,
    "applications_application:*": OFFICER,
    "applications_event:correct": OFFICER,
    **dict.fromkeys([f"applications_letter:{deed}" for deed in ("check", "return", "sign")], APPROVER),
    **dict.fromkeys(
        [f"applications_letter:{deed}" for deed in ("draft", "edit", "facts", "issue", "drop")], OFFICER
    ),
    "reporting:new": OFFICER,
    "reporting:edit": OFFICER,
    "reporting:sign": APPROVER,
    "reporting:publish": OFFICER,
    "reporting:withdraw": NOBODY,  # the town's is signed and not yet public
    "reporting:reopen": NOBODY,
    "checkup:new": EVERYONE,
    "checkup:keep": OFFICER,
    "checkup:delete": OFFICER,
    "called:own": OFFICER | APPROVER,
    "called:upload": OFFICER | APPROVER,
    "organs_organ:add": ADMIN,
    "organs_organ:edit": OFFICER | ADMIN,
    "people:appoint": ADMIN,
    "people:dismiss": ADMIN,
    "people:leaders": ADMIN,
    "people:leave": ADMIN,
}
# For whoever may log in, and (the last ones) for anybody: nothing of any town is there.
ONE_S_OWN = {
    "",
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:release",
    "checkup:index",
    "applications_application:reminding",  # who sees no cases is refused: applications/tests/test_reminding.py
    "applications_application:feed",
    "checkup:new",  # somebody without any office is refused: gongkai/reporting/tests/test_checkup_screens.py
}
BEFORE_LOGIN = {"wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
LEAVING = "wagtailadmin_logout"

Person = Callable[[str], Any]


@pytest.fixture
def admin(town: Any, moment: Any) -> Any:
    return _appointed("guanliyuan", moment, town, "admin")


@pytest.fixture
def person(request: pytest.FixtureRequest, moment: Any, full_town: Town) -> Person:
    """The person of a name: an office of the town; `nobody`; `idle`; `stranger`; or an office `+` all of elsewhere."""

    def find(name: str) -> Any:
        if name == "nobody":
            return None
        if name == "idle":
            return _appointed("kongxian", moment, full_town.organ)
        if not name.endswith("+"):
            return request.getfixturevalue(name)
        found = _appointed("liangtou", moment, full_town.organ, name[:-1])
        elsewhere = request.getfixturevalue("other_town")
        for role in Role:
            acts.appoint(person=found, organ=elsewhere, role=role, since=date(2019, 1, 1), by=None, at=moment)
        return found

    return find


def _appointed(username: str, moment: Any, organ: Any, *roles: str) -> Any:
    found = acts.enrol(username=username, name=f"某{username}", password="x-2021-口令", by=None, at=moment)
    for role in roles:
        acts.appoint(person=found, organ=organ, role=Role(role), since=date(2019, 1, 1), by=None, at=moment)
    return found


def visitor(who: Any) -> Client:
    client = Client(raise_request_exception=False)
    if who is not None:
        client.force_login(who)
    return client


def knockable(town: Town) -> Iterator[tuple[Door, str]]:
    for door in doors():
        if door.name != LEAVING:
            for address in addresses(door, town):
                yield door, address


def may_open(door: Door) -> set[str]:
    return next((who for pattern, who in OPEN if fnmatch(door.name, pattern)), NOBODY)


def may_do(door: Door) -> set[str]:
    return next((who for pattern, who in DEEDS.items() if fnmatch(door.name, pattern)), NOBODY)


def shown(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def trouble(door: Door, answer: Any, *, outsider: bool) -> str:
    """What is wrong with an answer to somebody to whom nothing of the town is open; empty when nothing is."""
    if answer.status_code >= 500:
        return f"出错 {answer.status_code}"
    if MARK in shown(answer):
        return "看到了白杨镇的内容"
    if answer.status_code == 200 and (door.has_record or not outsider):
        return "打开了"
    if answer.status_code in (200, 301, 302, 403, 404, 405):
        return ""
    return f"意外的答复 {answer.status_code}"


@pytest.mark.parametrize("name", ["nobody", "idle", "stranger"])
def test_no_outsider_sees_or_changes_anything_of_the_town(name: str, person: Person, full_town: Town) -> None:
    client, before, wrong = visitor(person(name)), state(), []
    for door, address in knockable(full_town):
        form = filled_form(door.name, full_town) if door.name not in ONE_S_OWN | BEFORE_LOGIN else {}
        for answer in (client.get(address), client.post(address, form)):
            found = trouble(door, answer, outsider=True)
            if answer.status_code == 200 and name != "stranger" and door.name not in ONE_S_OWN | BEFORE_LOGIN:
                found = found or "打开了"
            if found or (name == "nobody" and answer.status_code == 302 and not _to_login(door, answer)):
                wrong.append(f"{answer.request['REQUEST_METHOD']} {address}：{found or answer.url}")
    assert wrong == []
    assert state() == before


def _to_login(door: Door, answer: Any) -> bool:
    return door.template == "" or answer.url.startswith("/admin/login/")


ROLES = ["editor", "approver", "officer", "admin"]


@pytest.mark.parametrize("role", ROLES)
def test_an_office_opens_its_own_doors_and_no_others(role: str, person: Person, full_town: Town) -> None:
    client, wrong = visitor(person(role)), []
    for door, address in knockable(full_town):
        if door.name in ONE_S_OWN | BEFORE_LOGIN and not door.closed:
            continue
        answer, expected = client.get(address), role in may_open(door)
        missing = expected and answer.status_code != 200 and not _nothing_there(door, answer)
        if answer.status_code >= 500 or missing or (answer.status_code == 200 and not expected):
            wrong.append(f"{address}：{answer.status_code}")
    assert wrong == []


def _nothing_there(door: Door, answer: Any) -> bool:
    """A deed has no page of its own; a signed report has no form; not every item has the file."""
    return answer.status_code == 405 or door.name in (
        "reporting:edit",
        "reporting:cell",
        "disclosure:file",
        "disclosure:picture",
    )


@pytest.mark.parametrize("role", [*ROLES, *(f"{role}+" for role in ROLES)])
def test_an_office_does_its_own_deeds_and_no_others_even_if_held_elsewhere(
    role: str, person: Person, full_town: Town
) -> None:
    client, before = visitor(person(role)), state()
    for door, address in knockable(full_town):
        if role.rstrip("+") in may_do(door) or door.name in ONE_S_OWN | BEFORE_LOGIN:
            continue
        written = rows_written()
        answer = client.post(address, filled_form(door.name, full_town))
        assert answer.status_code < 500, address
        assert rows_written() == written or state() == before, f"{role} {address}"
    assert state() == before


def test_every_deed_can_be_done_by_its_office(person: Person, full_town: Town) -> None:
    """The forms of the walk above are good: without the check of the office they would have changed something."""
    undone = []
    for door in doors():
        for role in sorted(may_do(door)):
            client, before = visitor(person(role)), state()
            for address in addresses(door, full_town):
                mark = transaction.savepoint()
                client.post(address, filled_form(door.name, full_town))
                if state() != before:
                    transaction.savepoint_rollback(mark)
                    break
                transaction.savepoint_commit(mark)
            else:
                undone.append(f"{role} {door.name}")
    assert undone == []


def test_the_lists_above_name_doors_that_exist() -> None:
    names = {door.name for door in doors()}
    stale = [
        pattern for pattern in [*dict(OPEN), *DEEDS] if not any(fnmatch(name, pattern) for name in names)
    ]
    assert stale == []

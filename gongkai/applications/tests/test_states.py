"""The table of states: for every state, act and person, an act goes through exactly when the table opens it."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.models import State
from gongkai.applications.states import MOVES, NOT_THE_OFFICE, permitted
from gongkai.applications.tests.making import FACTS, FRIDAY, NOON, do, in_state
from gongkai.trail.acts import Refused

pytestmark = pytest.mark.django_db

# Written out once more, so that a slip in the table shows.
EXPECTED: dict[State, set[str]] = {
    State.UNCONFIRMED: {"confirm", "hand_over", "amend", "correct"},
    State.HANDLING: {
        "request_supplement", "consult_third_party", "consult_organ", "extend", "delay", "notify_fee", "answer",
        "make_public", "hand_over", "ask_section", "split", "transfer", "amend", "correct", "reopen",
    },
    State.SUPPLEMENTING: {
        "receive_supplement", "extend", "answer", "make_public", "hand_over", "ask_section", "amend", "correct", "reopen",
    },
    State.CONSULTING: {
        "request_supplement", "consult_third_party", "consult_organ", "reply", "extend", "delay", "notify_fee",
        "answer", "make_public", "hand_over", "ask_section", "amend", "correct", "reopen",
    },
    State.AWAITING_FEE: {
        "pay", "extend", "answer", "make_public", "hand_over", "ask_section", "amend", "correct", "reopen",
    },
    State.ANSWERED: {"archive", "reopen", "make_public", "amend", "correct"},
    State.ARCHIVED: {"reopen"},
}  # fmt: skip
# What is open after the acts named, where the state alone does not say it.
WHENEVER = "unable2"  # a result that waits for no third party, so that the state alone decides
ANEW = EXPECTED[State.HANDLING] - {"split", "transfer"}
AFTER: dict[tuple[str, ...], set[str]] = {
    ("ask_section",): EXPECTED[State.HANDLING] - {"transfer"} | {"section_reply"},
    ("ask_section", "section_reply"): EXPECTED[State.HANDLING] - {"transfer"},
    ("request_supplement", "receive_supplement"): EXPECTED[State.HANDLING]
    - {"request_supplement", "transfer"},
    ("notify_fee", "pay"): EXPECTED[State.HANDLING] - {"notify_fee", "split", "transfer"},
    ("make_public",): EXPECTED[State.HANDLING] - {"make_public", "transfer"},
    ("split",): EXPECTED[State.HANDLING],
    ("answer", "reopen"): ANEW,
    ("answer", "archive", "reopen"): ANEW,
    ("request_supplement", "answer", "reopen"): ANEW - {"request_supplement"},
    ("notify_fee", "answer", "reopen"): ANEW - {"notify_fee"},
    ("consult_third_party", "answer", "reopen"): ANEW,
    ("answer", "reopen", "answer"): EXPECTED[State.ANSWERED],
    ("answer", "reopen", "answer", "archive"): EXPECTED[State.ARCHIVED],
    ("answer", "archive", "reopen", "answer", "archive"): EXPECTED[State.ARCHIVED],
}


@pytest.fixture
def people(officer: Any, approver: Any, editor: Any, stranger: Any, colleague: Any) -> dict[str, Any]:
    return {
        "officer": officer,
        "colleague": colleague,
        "approver": approver,
        "editor": editor,
        "stranger": stranger,
    }


def _attempt(key: str, case: Any, person: Any, people: dict[str, Any]) -> str:
    """Try the act and take it back; the refusal in words, or nothing."""
    facts = {
        "answer": {"outcome": WHENEVER},
        "extend": {"approver": people["approver"]},
        "ask_section": {"section": "财政所"},
        "hand_over": {"to": people["colleague"]},
        "transfer": {"organ": people["stranger"].appointments.earliest("pk").organ},
    }.get(key, {})
    try:
        with transaction.atomic():
            if key == "correct":
                event = case.events.filter(superseded_by=None).earliest("serial")
                acts.correct(event=event, reason="日期写错了。", by=person, at=NOON)
            else:
                do(key, case, person, **facts)
            transaction.set_rollback(True)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("state", State)
def test_an_act_goes_through_exactly_when_the_table_opens_it(
    town: Any, officer: Any, people: dict[str, Any], state: State
) -> None:
    _all_as_the_table_says(in_state(state, town, officer), EXPECTED[state], people)


@pytest.mark.parametrize("steps", AFTER, ids="-".join)
def test_what_stands_in_the_case_opens_and_closes_acts_as_the_state_does(
    case: Any, officer: Any, people: dict[str, Any], steps: tuple[str, ...]
) -> None:
    for step in steps:
        do(step, case, officer, **({"outcome": WHENEVER} if step == "answer" else {}))
    case.refresh_from_db()
    _all_as_the_table_says(case, AFTER[steps], people)


def test_a_day_set_by_a_decision_is_neither_extended_nor_delayed(
    case: Any, officer: Any, people: dict[str, Any]
) -> None:
    do("answer", case, officer)
    do("reopen", case, officer, until=date(2021, 3, 19))
    case.refresh_from_db()
    assert case.due_on == date(2021, 3, 19)
    _all_as_the_table_says(case, ANEW - {"extend", "delay"}, people)
    assert "是决定书或者判决书写明的" in _attempt("extend", case, officer, people)


def _all_as_the_table_says(case: Any, expected: set[str], people: dict[str, Any]) -> None:
    """Every act, for everybody: open as expected, and going through exactly then."""
    state = case.state
    rows = list(case.events.order_by("serial"))
    for name, person in people.items():
        open_to = {move.key for move in permitted(case, person, FRIDAY, rows)}
        assert open_to == (expected if name in ("officer", "colleague") else set()), (state, name)
        for key in MOVES:
            said = _attempt(key, case, person, people)
            assert (said == "") == (key in open_to), (state, name, key, said)
            assert not said or said.endswith("。"), said
            if name not in ("officer", "colleague"):
                assert said == NOT_THE_OFFICE


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("request_supplement", ("request_supplement", "receive_supplement")),
        ("extend", ("extend",)),
        ("delay", ("delay",)),
        ("extend", ("delay",)),
        ("notify_fee", ("notify_fee", "pay")),
    ],
)
def test_what_may_be_done_once_is_not_offered_twice(
    case: Any, officer: Any, people: dict[str, Any], key: str, before: tuple[str, ...]
) -> None:
    for step in before:
        do(step, case, officer, **({"approver": people["approver"]} if step == "extend" else {}))
    case.refresh_from_db()
    assert key not in {move.key for move in permitted(case, officer, FRIDAY, case.events.order_by("serial"))}
    assert _attempt(key, case, officer, people) != ""


def test_a_term_that_runs_anew_may_be_extended_anew(case: Any, officer: Any, people: dict[str, Any]) -> None:
    do("extend", case, officer, approver=people["approver"])
    do("request_supplement", case, officer)
    do("receive_supplement", case, officer)
    assert _attempt("extend", case, officer, people) == ""


def test_what_is_late_is_not_offered(case: Any, officer: Any) -> None:
    day = case.due_on.replace(day=30)
    offered = {move.key for move in permitted(case, officer, day, case.events.all())}
    assert not {"extend", "delay", "notify_fee"} & offered
    assert {"answer", "consult_third_party"} <= offered


def test_every_act_has_its_article_its_effect_and_facts_to_try_it_with() -> None:
    assert set(FACTS) | {"correct"} == set(MOVES)
    for move in MOVES.values():
        assert move.article.law and move.effect.endswith("。") and move.label

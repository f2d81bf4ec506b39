"""The red team's set against the detectors: what is planted is found, what is innocent passes."""

from collections.abc import Callable, Iterator

import pytest

from gongkai.screening.content.finding import Severity
from gongkai.screening.content.text import hits, screen_text
from gongkai.screening.tests.content import redteam
from gongkai.screening.tests.content.redteam import Planted

MOST_FALSE = 0.005
LEAST_PHONES = 0.98


def _blocked(planted: Planted) -> bool:
    return any(hit.kind is planted.kind and hit.severity is Severity.BLOCK for hit in hits(planted.text))


@pytest.mark.parametrize("group", [redteam.resident_ids, redteam.bank_cards, redteam.secrecy_marks])
def test_every_planted_id_card_and_secrecy_mark_blocks(group: Callable[[], Iterator[Planted]]) -> None:
    planted = list(group())
    missed = [secret.text for secret in planted if not _blocked(secret)]
    assert len(planted) > 300
    assert missed == []


def test_nearly_every_planted_phone_blocks() -> None:
    planted = list(redteam.mobiles())
    found = sum(map(_blocked, planted))
    assert len(planted) > 200
    assert found / len(planted) >= LEAST_PHONES


def test_the_kinds_that_a_person_decides_are_all_brought_up() -> None:
    missed = [
        (secret.kind, secret.text)
        for secret in redteam.others()
        if secret.kind not in {hit.kind for hit in hits(secret.text)}
    ]
    assert missed == []


def test_no_excerpt_shows_a_planted_number() -> None:
    for secret in (*redteam.resident_ids(), *redteam.bank_cards(), *redteam.mobiles()):
        for finding in screen_text(secret.text):
            shown = "".join(character for character in finding.excerpt if character.isdigit())
            assert secret.secret.rstrip("X") not in shown, secret


def test_innocent_numbers_hardly_ever_block() -> None:
    texts = list(redteam.innocents())
    blocked = [text for text in texts if any(hit.severity is Severity.BLOCK for hit in hits(text))]
    assert len(texts) >= 3000
    assert len(blocked) / len(texts) <= MOST_FALSE, blocked[:20]


def test_other_draws_of_innocent_numbers_hardly_ever_block(monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = total = 0
    for seed in (1, 2, 3):
        monkeypatch.setattr(redteam, "SEED", seed)
        for text in redteam.innocents():
            total += 1
            blocked += any(hit.severity is Severity.BLOCK for hit in hits(text))
    assert blocked / total <= MOST_FALSE


def test_one_long_document_of_innocent_numbers_does_not_block() -> None:
    text = "\n".join(redteam.innocents())
    blocked = [text[hit.start : hit.end] for hit in hits(text) if hit.severity is Severity.BLOCK]
    assert len(blocked) <= 15, blocked

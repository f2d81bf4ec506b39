"""What an act and its place in the trail are sealed with (封存): SHA-256 over one exact way of writing them down."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

FIRST = "0" * 64  # what the first link follows
WRITING = "办理记录1"  # the way of writing that `act_digest` has; another way would have another name

_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def act_digest(
    at: datetime,
    verb: str,
    actor_id: int | None,
    actor_name: str,
    organ_id: int | None,
    subject_kind: str,
    subject_id: int,
    subject_label: str,
    detail: Any,
) -> str:
    """The digest (摘要) of one act, 64 hexadecimal digits; the same whatever database gives the act back.

    Its number is not in it, for the database gives that after the act is written: the link has it.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = [WRITING, moment, verb, actor_id, actor_name, organ_id]
    facts += [subject_kind, subject_id, subject_label, detail]
    # Half of a sign, which only SQLite keeps, is written as it stands: a digest refuses nothing.
    return sha256(_written(facts).encode("utf-8", "surrogatepass")).hexdigest()


def link_value(previous: str, number: int, act_id: int, digest: str) -> str:
    """The value of link `number` (链值): it binds the act, its number and everything before it."""
    return sha256(f"{previous}:{number}:{act_id}:{digest}".encode()).hexdigest()


def plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    """`detail` as any database gives it back: names as text, fractions as text (each database writes them its own way).

    Raises TypeError for what cannot be written as JSON, ValueError for a number that is none.
    """
    written: dict[str, Any] = json.loads(json.dumps(dict(detail), allow_nan=False), parse_float=str)
    return written

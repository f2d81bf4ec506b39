"""Writing down one act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from gongkai.screening.content.facts import NOTHING_KNOWN
from gongkai.screening.content.quoting import quotable
from gongkai.trail.acts.linking import link_after_commit
from gongkai.trail.digests import act_digest, plain
from gongkai.trail.models import Act, Outbox, Reindexing, Unlinked
from gongkai.trail.waking import ring_after_commit


class Actor(Protocol):
    """Whoever acts: a person of an organ."""

    pk: Any
    name: str


class Refused(Exception):
    """An act that the rules do not allow; its text is a Chinese sentence saying why and what to do."""


SYSTEM = "系统"


def record(
    *,
    verb: str,
    subject: models.Model,
    by: Actor | None,
    at: datetime,
    organ_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    changed: Iterable[models.Model] = (),
) -> Act:
    """Write one act about `subject`, put every record in `changed` into the outbox, and have all searched anew.

    Must run inside the act's own transaction, so that a refused act leaves nothing behind;
    outside one it raises TransactionManagementError. `by` is None only for the system itself.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("trail.record must run inside the act's transaction")
    ring_after_commit()  # before the act is linked, which may take a moment
    act = _written(verb, subject, by, at, organ_id, detail)
    changes = [(other._meta.label_lower, other.pk) for other in changed]
    Outbox.objects.bulk_create(Outbox(kind=kind, key=key, at=at) for kind, key in changes)
    touched = dict.fromkeys([(act.subject_kind, act.subject_id), *changes])
    Reindexing.objects.bulk_create(Reindexing(kind=kind, key=key) for kind, key in touched)
    return act


@transaction.atomic
def note(
    *,
    verb: str,
    subject: models.Model,
    by: Actor | None,
    at: datetime,
    organ_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Act:
    """Write down that something was done that changes no record: a log-in, a look at personal data, an export.

    A transaction of its own when there is none. `subject` may be a record that is kept nowhere (number 0).
    """
    return _written(verb, subject, by, at, organ_id, detail)


def _written(
    verb: str,
    subject: models.Model,
    by: Actor | None,
    at: datetime,
    organ_id: int | None,
    detail: Mapping[str, Any] | None,
) -> Act:
    facts = {
        "at": at,
        "verb": verb,
        "actor_id": by.pk if by else None,
        "actor_name": by.name if by else SYSTEM,
        "organ_id": organ_id,
        "subject_kind": subject._meta.label_lower,
        "subject_id": subject.pk or 0,
        "subject_label": quotable(str(subject), NOTHING_KNOWN)[:220],
        "detail": plain(detail or {}),
    }
    act = Act.objects.create(digest=act_digest(**facts), **facts)
    Unlinked.objects.create(act=act)
    link_after_commit()
    return act

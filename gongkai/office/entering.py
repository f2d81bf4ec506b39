"""登录: who comes in, who fails to, who leaves — in the trail; and an account that somebody tries is locked for a while.

等保2.0 (GB/T 22239-2019) 身份鉴别: failed log-ins are limited. The password typed is never kept anywhere.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from wagtail.admin.forms.auth import LoginForm

from gongkai.office.clock import now
from gongkai.organs.models import Person
from gongkai.trail.acts import note
from gongkai.trail.models import Act
from gongkai.trail.queries import acts_on

ENTERED, FAILED, LEFT, LOCKED = "登录", "登录失败", "退出", "锁定登录"
TRIES = 5  # failures one after the other
LOCKED_FOR = timedelta(minutes=30)
STRANGERS = 60  # failures under names that nobody has, noted in an hour: a flood of them is no news
SEEN = 2  # characters of such a name that are kept: somebody may have typed a password there


def locked_until(person: Person, at: datetime) -> datetime | None:
    """Until when nobody can log in as `person`; None when it is not locked."""
    acts = acts_on(person).filter(verb=LOCKED, at__gt=at - LOCKED_FOR)
    began = acts.values_list("at", flat=True).first()
    return began + LOCKED_FOR if began else None


class EnteringForm(LoginForm):
    """The log-in form; does not even look at the password while the account is locked."""

    def clean(self) -> dict[str, Any]:
        person = Person.objects.filter(username=self.cleaned_data.get("username", "")).first()
        until = locked_until(person, now()) if person else None
        if until is not None:
            raise ValidationError(
                f"连续{TRIES}次密码不对，这个账号已经锁定，请在{localtime(until):%H:%M}以后再登录。"
                "不是您本人操作的，请告诉管理员。"
            )
        return super().clean()


def note_entered(user: Any, **_: Any) -> None:
    note(verb=ENTERED, subject=user, by=user, at=now())


def note_left(user: Any, **_: Any) -> None:
    if user is not None:
        note(verb=LEFT, subject=user, by=user, at=now())


def note_failed(credentials: dict[str, Any], **_: Any) -> None:
    """A failed log-in, and the lock at the last one too many."""
    typed, at = str(credentials.get("username", "")), now()
    person = Person.objects.filter(username=typed).first()
    if person is None:
        _note_stranger(typed, at)
        return
    note(verb=FAILED, subject=person, by=None, at=at)
    recent = acts_on(person).filter(verb__in=(ENTERED, FAILED, LOCKED), at__gt=at - LOCKED_FOR)
    if list(recent.values_list("verb", flat=True)[:TRIES]) == [FAILED] * TRIES:
        note(
            verb=LOCKED, subject=person, by=None, at=at, detail={"到": localtime(at + LOCKED_FOR).isoformat()}
        )


def _note_stranger(typed: str, at: datetime) -> None:
    nobody = Person()
    strangers = Act.objects.filter(subject_kind=nobody._meta.label_lower, subject_id=0, verb=FAILED)
    if strangers.filter(at__gt=at - timedelta(hours=1)).count() < STRANGERS:
        detail = {"没有这个登录名": f"{typed[:SEEN]}…（{len(typed)}个字）"}
        note(verb=FAILED, subject=nobody, by=None, at=at, detail=detail)


def connect() -> None:
    """Have Django tell of log-ins."""
    user_logged_in.connect(note_entered, dispatch_uid="trail-entered")
    user_logged_out.connect(note_left, dispatch_uid="trail-left")
    user_login_failed.connect(note_failed, dispatch_uid="trail-failed")

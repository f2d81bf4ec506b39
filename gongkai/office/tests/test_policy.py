"""The policy behind every screen, the bound on uploads, and faults shown where they belong."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from gongkai.disclosure.models import Item
from gongkai.office.saving import add_faults
from gongkai.office.tenancy import OrganPolicy
from gongkai.office.uploads import BoundedUploadHandler
from gongkai.organs.permissions import EDITING, EVERYONE


@pytest.fixture
def policy() -> OrganPolicy:
    return OrganPolicy(Item, {"view": EVERYONE, "add": EDITING, "change": EDITING})


@pytest.mark.django_db
def test_what_one_may_depends_on_office_and_organ(
    policy: OrganPolicy, draft: Any, editor: Any, approver: Any, stranger: Any
) -> None:
    item = draft()
    may = policy.user_has_permission_for_instance
    assert may(editor, "change", item)
    assert may(approver, "view", item)
    assert not may(approver, "change", item)
    assert not may(stranger, "view", item)
    assert policy.user_has_permission(stranger, "add")


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["publish", "delete", "lock", "unlock", "unpublish", "bulk_delete"])
def test_what_is_not_in_the_rules_is_nobodys(
    policy: OrganPolicy, draft: Any, editor: Any, action: str
) -> None:
    editor.is_superuser = True
    assert not policy.user_has_permission(editor, action)
    assert not policy.user_has_any_permission_for_instance(editor, [action], draft())


@pytest.mark.django_db
def test_lists_hold_the_records_of_ones_own_organs(
    policy: OrganPolicy, draft: Any, approver: Any, stranger: Any
) -> None:
    item = draft()
    listed = policy.instances_user_has_any_permission_for
    assert list(listed(approver, ["view", "change"])) == [item]
    assert not listed(approver, ["change"]).exists()
    assert not listed(stranger, ["view", "change"]).exists()


@pytest.mark.django_db
def test_those_who_may_are_those_appointed(policy: OrganPolicy, editor: Any, approver: Any) -> None:
    assert list(policy.users_with_any_permission(["change"])) == [editor]
    assert set(policy.users_with_any_permission(["view"])) == {editor, approver}


def test_an_upload_past_the_limit_is_counted_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.ATTACHMENT_LIMIT = 100
    kept: list[int] = []
    monkeypatch.setattr(
        TemporaryFileUploadHandler, "receive_data_chunk", lambda _, data, start: kept.append(start)
    )
    handler = BoundedUploadHandler()
    for start in (0, 60, 120, 1_000_000):
        handler.receive_data_chunk(b"x" * 60, start)
    assert kept == [0, 60]


class Facts(forms.Form):
    name = forms.CharField(required=False)


def test_a_fault_stands_beside_its_field_or_above_the_form() -> None:
    form = Facts({})
    add_faults(form, ValidationError({"name": ["太长。"], "hidden": ["不对。"]}))
    add_faults(form, ValidationError("不能办理。"))
    assert form.errors == {"name": ["太长。"], "__all__": ["不对。", "不能办理。"]}

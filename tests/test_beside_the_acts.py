"""Beside the acts there is no way in: what Wagtail brings along is shut, and no public folder reaches what lies inside."""

import http.client
from typing import Any

import pytest
from wagtail.models import Revision

from gongkai.disclosure.models import Item
from tests.doors import state
from tests.serving import Served
from tests.standing import approver, district, editor, full_town, officer, standing, town
from tests.test_doors import visitor
from tests.town import Town, item_form

__all__ = ["approver", "district", "editor", "full_town", "officer", "standing", "town"]

# What Wagtail would let an editor do beside the acts, and its rooms for pages, pictures and accounts.
GONE = [
    *(
        f"snippets/disclosure/item/{deed}/{{item}}/"
        for deed in ("unpublish", "delete", "lock", "unlock", "usage", "history", "copy", "inspect")
    ),
    "snippets/disclosure/item/history/{item}/revisions/1/revert/",
    "snippets/disclosure/item/history/{item}/revisions/1/unschedule/",
    *(f"bulk/disclosure/item/{deed}/?id={{item}}" for deed in ("delete", "publish", "unpublish")),
    "register_charge/delete/{charge}/",
    "register_charge/history/{charge}/",
    "organs_organ/delete/{organ}/",
    "snippets/choose/disclosure/item/",
    "users/",
    "users/new/",
    "groups/",
    "pages/",
    "images/",
    "documents/",
    "documents/multiple/add/",
    "collections/",
    "reports/site-history/",
    "workflows/list/",
    "api/main/pages/",
    "tag-autocomplete/",
    "choose-page/",
    "choose-external-link/",
    "redirects/",
    "sites/",
]


def test_what_wagtail_could_do_beside_the_acts_does_not_exist(
    full_town: Town, editor: Any, officer: Any
) -> None:
    records = full_town.records
    numbers = {
        "item": records["disclosure"][-1],
        "charge": records["register_charge"][0],
        "organ": full_town.organ.pk,
    }
    before, clients, there = state(), (visitor(editor), visitor(officer)), []
    for address in (f"/admin/{template.format(**numbers)}" for template in GONE):
        for client in clients:
            if (client.get(address).status_code, client.post(address).status_code) != (404, 404):
                there.append(address)
    assert there == []
    assert state() == before


@pytest.mark.parametrize("action", ["publish", "unpublish", "edit", "create"])
def test_saving_an_item_never_makes_it_public(action: str, full_town: Town, officer: Any) -> None:
    client = visitor(officer)
    public = {item.pk: item.title for item in Item.objects.public()}
    for pk in full_town.records["disclosure"]:
        form = item_form(full_town) | {f"action-{action}": "1"}
        assert client.post(f"/admin/snippets/disclosure/item/edit/{pk}/", form).status_code == 302
    client.post("/admin/snippets/disclosure/item/add/", item_form(full_town) | {f"action-{action}": "1"})
    assert {item.pk: item.title for item in Item.objects.public()} == public


def test_a_draft_loaded_over_another_is_an_edit_like_any_other(full_town: Town, editor: Any) -> None:
    """Wagtail can write over a revision by its number; here the text that waits for review stays as it was sent."""
    waiting = Item.objects.get(pk=full_town.records["disclosure"][1])
    text = waiting.submitted_revision.content
    form = item_form(full_town) | {"overwrite_revision_id": str(waiting.submitted_revision_id)}
    visitor(editor).post(f"/admin/snippets/disclosure/item/edit/{waiting.pk}/", form)
    assert Revision.objects.get(pk=waiting.submitted_revision_id).content == text
    assert not Item.objects.waiting().filter(pk=waiting.pk).exists()


KEPT_INSIDE = [
    "/{public}/../gongkai.sqlite3",
    "/{public}/..%2fgongkai.sqlite3",
    "/{public}/%2e%2e/gongkai.sqlite3",
    "/{public}/%252e%252e/gongkai.sqlite3",
    "/{public}/..\\gongkai.sqlite3",
    "/{public}//{data}/gongkai.sqlite3",
    "/{public}/../keys/secret",
    "/static/../keys/secret",
    "/static/%2e%2e/keys/demo-logins.json",
    "/static//{data}/keys/secret",
    "/uploads/{upload}",
    "/{public}/../uploads/{upload}",
    "/static/..%2fuploads/{upload}",
]


@pytest.mark.process
def test_the_public_folders_reach_no_upload_no_key_and_no_record(served_demo: Served) -> None:
    upload = next(path for path in (served_demo.data / "uploads").rglob("*") if path.is_file())
    names = {
        "public": "zfxxgk",
        "data": served_demo.data,
        "upload": upload.relative_to(served_demo.data / "uploads"),
    }
    paths = ["/zfxxgk/index.html", *(template.format(**names) for template in KEPT_INSIDE)]
    opened = []
    for path in paths:
        door = http.client.HTTPConnection(served_demo.address.removeprefix("http://"), timeout=30)
        door.putrequest("GET", path, skip_accept_encoding=True)  # the path goes out as it stands here
        door.endheaders()
        if door.getresponse().status == 200:
            opened.append(path)
    assert opened == paths[:1]

"""A site folder and an upload folder of the test's own."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment
from gongkai.disclosure.tests.passing import publish
from gongkai.reporting.tests.conftest import prepared as prepared
from gongkai.reporting.tests.conftest import signed as signed

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path) -> Path:
    """The public folder, empty; uploads and the search's indexes lie beside it."""
    settings.SITE_ROOT = tmp_path / "site"
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.INDEX_ROOT = tmp_path / "index"
    return tmp_path / "site"


@pytest.fixture(autouse=True)
def _no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk proves nothing here and makes every test slow."""
    monkeypatch.setattr(os, "sync", lambda: None)
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def attachment(town: Any, editor: Any, moment: datetime) -> Callable[..., Attachment]:
    """Makes an attachment of the town; equal text, equal file."""

    def make(text: str = "附件正文", title: str = "附件一", name: str = "附件.txt") -> Attachment:
        stored = acts.store_file(organ=town, name=name, data=text.encode(), by=editor, at=moment)
        return Attachment(title=title, stored_file=stored)

    return make


@pytest.fixture
def edited(editor: Any, approver: Any, moment: datetime) -> Callable[..., Any]:
    """Edits an item, has it approved, and gives the public record back."""

    def make(item: Any, at: datetime = moment, **facts: Any) -> Any:
        latest = item.get_latest_revision_as_object()
        for name, value in facts.items():
            setattr(latest, name, value)
        if latest.first_published_at:
            latest.change_note = facts.get("change_note", f"第{latest.revisions.count()}次修改。")
        acts.draft(item=latest, by=editor, at=at)
        latest.refresh_from_db(fields=["latest_revision"])
        acts.submit(item=latest, by=editor, at=at)
        return publish(item=latest, by=approver, at=at)

    return make

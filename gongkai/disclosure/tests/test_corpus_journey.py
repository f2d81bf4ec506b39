"""The real documents of the corpus, brought in both ways: 索引号, 文号 and dates are in the right fields."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.disclosure.acts import intake as intakes
from gongkai.disclosure.acts.files import lay_down
from gongkai.disclosure.models import Item
from gongkai.disclosure.oldrecords import prepare
from gongkai.disclosure.tests.oldsheets import row, sheet
from gongkai.disclosure.tests.test_pictures import office
from gongkai.documents.fields import fields_of
from gongkai.documents.tests.samples import saved
from gongkai.documents.tests.test_corpus_items import EXPECTED

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]
UNDATED = date(2021, 1, 4)  # what a clerk writes in where a document states no day
# Field of the item ← what the document says; the sheet and the screen fill the same.
SHOWN = {
    "title": "title",
    "document_number": "document_number",
    "former_index_number": "index_number",
    "issuing_organ": "issuing_organ",
    "source": "source",
}


@pytest.fixture
def texts(corpus: Path) -> dict[str, str]:
    """The documents by file name."""
    with (corpus / "items" / "INDEX.tsv").open(encoding="utf-8") as stream:
        names = [line["file"] for line in csv.DictReader(stream, delimiter="\t")]
    assert set(names) == EXPECTED.keys()
    return {name: (corpus / "items" / name).read_text(encoding="utf-8") for name in names}


def day(value: str | None, otherwise: date = UNDATED) -> date:
    return date.fromisoformat(value[:10]) if value else otherwise


def test_by_excel_every_field_lands_in_its_place(
    texts: dict[str, str], town: Any, editor: Any, moment: datetime
) -> None:
    expected, rows = [], []
    for name, text in texts.items():
        said = EXPECTED[name]
        found = {key: one.value for key, one in vars(fields_of(text)).items() if one}
        rows.append(
            row(
                found.get("title", name),
                body=text[:30_000],
                formed_on=day(found.get("formed_on")),
                published_on=day(found.get("published_at")),
                **{
                    key: found.get(key)
                    for key in ("document_number", "index_number", "issuing_organ", "source")
                },
                validity=found.get("validity"),
            )
        )
        expected.append(
            {
                field: said.get(key, {"title": name, "issuing_organ": town.name}.get(key, ""))
                for field, key in SHOWN.items()
            }
            | {
                "formed_on": day(said.get("formed_on")),
                "published_elsewhere_on": day(said.get("published_at")),
            }
            | {"validity": "valid" if said.get("validity") else ""}
        )
    prepared = prepare(town, sheet(*rows), {}, day=date(2025, 1, 1), name="旧信息.xlsx", keep=lay_down)
    assert prepared.plan.faults == ()
    intake = intakes.receive(prepared=prepared, by=editor, at=moment)
    intakes.start(intake=intake, by=editor, at=moment)
    intakes.carry_on_all(lambda: moment)
    items = list(Item.objects.order_by("pk"))
    assert [{field: getattr(item, field) for field in expected[0]} for item in items] == expected
    assert all(item.body and "<" not in item.body.replace("<p>", "").replace("</p>", "") for item in items)


def test_by_word_every_field_lands_in_its_place(texts: dict[str, str], town: Any, editor: Any) -> None:
    client, node = office(editor), town.catalogue.get(code="20-15").pk
    for name, text in texts.items():
        said = EXPECTED[name]
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        upload = SimpleUploadedFile(f"{name}.docx", saved(document))
        form = {"node": node, "document": upload}
        if "formed_on" not in said:
            form["formed_on"] = UNDATED.isoformat()
        answer = client.post("/admin/disclosure/word/", form)
        assert answer.status_code == 302, (name, answer.context["form"].errors)
        item = Item.objects.latest("pk")
        assert item.formed_on == day(said.get("formed_on")), name
        assert (item.live, item.first_published_at, item.published_elsewhere_on) == (False, None, None)
        for field in ("document_number", "former_index_number"):
            assert getattr(item, field) == said.get(SHOWN[field], ""), (name, field)
        if "title" in said:
            assert item.title == said["title"]

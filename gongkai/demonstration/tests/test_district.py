"""Organs, people, duties, subjects, narratives, attachments."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

import gongkai
from gongkai.demonstration.attachments import attachment_bytes
from gongkai.demonstration.content import AttachmentData
from gongkai.demonstration.district import district
from gongkai.demonstration.families import families
from gongkai.demonstration.narratives import PLACEHOLDERS
from gongkai.law.duties import duties_for

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SUBJECTS = Path(gongkai.__file__).parent / "disclosure" / "subject-classes.json"


def organ(slug: str):
    return next(o for o in district().organs if o.slug == slug)


@pytest.mark.parametrize("one", district().organs, ids=lambda one: one.slug)
def test_credit_codes_carry_their_check_character(one):
    assert len(one.credit_code) == 18
    total = sum(ALPHABET.index(c) * 3**place for place, c in enumerate(one.credit_code[:17]))
    assert one.credit_code[17] == ALPHABET[-total % 31]


def test_superiors_come_before_their_subordinates():
    seen = {None}
    for one in district().organs:
        assert one.parent in seen
        seen.add(one.slug)


def test_contacts_are_missing_only_where_meant():
    contacts = ("disclosure_office", "address", "office_hours", "phone", "fax", "email")
    lacking = {o.slug for o in district().organs if not all(getattr(o, field) for field in contacts)}
    assert lacking == {"nongye-nongcunju", "shizuizi-cun"}


def test_every_organ_has_an_editor_and_another_approver():
    for one in district().organs:
        staff = [p for p in district().people if p.organ == one.slug]
        editors = {p.username for p in staff if "editor" in p.roles}
        approvers = {p.username for p in staff if "approver" in p.roles}
        assert editors and approvers and not editors & approvers, one.slug
        if one.level in {"district", "town"}:
            assert any("officer" in p.roles for p in staff), one.slug


def test_login_names_are_pinyin_and_unique_and_there_is_one_administrator():
    names = [p.username for p in district().people]
    assert len(set(names)) == len(names) and all(re.fullmatch("[a-z]+", name) for name in names)
    assert len([p for p in district().people if "admin" in p.roles]) == 1


def test_every_item_lies_under_a_duty_of_its_organ():
    for item in district().items:
        duties = {duty.code for duty in duties_for(organ(item.organ).level, item.formed_on)}
        assert item.duty in duties, item.title


@pytest.mark.parametrize("slug", ["kongtong-qu", "kongtong-zhen"])
def test_the_district_and_the_town_have_something_under_every_duty(slug):
    level = organ(slug).level
    wanted = {duty.code for duty in duties_for(level, district().items[-1].formed_on)}
    found = {item.duty for item in district().items if item.organ == slug}
    missing = {"kongtong-qu": {"20-6", "20-8"}, "kongtong-zhen": set()}[slug]
    assert wanted - found == missing


def test_subjects_are_those_of_the_state_council():
    classes = {c["name"]: c["children"] for c in json.loads(SUBJECTS.read_text(encoding="utf-8"))["classes"]}
    for item in district().items:
        first, second = item.subject
        assert second in classes[first], item.title


def test_every_family_is_used():
    related = {"征求意见", "意见采纳情况", "澄清"}
    assert {item.family for item in district().items} == set(families()) | related


def test_narratives_have_five_different_parts_and_quote_known_numbers():
    parts = [part for n in district().narratives for part in n.parts.values()]
    assert all(len(n.parts) == 5 for n in district().narratives)
    assert len(set(parts)) == len(parts)
    for words in district().narratives:
        text = words.intro + "".join(words.parts.values()) + words.problems + words.other
        assert set(re.findall(r"\{\{(.*?)\}\}", text)) <= PLACEHOLDERS
        assert len("".join(words.parts.values())) <= 1000


def test_the_town_has_a_narrative_for_every_year_from_2020_to_2025():
    assert {n.year for n in district().narratives if n.organ == "kongtong-zhen"} == set(range(2020, 2026))


def test_a_table_attached_as_a_workbook_holds_the_rows_of_the_item():
    item = next(i for i in district().items if i.attachments and i.attachments[0].kind == "xlsx")
    sheet = load_workbook(BytesIO(attachment_bytes(item.attachments[0]))).active
    rows = [tuple(str(cell) for cell in row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert tuple(rows) == item.attachments[0].rows


def test_forms_and_guides_are_real_files():
    files = {a.kind: a for i in district().items for a in i.attachments}
    form = Document(BytesIO(attachment_bytes(files["docx"])))
    assert form.tables[0].rows[0].cells[0].text == "申请事项"
    assert attachment_bytes(files["pdf"]).startswith(b"%PDF-")


def test_the_same_file_has_the_same_bytes():
    for kind in ("xlsx", "docx", "pdf"):
        one = AttachmentData(f"甲.{kind}", kind, "甲", (("村", "户"), ("上湾村", "3")))
        again = AttachmentData(f"乙.{kind}", kind, "甲", (("村", "户"), ("上湾村", "3")))
        assert attachment_bytes(one) == attachment_bytes(again)


def test_an_unknown_kind_of_file_is_refused():
    with pytest.raises(ValueError, match="ofd"):
        attachment_bytes(AttachmentData("甲.ofd", "ofd", "甲"))

"""政策解读 in the demonstration: bound to documents that are there, in several forms, pictures real."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from gongkai.demonstration.attachments import attachment_bytes, public_name
from gongkai.demonstration.content import AttachmentData
from gongkai.demonstration.days import after_working_days
from gongkai.demonstration.district import district
from gongkai.demonstration.explanations import explanations
from gongkai.demonstration.load import Loader
from gongkai.disclosure.models import ChangeNote, Item

EXPLAINING = [item for item in district().items if item.explanation_form]
DOCUMENTS = {item.document_number: item for item in district().items if item.document_number}


def test_a_good_dozen_documents_are_explained_in_four_forms():
    assert len({item.explains for item in EXPLAINING}) >= 12
    assert set(Counter(item.explanation_form for item in EXPLAINING)) == {
        "text",
        "picture",
        "questions",
        "expert",
    }


@pytest.mark.parametrize("item", EXPLAINING, ids=lambda item: item.title)
def test_each_explains_a_policy_document_of_its_own_or_a_higher_organ_that_was_public_before(item):
    document = DOCUMENTS[item.explains]
    above = {organ.slug: organ.parent for organ in district().organs}
    assert document.validity and not document.explains
    assert document.organ in (item.organ, above[item.organ])
    assert document.published_at < item.published_at and item.duty == document.duty
    assert document.document_number in item.body


def test_most_come_within_three_working_days_as_is_asked():
    days = [(DOCUMENTS[item.explains].published_at.date(), item.published_at.date()) for item in EXPLAINING]
    assert sum(then <= after_working_days(first, 3) for first, then in days) >= len(days) - 3


def test_pictures_stand_in_the_text_by_their_names_with_their_words():
    pictured = [item for item in EXPLAINING if item.explanation_form == "picture"]
    assert len(pictured) >= 4
    for item in pictured:
        (picture,) = item.attachments
        data = attachment_bytes(picture)
        assert data.startswith(b"\x89PNG") and len(data) < 120_000
        name, alt = re.search(r'<img src="(\S+)" alt="([^"]+)">', item.body).groups()
        assert name == public_name(data, "png") and picture.title in alt


def test_the_same_picture_has_the_same_bytes():
    one = AttachmentData("图解.png", "png", "甲", (("一",), ("二 #$*\\",)))
    assert attachment_bytes(one) == attachment_bytes(AttachmentData("图.png", "png", "甲", one.rows))


def test_a_document_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        explanations([])


def test_documents_of_every_validity_are_there_each_with_its_instrument():
    told = {item.validity for item in district().items}
    assert told == {"", "valid", "lapsed", "repealed", "amended"}
    assert all(item.validity_instrument for item in district().items if item.validity not in ("", "valid"))


def test_an_amended_document_is_still_in_the_register():
    amended = {item.title for item in district().items if item.validity == "amended"}
    assert [row.repealed_on for row in district().normatives if row.title in amended] == [None] * len(amended)
    assert amended


def test_a_solicitation_its_feedback_and_a_clarification_are_there_in_their_order():
    found = {item.relation: item for item in district().items if item.relation}
    asked, answered, cleared = (found[name] for name in ("solicitation", "feedback", "clarification"))
    document = DOCUMENTS[cleared.explains]
    assert answered.explains == asked.title and (asked.closes_on - asked.published_at.date()).days >= 30
    assert asked.closes_on < answered.published_at.date() < document.published_at.date()
    assert cleared.answers and cleared.published_at > document.published_at


def test_public_pages_were_corrected_after_they_appeared_each_with_a_note():
    pages = {item.title: item for item in district().items}
    assert len(district().corrections) >= 2
    assert all(one.note and one.at > pages[one.title].published_at for one in district().corrections)


@pytest.mark.django_db
def test_what_belongs_together_is_published_and_corrected_by_the_acts(settings, tmp_path):
    settings.MEDIA_ROOT, settings.INDEX_ROOT = tmp_path / "uploads", tmp_path / "index"
    told = {item.title: item for item in district().items}
    wanted = {item.title for item in told.values() if item.relation not in ("", "explanation")}
    wanted |= {change.title for change in district().corrections}
    for item in [told[title] for title in wanted]:
        wanted |= {
            one.title for one in told.values() if one.document_number and one.document_number == item.explains
        }
    items = tuple(item for item in district().items if item.title in wanted)
    loader = Loader(replace(district(), items=items), lambda *_: None)
    loader._organs()
    for person in district().people:
        loader._person(person)
    loader._chains()
    loader._items()
    loader._corrections()
    public = {item.relation: item for item in Item.objects.public()}
    asked = public["solicitation"]
    assert public["feedback"].explains == asked and asked.explains == public["clarification"].explains
    assert [one.note for one in asked.change_notes.all()] == ["正式印发的文件已经公开，补上链接。"]
    assert ChangeNote.objects.count() == len(district().corrections)
    assert Item.objects.count() == len(items) == Item.objects.public().count()

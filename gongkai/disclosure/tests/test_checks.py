"""What is public is what was passed, and files are as they were uploaded: whatever else happened is found and named."""

from datetime import timedelta

import pytest
from django.db import connection

from gongkai.disclosure import acts
from gongkai.disclosure.checks import check_files, check_items
from gongkai.disclosure.models import Attachment, StoredFile
from gongkai.trail.checking import Scope
from gongkai.trail.tests.tampering import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def attached(town, editor, moment, settings, tmp_path):
    """Stores a file of the town."""
    settings.MEDIA_ROOT = tmp_path / "uploads"

    def make(text="附件正文"):
        return acts.store_file(organ=town, name="附件.txt", data=text.encode(), by=editor, at=moment)

    return make


@pytest.fixture
def item(published, attached):
    """A public policy document with an attachment."""
    return published(
        "种树通知", validity="valid", attachments=[Attachment(title="附件一", stored_file=attached())]
    )


def faults(check, moment, **scope):
    return [fault.sentence for fault in check(Scope(now=moment, **scope))]


def test_what_was_published_changed_and_marked_agrees_with_the_trail(item, published, approver, moment):
    published("另一条")
    assert faults(check_items, moment) == []
    acts.mark_validity(
        item=item, by=approver, at=moment, validity="repealed", on=moment.date(), instrument="白镇发"
    )
    assert faults(check_items, moment) == []
    assert faults(check_files, moment) == []


def test_a_draft_and_a_withdrawn_item_are_not_looked_at(item, draft, approver, moment):
    draft("草稿")
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误。")
    tamper("UPDATE disclosure_item SET title = '改了'")
    assert faults(check_items, moment) == []


CHANGES = {
    "title": "'改了的标题'", "body": "'<p>改了</p>'", "summary": "'加的'", "formed_on": "'2019-01-01'",
    "document_number": "'白镇发〔2021〕99号'", "validity": "'lapsed'", "validity_on": "'2021-01-01'", "source": "'别处'",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_a_public_item_changed_behind_the_acts_is_named(item, moment, column):
    if column == "validity":
        tamper("UPDATE disclosure_item SET validity_on = '2021-01-01'")
    tamper(f"UPDATE disclosure_item SET {column} = {CHANGES[column]} WHERE id = %s", item.pk)
    (said,) = faults(check_items, moment)
    assert f"索引号 {item.index_number}" in said and "与发布时的指纹不符" in said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosure_attachment SET title = '别的附件'",
        "DELETE FROM disclosure_attachment",
        "UPDATE disclosure_storedfile SET name = '别的.txt'",
        "UPDATE disclosure_storedfile SET sha256 = '00'",
    ],
)
def test_an_attachment_changed_behind_the_acts_is_found_in_its_item(item, moment, statement):
    tamper(statement)
    (said,) = faults(check_items, moment)
    assert "种树通知" in said


def test_an_item_made_public_behind_the_acts_is_named(draft, moment):
    made = draft("没有人审核的")
    facts = (
        "live = %s, index_number = 'X-1', address_year = 2021, address_serial = 9, first_published_at = %s"
    )
    tamper(f"UPDATE disclosure_item SET {facts} WHERE id = %s", True, moment, made.pk)
    assert faults(check_items, moment) == [
        "信息“没有人审核的”（索引号 X-1）：没有发布它的办理记录，却已经公开或者有了索引号。"
        "请查明是谁、何时改的，并用备份核对、恢复。"
    ]


def test_a_mark_of_an_earlier_version_without_a_fingerprint_is_said_and_not_called_a_fault(
    item, approver, moment
):
    acts.mark_validity(
        item=item, by=approver, at=moment, validity="repealed", on=moment.date(), instrument="白镇发"
    )
    kept = '{"有效性": "废止", "日期": "2021-03-05", "依据": "白镇发"}'
    tamper("UPDATE trail_act SET detail = %s WHERE verb = '标注有效性'", kept)
    scope = Scope(now=moment)
    assert list(check_items(scope)) == []
    assert "有1条信息在旧版本里标注过有效性" in scope.remarks[0]


def test_since_a_day_only_what_was_passed_since_is_looked_at(item, published, republish, moment):
    published("另一条")
    tamper("UPDATE disclosure_item SET summary = '加的'")
    later = moment + timedelta(days=10)
    assert len(faults(check_items, later)) == 2
    assert faults(check_items, later, since=later.date()) == []
    republish(item, at=later, title="种树通知（改）")
    tamper("UPDATE disclosure_item SET summary = '又加的'")
    (said,) = faults(check_items, later, since=later.date())
    assert item.index_number in said


def test_what_is_published_while_the_check_runs_is_no_fault(published, republish, moment):
    items = [published(f"第{number}号") for number in range(3)]
    tamper("UPDATE disclosure_item SET summary = '加的' WHERE id = %s", items[0].pk)
    checking = check_items(Scope(now=moment))
    assert "第0号" in next(checking).where
    for item in items[1:]:
        republish(item, at=moment + timedelta(hours=1), title=f"{item.title}（改）")
    assert list(checking) == []


@pytest.mark.parametrize("damage", ["一个字节", "少一截", "空的", "没有了"])
def test_a_stored_file_that_changed_on_the_disk_is_named_with_its_place(item, moment, damage):
    stored = StoredFile.objects.get()
    content = stored.path.read_bytes()
    if damage == "没有了":
        stored.path.unlink()
    else:
        flipped = bytes([content[0] ^ 1]) + content[1:]
        stored.path.write_bytes({"一个字节": flipped, "少一截": content[:-1], "空的": b""}[damage])
    (said,) = faults(check_files, moment)
    assert f"白杨镇的附件“附件.txt”（编号{stored.pk}，{stored.path}）" in said
    assert ("原件不在了" if damage == "没有了" else "与上传时不符") in said


def test_files_since_a_day_are_those_uploaded_since(item, moment):
    StoredFile.objects.get().path.unlink()
    assert faults(check_files, moment, since=moment.date() + timedelta(days=1)) == []
    assert len(faults(check_files, moment, since=moment.date())) == 1


def test_checking_asks_a_bounded_number_of_times_however_many_items(
    published, moment, django_assert_max_num_queries
):
    for number in range(12):
        published(f"第{number}号")
    connection.queries_log.clear()
    with django_assert_max_num_queries(8):
        assert faults(check_items, moment) == []

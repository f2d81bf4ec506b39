"""The sheet of old records and the records themselves speak the same words."""

from gongkai.disclosure.models import Genre, Item, Validity
from gongkai.documents.records import GENRES, OLD_RECORDS, VALIDITIES


def test_the_sheet_knows_every_genre_and_validity_and_no_others() -> None:
    assert GENRES == tuple(Genre.values) == tuple(label for _, label in Item._meta.get_field("genre").choices)
    assert tuple(Validity.labels) == VALIDITIES
    assert list(Item._meta.get_field("validity").choices) == list(Validity.choices)


def test_no_cell_of_the_sheet_holds_more_than_its_field() -> None:
    fields = {"published_on": "published_elsewhere_on", "index_number": "former_index_number"}
    checked = 0
    for column in OLD_RECORDS.columns:
        if column.key in ("node", "attachments"):
            continue
        field = Item._meta.get_field(fields.get(column.key, column.key))
        assert column.label.removesuffix("(原)") in (
            "原发布时间",
            "失效废止日期",
            str(field.verbose_name).removeprefix("原"),
        )
        if column.max_length and field.max_length:
            checked += 1
            assert column.max_length <= field.max_length, column.label
    assert checked >= 8

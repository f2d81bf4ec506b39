"""Excerpts: the right place, marked, and nothing in them but text and <mark>."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.snippets import Text, found_in, marked, snippet


class Marks(HTMLParser):
    """Reads an excerpt as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth, self.tags, self.texts = 0, set[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.add(tag)
        self.depth += 1
        assert self.depth == 1

    def handle_endtag(self, tag: str) -> None:
        self.tags.add(tag)
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def read(html: str) -> str:
    """The text of an excerpt, once it is seen to be well formed."""
    parser = Marks()
    parser.feed(html)
    parser.close()
    assert parser.tags <= {"mark"}
    assert parser.depth == 0
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert not re.search(r"[<>\"']", bare)
    assert "".join(parser.texts) == unescape(bare)
    return "".join(parser.texts)


def excerpt(text: str, *needles: str, width: int = 120) -> str:
    return snippet(text, found_in(Text(text), [(needle,) for needle in needles]), width)


def test_the_word_is_marked_in_the_middle_of_its_sentence() -> None:
    text = "前面的话。" * 50 + "现就防汛工作通知如下。" + "后面的话。" * 50
    html = excerpt(text, "防汛")
    assert html.startswith("…现就<mark>防汛</mark>工作通知如下。")
    assert html.endswith("…")


def test_scripts_in_a_document_stay_text() -> None:
    html = excerpt("<script>alert('防汛')</script>&<b>", "防汛")
    assert html == "&lt;script&gt;alert(&#x27;<mark>防汛</mark>&#x27;)&lt;/script&gt;&amp;&lt;b&gt;"


def test_traditional_full_width_and_expanding_characters_are_marked_in_place() -> None:
    assert excerpt("面積５０㎡，預算公開", "预算公开") == "面積５０㎡，<mark>預算公開</mark>"
    assert excerpt("第１２號", "12号") == "第<mark>１２號</mark>"


def test_a_number_inside_a_longer_number_is_not_marked() -> None:
    assert "<mark>" not in excerpt("共120户、a20b户", "12")
    assert excerpt("12户、120户", "12") == "<mark>12</mark>户、120户"


def test_a_document_number_is_marked_whatever_its_brackets() -> None:
    assert (
        excerpt("见崆政发〔2020〕12号。", "崆政发\x1f2020\x1f12号") == "见<mark>崆政发〔2020〕12号</mark>。"
    )


def test_the_excerpt_goes_where_most_words_stand_together() -> None:
    text = "防汛。" + "空话。" * 60 + "防汛和抗旱预案已经印发。" + "空话。" * 60
    assert "<mark>防汛</mark>和抗旱<mark>预案</mark>" in excerpt(text, "防汛", "预案")


def test_overlapping_words_share_one_mark() -> None:
    assert excerpt("应急预案", "应急预", "急预案") == "<mark>应急预案</mark>"


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6))
def test_any_marking_is_well_formed_and_keeps_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(start, start + length) for start, length in spans if start + length <= len(text)]
    assert unescape(marked(text, inside).replace("<mark>", "").replace("</mark>", "")) == unescape(
        marked(text, [])
    )


@given(st.text("防汛<>&\"'预案。 2㎡", max_size=300), st.integers(5, 60))
def test_any_excerpt_is_well_formed(text: str, width: int) -> None:
    html = excerpt(text, "防汛", "预案", "2", width=width)
    assert read(html).strip("…") in text

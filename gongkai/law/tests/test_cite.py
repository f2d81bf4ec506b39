"""Citations read as a lawyer writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.cite import Article, chinese_number

REGULATION = "政府信息公开条例"
NUMBERS = st.integers(1, 9999)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (26, "二十六"),
        (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"),
        (119, "一百一十九"), (200, "二百"), (203, "二百零三"), (210, "二百一十"), (999, "九百九十九"),
        (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (1032, "一千零三十二"), (1260, "一千二百六十"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_statutes_write_them(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_a_number_no_statute_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="序号应在1至9999之间"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("article", "written"),
    [
        (Article(REGULATION, 26), "《政府信息公开条例》第二十六条"),
        (Article(REGULATION, 33, 2), "《政府信息公开条例》第三十三条第二款"),
        (Article(REGULATION, 20, item=5), "《政府信息公开条例》第二十条第（五）项"),
        (Article("行政复议法", 23, 1, 4), "《行政复议法》第二十三条第一款第（四）项"),
        (
            Article(REGULATION, 18, edition="国务院令第492号"),
            "《政府信息公开条例》（国务院令第492号）第十八条",
        ),
    ],
)
def test_an_article_prints_and_reads_back(article: Article, written: str) -> None:
    assert str(article) == written
    assert Article.parse(written) == article


@given(NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, st.none() | st.just("国务院令第711号"))
def test_every_article_reads_back(
    article: int, paragraph: int | None, item: int | None, edition: str | None
) -> None:
    cited = Article(REGULATION, article, paragraph, item, edition)
    assert Article.parse(str(cited)) == cited


@given(NUMBERS, NUMBERS)
def test_two_numbers_are_never_written_alike(a: int, b: int) -> None:
    assert (chinese_number(a) == chinese_number(b)) == (a == b)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第二十六条",
        "《政府信息公开条例》",
        "《政府信息公开条例》第26条",
        "《政府信息公开条例》第十十条",
        "国办发〔2018〕118号",
    ],
)
def test_half_a_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是完整的条文引用"):
        Article.parse(text)


def test_an_article_needs_a_law_and_numbers_from_one() -> None:
    with pytest.raises(ValueError, match="名称"):
        Article(" ", 1)
    with pytest.raises(ValueError, match="序号"):
        Article(REGULATION, 0)
    with pytest.raises(ValueError, match="序号"):
        Article(REGULATION, 20, item=0)

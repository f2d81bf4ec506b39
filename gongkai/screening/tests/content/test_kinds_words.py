"""Wrong and outdated words, leaders' names, links, dates."""

from datetime import date, timedelta

import pytest

from gongkai.screening.content.facts import Facts, Leader
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.kinds.lexicon import load
from gongkai.screening.content.kinds.wording import wrong_words
from gongkai.screening.content.text import hits, screen_text

NEW, OLD = Facts(formed_on=date(2026, 5, 1)), Facts(formed_on=date(2016, 5, 1))
LEADERS = Facts(leaders=(Leader("区长", "张建国"), Leader("副区长", "李红梅"), Leader("镇长", "王小军")))


def found(text: str, kind: Kind, facts: Facts | None = None) -> list[tuple[str, str | None]]:
    return [(text[hit.start : hit.end], hit.mask) for hit in hits(text, facts or Facts()) if hit.kind is kind]


def test_every_wrong_word_of_the_list_is_found_and_has_a_right_one() -> None:
    assert len(wrong_words()) >= 80
    for word, wrong in wrong_words().items():
        assert wrong.right
        assert word in [text for text, _ in found(f"关于{word}，", Kind.WRONG_WORD, NEW)], word


def test_no_right_word_is_itself_pointed_out() -> None:
    for wrong in wrong_words().values():
        assert found(f"由{wrong.right}，", Kind.WRONG_WORD, NEW) == [], wrong.right


def test_an_outdated_name_is_judged_by_the_day_on_which_the_text_was_made() -> None:
    text = "由区国土资源局负责"
    assert [hit.severity for hit in hits(text, NEW)] == [Severity.WARN]
    assert hits(text, OLD) == []
    assert [hit.severity for hit in hits(text)] == [Severity.INFO]
    assert hits(text, Facts(formed_on=date(2019, 7, 1)))
    assert not hits(text, Facts(formed_on=date(2019, 6, 30)))


@pytest.mark.parametrize(
    "text",
    [
        "原国土资源局",
        "区文化和旅游局",
        "住房和城乡建设部",
        "农业部门",
        "文化部分",
        "劳动合同法",
        "文体广电和旅游局",
        "区农业农村局、林业和草原局、卫生健康局",
        "环保部门、农业部门、卫生部门",
        "合同法律风险、婚姻法治宣传、继承法定顺序、担保法务",
        "究竟争取到多少",
        "其中港口两座",
    ],
)
def test_a_name_called_former_or_part_of_another_is_right(text: str) -> None:
    assert found(text, Kind.WRONG_WORD, NEW) == []


@pytest.mark.parametrize(
    ("word", "right", "day"),
    [
        ("国土局", "自然资源局", date(2019, 7, 1)),
        ("国土所", "自然资源所", date(2019, 7, 1)),
        ("农业局", "农业农村局", date(2019, 7, 1)),
        ("林业局", "林业和草原局", date(2019, 7, 1)),
        ("卫生局", "卫生健康局", date(2015, 7, 1)),
        ("计生办", "卫生健康部门", date(2019, 7, 1)),
        ("文广新局", "文化和旅游局", date(2019, 7, 1)),
        ("监察局", "监察委员会", date(2018, 3, 20)),
        ("预防腐败局", "监察委员会", date(2018, 3, 20)),
        ("环保部", "生态环境部", date(2018, 3, 17)),
        ("农业部", "农业农村部", date(2018, 3, 17)),
        ("质检总局", "国家市场监督管理总局", date(2018, 3, 17)),
        ("中国银行保险监督管理委员会", "国家金融监督管理总局", date(2023, 3, 16)),
        ("五保户", "特困人员", date(2016, 2, 10)),
        ("新农合", "城乡居民基本医疗保险", date(2020, 1, 1)),
        ("贫困村", "脱贫村", date(2021, 2, 25)),
        ("民法总则", "民法典总则编", date(2021, 1, 1)),
        ("担保法", "民法典", date(2021, 1, 1)),
        ("收养法", "民法典婚姻家庭编", date(2021, 1, 1)),
        ("新型冠状病毒肺炎", "新型冠状病毒感染", date(2022, 12, 26)),
        ("铁道部", "国家铁路局、国铁集团", date(2013, 3, 14)),
        ("乡村振兴局", "农业农村局", date(2025, 1, 1)),
    ],
)
def test_a_name_of_then_is_pointed_out_only_from_the_day_on_which_it_was_changed(
    word: str, right: str, day: date
) -> None:
    text = f"由{word}的人负责"
    assert found(text, Kind.WRONG_WORD, Facts(formed_on=day)) == [(word, right)]
    assert found(text, Kind.WRONG_WORD, Facts(formed_on=day - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("残废人证", "残疾人"),
        ("港澳台等国家", "港澳台等地区"),
        ("加强中港合作", "内地与香港合作"),
        ("一国两治", "一国两制"),
        ("区人民正府", "人民政府"),
        ("崆峒镇人民镇府", "人民政府"),
        ("国务院总里", "国务院总理"),
    ],
)
def test_slips_of_the_pen_are_pointed_out(text: str, right: str) -> None:
    assert [mask for _, mask in found(text, Kind.WRONG_WORD, OLD)] == [right]


def test_an_organ_that_not_all_places_have_merged_is_no_fault() -> None:
    assert found("由防震减灾局负责", Kind.WRONG_WORD, NEW) == []


def test_a_wrong_word_is_always_wrong_and_carries_the_right_one() -> None:
    assert found("崆峒镇人民攻府", Kind.WRONG_WORD, OLD) == [("人民攻府", "人民政府")]
    assert found("扫黑险恶专项斗争", Kind.WRONG_WORD) == [("扫黑险恶", "扫黑除恶")]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("区长张建囯出席会议", "张建国"),
        ("张建围区长讲话", "张建国"),
        ("副区长李梅红", "李红梅"),
        ("区长李红梅主持", "张建国"),
        ("镇长王晓军", "王小军"),
    ],
)
def test_a_leaders_name_that_differs_a_little_or_stands_by_another_title_is_pointed_out(
    text: str, right: str
) -> None:
    assert [mask for _, mask in found(text, Kind.LEADER_NAME, LEADERS)] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "区长张建国出席",
        "副区长李红梅讲话",
        "张建国区长",
        "李红梅副区长",
        "区长办公会",
        "镇长王小军、副区长李红梅",
        "区长助理赵大山",
    ],
)
def test_right_names_and_other_people_are_no_finding(text: str) -> None:
    assert found(text, Kind.LEADER_NAME, LEADERS) == []


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "file:///C:/a.doc",
        "http://192.168.1.20/oa",
        "http://oa/index.html",
        "http://[fe80::1]/a",
        "ftp://example.com/a",
        "https://www.example.com/a",
        "保存在D:\\资料\\名单.xls",
        "\\\\server\\share\\a.doc",
        '<a href="#">详情</a>',
        "<a href=''>详情</a>",
    ],
)
def test_links_to_programs_inner_machines_unknown_places_and_nowhere_warn(text: str) -> None:
    assert [hit.severity for hit in hits(text) if hit.kind is Kind.LINK] == [Severity.WARN]


def test_government_and_own_links_are_no_finding_unless_broken() -> None:
    text = "见https://www.kongtong.gov.cn/a.html，http://zw.example.org/b。"
    own = Facts(own_domains=("example.org",))
    assert found(text, Kind.LINK, own) == []
    broken = Facts(own_domains=("example.org",), link_works=lambda link: "example" in link)
    assert [text for text, _ in found(text, Kind.LINK, broken)] == ["https://www.kongtong.gov.cn/a.html"]
    assert found("https://notgov.cn.example.com/gov.cn", Kind.LINK)


def test_other_domestic_links_are_information() -> None:
    assert [hit.severity for hit in hits("http://www.example.cn/")] == [Severity.INFO]


def test_a_link_with_an_id_number_in_it_shows_it_masked() -> None:
    (link, *_) = [
        finding
        for finding in screen_text("http://a.example.com/?id=620802199001011231")
        if finding.kind is Kind.LINK
    ]
    assert "19900101" not in link.excerpt


def test_publication_before_making_or_too_late_after_it_is_pointed_out() -> None:
    early = Facts(formed_on=date(2020, 3, 5), published_on=date(2020, 3, 1))
    assert [finding.kind for finding in screen_text("正文", facts=early)] == [Kind.DATE_ORDER]
    for taken, expected in ((20, 0), (21, 1)):
        late = Facts(
            date(2020, 4, 5), date(2020, 3, 1), workdays_between=lambda formed, published, taken=taken: taken
        )
        findings = screen_text("正文", facts=late)
        assert len(findings) == expected
    assert "21 个工作日" in findings[0].excerpt
    assert screen_text("正文", facts=Facts(formed_on=date(2020, 3, 5))) == ()


def test_dates_in_the_text_are_compared_with_each_other() -> None:
    assert found("成文日期：2020年3月5日\n发布日期：2020年3月1日", Kind.DATE_ORDER)
    assert found("发布日期：2020-03-01 成文日期：2020-03-05", Kind.DATE_ORDER)
    assert found("成文日期：2020年3月5日\n发布日期：2020年3月9日", Kind.DATE_ORDER) == []
    assert found("成文日期：2020年13月5日\n发布日期：2020年3月9日", Kind.DATE_ORDER) == []


def test_the_word_lists_have_no_word_twice() -> None:
    for name in ("worksecrets", "health"):
        words = load(name)
        assert len(words) == len(set(words))

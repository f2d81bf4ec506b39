"""Addresses, days of birth, health, children, plates, passports, mail, columns."""

import pytest

from gongkai.screening.content.facts import Facts
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.text import hits


def found(text: str, kind: Kind, facts: Facts | None = None) -> list[tuple[str, str | None]]:
    """The texts found and their masks."""
    return [(text[hit.start : hit.end], hit.mask) for hit in hits(text, facts or Facts()) if hit.kind is kind]


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("现住崆峒镇后沟村3组12号", "崆峒镇后沟村3组"),
        ("崆峒区东大街12号3单元501室", "崆峒区东大街"),
        ("阳光小区2栋1单元301室", "阳光小区"),
        ("家庭住址：崆峒区解放北路88号", "崆峒区解放北路"),
    ],
)
def test_an_address_keeps_its_village_group_or_street(text: str, mask: str) -> None:
    ((_, kept),) = found(text, Kind.ADDRESS)
    assert kept is not None
    assert kept.endswith(mask[-4:])
    assert not any(character.isdigit() for character in kept.removesuffix("3组"))


def test_a_home_told_by_numbers_alone_keeps_its_street() -> None:
    assert found("现住：城关镇东街12-3-502", Kind.ADDRESS) == [("城关镇东街12-3-502", "城关镇东街")]
    assert found("住址2020-2021学年", Kind.ADDRESS) == []


@pytest.mark.parametrize(
    ("text", "kind", "mask"),
    [
        ("军官证号：南字第12345678号", Kind.PASSPORT, "******78"),
        ("台胞证：12345678", Kind.PASSPORT, "******78"),
        ("军A12345", Kind.PLATE, "军A*****"),
        ("WJ甘12345", Kind.PLATE, "WJ甘*****"),
        ("车牌号甘l12345", Kind.PLATE, "甘l*****"),
        ("zhangsan[at]qq.com", Kind.EMAIL, "z***@qq.com"),
        ("张三，肢体残疾三级", Kind.HEALTH, ""),
        ("出生年月：1990.05", Kind.BIRTH_DATE, "1990.**"),
        ("一九九〇年五月三日出生", Kind.BIRTH_DATE, "一九九〇年*月*日"),
    ],
)
def test_rarer_ways_to_write_it_are_seen(text: str, kind: Kind, mask: str) -> None:
    assert [kept for _, kept in found(text, kind)] == [mask]


def test_the_telephone_of_an_office_for_papers_is_no_paper() -> None:
    assert found("护照办理电话09338612345", Kind.PASSPORT) == []
    assert found("回乡证办理时间2024年", Kind.PASSPORT) == []


@pytest.mark.parametrize(
    "text",
    [
        "崆镇发〔2020〕12号",
        "崆峒镇人民政府在解放路12号办公",
        "全村共3组120户",
        "国道312号线",
        "第3组第12号提案",
        "12345号热线",
        "贫困户12户",
    ],
)
def test_numbers_of_documents_and_offices_are_no_homes(text: str) -> None:
    assert found(text, Kind.ADDRESS) == []


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("出生日期：1990年1月12日", "1990年*月**日"),
        ("张某某，男，1985-06-15", "1985-**-**"),
        ("李某某，女，汉族，1990年12月出生", "1990年**月"),
        ("生于1960.01.02", "1960.**.**"),
        ("姓名\t出生年月\n张某某\t19900112\n", "1990****"),
    ],
)
def test_a_day_of_birth_keeps_the_year(text: str, mask: str) -> None:
    assert [kept for _, kept in found(text, Kind.BIRTH_DATE)] == [mask]


@pytest.mark.parametrize(
    "text", ["2020年1月12日印发", "项目于2019年5月开工", "1990年1月12日生效", "2018年3月生产", "出生缺陷防治"]
)
def test_other_dates_are_no_births(text: str) -> None:
    assert found(text, Kind.BIRTH_DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "张某某因肝癌去世",
        "村民李建国，患尿毒症多年",
        "姓名：赵小明，肢体残疾二级",
        "王红梅，女，56岁，精神障碍患者",
        "户主\t家庭情况\n王小明\t因残致贫\n",
    ],
)
def test_health_beside_a_name_is_dropped(text: str) -> None:
    (first, *_) = found(text, Kind.HEALTH)
    assert first[1] == ""


@pytest.mark.parametrize(
    "text",
    [
        "对因病致贫、因残致贫的家庭给予救助。",
        "残疾人两项补贴发放标准为每人每月100元。",
        "全镇共有残疾人320人，高血压患者管理率达到90%。",
        "加强肺结核、艾滋病防治知识宣传。",
        "项目\t金额\n残疾人补贴\t3200\n",
    ],
)
def test_health_in_policy_and_figures_is_no_finding(text: str) -> None:
    assert found(text, Kind.HEALTH) == []


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("学生张小明，就读三年级", ["张**"]),
        ("王小红，女，9岁", ["王**"]),
        ("学生姓名\t班级\n刘强\t三（2）班\n欧阳小雪\t一（1）班\n", ["刘*", "欧阳**"]),
        ("崆峒镇中心小学资助名单\n序号\t姓名\t金额\n1\t陈小军\t500\n", ["陈**"]),
    ],
)
def test_of_a_child_the_surname_stays(text: str, masks: list[str]) -> None:
    assert [mask for _, mask in found(text, Kind.MINOR)] == masks


@pytest.mark.parametrize(
    "text",
    [
        "对未成年人给予保护",
        "学生营养改善计划",
        "王建国，男，46岁",
        "满18周岁的公民",
        "姓名\t职务\n陈大军\t主任\n",
    ],
)
def test_grown_people_and_rules_about_children_are_no_finding(text: str) -> None:
    assert found(text, Kind.MINOR) == []


def test_plates_passports_and_mail_are_masked() -> None:
    assert found("肇事车辆甘L12345号", Kind.PLATE) == [("甘L12345", "甘L*****")]
    assert found("陕A·D12345", Kind.PLATE) == [("陕A·D12345", "陕A*******")]
    assert found("护照号码：E12345678", Kind.PASSPORT) == [("E12345678", "E******78")]
    assert found("邮箱zhang@example.com", Kind.EMAIL) == [("zhang@example.com", "z***@example.com")]


def test_a_passport_blocks_where_it_is_called_so_and_only_warns_elsewhere() -> None:
    assert [hit.severity for hit in hits("护照E12345678")] == [Severity.BLOCK]
    assert [hit.severity for hit in hits("证明材料E12345678，附后")] == [Severity.WARN]
    assert hits("产品型号：E12345678") == []
    assert hits("G12345次列车，编号S1234567") == []


def test_mail_of_government_and_of_the_own_site_is_information() -> None:
    facts = Facts(own_domains=("example.org",))
    for text in ("邮箱：zhengwu@kongtong.gov.cn", "xxgk@mail.example.org"):
        assert [hit.severity for hit in hits(text, facts)] == [Severity.INFO]


def test_a_credit_code_is_information_and_a_wrong_one_nothing() -> None:
    assert [hit.kind for hit in hits("91350100M000100Y43")] == [Kind.CREDIT_CODE]
    assert [hit.severity for hit in hits("91350100M000100Y43")] == [Severity.INFO]
    assert hits("91350100M000100Y44") == []


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "证件号码",
        "银行账号",
        "银行卡号",
        "联系电话",
        "手机号码",
        "家庭住址",
        "出生年月",
        "残疾等级",
        "致贫原因",
        "身 份 证 号 码",
        "联系电话（手机）",
        "学生姓名",
    ],
)
def test_a_heading_of_personal_data_is_pointed_out(heading: str) -> None:
    assert [text for text, _ in found(f"序号\t{heading}\t备注\n1\t\t\n", Kind.COLUMN_HEADER)] == [heading]


@pytest.mark.parametrize(
    "text",
    ["联系电话：0933-8612345", "序号\t金额\t户数\n", "请携带身份证原件办理\t是\n", "身份证号码不得公开。"],
)
def test_sentences_and_other_headings_are_no_columns(text: str) -> None:
    assert found(text, Kind.COLUMN_HEADER) == []

"""The real documents of the corpus: every field that INDEX.tsv or the page itself gives lands in its place."""

import csv
from pathlib import Path

import pytest

from gongkai.documents.fields import fields_of

NOTHING: dict[str, str] = {}
# Read off the documents by hand; a document without an entry here fails the test.
EXPECTED = {
    "pingtan_2016_feizhi-guifanxing-wenjian.txt": {
        "index_number": "PZ00101-1700-2023-00059",
        "document_number": "岚综管综〔2016〕266号",
        "title": "平潭综合实验区管委会关于废止部分规范性文件的通知",
        "issuing_organ": "平潭综合实验区管委会办公室",
        "formed_on": "2016-10-26",
        "published_at": "2016-10-26 17:06",
        "validity": "有效",
        "source": "平潭综合实验区管委会办公室",
    },
    "pingtan_2014_zhatuche-tonggao.txt": {
        "index_number": "PZ00101-1700-2023-00026",
        "document_number": "闽岚综实管综〔2014〕143号",
        "title": "平潭综合实验区管委会关于加强工程渣土砂石运输车辆安全监管的通告",
        "issuing_organ": "平潭综合实验区交通建设局",
        "formed_on": "2014-11-04",
        "published_at": "2014-11-05 11:05",
        "validity": "有效",
        "source": "平潭综合实验区交通建设局",
    },
    "pingtan_2016_fupin-zhuanxiang-zijin-tongzhi.txt": {
        "document_number": "岚农发〔2016〕524号",
        "title": "关于下达2016年度省级扶贫开发工作重点村、区级经济基础薄弱、基础设施较差村扶贫专项补助资金的通知",
        "issuing_organ": "平潭综合实验区农村发展局",
        "formed_on": "2016-12-22",
        "published_at": "2016-12-23 08:07",
    },
    "pingtan_2018_zhuanxiang-zijin-gongshi.txt": {
        "title": "【专项资金使用情况】关于提前下达2018年少数民族补助款预算指标的公示",
        "issuing_organ": "平潭综合实验区财政金融局",
        "published_at": "2018-03-21 08:39",
    },
    "pingtan_2023_shenqing-chuli-shixian.txt": {
        "title": "申请的处理及时限",
        "published_at": "2023-11-16 10:36",
    },
    "pingtan_2023_shoufei-biaozhun.txt": {
        "title": "依申请提供政府信息的收费项目和收费标准",
        "published_at": "2023-11-16 10:36",
    },
    "pingtan_2023_shenqing-biaoge_attachment-only.txt": {
        "title": "申请表格",
        "published_at": "2023-11-15 09:09:00",
    },
    "chuanying-soudengzhan-zhen_2022_cunwu-gongkai-mulu.partial.txt": NOTHING,
    "cunwu-gongkai-shixiang-biao_2022_traditional.partial.txt": NOTHING,
    "hanyin-xian_2021_shenong-zijin-banfa.partial.txt": {
        "index_number": "xzfgzbmzfb/2021-3740",
        "document_number": "汉政办发〔2021〕88号",
        "title": "汉阴县人民政府办公室关于印发《汉阴县过渡期统筹整合使用财政涉农资金管理办法》的通知",
        "issuing_organ": "汉阴县人民政府办公室",
        "formed_on": "2021-09-28",
        "published_at": "2021-09-30 01:40",
        "validity": "有效",
        "attribute": "主动公开",
    },
    "zhenba-xian_2024_zhengfu-gongzuo-guize.partial.txt": {
        "index_number": "6107280000/2024-001005",
        "document_number": "镇政发〔2024〕7号",
        "title": "镇巴县人民政府工作规则",
        "issuing_organ": "县政府网站",
        "formed_on": "2024-04-06 16:40",
        "published_at": "2024-04-06 16:34",
    },
}
# What INDEX.tsv calls a field; those it calls empty, or that we do not keep, are not listed.
NAMED = {
    "索引号": "index_number",
    "文号": "document_number",
    "发文字号": "document_number",
    "发文机关": "issuing_organ",
    "发布机构": "issuing_organ",
    "责任部门": "issuing_organ",
    "公开形式": "attribute",
    "成文日期": "formed_on",
    "发文日期": "formed_on",
    "发布日期": "published_at",
    "公开日期": "published_at",
}


def index(corpus: Path) -> list[dict[str, str]]:
    """The rows of INDEX.tsv."""
    with (corpus / "items" / "INDEX.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.corpus
def test_every_field_of_every_real_document_lands_in_its_place(corpus: Path) -> None:
    got = {}
    for row in index(corpus):
        fields = fields_of((corpus / "items" / row["file"]).read_text(encoding="utf-8"))
        got[row["file"]] = {name: found.value for name, found in vars(fields).items() if found}
    assert got == EXPECTED


@pytest.mark.corpus
def test_whatever_the_index_names_is_found(corpus: Path) -> None:
    checked = 0
    for row in index(corpus):
        fields = fields_of((corpus / "items" / row["file"]).read_text(encoding="utf-8"))
        present = row["metadata present"].split(";")[0].split("(")[0].split()
        for label in present:
            if field := NAMED.get(label):
                checked += 1
                assert getattr(fields, field) is not None, (row["file"], label)
        days = {str(found.day) for found in (fields.formed_on, fields.published_at) if found}
        if {"索引号", "发布机构"} & set(present):
            assert row["date"] in days, row["file"]
    assert checked >= 16

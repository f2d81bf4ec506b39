"""Secrecy marks block; the words of the law, of forms and of notices do not."""

import pytest

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.text import hits


def marks(text: str) -> list[str]:
    """What blocks as a secrecy mark."""
    return [
        text[hit.start : hit.end]
        for hit in hits(text)
        if hit.kind is Kind.SECRECY_MARK and hit.severity is Severity.BLOCK
    ]


@pytest.mark.parametrize(
    "text",
    [
        "秘密★",
        "机密★10年",
        "绝密★长期",
        "机 密",
        "绝　密 ☆ 5年",
        "机\n密\n★",
        "机\u200b密★",
        "★机密",
        "機密",
        "“秘密”★1年",
        "绝密级★",
        "机密*10年",
        "密级：机密",
        "密级\t秘密",
        "【机密】",
        "附件1（机密）：实施方案",
        "机密 特急",
        "特急　机密",
        "000123\t机密★20年",
        "秘密 1年",
        "机密·20年",
        "绝密文件",
        "第一行\n秘密\n第三行",
        "内部资料 注意保存",
        "内部资料，妥善保管",
        "内 部 资 料",
        "（内部资料）",
        "内部文件　不得外传",
        "不得公开",
        "（不得对外公开）",
        "仅限内部，不得公开",
        "此件不公开",
        "（此件不予公开）",
        "此 件 不 对 外 公 开",
        "此件发至县级",
        "（此件发至县团级）",
        "只发至乡镇级",
        "公开属性：不予公开",
        "注意保存",
        "（注意保存）",
        "注 意 保 存",
        "会后收回",
        "（会后收回）",
        "会 后 收 回",
        "会后收回，严禁外传",
        "会议材料，会后收回",
        "阅后收回",
        "请勿外传",
        "严禁外传",
        "妥善保管，严禁外传",
        "内部使用",
        "内部刊物",
        "内部明电",
        "★内部资料",
        "内部资料，未经允许不得外传",
        "本文件不得公开",
        "此件不得转发",
        "发至地师级",
        "发至省军级",
        "不予公开",
        "内\n部\n资\n料",
        "内部\n资料",
        "内部资料\n注意保存",
        "内部<br>资料<br/>注意<br>保存",
        "内部资料\t注意保存",
        "绝密·特急",
        "特急·绝密",
        "绝密/特急",
        "绝密 平办发〔2024〕1号",
        "某某区人民政府文件　　　　绝密",
        "第 1 页 绝密",
        "**绝密**",
        "绝密：关于有关情况的报告",
        "定密：绝密",
        "绝密级文件",
        "本件属绝密文件",
        "本件属绝密文件，请妥善保管",
        "本文件为绝密级",
        "&#32477;&#23494;★",
        "绝                    密★",
        "绝-密★",
        "絕密",
        "絕密★10年",
        "密级：絕密",
    ],
)
def test_a_mark_blocks(text: str) -> None:
    assert marks(text)
    assert marks(f"崆峒镇人民政府文件\n{text}\n各村民委员会：\n")


@pytest.mark.parametrize(
    "text",
    [
        "根据《中华人民共和国保守国家秘密法》第三十五条，应当进行保密审查。",
        "涉及国家秘密、工作秘密、商业秘密、个人隐私的，不得公开。",
        "行政机关不得公开涉及商业秘密的政府信息。",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "□绝密 □机密 □秘密",
        "绝密\t机密\t秘密",
        "（三）不予公开\t1.属于国家秘密\t0",
        "1.属于国家秘密\n2.其他法律行政法规禁止公开\n",
        "国家秘密\n商业秘密\n",
        "应当保守国家\n秘密\n，不得泄露。",
        "密级：无",
        "密级\t普通",
        "加强涉密信息管理，涉密信息不上网、上网信息不涉密。",
        "严守秘密，慎之又慎。",
        "系统的机密性、完整性和可用性",
        "机密级计算机应当单独存放。",
        "《内部资料性出版物管理办法》",
        "加强内部资料管理",
        "未经批准不得公开发表",
        "（此件公开发布）",
        "公开属性：主动公开",
        "此件印发至各村",
        "绝密★这样的标志必须核对"[3:],
        "涉及国家秘密的，不得公开。",
        "属于工作秘密，不得公开",
        "内部资料不得公开出版发行。",
        "《内部资料性出版物管理办法》第三条规定，内部资料不得公开发行。",
        "要求：内部文件不得外传，严格登记。",
        "第五条 内部资料严禁公开陈列。",
        "不得处理标有“机密★1年”的文件",
        "不得存储标有“秘密★”“机密★”字样的文件。",
        "文件标有“内部资料 注意保存”",
        "“内部资料”字样",
        "“此件不公开”的含义是",
        "此件发至县团级的规定已废止",
        "《机密》期刊",
        "读书活动：《机密》",
        "解密前密级：机密",
        "密级\t保密期限\n秘密\t10年\n",
        "注意保存票据。",
        "会后收回有关表决票。",
        "会议材料会后收回的规定",
        "加强内部使用管理",
        "全国内部刊物名录",
        "（三）\n不予公开\n1.属于国家秘密\t0\n",
        "本件不属于国家秘密",
    ],
)
def test_running_text_about_secrets_does_not_block(text: str) -> None:
    assert marks(text) == []


def test_a_mark_quoted_as_an_example_only_warns() -> None:
    text = "文件首页左上角标注“机密★10年”字样。"
    assert marks(text) == []
    assert [hit.severity for hit in hits(text) if hit.kind is Kind.SECRECY_MARK] == [Severity.WARN]


def test_an_item_that_says_it_is_disclosed_on_application_warns() -> None:
    assert [hit.severity for hit in hits("（此件依申请公开）") if hit.kind is Kind.SECRECY_MARK] == [
        Severity.WARN
    ]


def test_words_for_internal_use_warn_and_never_block() -> None:
    for text in ("涉及工作秘密", "仅供内部参考，请勿扩散", "属内部掌握标准", "含敏感信息", "维稳信息"):
        assert [hit.severity for hit in hits(text)] == [Severity.WARN]

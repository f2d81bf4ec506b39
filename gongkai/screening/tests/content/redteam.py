"""The red team's set (红队样本): planted secrets in every form of text, and innocent numbers. Nobody in it lives."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.screening.content.finding import Kind
from gongkai.screening.content.kinds.checks import is_resident_id
from gongkai.screening.tests.content import numbers
from gongkai.screening.tests.content.numbers import CHINESE, CIRCLED, FULL, RAISED, grouped

SEED = 620802


@dataclass(frozen=True)
class Planted:
    """A text with one secret in it, and the secret as it must never be shown."""

    kind: Kind
    text: str
    secret: str


# How a number stands among words: in prose, in a row of cells, on lines of its own, in a web page, in an address.
_SURROUNDINGS = (
    "{}",
    "经审核，张某某（{}）符合条件，现予公示。",
    "序号\t姓名\t号码\t金额\n1\t李某某\t{}\t1200.00\n",
    "补助名单\n王某某\n{}\n崆峒镇后沟村\n",
    "<table><tr><td>赵某某</td><td>{}</td><td>650</td></tr></table>",
    "详见 https://www.example.gov.cn/q?no={}&page=1 。",
    "附件：《{}》。",
    "No{}号",
    "2020年1月12日，陈某某提供的号码是{}，已登记。",
    "\ufeff　　备注：{}；金额1,234,567.89元。",
    "“{}”",
    "1、{}\n2、无",
)


def _ways_of_long(number: str) -> Iterator[str]:
    """How an ID or card number is written, cut and hidden."""
    yield number
    yield number.translate(FULL)
    yield number.translate(CIRCLED)
    yield number.translate(CHINESE)
    yield number.translate(RAISED)
    for parting in (" ", "-", "\u00a0", "\u3000", "—", "－", ".", "·", "  ", "\t", "\n"):
        yield grouped(number, parting)
    for hidden in ("\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff"):
        yield hidden.join(number)
    yield "\u202d" + number + "\u202c"
    yield " ".join(number)
    for place in (4, 8, 10, len(number) - 4):
        yield number[:place] + "\n" + number[place:]
        yield number[:place] + "-\r\n    " + number[place:]
        yield number[:place] + "\t" + number[place:]
    yield f"<b>{number[:4]}</b>{number[4:]}"
    yield f'{number[:6]}<span style="color:red">{number[6:10]}</span>{number[10:]}'
    yield f"{number[:6]}&nbsp;{number[6:]}"
    yield "".join(f"&#{ord(digit)};" for digit in number)


def resident_ids() -> Iterator[Planted]:
    """ID numbers that end in a digit and in X."""
    chance = random.Random(SEED)
    for ending in ("", "X", "X"):
        number = numbers.resident_id(chance, ending=ending)
        ways = [*_ways_of_long(number), grouped(number, " ", (6, 8, 4)), grouped(number, "/", (6, 4, 4, 4))]
        ways += ["\n".join(number), "\t".join(number), grouped(number, "，", (6, 8, 4)), f"证号:{number}"]
        if ending:
            body = number[:-1]
            ways += [body + last for last in ("x", "Ｘ", "ｘ", "×", "Х", " X", "\nX", "\tx", "Ⅹ")]
        for way in ways:
            for surrounding in chance.sample(_SURROUNDINGS, 4):
                yield Planted(Kind.RESIDENT_ID, surrounding.format(way), number)
    old = "620802700115123"
    for called in ("身份证号：", "身份证号码", "证件号 "):
        for way in (old, old.translate(FULL), grouped(old, " ", (6, 6, 3))):
            yield Planted(Kind.RESIDENT_ID, f"户主刘某某，{called}{way}。", old)
    yield Planted(Kind.RESIDENT_ID, f"姓名\t身份证号\n刘某某\t{old}\n", old)


def bank_cards() -> Iterator[Planted]:
    """UnionPay cards of every length, old and international ones of Chinese banks, and others where named."""
    chance = random.Random(SEED + 1)
    for prefix in (*numbers.CARDS, "955880"):
        for length in (19, 16) if prefix != "955880" else (19,):
            number = numbers.card(chance, prefix, length)
            for way in _ways_of_long(number):
                for surrounding in chance.sample(_SURROUNDINGS, 2):
                    yield Planted(Kind.BANK_CARD, surrounding.format(way), number)
    for prefix in numbers.OTHER_CARDS:
        number = numbers.card(chance, prefix, 16)
        for way in (
            number,
            number.translate(FULL),
            grouped(number),
            grouped(number, "-"),
            "\u200b".join(number),
        ):
            for surrounding in chance.sample(_SURROUNDINGS, 4):
                yield Planted(Kind.BANK_CARD, surrounding.format(way), number)
    for prefix in ("601382", "940012", "303123", "885500"):
        number = numbers.card(chance, prefix, 19)
        for called in ("卡号：", "银行卡号", "一卡通 ", "惠农卡账号"):
            yield Planted(Kind.BANK_CARD, f"{called}{number}，开户名张某某", number)


def mobiles() -> Iterator[Planted]:
    """Mobile numbers as people write them."""
    chance = random.Random(SEED + 2)
    for _ in range(4):
        number = numbers.mobile(chance)
        ways = [
            number,
            number.translate(FULL),
            number.translate(CHINESE),
            f"+86{number}",
            f"86{number}",
            f"0{number}",
        ]
        ways += [
            f"(0086){number}",
            f"电话：{number[:7]} {number[7:]}",
            f"tel{number}",
            f"手机{number[:6]}\n{number[6:]}",
        ]
        ways += [
            grouped(number, parting, (3, 4, 4))
            for parting in (" ", "-", "\u00a0", ".", "·", "—", "\t", "\u200b", " - ")
        ]
        ways += [
            f"{number[:3]} {number[3:]}",
            f"{number[:3]}-{number[3:]}",
            f"({number[:3]}){number[3:]}",
            " ".join(number),
        ]
        ways += [
            f"{number[:3]}<b>{number[3:7]}</b>{number[7:]}",
            f"联系电话：0933-8612345，{number}",
            f"微信{number}",
        ]
        for way in ways:
            for surrounding in chance.sample(_SURROUNDINGS, 3):
                yield Planted(Kind.MOBILE, surrounding.format(way), number)


def secrecy_marks() -> Iterator[Planted]:
    """Marks as they head a document, a page or a cell."""
    levels = ("秘密", "机密", "绝密", "机 密", "绝　密", "秘\u200b密", "機密")
    marks = [
        level + rest
        for level in levels
        for rest in ("★", "★10年", " ★ 长期", "☆5年", "★６个月", "★启用前", "")
    ]
    marks += (
        [f"密级：{level}" for level in levels]
        + [f"【{level}】" for level in levels]
        + [f"（{level}）" for level in levels]
    )
    marks += [
        "内部资料 注意保存",
        "内部资料，注意保存",
        "内 部 资 料",
        "内部文件 不得外传",
        "内部资料　请勿外传",
        "内部资料（严禁外传）",
    ]
    marks += [
        "不得公开",
        "不得对外公开",
        "此件不公开",
        "（此件不公开）",
        "此件不予公开",
        "此 件 不 得 公 开",
        "此件不对外公开",
    ]
    marks += [
        "此件发至县级",
        "（此件发至县团级）",
        "此件发至乡镇级",
        "此 件 发 至 县 级",
        "只发至县级",
        "机密*10年",
        "特急 机密",
        "机密 特急",
    ]
    for mark in marks:
        for text in (
            "{}",
            "{}\n崆峒镇人民政府文件\n崆镇发〔2020〕12号\n",
            "000123\n{}\n关于开展工作的通知\n",
            "附件\t{}\t共3页\n",
            "<p>{}</p><p>各村：</p>",
        ):
            yield Planted(Kind.SECRECY_MARK, text.format(mark), "")


def others() -> Iterator[Planted]:
    """The kinds that a person is asked to look at."""
    for text, kind in (
        ("护照号E12345678", Kind.PASSPORT),
        ("持G87654321护照入境", Kind.PASSPORT),
        ("港澳居民来往内地通行证 H12345678", Kind.PASSPORT),
        ("车牌号甘L·12A45", Kind.PLATE),
        ("甘L12345号货车", Kind.PLATE),
        ("新能源车陕AD12345", Kind.PLATE),
        ("邮箱zhang.moumou@example.com", Kind.EMAIL),
        ("联系：12345678@qq.example", Kind.EMAIL),
        ("住崆峒镇后沟村3组12号", Kind.ADDRESS),
        ("家庭住址：崆峒区东大街12号3单元501室", Kind.ADDRESS),
        ("阳光小区2栋1单元301室", Kind.ADDRESS),
        ("出生日期：1990年1月12日", Kind.BIRTH_DATE),
        ("张某某，男，汉族，1990年1月12日出生", Kind.BIRTH_DATE),
        ("李某某，女，1985-06-15", Kind.BIRTH_DATE),
        ("张某某因肝癌去世", Kind.HEALTH),
        ("村民李建国，患尿毒症多年", Kind.HEALTH),
        ("户主\t致贫\n王小明\t因残致贫\n", Kind.HEALTH),
        ("姓名：赵某某，残疾类别：肢体残疾二级", Kind.HEALTH),
        ("学生张小明，就读三年级", Kind.MINOR),
        ("王小红，女，9岁", Kind.MINOR),
        ("学生姓名\t班级\n刘小强\t三（2）班\n", Kind.MINOR),
        ("姓名\t身份证号码\t联系电话\n", Kind.COLUMN_HEADER),
        ("户主\t银行账号\n", Kind.COLUMN_HEADER),
        ("涉及工作秘密", Kind.WORK_SECRET),
        ("本材料仅供内部使用", Kind.WORK_SECRET),
        ("崆峒镇人民攻府", Kind.WRONG_WORD),
        ("深入开展扫黑险恶专项斗争", Kind.WRONG_WORD),
        ("javascript:alert(1)", Kind.LINK),
        ("见 http://192.168.1.20/oa/1.doc", Kind.LINK),
        ("见 http://www.example.com/a", Kind.LINK),
        ("file:///C:/Users/a.doc", Kind.LINK),
        ("电话：0933-8612345", Kind.LANDLINE),
        ("成文日期：2020年3月5日 发布日期：2020年3月1日", Kind.DATE_ORDER),
    ):
        yield Planted(kind, text, "")


def innocents() -> Iterator[str]:
    """Numbers of every sort that official texts are full of, one text each, a few of them tables."""
    chance = random.Random(SEED + 3)

    def digits(count: int) -> str:
        return "".join(chance.choices("0123456789", k=count))

    def day() -> str:
        return f"{chance.randint(2008, 2026)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"

    for _ in range(100):
        yield f"崆镇发〔{chance.randint(2008, 2026)}〕{chance.randint(1, 400)}号"
        yield f"共计{chance.randint(1, 10**8):,}.{digits(2)}元，其中{chance.randint(1, 10**5)}.{digits(2)}万元"
        yield f"金额{chance.randint(10**10, 10**11 - 1)}元"
        yield f"索引号：11620802013965{digits(4)}/{chance.randint(2008, 2026)}-{digits(5)}"
        yield f"项目代码：{chance.randint(2016, 2026)}-620802-{digits(2)}-{digits(2)}-{digits(6)}"
        yield f"{day()[:4]}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日 {digits(2)}:{digits(2)}:{digits(2)}"
        yield f"邮编{744000 + chance.randint(0, 999)}，热线12345、12388、96{digits(3)}"
        yield f"客服400-{digits(3)}-{digits(4)}，800{digits(7)}"
        yield f"项目编号：{_failing(chance, 18)}"
        yield f"采购编号 {_failing(chance, 20)}"
        yield f"订单号{day()}{digits(chance.randint(6, 14))}"
        yield f"东经{chance.randint(73, 135)}.{digits(chance.randint(5, 11))}，北纬{chance.randint(20, 53)}.{digits(6)}"
        yield f"服务器10.{digits(2)}.{digits(2)}.{digits(1)}，端口{chance.randint(1000, 65535)}"
        yield f"ISBN 978-7-{digits(3)}-{digits(5)}-{digits(1)}"
        yield f"条码69{digits(11)}"
        yield f"（{chance.randint(2010, 2026)}）甘0802行初{chance.randint(1, 500)}号"
        yield f"PLGZ{chance.randint(2015, 2026)}-{digits(3)}号，ZB{day()}{digits(3)}"
        yield f"宗地代码620802{digits(6)}GB{digits(5)}，不动产单元号620802{digits(6)}GB{digits(5)}F{digits(8)}"
        yield f"许可证编号JY1620802{digits(7)}"
        yield f"甘建施字第620802{day()}{digits(4)}号"
        yield f"统计：{digits(4)}\t{digits(3)}\t{digits(5)}\t{digits(2)}\t{digits(4)}\t{digits(6)}"
        yield "\n".join(
            "\t".join(str(chance.randint(0, 10 ** chance.randint(1, 6))) for _ in range(7)) for _ in range(6)
        )
        yield "\t".join(f"{chance.randint(1, 10**6)}.{digits(2)}" for _ in range(8))
        yield " ".join(str(chance.randint(0, 9999)) for _ in range(9))
        yield "、".join(str(chance.randint(1, 999)) for _ in range(8))
        yield f"{chance.randint(1990, 2026)}-{chance.randint(1990, 2026)}学年，第{chance.randint(1, 99)}期，{digits(6)}份"
        yield f"经度{chance.random() * 180!r}"
        yield f"发票代码0620{digits(8)}，号码{digits(8)}"
        yield f"文件大小{chance.randint(10**4, 10**10)}字节，校验值{chance.getrandbits(128):032x}"
        yield f"房权证号平凉市房权证崆峒区字第{digits(7)}号，面积{digits(3)}.{digits(2)}平方米"
        yield f"第{chance.randint(1, 40)}号，共{chance.randint(1, 999)}户，补助{chance.randint(1, 999)}.{digits(1)}万元"


def _failing(chance: random.Random, length: int) -> str:
    """A serial number that is no ID number: its check digit is wrong."""
    while True:
        number = chance.choice("123456789") + "".join(chance.choices("0123456789", k=length - 1))
        if length != 18 or not is_resident_id(number):
            return number

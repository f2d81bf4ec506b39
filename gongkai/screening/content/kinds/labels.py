"""What a number is called (标签): by the words before it or right after it, an ID, a card, or a serial number."""

import re

WORDS: dict[str, tuple[str, ...]] = {
    "id": (
        "身份证",
        "公民身份",
        "身份号",
        "证件号",
        "ID",
        "idcard",
        "id=",
        "id:",
        "id：",
        "sfz",
        "SFZ",
    ),
    "card": (
        *("卡号", "银行卡", "储蓄卡", "信用卡", "社保卡", "借记卡", "惠农卡", "工资卡", "一卡通", "一折通"),
        *("卡:", "卡：", "card", "Card", "CARD"),
    ),
    "account": (
        *("账号", "账户", "帐号", "帐户", "户头", "存折", "银行", "农商行", "信用社", "支行"),
        *("农行", "工行", "建行", "邮储"),
    ),
    "phone": (
        *(
            "电话",
            "手机",
            "联系方式",
            "联系：",
            "联系:",
            "联系人：",
            "联系人:",
            "致电",
            "拨打",
            "热线",
            "微信",
            "号码",
        ),
        *("tel", "Tel", "TEL", "phone", "Phone", "mobile", "Mobile", "WhatsApp"),
    ),
}
# Quickly looked for: without one of these there is none of the words above.
SIGNS: dict[str, re.Pattern[str]] = {
    "id": re.compile("证|身|ID|id|sfz|SFZ"),
    "card": re.compile("卡|一折通|card|Card|CARD"),
    "account": re.compile("账|帐|户头|存折|银行|农商行|信用社|支行|农行|工行|建行|邮储"),
}
# 证号 and 证： name an ID unless the paper is one of these, each of which has numbers of its own.
_PAPER = re.compile("证(?:号|[:：])")
_OTHER_PAPER = re.compile(
    "(?:许可|执法|执业|房权|产权|林权|土地|使用权?|权利?|资格|采矿|勘查|采伐|低保|特困|残疾人?|准考|医疗|合作|参保|学生|工作|行驶|"
    "结婚|离婚|上岗|从业|登记|合格|认证|出版|营业|经营|养殖|记者|教师|律师|毕业|学位|职称|荣誉|优待|收费|检疫)证$"
)
_SERIALS = (
    *(
        "第",
        "编号",
        "编码",
        "单号",
        "流水号",
        "序列号",
        "代码",
        "条码",
        "条形码",
        "追溯码",
        "批号",
        "批次",
        "订单",
        "订单号",
    ),
    *(
        "文号",
        "档案号",
        "档号",
        "索引号",
        "许可证",
        "证号",
        "证书",
        "证书号",
        "户号",
        "学号",
        "考号",
        "工号",
        "注册号",
        "识别号",
    ),
    *("资产号", "宗地号", "地块号", "小班号", "号段", "起止号", "QQ", "QQ号"),
    *("票据号", "发票号", "发票号码", "合同号", "流水", "业务号", "批次号"),
)
# What is plainly no person's number, as far as words go: 施工许可证号, 投资项目代码, 合同编号, 字第.
CODED = (
    "采购|招标|投标|中标|合同|协议|项目|工程|许可|施工|规划|备案|批文|批准|批复|登记|索引|流水|订单|发票|票据|税票|处罚|文书|案件|物流|"
    "运单|快递|凭证|资产|设备|地块|宗地|不动产|单元|小班|林班|企业|机构|信用|标准|事项|实施|目录|房权|产权|林权|房产|土地|采矿|勘查|"
    "采伐|排污|公告|公文|文件"
)
_CODE = re.compile(
    f"(?:(?:{CODED})[\u4e00-\u9fff]{{0,4}}(?:编号|编码|代码|号码|单号|证号|文号|号|证|第)|字第|批文)$"
)
_NEAR = 4  # characters before the word for a serial number that say whose it is, as in 身份证编号
_LONGEST_FIRST = sorted(_SERIALS, key=len, reverse=True)


_SAID = {name: re.compile("|".join(map(re.escape, words))) for name, words in WORDS.items()}


def says(name: str, words: str) -> bool:
    """Whether the words name a number of the kind; blanks between characters do not matter."""
    plain = words.replace(" ", "").replace("\u3000", "")
    if _SAID[name].search(plain) is not None:
        return True
    return name == "id" and any(
        _OTHER_PAPER.search(plain[: found.start() + 1]) is None for found in _PAPER.finditer(plain)
    )


def is_serial(before: str) -> bool:
    """Whether the words right before a number call it a serial number, a code or the like."""
    words = before.rstrip(_COLON)
    return words.endswith(_SERIALS) and not words.endswith(_IDS)


def is_code(before: str) -> bool:
    """Whether they name something that no person's number ever is: a permit, a contract, a parcel."""
    return _CODE.search(_LETTERS.sub("", before).rstrip(_COLON)) is not None


_LETTERS = re.compile("[A-Za-z]{1,4}-?$")  # those with which a code may begin
_COLON = " \t\u3000:：为是"
_IDS = ("身份证号", "公民证号")
# Between the name of a card or an account and its number: nothing but what belongs to either.
_CLOSELY = (
    r"(?:号码?|卡号|账号|帐号|账户|帐户|尾号|为|是|[Nn][Oo]|[:：=.\"'“”‘’「」【】、,，/和及或\s0-9*\-]"
    r"|[（(][^（）()]{0,12}[）)]){0,24}[（(]?$"
)
_LAST_WORDS = {
    name: re.compile(f"(?:{'|'.join(map(re.escape, words))}{'|卡' if name == 'card' else ''}){_CLOSELY}")
    for name, words in WORDS.items()
    if name in ("card", "account")
}


def names(name: str, before: str) -> bool:
    """Whether the words before a number name its kind, and no other sentence did.

    A card or an account is named by the last words before it: 一卡通 in 一卡通发放批次 says nothing of the number
    that follows. An ID may be named farther off, unless something else is named in between.
    """
    for end in "。；！？":
        if end in before:
            before = before[before.rindex(end) + 1 :]
    if name in _LAST_WORDS:
        return _LAST_WORDS[name].search(before) is not None
    label = before.rstrip(_COLON)
    for serial in _LONGEST_FIRST:
        if label.endswith(serial):
            return says(name, label[-_NEAR - len(serial) :])
    return says(name, before)


def follows(name: str, after: str) -> bool:
    """Whether the words right after a number name its kind, as in 6222…（卡号）."""
    return after.lstrip(" （(\t").startswith(WORDS[name])

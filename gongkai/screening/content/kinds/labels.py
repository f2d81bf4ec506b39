"""What a number is called (标签): by the words before it or right after it, an ID, a card, or a serial number."""

WORDS: dict[str, tuple[str, ...]] = {
    "id": (
        "身份证",
        "公民身份",
        "身份号",
        "证件号",
        "证号",
        "证:",
        "证：",
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
SIGNS: dict[str, tuple[str, ...]] = {
    "id": ("证", "身", "ID", "id", "sfz", "SFZ"),
    "card": ("卡", "一折通", "card", "Card", "CARD"),
    "account": (
        "账",
        "帐",
        "户头",
        "存折",
        "银行",
        "农商行",
        "信用社",
        "支行",
        "农行",
        "工行",
        "建行",
        "邮储",
    ),
}
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
        "订单",
        "订单号",
    ),
    *(
        "文号",
        "档案号",
        "档号",
        "索引号",
        "许可证",
        "许可证号",
        "证书",
        "证书号",
        "户号",
        "学号",
        "工号",
        "QQ",
        "QQ号",
    ),
    *("执法证号", "准考证号", "起止号", "票据号", "发票号", "发票号码", "合同号", "宗地号", "医疗证号"),
    *("批次", "批次号", "流水", "业务号", "考号", "资格证号", "产权证号", "房权证号", "不动产权证号"),
)
_LONGEST_FIRST = sorted(_SERIALS, key=len, reverse=True)
_NEAR = 4  # characters before the word for a serial number that say whose it is, as in 身份证编号

_AFTER_LABEL = " \t：:为是"


def says(name: str, words: str) -> bool:
    """Whether the words name a number of the kind; blanks between characters do not matter."""
    plain = words.replace(" ", "").replace("\u3000", "")
    return any(word in plain for word in WORDS[name]) or (name == "card" and plain.endswith("卡"))


def is_serial(before: str) -> bool:
    """Whether the words right before a number call it a serial number, a code or the like."""
    return before.rstrip(_AFTER_LABEL).endswith(_SERIALS)


def names(name: str, before: str) -> bool:
    """Whether the words before a number name its kind; the label right before it decides.

    一折通 in the words before 索引号 says nothing, nor does what another sentence said.
    """
    for end in "。；！？":
        if end in before:
            before = before[before.rindex(end) + 1 :]
    label = before.rstrip(_AFTER_LABEL)
    for serial in _LONGEST_FIRST:
        if label.endswith(serial):
            return says(name, label.removesuffix(serial)[-_NEAR:])
    return says(name, before)


def follows(name: str, after: str) -> bool:
    """Whether the words right after a number name its kind, as in 6222…（卡号）."""
    return after.lstrip(" （(\t").startswith(WORDS[name])

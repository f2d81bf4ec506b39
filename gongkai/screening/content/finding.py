"""What reading a text or a file for what must not go public brings up: findings (发现)."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does: block stops publication until masked or overridden, warn asks a person to look."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class Kind(StrEnum):
    """What was found. The values are stable names for programs; `label` is what people read."""

    label: str

    def __new__(cls, value: str, label: str) -> "Kind":
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label = label
        return kind

    RESIDENT_ID = "resident_id", "居民身份证号"
    PASSPORT = "passport", "护照号"
    MOBILE = "mobile", "手机号"
    LANDLINE = "landline", "固定电话"
    BANK_CARD = "bank_card", "银行卡号"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    EMAIL = "email", "电子邮箱"
    PLATE = "plate", "车牌号"
    ADDRESS = "address", "住址"
    BIRTH_DATE = "birth_date", "出生日期"
    HEALTH = "health", "健康、残疾或致贫情况"
    MINOR = "minor", "未成年人信息"
    COLUMN_HEADER = "column_header", "个人信息栏目"
    SECRECY_MARK = "secrecy_mark", "涉密标志"
    WORK_SECRET = "work_secret", "内部或者不公开的用语"
    WRONG_WORD = "wrong_word", "错误或过时表述"
    LEADER_NAME = "leader_name", "领导姓名职务"
    LINK = "link", "链接"
    DATE_ORDER = "date_order", "日期先后"


@dataclass(frozen=True)
class Finding:
    """One finding. `where` names page, sheet!cell or paragraph; `excerpt` never shows what was found in full;
    `mask` is what the found text should become, empty to drop it, None where only a person can tell."""

    kind: Kind
    severity: Severity
    where: str
    excerpt: str
    mask: str | None = None


@dataclass(frozen=True)
class Screened:
    """All findings on one file, and the parts that no program could read (unread), each as a Chinese sentence."""

    findings: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()

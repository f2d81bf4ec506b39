"""Village affairs disclosure 村务公开: its dated citation, so that no notice cites a text out of force."""

from datetime import date

from gongkai.law.cite import Article
from gongkai.law.dated import Dated, Value

VILLAGE_DISCLOSURE: Dated[str] = Dated(
    "村务公开的要求",
    Value(
        "一般事项至少每季度公布一次；集体财务往来较多的，财务收支情况应当每月公布一次；涉及村民利益的重大事项应当随时公布",
        Article("村民委员会组织法", 30),
        since=date(2010, 10, 28),
        until=date(2025, 12, 31),
    ),
    # The 2025 amendment moved the articles; a number is added here only once it is confirmed.
    remark="2026年1月1日起施行的修改后条文序号待核实，请勿沿用旧条文。",
)

"""A holiday notice for 2027 made up for tests: not the official one, though its total is right."""

NOTICE_2027 = """\
year: 2027
title: 测试用的2027年放假安排
number: 测试〔2026〕1号
arrangements:
  - {holiday: 元旦, text: 1月1日（周五）至3日（周日）放假，共3天。, rest: 2027-01-01 至 2027-01-03}
  - holiday: 春节
    text: 2月5日（周五）至11日（周四）放假调休，共7天。2月14日（星期日）上班。
    rest: 2027-02-05 至 2027-02-11
    work: [2027-02-14]
  - {holiday: 清明节, text: 4月3日至5日放假，共3天。, rest: 2027-04-03 至 2027-04-05}
  - {holiday: 劳动节, text: 5月1日至4日放假，共4天。, rest: 2027-05-01 至 2027-05-04}
  - {holiday: 端午节, text: 6月9日放假。, rest: 2027-06-09}
  - {holiday: 中秋节, text: 9月15日放假。, rest: [2027-09-15]}
  - {holiday: 国庆节, text: 10月1日至5日放假，共5天。, rest: 2027-10-01 至 2027-10-05}
"""

# The same New Year, and one that begins in December as some years' do.
NEW_YEAR = "text: 1月1日（周五）至3日（周日）放假，共3天。, rest: 2027-01-01 至 2027-01-03"
LONG_NEW_YEAR = (
    "text: 2026年12月31日（周四）至2027年1月1日（周五）放假，共2天。12月27日（周日）上班。, "
    "rest: 2026-12-31 至 2027-01-01, work: 2026-12-27"
)

"""Which worksheet (工作表) of a workbook is the register, and a notice for every other one with content."""

from gongkai.spreadsheets.columns import Sheet
from gongkai.spreadsheets.results import CannotRead, Notice
from gongkai.spreadsheets.sniff import subject
from gongkai.spreadsheets.text import folded
from gongkai.spreadsheets.workbook import Tab, Workbook
from gongkai.spreadsheets.worksheet import Worksheet

GUIDE_TITLE = "填写说明"
CHOICES_TITLE = "选项"
_MOST_TABS_NAMED = 50


def choose_tab(sheet: Sheet, book: Workbook) -> tuple[Tab, list[Notice]]:
    """The worksheet titled as declared, else the first visible one with content that is not our guide.

    Raises CannotRead if no worksheet has any content.
    """
    own = [tab for tab in book.tabs if tab.title not in (GUIDE_TITLE, CHOICES_TITLE)]
    named = [tab for tab in own if folded(tab.title) == folded(sheet.name)]
    others = sorted((tab for tab in own if tab not in named), key=lambda tab: tab.hidden)
    chosen, notices = None, list[Notice]()
    for tab in (named + others)[:_MOST_TABS_NAMED]:
        if next(Worksheet(book, tab).rows(), None) is None:
            continue
        if chosen is None:
            chosen = tab
        else:
            kind = "隐藏的工作表" if tab.hidden else "工作表"
            notices.append(
                Notice("", f"{kind}“{tab.title}”没有读取，只读取了“{chosen.title}”。如有需要，请另外导入。")
            )
    if chosen is None:
        raise CannotRead(f"{subject(book.package.name)}里没有内容。请下载模板，填写后再导入。")
    if chosen.hidden:
        notices.append(Notice("", f"读取的工作表“{chosen.title}”是隐藏的，请核对是否选对了文件。"))
    return chosen, notices

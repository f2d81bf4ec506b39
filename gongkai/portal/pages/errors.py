"""Pages shown when something went wrong, at whatever address: what happened, and where to go on from there.

They are files, so that they can be shown when nothing else works; their links begin at the public folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from gongkai.portal.pages.page import Column, Page, render


@dataclass(frozen=True)
class Trouble:
    """What a page of one HTTP status says."""

    title: str
    sentence: str
    astray: bool = False  # the reader looks for a page: show where pages are found


TROUBLES = {
    400: Trouble("请求有误", "服务器看不懂这次请求。请返回上一页，检查填写的内容，再提交一次。"),
    403: Trouble(
        "没有办理这次提交",
        "页面停留太久，或者不是从本网站打开的。为了安全，这次提交没有办理，什么也没有改变。请返回上一页，刷新以后再提交。",
    ),
    404: Trouble(
        "没有找到这个页面",
        "网址可能写错了，也可能这条信息已经撤下。可以在这里检索，或者从下面的入口查找。",
        astray=True,
    ),
    413: Trouble(
        "文件太大",
        "发来的文件太大，没有收下，什么也没有改变。请返回上一页，把照片压缩或者拍小一些，分开提交。",
    ),
    429: Trouble("访问过于频繁", "您的访问过于频繁，请稍等片刻再试。各栏目的信息不受影响，可以照常浏览。"),
    500: Trouble(
        "系统暂时不能办理",
        "这次操作没有完成，什么也没有改变。请过几分钟再试；各栏目的信息不受影响，可以照常浏览。",
    ),
}


@dataclass(frozen=True)
class ErrorPage(Page):
    status: int

    def content(self) -> bytes | None:
        trouble = TROUBLES[self.status]
        return render(
            "portal/trouble.html",
            self.path,
            root=settings.PUBLIC_PATH,
            column=Column(trouble.title, "首页", trouble.sentence, "政府信息公开"),
            trouble=trouble,
            status=self.status,
        )


def error_pages() -> Iterator[ErrorPage]:
    """The page of every status that has one, in the public folder itself."""
    for status in TROUBLES:
        yield ErrorPage(f"{status}.html", status)

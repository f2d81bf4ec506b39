"""Forms of 年报体检."""

from typing import Any

from django import forms

from gongkai.reporting.receiving import MEGABYTE, MOST_BYTES, MOST_FILES, Laid

READABLE = ".html,.htm,.docx,.xlsx,.pdf,.txt,.md,.zip"
BOUNDS = f"一次最多{MOST_FILES}个文件、{MOST_BYTES // MEGABYTE}MB"


class ManyInput(forms.FileInput):
    """A field that takes many files, by choosing or by dropping them on it; a whole folder where asked for."""

    allow_multiple_selected = True

    def __init__(self, *, folder: bool = False, **attrs: Any) -> None:
        more = {"webkitdirectory": True} if folder else {"accept": READABLE}
        super().__init__({"multiple": True, "class": "checkup-drop"} | more | attrs)


class LaidFiles(forms.Field):
    """The files of one field as `ManyFiles` laid them down."""

    def clean(self, value: Any) -> list[Laid]:
        return list(value or ())


class CheckupForm(forms.Form):
    """The reports to check; beside them last year's."""

    files = LaidFiles(
        label="年度报告文件",
        widget=ManyInput(),
        help_text="能读网页（.html）、Word（.docx）、Excel（.xlsx）、有文字的 PDF、纯文本，"
        f"也可以是装着它们的 zip 压缩包。可以一次选很多个，也可以把文件拖到框里。{BOUNDS}。",
    )
    folder = LaidFiles(
        label="或者选一个文件夹",
        widget=ManyInput(folder=True),
        help_text="文件夹里的文件全部检查，下级文件夹里的也算。",
    )
    previous = LaidFiles(
        label="上一年的报告（可以不选）",
        widget=ManyInput(),
        help_text="选了才能核对上年结转、现行有效件数。按机关和年度自动对上，不用改文件名；两年的报告一起选在第一个框里也可以。",
    )
    siblings = forms.BooleanField(
        label="互相比对雷同",
        required=False,
        help_text="同一年度的几份报告，文字大段相同的列出来。",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("files") and not given.get("folder"):
            self.add_error("files", "还没有选文件。请选择年度报告文件、压缩包或者文件夹。")
        return given


class KeepForm(forms.Form):
    """The title under which a checkup is kept."""

    title = forms.CharField(
        label="名称",
        max_length=60,
        error_messages={
            "required": "请写一个名称，例如“2025年度各镇年报第一次检查”。",
            "max_length": "名称最多60个字，请写短一些。",
        },
    )

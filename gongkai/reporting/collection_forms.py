"""Forms of the year's collecting (年报收集)."""

from typing import Any

from django import forms

from gongkai.annualreport.read.kinds import LARGEST
from gongkai.organs.models import Organ
from gongkai.reporting.models import Collection

MEGABYTE = 1024 * 1024
KINDS = "能读的有：网页（.html）、Word（.docx）、Excel（.xlsx）、有文字的 PDF、纯文本。"
UNCHOSEN = {"required": "请选择文件。", "empty": "这个文件是空的，请重新选择。"}
ACCEPTED = ".html,.htm,.docx,.xlsx,.pdf,.txt,.md"
DAY = {"invalid": "日期请写成2026-01-31的样式。"}


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, widget=widget, help_text=help_text, required=False, error_messages=DAY
    )


def _requirements() -> forms.CharField:
    return forms.CharField(
        label="报送要求", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="各机关报送时看得到。例如联系人、要附的材料。",
    )  # fmt: skip


class OpenYearForm(forms.Form):
    """Which year, and by when; the days are those of the law unless earlier ones are given."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="收集机关", empty_label=None)
    year = forms.IntegerField(
        label="报告年度",
        min_value=2019,
        max_value=2100,
        error_messages={"min_value": "全国统一的年度报告格式自2019年度起施行，请填2019或以后的年度。"},
    )
    due = _day("各机关报送期限", "不填就是法定的次年1月31日；可以提前，不能推后。")
    publish_by = _day("本级年报公布期限", "不填就是法定的次年3月31日；可以提前，不能推后。")
    note = _requirements()

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs


class TermsForm(forms.Form):
    """The due day and the requirements of an open collecting."""

    due = _day("各机关报送期限", "可以提前，不能晚于法定期限。")
    note = _requirements()

    def __init__(self, *args: Any, collection: Collection, **kwargs: Any) -> None:
        super().__init__(*args, initial={"due": collection.due, "note": collection.note}, **kwargs)
        self.fields["due"].required = True


class FileForm(forms.Form):
    """One report as a file."""

    file = forms.FileField(label="年度报告文件", error_messages=UNCHOSEN, help_text=KINDS)
    file.widget.attrs["accept"] = ACCEPTED

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(too_large(upload))
        return upload


class ManyFilesInput(forms.ClearableFileInput):
    """A file field into which many files are dropped."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Every file chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]


class ManyFilesForm(forms.Form):
    """Many reports at once, as files or packed together."""

    files = ManyFilesField(
        label="年度报告文件（可以一次选很多个，或者一个 zip 压缩包）",
        widget=ManyFilesInput(attrs={"multiple": True, "accept": f"{ACCEPTED},.zip"}),
        error_messages=UNCHOSEN,
        help_text=f"{KINDS}一次最多选100个文件；更多的请压缩成一个 zip。",
        allow_empty_file=True,
    )


class ReturnForm(forms.Form):
    """Why a report is returned; `serial` is the hand-in the officer looked at."""

    serial = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": False}))
    note = forms.CharField(
        label="退回意见",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明退回的理由和要改的地方。"},
    )


class AcceptForm(forms.Form):
    """Accepting; a report with errors needs a reason."""

    serial = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": False}))
    reason = forms.CharField(
        label="仍然接收的理由", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExcuseForm(forms.Form):
    """Why an organ need not report."""

    reason = forms.CharField(
        label="免报理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明免报的理由，例如“机构撤销，职能并入某局”。"},
    )


class MergeForm(forms.Form):
    """Whether the district's own records go into the sum."""

    with_own = forms.BooleanField(
        label="加上本级自己的数字", required=False, initial=True,
        help_text="本级政府和它的办公室自己制发的文件、办理的申请，没有别的机关报。",
    )  # fmt: skip


def too_large(upload: Any) -> str:
    """The sentence about a file that is no annual report for its size."""
    return (
        f"“{upload.name}”有{upload.size / MEGABYTE:.0f}MB，超过{LARGEST // MEGABYTE}MB，不像年度报告，没有收。"
        "请核对文件；图片多的，请压缩图片后再传。"
    )

"""工作日历 in the back office: which years are known, and loading the next year's notice when it is out."""

import re
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from wagtail.admin import messages

from gongkai.law.workdays import Calendar
from gongkai.office.clock import now
from gongkai.organs import acts
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import HolidayNotice
from gongkai.organs.permissions import MANAGING, organ_ids
from gongkai.trail.acts import Refused

EXPLANATION = "国务院办公厅每年十一月前后公布次年放假安排。载入以前，算到次年的期限都显示“暂定”。"
EXAMPLE = """年份：2027
标题：国务院办公厅关于2027年部分节假日安排的通知
文号：国办发明电〔2026〕…号
安排：
  - 节日：元旦
    原句：照抄通知里的这一句
    放假：放假的第一天 至 最后一天，例如 2027-01-01 至 2027-01-03
    上班：调休上班的那天，没有就不写这一行
"""
HEADS = {  # what a clerk writes → what the notice's form calls it
    "年份": "year",
    "标题": "title",
    "文号": "number",
    "安排": "arrangements",
    "节日": "holiday",
    "原句": "text",
    "放假": "rest",
    "上班": "work",
}
HEAD = re.compile(rf"^([ \t]*(?:-[ \t]*)?)({'|'.join(HEADS)})[ \t]*[:：][ \t]*", re.MULTILINE)


class NoticeForm(forms.Form):
    text = forms.CharField(
        label="放假安排", max_length=20_000, widget=forms.Textarea(attrs={"rows": 24, "placeholder": EXAMPLE})
    )

    def clean_text(self) -> str:
        """The notice with the heads its form knows."""
        return HEAD.sub(lambda head: f"{head[1]}{HEADS[head[2]]}: ", self.cleaned_data["text"])


def calendar(request: HttpRequest) -> HttpResponse:
    """Known years, and a form to load the next."""
    if not organ_ids(request.user, MANAGING):
        raise PermissionDenied
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            loaded = acts.load_holidays(text=form.cleaned_data["text"], by=request.user, at=now())
        except Refused as refusal:
            for sentence in str(refusal).splitlines():
                form.add_error("text", sentence)
        else:
            messages.success(request, f"已载入：{loaded}。期限马上按它重新计算。")
            return redirect("calendar")
    context: dict[str, Any] = {
        "form": form,
        "title": "工作日历",
        "explanation": f"{EXPLANATION}现在已知到{working_calendar().last_year}年（随程序自带到{Calendar.official().last_year}年，"
        f"另载入{HolidayNotice.objects.count()}年）。",
        "button": "检查并载入",
    }
    return render(request, "office/form.html", context)


urlpatterns = [path("calendar/", calendar, name="calendar")]

"""Addresses of the doors for applicants, under `fuwu/shenqing/`."""

from django.urls import URLPattern, path, re_path

from gongkai.portal.doors.applying import choosing, filling, own, receipt, status

urlpatterns: list[URLPattern] = [
    path("", choosing.choose, name="applying"),
    path("chaxun/", status.ask, name="asking"),
    re_path(r"^jian/(?P<key>[0-9][^/]*)/$", status.show, name="case"),
    re_path(r"^jian/(?P<key>[0-9][^/]*)/huizhi/$", receipt.receipt, name="receipt"),
    re_path(r"^jian/(?P<key>[0-9][^/]*)/huizhi\.pdf$", receipt.receipt_pdf, name="receipt-pdf"),
    re_path(r"^jian/(?P<key>[0-9][^/]*)/(?P<word>xiugai|chehui|buzheng)/$", own.own, name="own"),
    path("<slug:organ_slug>/", filling.apply, name="apply"),
]

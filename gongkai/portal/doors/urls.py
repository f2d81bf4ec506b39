"""Addresses of the doors, under `settings.DOORS` of the public folder."""

from django.urls import include, path, re_path

from gongkai.portal.doors import calendars, counting, genuine, search, subscribing
from gongkai.portal.doors.applying.urls import urlpatterns as applying

app_name = "doors"
urlpatterns = [
    path("sousuo/", search.search, name="search"),
    path("sousuo.json", search.search_json, name="search-json"),
    path("rili/<str:token>.ics", calendars.calendar, name="calendar"),
    path("shenqing/", include(applying)),
    path("wenshu/", genuine.ask, name="genuine-ask"),
    path("wenshu/<str:code>/", genuine.look_up, name="genuine"),
    path("liulan/<int:item_id>/", counting.count, name="count"),
    # A token begins with a digit, a column's slug never does: neither hides the other.
    re_path(r"^dingyue/queren/(?P<token>[0-9][^/]*)/$", subscribing.confirm, name="confirm"),
    re_path(r"^dingyue/tuiding/(?P<token>[0-9][^/]*)/$", subscribing.leave, name="leave"),
    path("dingyue/<slug:organ_slug>/<slug:node_slug>/", subscribing.subscribe, name="subscribe"),
]

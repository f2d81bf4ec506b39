"""Addresses of the doors, under `settings.DOORS` of the public folder."""

from django.urls import URLPattern

app_name = "doors"
urlpatterns: list[URLPattern] = []

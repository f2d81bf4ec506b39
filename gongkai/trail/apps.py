from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "gongkai.trail"
    verbose_name = "办理留痕"

"""Agencies (机关), people and the offices they hold."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from gongkai.organs.creditcode import validate_credit_code

CONTACTS = {  # Art. 12: what the guide (指南) must say of the office in charge
    "disclosure_office": "公开工作机构名称",
    "address": "办公地址",
    "office_hours": "办公时间",
    "phone": "联系电话",
    "fax": "传真号码",
    "email": "互联网联系方式",
}


class Level(models.TextChoices):
    DISTRICT = "district", "区县"
    TOWN = "town", "乡镇"
    DEPARTMENT = "department", "部门"
    VILLAGE = "village", "村"


class Role(models.TextChoices):
    EDITOR = "editor", "信息员"
    APPROVER = "approver", "审核人"
    SECRECY = "secrecy", "保密审查员"
    ISSUER = "issuer", "签发人"
    OFFICER = "officer", "公开办"
    ADMIN = "admin", "管理员"


class IndexReset(models.TextChoices):
    YEAR = "year", "每年从1开始"
    NEVER = "never", "一直连续"


class Organ(models.Model):
    """An agency: a district, a town or department under it, a village under a town."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级机关"
    )
    level = models.CharField("层级", max_length=12, choices=Level.choices)
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    slug = models.SlugField(
        "网址代号",
        unique=True,
        max_length=40,
        help_text="公开网址的一部分，用拼音，例如 kongtong-zhen。公开以后不能再改。",
        validators=[
            RegexValidator(r"^[a-z][a-z0-9-]*$", "网址代号只能用小写字母、数字和短横线，并以字母开头。")
        ],
    )
    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_credit_code],
    )
    disclosure_office = models.CharField("公开工作机构名称", max_length=80, blank=True)
    address = models.CharField("办公地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    fax = models.CharField("传真号码", max_length=40, blank=True)
    email = models.EmailField("互联网联系方式（电子邮箱）", blank=True)
    document_prefix = models.CharField("发文字号代字", max_length=20, blank=True, help_text="例如 崆镇发")
    index_template = models.CharField(
        "索引号格式",
        max_length=80,
        default="{credit_code}/{year}-{serial:05d}",
        help_text="可用 {credit_code} {slug} {year} {month} {duty} {serial:05d}；只对以后公开的信息生效。",
    )
    index_reset = models.CharField(
        "流水号", max_length=8, choices=IndexReset.choices, default=IndexReset.YEAR
    )
    charges_fees = models.BooleanField(
        "收取信息处理费",
        default=False,
        help_text="只对申请数量、频次明显超过合理范围的收取（《政府信息公开条例》第四十二条，国办函〔2020〕109号）；不收的不勾。",
    )
    guide_reviewed_on = models.DateField("指南最近核对日期", null=True, blank=True)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.DISTRICT, parent=None)
                | ~Q(level=Level.DISTRICT) & Q(parent__isnull=False),
                name="organ_only_a_district_stands_alone",
                violation_error_message="区县没有上级机关，其他机关必须选择上级机关。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def missing_contacts(self) -> list[str]:
        """Labels of the Art. 12 contact facts that the guide still lacks."""
        return [label for field, label in CONTACTS.items() if not getattr(self, field)]


class Person(AbstractUser):
    """Someone who works in the back office. What they may do follows from their appointments alone."""

    first_name = property(lambda self: self.name)  # what the back office's menu shows
    last_name = None
    name = models.CharField("姓名", max_length=40)
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def held_on(self, day: date) -> AppointmentQuerySet:
        """Appointments in force on `day`."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Appointment(models.Model):
    """A person holds a role in an organ from a day until a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="人员")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="appointments", verbose_name="机关")
    role = models.CharField("职责", max_length=10, choices=Role.choices)
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organ", "role"], condition=Q(until=None), name="appointment_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.organ}{self.get_role_display()}"


class Leader(models.Model):
    """A leader's name and title as they must be printed; screening compares what is written with this list."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="leaders", verbose_name="机关")
    title = models.CharField("职务", max_length=40)
    name = models.CharField("姓名", max_length=20)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领导姓名职务"
        ordering = ["organ", "id"]

    def __str__(self) -> str:
        return f"{self.title}{self.name}"


class HolidayNotice(models.Model):
    """A yearly holiday notice (放假安排) loaded after this version was made, in the law's notice format."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    title = models.CharField("通知", max_length=120)
    text = models.TextField("内容")
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["year"]

    def __str__(self) -> str:
        return self.title

"""What every public page says of the site itself (国办发〔2017〕47号 网页设计规范)."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models

WEB_ADDRESS = URLValidator(["http", "https"], message="请填写完整的网址，以 https:// 或 http:// 开头。")


class Site(models.Model):
    """The one site of this district, with the marks that inspectors look for in head and footer."""

    name = models.CharField("网站名称", max_length=80, default="政府信息公开")
    domain = models.CharField("网站域名", max_length=80, blank=True, help_text="例如 www.example.gov.cn")
    id_code = models.CharField("政府网站标识码", max_length=10, blank=True)
    host_unit = models.CharField("主办单位", max_length=80, blank=True)
    operator = models.CharField("承办单位", max_length=80, blank=True)
    contact = models.CharField("联系方式", max_length=80, blank=True)
    icp = models.CharField("ICP备案编号", max_length=40, blank=True)
    police = models.CharField("公安机关备案号", max_length=40, blank=True)
    conac = models.CharField(
        "党政机关网站标识的网址",
        max_length=200,
        blank=True,
        validators=[WEB_ADDRESS],
        help_text="点击标识后打开的证书页面。",
    )
    error_report = models.CharField(
        "“我为政府网站找错”的网址", max_length=200, blank=True, validators=[WEB_ADDRESS]
    )
    ipv6 = models.BooleanField("本网站支持 IPv6", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "网站信息"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one")]

    def __str__(self) -> str:
        return self.name

    @property
    def base_url(self) -> str:
        """The public folder's full address, ending in a slash."""
        return settings.BASE_URL


class ViewCount(models.Model):
    """How often an item's page was read, robots left out; nothing of the readers is kept."""

    item = models.OneToOneField("disclosure.Item", models.CASCADE, related_name="+", verbose_name="信息")
    count = models.PositiveBigIntegerField("浏览次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "浏览次数"

    def __str__(self) -> str:
        return f"{self.item_id}：{self.count}"


class Sought(models.Model):
    """What was sought on one day, how often, and how much was found; by whom is not kept."""

    day = models.DateField("日期")
    words = models.CharField("检索词", max_length=60)
    times = models.PositiveIntegerField("次数", default=0)
    found = models.PositiveIntegerField("最近一次找到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "检索统计"
        ordering = ["-day", "-times"]
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="sought_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words}：{self.times}"


class Subscription(models.Model):
    """Someone asked to be told of new items in a column by e-mail; the address is sealed (加密保存).

    It counts once `confirmed_at` is set by the link in the confirmation letter (确认信). `told` is the column's
    position up to which the subscriber has been told.
    """

    node = models.ForeignKey(
        "disclosure.CatalogueNode", models.CASCADE, related_name="+", verbose_name="栏目"
    )
    sealed_address = models.BinaryField()
    address_mark = models.CharField(max_length=64, db_index=True)  # keyed: equal addresses, equal marks
    asked_at = models.DateTimeField("申请时间")
    invited_at = models.DateTimeField("上次寄确认信", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    told = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField("上次通知", null=True)
    failures = models.PositiveIntegerField("连续寄不出的次数", default=0)
    retry_at = models.DateTimeField("下次再寄", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "订阅"
        constraints = [models.UniqueConstraint(fields=["node", "address_mark"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.node}：{'已确认' if self.confirmed_at else '待确认'}"

"""What every public page says of the site itself (国办发〔2017〕47号 网页设计规范)."""

from django.conf import settings
from django.db import models


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

    class Meta:
        verbose_name = verbose_name_plural = "网站信息"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one")]

    def __str__(self) -> str:
        return self.name

    @property
    def base_url(self) -> str:
        """The public folder's full address, ending in a slash."""
        return settings.BASE_URL

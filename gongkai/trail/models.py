"""The append-only trail of acts, and the outbox of public changes not yet followed."""

from django.db import models


class Act(models.Model):
    """One legal act (一次办理): written once in the act's own transaction, never changed or deleted.

    The actor and the organ are kept as plain numbers and names, so the trail stays readable when
    an account is closed or an organ abolished.
    """

    at = models.DateTimeField("时间")
    verb = models.CharField("事项", max_length=40)
    actor_id = models.BigIntegerField("经办人编号", null=True)
    actor_name = models.CharField("经办人", max_length=60)
    organ_id = models.BigIntegerField("机关编号", null=True, db_index=True)
    subject_kind = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=220)
    detail = models.JSONField("内容", default=dict)
    digest = models.CharField("摘要", max_length=64)  # over all of the above (`digests.act_digest`)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject_label}"


class Link(models.Model):
    """An act's place in the chain (封存): append-only, numbered 1, 2, 3…, `chain` binding it to all before it.

    No constraint binds it to the act: the link of an act that somebody removed is the evidence of it.
    """

    number = models.BigIntegerField("封存号", primary_key=True)
    act = models.OneToOneField(Act, models.DO_NOTHING, db_constraint=False, related_name="link")
    chain = models.CharField("链值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封存"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"第{self.number}条"


class Unlinked(models.Model):
    """An act not yet in the chain (待封存): written with the act, deleted when it is linked, as an `Outbox` row is."""

    act = models.OneToOneField(
        Act, models.DO_NOTHING, db_constraint=False, primary_key=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "待封存"

    def __str__(self) -> str:
        return str(self.act_id)


class PublicLogEntry(models.Model):
    """A first publication in the public log (公开存证): append-only, numbered 1, 2, 3…

    Its leaf holds no title and no text, so that an item can later be taken down without a trace of what it said.
    """

    number = models.BigIntegerField("序号", primary_key=True)
    link_number = models.BigIntegerField("封存号", unique=True)
    organ_id = models.BigIntegerField("机关编号")
    subject_kind = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    index_number = models.CharField("索引号", max_length=80, blank=True)  # annual reports have none
    address = models.CharField("网址", max_length=120)  # from the public folder
    first_published_at = models.DateTimeField("首次公开时间", db_index=True)
    fingerprint = models.CharField("内容指纹", max_length=64)
    leaf = models.CharField("叶", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "公开存证"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="public_log_entry_once")
        ]

    def __str__(self) -> str:
        return f"第{self.number}项 {self.index_number or self.address}"


class DailyRoot(models.Model):
    """A day's root over the public log (每日存证): append-only, published on the site and so in the hands of all."""

    day = models.DateField("日期", unique=True)
    size = models.BigIntegerField("总数")
    root = models.CharField("根", max_length=64)
    link_number = models.BigIntegerField("办理记录数")
    chain = models.CharField("链尾", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "每日存证"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Outbox(models.Model):
    """A record whose public face changed and whose pages are not yet rewritten.

    Written in the act's transaction and deleted by the publisher after the files are in place: a
    crash in between leaves the row, and the work is done again. Rows, not a cursor, because
    transactions may commit out of the order of their numbers.
    """

    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "待更新网页"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Reindexing(models.Model):
    """A record that any act touched and that the search does not yet know again (待更新检索).

    Lives as an `Outbox` row does: written with the act, deleted by the follower once its index is on the disk.
    """

    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "待更新检索"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

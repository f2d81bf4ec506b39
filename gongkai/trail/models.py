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

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.subject_label}"


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

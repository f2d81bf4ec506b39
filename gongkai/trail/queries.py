"""Reading the trail."""

from django.db import models

from gongkai.trail.models import Act


def acts_on(subject: models.Model) -> models.QuerySet[Act]:
    """Every act on one record, newest first."""
    return Act.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)

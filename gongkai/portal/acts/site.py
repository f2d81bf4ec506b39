"""Acts on the public side as a whole."""

from datetime import datetime

from django.db import transaction

from gongkai.organs.models import Level, Organ, Person, Role
from gongkai.organs.permissions import organ_ids
from gongkai.portal.models import Site
from gongkai.screening.content.leak import leak
from gongkai.trail.acts import Refused, record


@transaction.atomic
def describe_site(*, site: Site, by: Person | None, at: datetime) -> Site:
    """Set what every page says of the site; every page is then written anew."""
    if (
        by is not None
        and not Organ.objects.filter(pk__in=organ_ids(by, {Role.ADMIN}), level=Level.DISTRICT).exists()
    ):
        raise Refused("只有区县的管理员可以修改网站信息。")
    site.pk = 1
    site.full_clean(validate_unique=False)
    words = {
        str(field.verbose_name): str(field.value_from_object(site) or "")
        for field in Site._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField") and field.name != "contact"
    }
    if said := leak(words):
        raise Refused(said)
    site.save()
    record(verb="修改网站信息", subject=site, by=by, at=at, changed=[site])
    return site

"""The door of every screen that only an administrator opens."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from gongkai.organs.permissions import managed_ids


def managed(request: HttpRequest) -> frozenset[int]:
    """Numbers of the organs that this person manages. Raises PermissionDenied for whoever manages none."""
    organs = managed_ids(request.user)
    if not organs:
        raise PermissionDenied
    return organs

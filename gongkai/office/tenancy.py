"""Each tenant sees its own: one policy and one viewset mix-in that every back-office screen uses."""

from collections.abc import Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permission_policies.base import BasePermissionPolicy

from gongkai.organs.models import Person, Role
from gongkai.organs.permissions import organ_ids

Rules = Mapping[str, frozenset[Role]]  # action (view, add, change, …) → roles that may


class OrganPolicy(BasePermissionPolicy):
    """What a person may do follows from the offices held, for the organ a record belongs to.

    Actions missing from the rules (publish, delete, lock …) are nobody's: acts are the only way.
    """

    def __init__(self, model: type[Model], rules: Rules, organ_path: str = "organ_id") -> None:
        super().__init__(model)
        self.rules = rules
        self.organ_path = organ_path

    def organs(self, user: Any, action: str) -> frozenset[int]:
        return organ_ids(user, self.rules.get(action, frozenset()))

    def organ_of(self, instance: Model) -> int | None:
        found: Any = instance
        for step in self.organ_path.split("__"):
            found = getattr(found, step, None)
        return found

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self.organs(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if instance.pk is None:
            return self.user_has_permission(user, action)
        return self.organ_of(instance) in self.organs(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        organs = frozenset().union(*(self.organs(user, action) for action in actions))
        return self.model._default_manager.filter(**{f"{self.organ_path}__in": organs})

    def users_with_any_permission(self, actions: Any) -> QuerySet[Person]:
        roles = frozenset().union(*(self.rules.get(action, frozenset()) for action in actions))
        return Person.objects.filter(Q(appointments__role__in=roles, appointments__until=None)).distinct()


OPEN = frozenset(
    {"index", "index_results", "list", "list_results", "add", "edit", "preview_on_add", "preview_on_edit"}
)


class TenantViewSet:
    """Mixed into a Wagtail viewset: lists show the user's organs, every other organ's record is not found.

    Of Wagtail's own pages for a model only `open_views` exist: there is no deleting, unpublishing, locking
    or reverting beside the acts, and the history is the trail.
    """

    open_views: frozenset[str] = OPEN

    policy_class = OrganPolicy
    rules: Rules = {}
    organ_path = "organ_id"
    ordering: Any = "-id"
    copy_view_enabled = False
    add_to_admin_menu = False

    @property
    def permission_policy(self) -> OrganPolicy:
        return self.policy_class(self.model, self.rules, self.organ_path)  # type: ignore[attr-defined]

    def visible_to(self, user: Any) -> QuerySet:
        """Records that `user` may at least look at."""
        return self.permission_policy.instances_user_has_any_permission_for(user, ["view", "change"])

    def guard(self, user: Any, pk: Any, action: str | None) -> None:
        """Refuse a record that is not visible to `user`, or whose own organ does not let them do `action`.

        Wagtail asks whether `action` is allowed anywhere; someone may hold offices in several organs.
        """
        number = int(pk) if str(pk).isdecimal() else None
        record = self.visible_to(user).filter(pk=number).first()
        if record is None:
            raise Http404("没有这条记录，或者它属于别的机关。")
        if action and not self.permission_policy.user_has_permission_for_instance(user, action, record):
            raise PermissionDenied

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.open_views]  # type: ignore[misc]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common = super().get_common_view_kwargs(**kwargs)  # type: ignore[misc]
        return {key: value for key, value in common.items() if self._stays(key, value)}

    def _stays(self, key: str, value: Any) -> bool:
        """A link to a page that does not exist here is not offered."""
        return not key.endswith("_url_name") or str(value).rpartition(":")[2] in self.open_views

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)  # type: ignore[misc]

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if "pk" in named:
                self.guard(request.user, named["pk"], getattr(view_class, "permission_required", None))
            return view(request, *args, **named)

        return guarded

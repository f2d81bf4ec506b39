"""One's own account: changing the password."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from gongkai.office.clock import now
from gongkai.organs import acts


@require_admin_access
def account(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end with it."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.change_password(
            person=request.user, password=form.cleaned_data["new_password1"], by=request.user, at=now()
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已更改。")
        return redirect("wagtailadmin_home")
    context = {"form": form, "title": f"{request.user.name}的账号", "button": "更改密码"}
    context["explanation"] = f"登录名：{request.user.username}。姓名和职责由管理员办理。"
    return render(request, "office/form.html", context)

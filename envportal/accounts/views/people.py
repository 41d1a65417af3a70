"""The security administrator's pages: staff, their roles, closing an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, queries
from envportal.accounts.enums import Role
from envportal.accounts.forms import DisableForm, FirstPasswordForm, NewStaffForm, RoleForm
from envportal.web.views import FormPage, ListPage, StepView

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.accounts.models import User


def _staff(request: HttpRequest) -> QuerySet[User]:
    return queries.staff_of(cast("User", request.user))


class People(ListPage):
    permission = "account.list_staff"
    title = _("人员与角色")
    template_name = "account/people.html"
    queryset = staticmethod(_staff)
    counted = _("共 %(n)s 人")


class NewStaff(FormPage):
    permission = "account.create_staff"
    title = _("新建人员账号")
    intro = _("初始密码请当面交给本人。本人首次登录时须更换密码，并绑定手机验证器。")
    form_class = NewStaffForm
    layout = "desk.html"
    button = _("建立账号")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "manager": self.request.user}

    def get_cancel_url(self) -> str:
        return reverse("people")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        typed, by = cast("NewStaffForm", form), cast("User", self.request.user)
        secret = typed.cleaned_data["password"]
        try:
            person = actions.create_staff(person=typed.details(), password=secret, by=by, at=timezone.now())
        except actions.UsernameTaken as taken:
            form.add_error("username", str(taken))
            return self.form_invalid(form)
        messages.success(self.request, _("账号已建立，请为其申请角色。"))
        return redirect("person", pk=person.pk)


class PersonStep(StepView):
    """A step on one colleague; afterwards their page."""

    queryset = staticmethod(_staff)

    def get_success_url(self) -> str:
        return reverse("person", kwargs={"pk": self.kwargs["pk"]})

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Person(PersonStep):
    """One colleague: roles held, roles asked for, and asking for one more."""

    permission = "account.request_role"
    title = _("人员")
    template_name = "account/person.html"
    action = staticmethod(actions.request_role)
    form_class = RoleForm
    button = _("申请授予")
    done = _("已提出，待另一位安全管理员授予。")

    def get_title(self) -> object:
        return self.object

    def get_cancel_url(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = cast("User", self.object)
        return super().get_context_data(
            person=person, roles=queries.roles_of(person), requests=queries.open_requests(person), **kwargs
        )


class RoleStep(PersonStep):
    """Grant, decline or revoke the role named in the address."""

    template_name = "account/role_step.html"

    @property
    def role(self) -> Role:
        try:
            return Role(self.kwargs["role"])
        except ValueError:
            raise Http404 from None

    def act(self, **typed: Any) -> object:
        return super().act(role=self.role.value, **typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.object, role=self.role.label, **kwargs)


class GrantRole(RoleStep):
    permission = "account.assign_role"
    title = _("授予角色")
    action = staticmethod(actions.grant_role)
    button = _("授予角色")
    done = _("角色已授予，对方下一次打开页面即生效。")


class DeclineRole(RoleStep):
    permission = "account.assign_role"
    title = _("不授予角色")
    action = staticmethod(actions.decline_role)
    button = _("不授予")
    done = _("申请已取消。")


class RevokeRole(RoleStep):
    permission = "account.revoke_role"
    title = _("收回角色")
    action = staticmethod(actions.revoke_role)
    button = _("收回角色")
    danger = True
    done = _("角色已收回，对方下一次打开页面即失效。")


class Disable(PersonStep):
    permission = "account.disable_and_kill_sessions"
    title = _("停用账号")
    intro = _("停用立即生效，对方已打开的页面不能再办理任何事项。手上的案件请科室负责人移交。")
    action = staticmethod(actions.disable)
    form_class = DisableForm
    button = _("停用账号")
    danger = True
    done = _("账号已停用，对方的登录已全部失效。")


class Readmit(PersonStep):
    permission = "account.create_staff"
    title = _("重新启用账号")
    action = staticmethod(actions.readmit)
    form_class = FirstPasswordForm
    button = _("重新启用")
    done = _("账号已重新启用。")


class ResetSecondFactor(PersonStep):
    permission = "account.reset_second_factor"
    title = _("重置手机验证器")
    intro = _("对方的手机验证器和备用码将作废，下次登录时重新绑定。请先核实本人身份。")
    action = staticmethod(actions.reset_second_factor)
    button = _("重置")
    danger = True
    done = _("已重置，对方下次登录时重新绑定。")
    success_url = reverse_lazy("people")

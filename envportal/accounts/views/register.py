"""An enterprise registers and looks after its own details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.decorators import rate_limit
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions
from envportal.accounts.forms import MendForm, RegisterForm
from envportal.refusals import Refused
from envportal.web.views import FormPage, Page

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from envportal.accounts.models import Enterprise, User

MENDED = ("uscc", "name", "legal_representative", "address")


@method_decorator(rate_limit(action="signup"), name="dispatch")  # type: ignore[no-untyped-call]
class Register(FormPage):
    permission = "account.register"
    title = _("企业登记")
    form_class = RegisterForm
    template_name = "account/register.html"
    layout = "public.html"
    button = _("提交登记")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        typed = cast("RegisterForm", form)
        try:
            user = actions.register(
                enterprise=typed.enterprise_details(), person=typed.person_details(), at=timezone.now()
            )
        except Refused as refused:
            return self.render_to_response(self.get_context_data(form=form, refused=refused), status=409)
        registered, claimed = (
            _("登记已收到。请登录，查看核验结果。"),
            _("该单位在窗口登记过，认领已收到。请带营业执照到窗口核对；核对以后您就能用刚才的登录名和密码登录。"),
        )
        messages.success(self.request, registered if user.is_active else claimed)
        return redirect("account_login")


class OwnEnterprise(Page):
    """What we have on the enterprise, whether it is verified, and who acts for it."""

    permission = "company.view_own"
    title = _("企业资料")
    template_name = "account/enterprise.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(enterprise=_own(self.request.user), **kwargs)


class Mend(FormPage):
    permission = "company.mend"
    title = _("修改企业资料")
    intro = _("单位名称、代码或法定代表人有改动的，须由窗口重新核验；核验通过前不能提交申请。")
    form_class = MendForm
    button = _("保存")

    def get_initial(self) -> dict[str, Any]:
        enterprise = _own(self.request.user)
        return {name: getattr(enterprise, name) for name in MENDED}

    def get_cancel_url(self) -> str:
        return reverse("own_enterprise")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        user = cast("User", self.request.user)
        try:
            actions.mend(_own(user).pk, details=form.cleaned_data, by=user, at=timezone.now())
        except Refused as refused:
            return self.render_to_response(self.get_context_data(form=form, refused=refused), status=409)
        messages.success(self.request, _("企业资料已保存。"))
        return redirect("own_enterprise")


def _own(user: Any) -> Enterprise:
    return cast("Enterprise", user.enterprise)

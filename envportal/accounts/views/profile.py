"""A person's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, rules
from envportal.accounts.forms import ApplicantForm, SelfForm
from envportal.web.views import FormPage

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from envportal.accounts.models import User


class Account(FormPage):
    """Name, mail, telephone, language; password and second factor are linked from here."""

    permission = "account.edit_self"
    title = _("我的账号")
    template_name = "account/account.html"
    button = _("保存")

    @property
    def person(self) -> User:
        return cast("User", self.request.user)

    def get_form_class(self) -> type[forms.BaseForm]:
        return SelfForm if self.person.is_staff_member else ApplicantForm

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in ("name", "email", "phone", "language")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        layout = "desk.html" if self.person.is_staff_member else "my.html"
        has = rules.has_second_factor(self.person)
        return super().get_context_data(**{**kwargs, "layout": layout, "has_second_factor": has})

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        actions.edit_self(self.person.pk, details=form.cleaned_data, at=timezone.now())
        messages.success(self.request, _("已保存。"))
        return HttpResponseRedirect(self.request.path)

"""A page with a form: what was typed always comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormMixin

from envportal.web.forms import Form, typed
from envportal.web.views.pages import Page
from envportal.web.views.typed import take_typed

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    AnyFormMixin = FormMixin[forms.BaseForm]
else:
    AnyFormMixin = FormMixin


class FormPage(AnyFormMixin, Page):
    """A form on a page; override form_valid, or use StepView where one action does the work."""

    form_class: type[forms.BaseForm] = Form
    template_name = "step.html"
    layout = "my.html"
    button: object = _("保存并继续")
    caption: object = ""
    intro: object = ""
    danger = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        kept = take_typed(request)
        form = self.get_form() if kept is None else self.filled(kept)
        return self.render_to_response(self.get_context_data(form=form, kept=kept is not None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        if "_switch" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.filled(request.POST)))
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def filled(self, data: Any) -> forms.BaseForm:
        """The form with what was typed in it, not checked yet."""
        kwargs = self.get_form_kwargs()
        for name in ("data", "files"):
            kwargs.pop(name, None)
        blank = self.get_form_class()(**kwargs)
        kwargs["initial"] = {**(kwargs.get("initial") or {}), **typed(blank, data)}
        return self.get_form_class()(**kwargs)

    def get_cancel_url(self) -> str:
        return ""

    def get_intro(self) -> object:
        return self.intro

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{
            "step_form": True, "layout": self.layout, "button": self.button, "caption": self.caption,
            "intro": self.get_intro(), "danger": self.danger, "cancel_url": self.get_cancel_url(), **kwargs,
        })  # fmt: skip

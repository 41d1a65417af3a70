"""保存的查找: lists somebody keeps at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions
from envportal.accounts.forms.saved import SaveListForm
from envportal.refusals import Refused
from envportal.web.views import FormPage, ListPage, StepView

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.accounts.models import SavedList, User


def _own(request: HttpRequest) -> QuerySet[SavedList]:
    return cast("User", request.user).saved_lists.order_by("name", "pk")


class SavedLists(ListPage):
    permission = "case.find"
    title = _("保存的查找")
    template_name = "account/saved_lists.html"
    queryset = staticmethod(_own)
    counted = _("共 %(n)s 个")


class SaveList(FormPage):
    permission = "case.find"
    title = _("保存这个查找")
    intro = _("以后在“我的桌面”上一点就到；清单里的内容总是当时的。")
    form_class = SaveListForm
    layout = "desk.html"
    button = _("保存")

    def get_initial(self) -> dict[str, Any]:
        return {"address": self.request.GET.get("address", "")[:500]}

    def get_cancel_url(self) -> str:
        return reverse("saved_lists")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            kept = actions.save_list(**form.cleaned_data, by=cast("User", self.request.user), at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, _("已保存“%(name)s”。") % {"name": kept.name})
        return redirect("saved_lists")


class DropList(StepView):
    permission = "case.find"
    title = _("删去保存的查找")
    queryset = staticmethod(_own)
    action = staticmethod(actions.drop_list)
    button = _("删去")
    done = _("已删去。")
    success_url = reverse_lazy("saved_lists")

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_caption(self) -> object:
        return self.object.name

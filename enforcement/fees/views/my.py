"""The enterprise: what it declared, owes and paid; how to object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.fees import actions, forms, rules
from enforcement.fees.rules.result import yuan
from enforcement.fees.views.common import WORDS, account_of, told, visible
from envportal.accounts.enums import Role
from envportal.accounts.queries import applicants_of
from envportal.accounts.rules import roles
from envportal.audit import log
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from enforcement.fees.models import Fee
    from envportal.accounts.models import Enterprise


def owed(fee: Fee) -> str:
    account = account_of(fee)
    return yuan(account.owed) if account else ""


class Mine(ListPage):
    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "fees/mine.html"
    layout = "my.html"
    title = _("本企业的排污费")
    file_name = "fees"
    counted = _("共 %(n)s 件")
    empty_sentence = _("还没有排污申报。")
    empty_more = _("2018 年起的排放向税务机关申报环境保护税；2017 年以前的排放在这里申报。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("企业"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("核定时段"), "period", "first"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("核定金额，元"), lambda row: "" if row.assessed is None else yuan(row.assessed), "assessed"),
        Column(_("还欠，元"), owed),
        Column(_("缴纳期限"), "due_on", "due_on"),
    )

    @property
    def for_others(self) -> bool:
        """A drafting unit finds fees of several enterprises, each with its name."""
        return Role.CONSULTANT in roles(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may = self.request.may(rules.DECLARE)  # type: ignore[attr-defined]
        listed = [(row, account_of(row)) for row in context["rows"]]
        return {**context, "listed": listed, "declares": may, "for_others": self.for_others}


class MinePage(Page):
    permission = rules.VIEW
    template_name = "fees/mine_one.html"
    layout = "my.html"

    @cached_property
    def fee(self) -> Fee:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.fee.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = rules.available(self.request.user, self.fee, timezone.localdate())  # type: ignore[arg-type]
        objects = [{"url": reverse("fees:object", args=[self.fee.pk]), "word": WORDS["object"]}]
        return super().get_context_data(**told(self.fee), steps=objects if "object" in names else [], **kwargs)


class DeclareOwn(StepView):
    permission = rules.DECLARE
    form_class = forms.DeclareOwnForm
    layout = "my.html"
    title = _("申报排污")
    intro = _("每个排放口、每个月一行；交上以后由生态环境局核定。")
    button = pgettext_lazy("verb", "申报")
    done = _("已申报，等待核定。")

    @cached_property
    def clients(self) -> QuerySet[Enterprise]:
        """The person's own enterprise, or those that let its unit act today."""
        return applicants_of(self.request.user, timezone.localdate())  # type: ignore[arg-type]

    @cached_property
    def object(self) -> Enterprise:
        return get_object_or_404(self.clients[:1])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "enterprises": self.clients}

    def act(self, **typed: Any) -> Any:
        by, whose = self.request.user, typed.pop("enterprise", self.object)
        return actions.declare(whose, whose.bureau, by=by, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        event = log.already(self.key)
        return reverse("fees:mine_one", args=[event.case_id]) if event else reverse("fees:mine")

    def get_cancel_url(self) -> str:
        return reverse("fees:mine")


class ObjectTo(StepView):
    permission = rules.OBJECT
    queryset = staticmethod(visible)
    form_class = forms.ObjectForm
    action = staticmethod(actions.object_to)
    layout = "my.html"
    title = _("申请复核")
    intro = _("自收到核定通知之日起七日内；本局十日内作出复核决定。")
    button = pgettext_lazy("verb", "申请")
    done = _("复核申请已收到。")

    def check(self) -> None:
        rules.require("object", self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("fees:mine_one", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

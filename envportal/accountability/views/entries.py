"""The self-examination ledger at the desk: the list, one entry, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.accountability import actions, forms, queries
from envportal.accountability.enums import EntryState
from envportal.accountability.rules import entries as rules
from envportal.accountability.views.common import Step, found, items
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.documents.views.files import served
from envportal.web.views import Column, ListPage, Page, PagePart, StepView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from envportal.accountability.models import Entry

WORDS = {
    "publish": pgettext_lazy("verb", "同意公开"), "finish": pgettext_lazy("verb", "报告整改完成"),
    "check": pgettext_lazy("verb", "复查通过"), "send_back": pgettext_lazy("verb", "退回：没有改好"),
}  # fmt: skip


def readable(request: HttpRequest) -> QuerySet[Entry]:
    return queries.entries_of(request.user)  # type: ignore[arg-type]


def is_late(entry: Entry, today: date) -> bool:
    """Past its last day and not found mended; mended too late stays so."""
    return (entry.done_on or today) > entry.due_on


def line(entry: Entry, today: date) -> dict[str, Any]:
    tone = {EntryState.CHECKED: "done", EntryState.DONE: "soon"}.get(EntryState(entry.state), "")
    return {"row": entry, "late": is_late(entry, today), "tone": tone, "left": (entry.due_on - today).days,
            "is_open": entry.state == EntryState.OPEN}  # fmt: skip


COLUMNS = (
    Column(_("编号"), lambda row: row.case.number, "case__number"),
    Column(_("问题"), "problem"),
    Column(_("谁提出的"), "get_named_by_display", "named_by"),
    Column(_("整改措施"), "measure"),
    Column(_("科室"), lambda row: row.case.section.name if row.case.section else "", "case__section__name"),
    Column(_("列入日期"), lambda row: row.case.opened_on, "case__opened_on"),
    Column(_("整改期限"), "due_on", "due_on"),
    Column(_("状态"), "get_state_display", "state"),
    Column(_("完成日期"), "done_on", "done_on"),
    Column(_("整改情况"), "done_words"),
    Column(_("复查日期"), "checked_on", "checked_on"),
    Column(_("复查情况"), "check_words"),
)


class Entries(ListPage):
    permission = rules.VIEW
    queryset = staticmethod(readable)
    template_name = "accountability/entries.html"
    title = _("自查自纠台账")
    file_name = "self-examination"
    form_class = forms.FindEntry
    counted = _("共 %(n)s 条")
    empty_sentence = _("台账里还没有符合条件的问题。")
    empty_more = _("领导、企业、群众提出的和自己查出的问题都列在这里，写明措施、责任人和期限，改好由另一人复查。")
    columns = (*COLUMNS, Column(_("责任人"), lambda row: row.case.holder.name if row.case.holder else ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        may_open = self.request.may(rules.OPEN)  # type: ignore[attr-defined]
        return {**context, "listed": [line(row, today) for row in context["rows"]], "may_open": may_open}


class EntryPage(Page):
    permission = rules.VIEW
    template_name = "accountability/entry.html"

    @cached_property
    def entry(self) -> Entry:
        entry: Entry = found(readable(self.request), self.kwargs["pk"], rules.VIEW)
        return entry

    def get_title(self) -> object:
        return self.entry.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, user = self.entry, self.request.user
        verbs = rules.available(rules.ENTRY_STEPS, user, entry)  # type: ignore[arg-type]
        about = cases.address(user, entry.about, "desk") if entry.about else ""
        return super().get_context_data(
            one=entry, case=entry.case, about=about, timeline=items(log.history(entry.case)),
            steps=[{"url": reverse(f"accountability:{verb}", args=[entry.pk]), "word": WORDS[verb]} for verb in verbs],
            **line(entry, timezone.localdate()), **kwargs,
        )  # fmt: skip


class ProofFile(PagePart):
    """What proves it, for the staff of the bureau."""

    permission = rules.VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        entry = found(readable(request), pk, rules.VIEW)
        if entry.proof is None:
            raise Http404
        return served(entry.proof)


# STEPS ------------------------------------------------------------------------------------
class Listing(StepView):
    """List a problem: who lists it chooses who mends it."""

    permission = rules.OPEN
    form_class = forms.EntryForm
    button = pgettext_lazy("verb", "列入台账")
    done = _("已列入台账，责任人会收到通知；由另一人同意后向社会公开。")

    @cached_property
    def object(self) -> Any:
        return self.request.user

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}


class Open(Listing):
    title = _("列入自查台账")

    def act(self, **typed: Any) -> Any:
        return actions.open_entry(by=self.object, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("accountability:entries")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class OfEntry(Step):
    queryset = staticmethod(readable)
    template_name = "accountability/entry_step.html"

    def get_success_url(self) -> str:
        return reverse("accountability:entry", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.case.number, "one": self.object, **kwargs})


class Publish(OfEntry):
    permission = rules.PUBLISH
    rule = staticmethod(rules.may_publish)
    action = staticmethod(actions.publish)
    title = _("同意公开这一条")
    intro = _("公开问题、谁提出的、措施、科室、期限和以后的结果；不公开姓名、来源和有关案件。")
    button = pgettext_lazy("verb", "同意公开")
    done = _("已公开。")


class Finish(OfEntry):
    permission = rules.WORK
    rule = staticmethod(rules.may_finish)
    action = staticmethod(actions.finish)
    form_class = forms.FinishForm
    title = _("报告整改完成")
    button = pgettext_lazy("verb", "报告整改完成")
    done = _("已报告，由另一人复查。")


class Check(OfEntry):
    permission = rules.CHECK
    rule = staticmethod(rules.may_check)
    action = staticmethod(actions.check)
    form_class = forms.WordsForm
    title = _("复查")
    button = pgettext_lazy("verb", "复查通过")
    done = _("复查通过，已销号。")


class SendBack(OfEntry):
    permission = rules.CHECK
    rule = staticmethod(rules.may_check)
    action = staticmethod(actions.send_back)
    form_class = forms.ReasonForm
    title = _("退回：没有改好")
    intro = _("原来的期限不变。")
    button = pgettext_lazy("verb", "退回")
    done = _("已退回，责任人会收到理由。")

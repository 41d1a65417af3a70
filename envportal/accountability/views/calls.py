"""Return calls at the desk: which are due, one of them, the contact, the result, the second pair of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.accountability import actions, forms, queries
from envportal.accountability.enums import CallState, NamedBy
from envportal.accountability.rules import entries as rules
from envportal.accountability.views.common import Step, found
from envportal.accountability.views.entries import Listing
from envportal.ratings.rating import Tag
from envportal.web.views import Column, ListPage, Page
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.accountability.models import ReturnCall

WORDS = {
    "call": pgettext_lazy("verb", "登记回访结果"), "follow_entry": pgettext_lazy("verb", "列入自查台账"),
    "follow_record": pgettext_lazy("verb", "建追究档案"), "check_call": pgettext_lazy("verb", "复核"),
    "call_again": pgettext_lazy("verb", "退回再访"),
}  # fmt: skip
URLS = {"call": "made"}


def readable(request: HttpRequest) -> QuerySet[ReturnCall]:
    return queries.calls_of(request.user)  # type: ignore[arg-type]


class Calls(ListPage):
    permission = rules.CALL
    queryset = staticmethod(readable)
    template_name = "accountability/calls.html"
    title = _("差评回访")
    file_name = "return-calls"
    form_class = forms.FindCall
    counted = _("共 %(n)s 件")
    empty_sentence = _("没有要回访的差评。")
    empty_more = _(
        "打分“不满意”“非常不满意”并留了电话的，当天列在这里；没有留电话的，季度结束、满五份后列出，只作核查。"
    )
    columns = (
        Column(_("回访的最后一天"), "due_on", "due_on"),
        Column(_("被评价的科室"), lambda row: row.rating.section.name, "rating__section__name"),
        Column(_("服务"), lambda row: row.rating.get_service_display()),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("回访结果"), "get_result_display", "result"),
        Column(_("回访日期"), "called_on", "called_on"),
        Column(_("复核日期"), "checked_on", "checked_on"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = [
            {"row": row, "wished": hasattr(row.rating, "wish"), "is_waiting": row.state == CallState.WAITING,
             "late": row.state == CallState.WAITING and row.due_on is not None and row.due_on < today}
            for row in context["rows"]
        ]  # fmt: skip
        return {**context, "listed": listed}


class CallPage(Page):
    permission = rules.CALL
    template_name = "accountability/call.html"
    title = _("差评回访")

    @cached_property
    def call(self) -> ReturnCall:
        call: ReturnCall = found(readable(self.request), self.kwargs["pk"], rules.CALL)
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call, today = self.call, timezone.localdate()
        verbs = rules.available(rules.CALL_STEPS, self.request.user, call)  # type: ignore[arg-type]
        steps = [
            {"url": reverse(f"accountability:{URLS.get(verb, verb)}", args=[call.pk]), "word": WORDS[verb]}
            for verb in verbs
        ]
        tags = [str(Tag(tag).label) for tag in call.rating.tags.split(",") if tag]
        return super().get_context_data(
            call=call, rating=call.rating, wished=hasattr(call.rating, "wish"), may_call="call" in verbs, tags=tags,
            steps=steps, late=call.state == CallState.WAITING and call.due_on is not None and call.due_on < today,
            **kwargs,
        )  # fmt: skip


# STEPS ------------------------------------------------------------------------------------
class OfCall(Step):
    permission = rules.CALL
    queryset = staticmethod(readable)

    def get_success_url(self) -> str:
        return reverse("accountability:call", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.rating.section, **kwargs})


class Contact(OfCall):
    """Who asked to be called: shown in the answer to the form and kept nowhere else; the look is logged."""

    rule = staticmethod(rules.may_call)
    template_name = "accountability/contact.html"
    title = _("查看回访电话")
    intro = _("电话只用来回访这一次。每次查看都记入日志。")
    button = pgettext_lazy("verb", "查看")

    def form_valid(self, form: django_forms.BaseForm) -> HttpResponse:
        wish = actions.read_contact(self.object.pk, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        return not_kept(self.render_to_response(self.get_context_data(form=form, wish=wish, seen=True)))


class Made(OfCall):
    rule = staticmethod(rules.may_call)
    action = staticmethod(actions.call)
    form_class = forms.CallForm
    title = _("登记回访结果")
    button = pgettext_lazy("verb", "登记")
    done = _("已登记，由另一人复核。")


class FollowEntry(OfCall, Listing):
    """认定有错: the ledger's own form."""

    permission = rules.CALL
    rule = staticmethod(rules.may_follow)
    action = staticmethod(actions.follow_with_entry)
    title = _("列入自查台账")

    @cached_property
    def object(self) -> Any:
        return found(readable(self.request), self.kwargs["pk"], rules.CALL)

    def get_initial(self) -> dict[str, Any]:
        return {"named_by": NamedBy.ENTERPRISE}

    def act(self, **typed: Any) -> Any:
        by = self.request.user
        return actions.follow_with_entry(self.object.pk, by=by, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]


class FollowRecord(OfCall):
    rule = staticmethod(rules.may_follow_with_record)
    action = staticmethod(actions.follow_with_record)
    form_class = forms.OpenForm
    title = _("建追究档案")
    button = pgettext_lazy("verb", "建档")
    done = _("已建档，经手的人已收到通知。")


class CheckCall(OfCall):
    rule = staticmethod(rules.may_check_call)
    action = staticmethod(actions.check_call)
    form_class = forms.WordsForm
    title = _("复核回访")
    button = pgettext_lazy("verb", "复核通过")
    done = _("已复核。")


class CallAgain(OfCall):
    rule = staticmethod(rules.may_check_call)
    action = staticmethod(actions.call_again)
    form_class = forms.WordsForm
    title = _("退回再访")
    button = pgettext_lazy("verb", "退回再访")
    done = _("已退回，由另一次回访查清。")

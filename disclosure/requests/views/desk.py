"""The desk: every request with its last day, one of them, and what to do next."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disclosure.board import board
from disclosure.requests.forms import desk as forms
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import answers, steps
from disclosure.requests.states import OPEN, State
from envportal.accounts import rules as accounts
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.web.views import Column, Page, Sortable

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from disclosure.requests.models import Request
    from envportal.audit.models import Event
    from envportal.deadlines.models import Clock

WORDS: dict[str, str | _StrPromise] = {
    "confirm": pgettext_lazy("verb", "确认收到"),
    "clarified": pgettext_lazy("verb", "登记申请人的补正"),
    "explained": pgettext_lazy("verb", "登记申请人说明的理由"),
    "draft": pgettext_lazy("verb", "拟答复"),
    "sign": pgettext_lazy("verb", "签发答复"),
    "send_back": pgettext_lazy("verb", "退回重拟"),
    "ask": pgettext_lazy("verb", "一次性告知补正"),
    "consult": pgettext_lazy("verb", "征求第三方意见"),
    "extend": pgettext_lazy("verb", "延长答复期限"),
    "explain": pgettext_lazy("verb", "要求说明理由"),
    "give_up": pgettext_lazy("verb", "逾期不补正，不再处理"),
    "withdraw": pgettext_lazy("verb", "登记申请人撤回"),
    "same": pgettext_lazy("verb", "登记相同信息"),
    "contest": pgettext_lazy("verb", "登记复议或者诉讼"),
    "publish": pgettext_lazy("verb", "转为主动公开"),
}
EVENTS = {
    "request_sent": _("提交申请"),
    "request_received": _("收到申请"),
    "request_clarification_asked": _("一次性告知补正"),
    "request_letter_mailed": _("电子邮件送达"),
    "request_mail_given_up": _("电子邮件没有送出"),
    "request_clarification_reminded": _("提醒补正的最后一天"),
    "request_clarified": _("申请人补正"),
    "request_reasons_asked": _("要求说明理由"),
    "request_explained": _("申请人说明理由"),
    "request_consultation_drafted": _("拟征求意见"),
    "request_consultation_sent": _("征求意见书发出，停止计时"),
    "request_consultation_reached": _("对方收到征求意见书"),
    "request_consultation_answered": _("登记对方的意见"),
    "request_consultation_dropped": _("不再征求意见"),
    "request_extended": _("延长答复期限"),
    "request_drafted": _("拟答复"),
    "request_sent_back": _("退回重拟"),
    "request_answered": _("签发答复"),
    "request_given_up": _("逾期不补正，不再处理"),
    "request_withdrawn": _("申请人撤回"),
    "request_same_said": _("登记相同信息"),
    "request_publication_proposed": _("提请主动公开"),
    "request_contested": _("复议或者诉讼"),
    "request_contest_ended": _("复议或者诉讼审结"),
    "request_applicant_seen": _("查看申请人身份"),
    "letter_served": _("文书送达"),
    "yellow_card_opened": _("黄牌"),
    "red_card_opened": _("红牌"),
}


def visible(request: HttpRequest) -> QuerySet[Request]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def running(one: Request) -> Clock | None:
    return next(iter(one.case.running), None)  # type: ignore[attr-defined]


def due_on(one: Request) -> date | None:
    """The last day of whoever is to act: of the bureau by its clock, of the applicant to clarify."""
    clock = running(one)
    if clock is None and one.state == State.CLARIFYING:
        return one.clarification.until
    return clock.due_on if clock else None


def outcome(one: Request) -> str:
    given = getattr(one, "answer_given", None)
    return str(given.get_outcome_display()) if given and given.answered_on else ""


class Requests(Sortable):
    """信息公开申请 of the bureau: open ones first, the oldest on top; nothing of who asks."""

    permission = steps.VIEW
    queryset = staticmethod(visible)
    template_name = "requests/list.html"
    title = _("信息公开申请")
    file_name = "information-requests"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    empty_sentence = _("没有符合条件的申请。")
    empty_more = _("网上提交的申请会马上出现在这里；当面、邮寄收到的，请登记。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("所需信息"), "subject", "subject"),
        Column(_("申请人类别"), "get_who_display", "who"),
        Column(_("渠道"), "get_channel_display", "channel"),
        Column(_("收到申请之日"), "received_on", "received_on"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("最后一天"), due_on),
        Column(_("答复"), outcome, "answer_given__outcome"),
        Column(_("答复日期"), lambda row: row.answer_given.answered_on if outcome(row) else None,
               "answer_given__answered_on"),
    )  # fmt: skip

    def get_form(self) -> Any:
        form = super().get_form()
        form.today = timezone.localdate()  # type: ignore[union-attr]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed, calendar = [], cache(clocks.calendar_of)
        for row in context["rows"]:
            clock = running(row)
            left = clocks.left(clock, today, calendar(row.case.bureau_id)) if clock else 0
            waits = any(one.sent_on and steps.is_waiting(one, today) for one in row.consultations.all())
            last = due_on(row)
            over = clock is None and last is not None and last < today
            listed.append({"row": row, "clock": clock, "left": left, "late": left < 0 or over, "waits": waits,
                           "outcome": outcome(row), "last": last})  # fmt: skip
        enters = bool(accounts.codes(self.request.user, steps.TAKE))
        return {**context, "listed": listed, "enters": enters}


class RequestPage(Page):
    """One request: what was asked, what runs, what is next."""

    permission = steps.VIEW
    template_name = "requests/request.html"

    @cached_property
    def one(self) -> Request:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.one.subject

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today, user = self.one, timezone.localdate(), self.request.user
        names = steps.available(user, one, today)  # type: ignore[arg-type]
        events = [event for event in reversed(log.history(one.case)) if event.name in EVENTS]
        given = getattr(one, "answer_given", None)
        return super().get_context_data(
            one=one, case=one.case, faces=clocks.faces(one.case, today), next=next_of(one, today),
            consultations=[consulted(one, row, user, today) for row in one.consultations.order_by("pk")],
            letters=list(one.case.letters.order_by("pk")), given=given, reply=queries.reply_clock(one),
            article=answers.KINDS[given.outcome].article if given and given.outcome in answers.KINDS else "",
            clarification=getattr(one, "clarification", None), extension=getattr(one, "extension", None),
            explaining=getattr(one, "explaining", None), asked=queries.asked(one),
            cards=list(one.case.cards.select_related("clock").order_by("opened_at")),
            notices=list(board.notices_of(one.case)), contests=contests(one, user, today),
            to_others=queries.TO_OTHERS, serves=cases.may(user, steps.TAKE, one.case, today),
            sees_identity=cases.may(user, steps.IDENTITY, one.case, today), is_drafted=one.state == State.DRAFTED,
            timeline=[
                {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _now("系统"),
                 "small": told_of(event)}
                for event in events
            ],
            steps=[{"url": reverse(f"requests:{name}", args=[one.pk]), "word": WORDS[name]} for name in names],
            **kwargs,
        )  # fmt: skip


def told_of(event: Event) -> str:
    """What stands below an event of this room: its reason, its letter, or whom it was about."""
    if not event.name.startswith("request_"):
        return ""
    return next((str(event.facts[name]) for name in ("reason", "letter", "of") if event.facts.get(name)), "")


def consulted(one: Request, row: Any, user: Any, today: date) -> dict[str, Any]:
    """A consultation and the step that is next with it."""
    verb = "" if row.opinion else "send" if row.sent_on is None else "reached" if row.reached_on is None else "opinion"
    needs = steps.SIGN if verb == "send" else steps.WORK
    open_now = bool(verb) and one.state == State.RECEIVED and cases.may(user, needs, one.case, today)
    own = verb == "send" and row.drafted_by_id == user.pk
    names = {"send": "requests:send_consultation", "reached": "requests:reached", "opinion": "requests:opinion"}
    url = reverse(names[verb], args=[one.pk, row.pk]) if open_now and not own else ""
    words = {"send": _("核对并发出"), "reached": _("登记对方收到的日期"), "opinion": _("登记对方的意见")}
    drops = verb in {"send", "reached"} and one.state == State.RECEIVED and cases.may(user, steps.WORK, one.case, today)
    drop = reverse("requests:drop", args=[one.pk, row.pk]) if drops else ""
    return {"row": row, "url": url, "word": words.get(verb, ""), "waits": steps.is_waiting(row, today), "drop": drop}


def contests(one: Request, user: Any, today: date) -> list[dict[str, Any]]:
    may = cases.may(user, steps.WORK, one.case, today)
    return [
        {"row": row,
         "url": reverse("requests:end_contest", args=[one.pk, row.pk]) if may and row.decided_on is None else ""}
        for row in one.contests.order_by("pk")
    ]  # fmt: skip


def next_of(one: Request, today: date) -> str:
    """What is to be done now, in a sentence."""
    if one.state not in OPEN:
        return ""
    if one.state == State.SENT:
        return _now("与申请人确认收到：双方确认之日是收到申请之日，答复期限从次日起算（条例第31条）。")
    if one.state == State.CLARIFYING:
        late = today > one.clarification.until
        return _now("补正期限已过：问清有没有正当理由，没有的不再处理。") if late else _now("等申请人补正。")
    if one.state == State.DRAFTED:
        return _now("由起草人以外的人核对、签发或者退回。")
    return _next_received(one, today)


def _next_received(one: Request, today: date) -> str:
    if any(row.sent_on is None for row in one.consultations.all()):
        return _now("征求意见书等第二个人核对发出；发出以前不停止计时。")
    if any(steps.is_waiting(row, today) for row in one.consultations.all()):
        return _now("等对方的意见；对方期满没有答复的，由本局决定。")
    if not hasattr(one, "clarification") and today <= steps.last_day_to_ask(one):
        return _now("看内容清不清楚：不清楚的在 7 个工作日内一次性告知补正；清楚的查找、拟答复。")
    return _now("查找信息，拟答复，交第二个人签发。")

"""The desk: every question with its limit, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.questions.forms import desk as forms
from approvals.questions.queries import likeness, sealed
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from approvals.questions.views.words import EVENTS, WORDS, next_of, small
from disclosure.board.views.linked import linked_for
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.questions.models import Question
    from envportal.deadlines.models import Clock


def visible(request: HttpRequest) -> QuerySet[Question]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def running(question: Question) -> Clock | None:
    """What has to be done next by a day."""
    return next(iter(question.case.running), None)  # type: ignore[attr-defined]


class Questions(ListPage):
    """Questions to the bureau, what is due first on top; nobody's name stands in it but the owner's."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "questions/list.html"
    title = pgettext_lazy("area", "咨询")
    file_name = "questions"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _l("共 %(n)s 件")
    empty_sentence = _l("没有符合条件的咨询。")
    empty_more = _l("网上的咨询自动登记在这里；窗口、电话和 12345 的，谁被问到谁登记，谁就负责到答复。")
    columns = (
        Column(_l("编号"), lambda row: row.case.number, "case__number"),
        Column(pgettext_lazy("question", "问题"), "what"),
        Column(_l("哪一方面"), "get_topic_display", "topic"),
        Column(_l("渠道"), "get_channel_display", "channel"),
        Column(_l("收到时间"), "received_at", "received_at"),
        Column(_l("状态"), "get_state_display", "state"),
        Column(_l("首问责任人"), lambda row: row.first_asked or "", "first_asked__name"),
        Column(_l("现在由谁负责"), lambda row: row.case.holder or "", "case__holder__name"),
        Column(_l("科室"), lambda row: row.case.section or "", "case__section__name"),
        Column(_l("最后一天"), "next_due", "next_due"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            clock = running(row)
            left = (clock.due_on - today).days if clock else 0
            listed.append({"row": row, "clock": clock, "left": left, "late": left < 0})
        registers = self.request.may(rules.REGISTER)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "registers": registers}


class QuestionPage(Page):
    """One question: who owns it, how long there is, what is like it and what may be done."""

    permission = rules.VIEW
    template_name = "questions/question.html"

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.question.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.question, timezone.localdate()
        case, user = one.case, self.request.user
        reads = rules.reads_contact(user, one, today)  # type: ignore[arg-type]
        names = rules.available(user, one, today)  # type: ignore[arg-type]
        return super().get_context_data(
            one=one, case=case, next=next_of(one), faces=clocks.faces(case, today), answers=queries.answers(one),
            cards=list(case.cards.select_related("clock").order_by("opened_at")), reads_contact=reads,
            asker=sealed.asker_of(one) if reads else None, offered=queries.open_handover(one),
            handovers=queries.handovers(one), same_asker=queries.of_asker(one),
            like=likeness.questions_like(one.what, case.bureau, one.pk),
            helps=likeness.articles_like(one.what, case.bureau), linked=linked_for(self.request, case),
            articles=list(one.articles.select_related("current").order_by("pk")), timeline=timeline(one),
            steps=[step(one, name, against) for name, against in names], **kwargs,
        )  # fmt: skip


def step(question: Question, name: str, against: str) -> dict[str, object]:
    return {"url": reverse(f"questions:{name}", args=[question.pk]), "word": WORDS[name], "against": against}


def timeline(question: Question) -> list[dict[str, object]]:
    events = [event for event in reversed(log.history(question.case)) if event.name in EVENTS]
    return [
        {
            "at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统或者咨询人"),
            "small": small(event),
        }
        for event in events
    ]  # fmt: skip

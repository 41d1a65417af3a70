"""Records at the desk: the list, one with the parts a reader may see, the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.accountability import actions, forms, queries
from envportal.accountability.enums import Cause, State
from envportal.accountability.queries.chain import acts_of
from envportal.accountability.rules import grades
from envportal.accountability.rules import records as rules
from envportal.accountability.views.common import Step, found, items, of_chain
from envportal.accountability.views.words import act_word
from envportal.cases import rules as cases
from envportal.deadlines.enums import Matter, Unit
from envportal.refusals import Refused
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.accountability.models import Part, Responsibility

WORDS = {
    "answer": pgettext_lazy("verb", "写书面说明"), "decide": pgettext_lazy("verb", "认定"),
    "appeal": pgettext_lazy("verb", "申请复核"), "review": pgettext_lazy("verb", "复核决定"),
}  # fmt: skip
# What an act of the log says beside its name.
SAYS = ("letter", "conclusion", "ground", "round", "outcome", "due_on", "until")


def readable(request: HttpRequest) -> QuerySet[Responsibility]:
    return queries.records_of(request.user)  # type: ignore[arg-type]


def parts(request: HttpRequest) -> QuerySet[Part]:
    return queries.parts_of(request.user)  # type: ignore[arg-type]


class Records(ListPage):
    """错案追究档案, the open ones on top."""

    permission = rules.VIEW
    template_name = "accountability/records.html"
    title = _("错案追究")
    file_name = "accountability"
    form_class = forms.FindRecord
    counted = _("共 %(n)s 份档案")
    empty_sentence = _("没有您可以看的追究档案。")
    empty_more = _("决定被改变、时限超期、再次补正、停表没有依据时，系统按同一规则自动建档。")
    columns = (
        Column(_("建档时间"), "opened_at", "opened_at"),
        Column(_("事由"), "get_cause_display", "cause"),
        Column(_("案件"), lambda row: row.case.title, "case__title"),
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("情况"), "what"),
        Column(_("说明的最后一天"), "answer_by", "answer_by"),
        Column(_("认定的最后一天"), "decide_by", "decide_by"),
        Column(_("状态"), "get_state_display", "state"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Responsibility]:
        return readable(request).prefetch_related("parts").order_by("closed_at", "-opened_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = [
            {
                "row": row, "open": row.state == State.OPEN,
                "late": row.state == State.OPEN and row.decide_by is not None and row.decide_by < today
                and any(not part.finding for part in row.parts.all()),
            }
            for row in context["rows"]
        ]  # fmt: skip
        may_open = self.request.may(rules.OPEN)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "may_open": may_open}


class Grades(Page):
    """The measures of the law and the range of each cause, as the tables of the room have them."""

    permission = rules.VIEW
    template_name = "accountability/grades.html"
    title = _("处理种类和法定幅度")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        causes = [(cause, grades.range_of(cause, today)) for cause in Cause]
        return super().get_context_data(grades=grades.grades(today), causes=causes, **kwargs)


class RecordPage(Page):
    permission = rules.VIEW
    template_name = "accountability/record.html"

    @cached_property
    def record(self) -> Responsibility:
        record: Responsibility = found(readable(self.request), self.kwargs["pk"], rules.VIEW)
        return record

    def get_title(self) -> object:
        return self.record.get_cause_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, today, user = self.record, timezone.localdate(), self.request.user
        papers = queries.lay_before(record)
        mine = queries.parts_shown(user, record)  # type: ignore[arg-type]
        sees_all = not any(part.person_id == user.pk for part in mine)
        return super().get_context_data(
            record=record, case=record.case, at_desk=cases.address(user, record.case, "desk"),
            parts=[self._part(part, papers, today) for part in mine], sees_all=sees_all,
            rules=[_rule(rule) for rule in record.rules], range=grades.range_of(record.cause, today),
            timeline=items(of_chain(queries.chain_name(record))) if sees_all else [], papers=papers,
            may_close=_free(lambda: rules.may_close(user, record, today)), is_open=record.state == State.OPEN,  # type: ignore[arg-type]
            today=today, **kwargs,
        )  # fmt: skip

    def _part(self, part: Part, papers: Any, today: Any) -> dict[str, Any]:
        steps = rules.steps(self.request.user, part, today)  # type: ignore[arg-type]
        on = timezone.localdate(part.decided_at) if part.decided_at else today
        return {
            "part": part, "grade": grades.grade_of(part.grade, on), "later": grades.grade_of(part.review_grade, on),
            "acts": [
                {"act": act, "word": act_word(act.name), "before": papers.before(act.at), "says": _says(act.facts)}
                for act in acts_of(part)
            ],
            "steps": [
                {"url": reverse(f"accountability:{verb}", args=[part.pk]), "word": WORDS[verb], "why": why}
                for verb, why in steps
            ],
        }  # fmt: skip


def _says(facts: dict[str, Any]) -> str:
    return " · ".join(str(facts[name]) for name in SAYS if facts.get(name))


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    unit = Unit(rule["unit"]).label
    return {**rule, "matter": Matter(rule["matter"]).label, "unit": unit}


def _free(check: Any) -> bool:
    try:
        return bool(check())
    except Refused:
        return False


# STEPS ------------------------------------------------------------------------------------
class Open(StepView):
    """提出建档: by a supervisor, for a reason."""

    permission = rules.OPEN
    form_class = forms.OpenForm
    title = _("提出追究档案")
    intro = _("写明案件和理由。谁经手过、当时看到什么、适用哪一版规则，系统从日志里自己取；每个人都会收到通知。")
    button = pgettext_lazy("verb", "建档")
    done = _("已建档，经手的人已收到通知。")
    success_url = reverse_lazy("accountability:records")

    @cached_property
    def object(self) -> Any:
        return self.request.user

    def act(self, **typed: Any) -> Any:
        return actions.open_by_hand(by=self.object, at=timezone.now(), key=self.key, **typed)

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class OfPart(Step):
    queryset = staticmethod(parts)
    template_name = "accountability/part_step.html"
    object: Part

    def get_success_url(self) -> str:
        return reverse("accountability:record", args=[self.object.responsibility_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object.responsibility
        range_ = grades.range_of(record.cause, timezone.localdate())
        told = {"caption": record.get_cause_display(), "record": record, "range": range_, "decides": False}
        return super().get_context_data(**{**told, **kwargs})


class Answer(OfPart):
    permission = rules.ANSWER
    rule = staticmethod(rules.may_answer)
    action = staticmethod(actions.answer)
    form_class = forms.AnswerForm
    title = _("书面说明")
    button = pgettext_lazy("verb", "提交说明")
    done = _("已收到您的说明。")


class Measuring(OfPart):
    """Decide or review, with the lawful range beside it."""

    permission = rules.DECIDE

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"decides": True, **kwargs})


class Decide(Measuring):
    rule = staticmethod(lambda user, part: rules.may_decide(user, part, timezone.localdate()))
    action = staticmethod(actions.decide)
    form_class = forms.DecideForm
    title = _("认定责任")
    button = pgettext_lazy("verb", "作出认定")
    done = _("已认定，本人会收到通知，可以在期限内申请复核。")


class Appeal(OfPart):
    permission = rules.APPEAL
    rule = staticmethod(lambda user, part: rules.may_appeal(user, part, timezone.localdate()))
    action = staticmethod(actions.appeal)
    form_class = forms.AppealForm
    title = _("申请复核")
    button = pgettext_lazy("verb", "提交复核申请")
    done = _("已收到复核申请，由另一位没有经手的领导复核。")


class Review(Measuring):
    rule = staticmethod(lambda user, part: rules.may_review(user, part, timezone.localdate()))
    action = staticmethod(actions.review)
    form_class = forms.ReviewForm
    title = _("复核")
    button = pgettext_lazy("verb", "作出复核决定")
    done = _("已复核，本人会收到通知。")


class Close(Step):
    permission = rules.CLOSE
    queryset = staticmethod(readable)
    rule = staticmethod(lambda user, record: rules.may_close(user, record, timezone.localdate()))
    action = staticmethod(actions.close)
    form_class = forms.CloseForm
    title = _("办结追究档案")
    button = pgettext_lazy("verb", "办结")
    done = _("已办结。")

    def get_success_url(self) -> str:
        return reverse("accountability:record", args=[self.object.pk])

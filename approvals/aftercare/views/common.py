"""What the pages of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.aftercare import queries, rules
from approvals.aftercare.models import Milestone
from approvals.aftercare.rules.changes import listed
from approvals.aftercare.rules.steps import AFTER, anniversary
from approvals.aftercare.states import State, Step
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.duties import register
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.aftercare.models import Aftercare, Phase
    from envportal.audit.models import Event

# Event of the log → its sentence; what is not here is a detail of the sealed log.
WORDS: dict[str, str | _StrPromise] = {
    "aftercare_begun": _("开始批后监管"),
    **{f"step_{step}": step.label for step in Step},
    "step_corrected": _("更正"),
    "acceptance_lengthened": _("说明验收需要更长时间"),
    "phase_added": _("增加一期工程"),
    "stage_checked": _("“三同时”检查"),
    "change_declared": _("申报变动"),
    "change_judged": _("认定变动"),
    "new_application_named": _("写明新申请"),
    "re_examination_asked": _("提出重新审核"),
    "re_examination_answered": _("答复重新审核"),
    "letter_served": _("送达"),
    "letter_not_served": _("没有送达"),
    "letter_service_corrected": _("更正送达登记"),
    "condition_reported": _("报告批准条件"),
    "acceptance_drawn": _("抽查抽取"),
    "acceptance_completed": _("验收信息全部填报"),
    "aftercare_ended": _("批准终止"),
}
SAYS = ("words", "reason", "why", "number", "letter", "work")


def visible(request: HttpRequest) -> QuerySet[Aftercare]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def mine(request: HttpRequest) -> QuerySet[Aftercare]:
    return queries.mine(request.user, timezone.localdate())  # type: ignore[arg-type]


def timeline(care: Aftercare) -> list[dict[str, object]]:
    """What happened, newest first."""
    return [_line(event) for event in reversed(log.history(care.case)) if event.name in WORDS]


def _line(event: Event) -> dict[str, object]:
    who = event.actor_name or _("系统")
    text = _("%(who)s 代 %(whom)s") % {"who": who, "whom": event.acting_for} if event.acting_for else who
    small = next((event.facts[name] for name in SAYS if event.facts.get(name)), event.facts.get("on", ""))
    return {"at": event.at, "verb": WORDS[event.name], "text": text, "small": small}


def possible(known: Mapping[str, object]) -> list[Step]:
    """The steps that may be reported next: not reported, and what comes first is."""
    return [step for step in Step if step not in known and (AFTER[step] is None or AFTER[step] in known)]


def phases(care: Aftercare, side: str) -> list[dict[str, Any]]:
    """Each phase with what was reported, what may be reported next, and what the bureau found."""
    return [_phase(care, one, side) for one in care.phases.prefetch_related("checks").select_related("draw")]


def _phase(care: Aftercare, phase: Phase, side: str) -> dict[str, Any]:
    known = queries.known(phase)
    completed = known.get(Step.COMPLETED)
    waits = completed is not None and Step.PUBLISHED not in known and not phase.longer_why
    return {
        "phase": phase, "milestones": [known[step] for step in Step if step in known],
        "next": [{"step": step, "url": reverse(f"aftercare:{side}", args=[care.pk, phase.number, step])}
                 for step in possible(known)],
        "may_lengthen": waits, "checks": list(phase.checks.all()), "draw": getattr(phase, "draw", None),
        "name": phase.name if phase.number > 1 or care.phases.count() > 1 else "",
    }  # fmt: skip


class CarePage(Page):
    """A page about one approval's aftercare."""

    permission = rules.VIEW
    queryset: Callable[[HttpRequest], QuerySet[Aftercare]] = staticmethod(visible)
    template_name = "aftercare/page.html"
    inside = False

    @cached_property
    def care(self) -> Aftercare:
        return get_object_or_404(type(self).queryset(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.care.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        care, today = self.care, timezone.localdate()
        texts = {one.number: one.text for one in listed()}
        may = {verb for verb in rules.VERBS if rules.may(verb, self.request.user, care, today)}  # type: ignore[arg-type]
        return super().get_context_data(**{
            "care": care, "case": care.case, "today": today, "inside": self.inside, "may": may,
            "layout": "desk.html" if self.inside else "my.html", "ended": care.state == State.ENDED,
            "phases": phases(care, "record" if self.inside else "report"),
            "duties": duty_rows(care, today, inside=self.inside), "timeline": timeline(care),
            "changes": [{"row": one, "items": [f"{n}. {texts.get(n, '')}" for n in one.items]}
                        for one in care.changes.select_related("document", "judged_by")],
            "re_examinations": list(care.re_examinations.select_related("letter__case", "document", "proposed_by")),
            "new_applications": list(queries.new_applications(care)), "last_start": anniversary(care.decided_on),
            "has_started": queries.has_started(care), "faces": clocks.faces(care.case, today), **kwargs,
        })  # fmt: skip


def duty_rows(care: Aftercare, today: date, *, inside: bool) -> list[dict[str, Any]]:
    """What is still to be done, by its last day; the bureau's own only at the desk."""
    rows = register.of(care.case).filter(state__in=register.UNDONE)
    if not inside:
        rows = rows.filter(bearer=register.Bearer.ENTERPRISE)
    return [
        {"row": one, "left": (one.due_on - today).days if one.due_on else None,
         "late": one.state == register.State.OPEN and one.due_on is not None and one.due_on < today}
        for one in rows
    ]  # fmt: skip


class Act(StepView):
    """A step on one aftercare; the rule is asked by its verb."""

    queryset: Callable[[HttpRequest], QuerySet[Aftercare]] = staticmethod(visible)
    object: Aftercare
    verb = ""
    page = "case"

    def check(self) -> None:
        rules.require(self.verb, self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse(f"aftercare:{self.page}", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.case.title, **kwargs})


class OnStep(Act):
    """Something about one step of one phase, both named in the address."""

    @property
    def step(self) -> str:
        return str(self.kwargs["step"])

    def get_title(self) -> Any:
        return Step(self.step).label

    def check(self) -> None:
        get_object_or_404(self.object.phases, number=self.kwargs["phase"])
        super().check()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "step": self.step}

    def act(self, **typed: Any) -> Any:
        return super().act(phase=self.kwargs["phase"], step=self.step, **typed)


class Correct(Act):
    """A milestone of this aftercare is written anew."""

    @cached_property
    def milestone(self) -> Milestone:
        return get_object_or_404(Milestone, phase__aftercare=self.object, pk=self.kwargs["milestone"])

    def get_title(self) -> Any:
        return _("更正：%(step)s") % {"step": self.milestone.get_step_display()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "step": self.milestone.step}

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.milestone.on, "link": self.milestone.link}

    def act(self, **typed: Any) -> Any:
        return super().act(milestone=self.milestone.pk, **typed)

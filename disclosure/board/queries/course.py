"""The course of a case as outsiders may know it: public events by name, its notices, and who it waited for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import DocumentKind, Kind, State
from disclosure.board.models import Notice
from envportal.audit.models import Event
from envportal.cases.queries import PRE_REVIEW
from envportal.deadlines import clocks
from envportal.deadlines.rules.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import Promise

    from envportal.cases.models import Case
    from envportal.deadlines.models import Clock

# What the log calls a step → what everybody may be told of it. Anything else in the log stays inside.
TOLD: dict[str, Promise | str] = {
    "submitted": _("收件"),
    "correction_asked": _("告知补正"),
    "supplemented": _("补正材料收齐"),
    "accepted": _("受理"),
    "declined": _("不予受理"),
    "expert_review_started": _("送专家评审"),
    "expert_opinion_filed": _("专家评审结束"),
    "assessment_started": _("送技术评估"),
    "assessment_filed": _("技术评估结束"),
    "proposed": _("提出审批意见"),
    "hearing_requested": _("收到听证申请"),
    "hearing_arranged": _("发出听证通知"),
    "hearing_held": _("听证结束，笔录签字"),
    "hearing_ended": _("听证不再举行"),
    "notice_published": _("发布公示"),
    "approved": _("批准"),
    "refused": _("不予批准"),
    "approval_revoked": _("撤销批准"),
    "approval_recalled": _("撤回批准"),
    "approval_cancelled": _("注销批准"),
    "withdrawn": _("撤回"),
    "returned": _("退回重做公众参与"),
    "terminated": _("终止办理"),
    "transferred": _("转送有权机关"),
    "handed_over": _("转办备案"),
    "filed": _("备案"),
    "filing_mended": _("更正备案号"),
    "filing_checked": _("备案核查"),
    "pre_review_asked": _("已提出申请前审查"),
    "pre_review_taken": _("审批科承接"),
    "pre_review_more_asked": _("请补充说明"),
    "pre_review_supplied": _("收到补充说明"),
    "pre_review_answered": _("书面答复"),
    "pre_review_withdrawn": _("提出单位撤回"),
}
DECIDED = ("approved", "refused")
# How an approval that stood came to its end, after the case did.
UNDONE = ("approval_revoked", "approval_recalled", "approval_cancelled")
# How a pre-application review ends, which is not yet an application.
ENDED_BEFORE = ("pre_review_answered", "pre_review_withdrawn")
ENDED = ("declined", "withdrawn", "returned", "terminated", "transferred", "filing_checked", *ENDED_BEFORE)
# A registration that is filed takes a way of its own: nothing is accepted and nothing decided.
OF_A_FILING = ("handed_over", "filed")
LONG_FROM_NOW = date(9999, 12, 31)


@dataclass(frozen=True)
class Waiting:
    """Days on which somebody else had the case; `until` is None while nobody knows the last one."""

    ground: str
    since: date
    until: date | None
    planned: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day <= (self.until or LONG_FROM_NOW)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1 if self.until else 0


@dataclass(frozen=True)
class Told:
    """One public event."""

    name: str
    on: date
    word: object


@dataclass(frozen=True)
class Course:
    """Everything the public pages of a case are drawn from."""

    case: Case
    told: list[Told] = field(default_factory=list)
    waits: list[Waiting] = field(default_factory=list)
    notices: dict[str, Notice] = field(default_factory=dict)

    def last(self, *names: str) -> Told | None:
        return next((told for told in reversed(self.told) if told.name in names), None)

    def day(self, *names: str) -> date | None:
        found = self.last(*names)
        return found.on if found else None

    @property
    def received(self) -> date | None:
        first = next((told for told in self.told if told.name == "submitted"), None)
        return self.case.opened_on or (first.on if first else None)

    @property
    def is_filing(self) -> bool:
        return self.last(*OF_A_FILING) is not None

    @property
    def is_pre_review(self) -> bool:
        return self.case.kind == PRE_REVIEW

    @property
    def is_noticed(self) -> bool:
        """Whether acceptance and intended decision are put before the public: not for a registration."""
        return not self.case.kind.endswith(f"_{DocumentKind.REGISTRATION}")

    @property
    def end(self) -> Told | None:
        """The decision, or the other way the case came to its end."""
        return self.last(*DECIDED, *ENDED)

    @property
    def undone(self) -> Told | None:
        """What became of the approval later: revoked, recalled or cancelled."""
        return self.last(*UNDONE)

    def waiting(self, day: date) -> Waiting | None:
        return next((wait for wait in self.waits if wait.holds(day)), None)

    def corrections(self) -> list[Waiting]:
        """From the day after a correction letter to the day everything was in."""
        spans, asked = [], None
        for told in self.told:
            if told.name == "correction_asked":
                asked = told.on
            elif asked is not None and told.name in {"supplemented", "accepted", *ENDED}:
                spans.append(Waiting("correction", asked + timedelta(days=1), told.on))
                asked = None
        return spans + ([Waiting("correction", asked + timedelta(days=1), None)] if asked else [])


def course(case: Case) -> Course:
    """Read the course of a case in a handful of queries."""
    return courses([case])[case.pk]


def courses(cases: Iterable[Case]) -> dict[int, Course]:
    """The courses of many cases by their keys, in as many queries as that of one."""
    found = {case.pk: Course(case) for case in cases}
    for event in Event.objects.filter(case__in=found, name__in=TOLD).order_by("case", "position"):
        found[_of(event)].told.append(Told(event.name, _on(event), _word(event)))
    for notice in Notice.objects.filter(case__in=found, state=State.PUBLISHED).order_by("pk"):
        found[_of(notice)].notices[notice.kind] = notice
    kept: dict[int, list[Clock]] = defaultdict(list)
    for clock in clocks.of_many(found):
        kept[clock.case_id].append(clock)
    for pk, its in found.items():
        its.waits.extend(_waits(kept[pk]))
    return found


def _of(row: Event | Notice) -> int:
    """The case of a row that was asked for by its case."""
    return row.case_id or 0


def _word(event: Event) -> object:
    """A notice is named by its kind; everything else by the table."""
    kind = event.facts.get("kind")
    if event.name == "notice_published" and kind in Kind.values:
        return _("发布%(kind)s") % {"kind": Kind(kind).label}
    return TOLD[event.name]


def _on(event: Event) -> date:
    """The legal day of an event: its fact `on` where an action dated it (deemed acceptance is dated back)."""
    on = event.facts.get("on")
    return date.fromisoformat(on) if isinstance(on, str) else timezone.localdate(event.at)


def _waits(of: Iterable[Clock]) -> list[Waiting]:
    """Pauses in which the case lay with somebody else, each once, though two clocks paused for it.

    Of two letters of one day the one that is waited for longer tells the end.
    """
    pauses = [pause for clock in of for pause in fold(clock.events.all()).pauses]
    waited = [pause for pause in pauses if pause.ground in clocks.WAITS]
    found = {}
    for pause in sorted(waited, key=lambda pause: pause.last or date.max):
        found[pause.ground, pause.first] = Waiting(pause.ground, pause.first, pause.last, pause.planned)
    return sorted(found.values(), key=lambda wait: wait.since)

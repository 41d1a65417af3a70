"""A clock as a page shows it: the due day, what is left, the rule, and the arithmetic that proves the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.deadlines.enums import DECIDING, ClockState, Expiry, Matter, Unit
from envportal.deadlines.rules import fold, words
from envportal.deadlines.rules.strip import Cell, cells
from envportal.deadlines.rules.sums import Sum, excluded, notices, sums

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.fold import History, Reading
    from envportal.deadlines.rules.sums import Excluded
    from envportal.workdays import Calendar

    # The ground of a pause, its first and its last day; or by how many units the pledge becomes longer.
    Foreseen = tuple[str, date, date] | int

# Matters that end in an approval or its refusal: silence is neither.
APPROVING = frozenset({
    *DECIDING, Matter.GENERAL_PERMIT, Matter.JOINT_HANDLING, Matter.PERMIT_DECISION, Matter.PERMIT_SITE_CHECK,
    Matter.RE_EXAMINATION, Matter.COMPLETION_CHECK,
})  # fmt: skip
# What a page shows of a case also when it has ended.
KEPT = (*DECIDING, Matter.PRE_REVIEW)


@dataclass(frozen=True)
class Face:
    """Everything a clock card and its lane of the strip need; nothing in it is looked up again."""

    clock_pk: int | None
    matter: str
    name: str
    lane: str
    lane_mark: str
    state: str
    tone: str
    state_word: str
    cause: str
    due_word: str
    due_on: date
    due_at: datetime
    warn_on: date
    left: int
    late: int
    unit: str
    unit_word: str
    is_due_today: bool
    provisional: bool
    binds: bool
    is_alone: bool
    started_on: date
    anchor: str
    stopped_on: date | None
    total: int
    used: int
    used_text: str
    elapsed: int
    elapsed_text: str
    excluded: tuple[Excluded, ...]
    rule_text: str
    basis: str
    paused_until: date | None
    pause_text: str
    expiry: str
    sums: tuple[Sum, ...]
    cells: tuple[Cell, ...]
    notices: tuple[str, ...]
    title: str
    rule: TermRule

    @property
    def remaining(self) -> int:
        """Days left, or negative: how late it is."""
        return -self.late or self.left

    @property
    def remaining_unit(self) -> str:
        """Days left are the rule's own; how late something is, and what is left of months, is told in calendar days."""
        in_days = self.unit in {Unit.MONTH, Unit.YEAR} or (self.late and self.unit != Unit.HOUR)
        return str(Unit.CALENDAR_DAY) if in_days else self.unit


def face(
    rule: TermRule,
    history: History,
    calendar: Calendar,
    today: date,
    *,
    matter: str,
    basis: str,
    clock_pk: int | None = None,
    at: datetime | None = None,
) -> Face:
    """The face of one clock on a day, for hours at an instant."""
    reading = fold.read(rule, history, calendar, today, at)
    state = _state(reading, today)
    holding = next((pause for pause, span in zip(reading.pauses, reading.spans, strict=True) if _in(span, today)), None)
    paused_until = next((last for first, last in reading.spans if _in((first, last), today)), None)
    # What came after the clock was stopped was never used up.
    days = cells(rule, reading, calendar, min(today, history.stopped_on or today), matter)
    elapsed = max(0, ((history.stopped_on or today) - history.started_on).days)
    return Face(
        clock_pk=clock_pk,
        matter=matter,
        name=words.matter_name(matter),
        lane=words.lane_name(matter),
        lane_mark=words.lane_mark(matter),
        state=state,
        tone=TONES[state],
        state_word=_state_word(state),
        cause=_cause(state, rule, holding, reading),
        due_word=_("预计届满日") if state == "paused" else _("届满日"),
        due_on=reading.due_on,
        due_at=reading.due_at,
        warn_on=reading.warn_on,
        left=reading.left,
        late=reading.late,
        unit=rule.unit,
        unit_word=words.unit_word(rule.unit),
        is_due_today=reading.due_on == today and state != "done",
        provisional=reading.provisional,
        binds=True,
        is_alone=True,
        started_on=history.started_on,
        anchor=words.anchor(rule),
        stopped_on=history.stopped_on,
        total=reading.total,
        used=reading.used,
        used_text=words.days(reading.used, rule.unit),
        elapsed=elapsed,
        elapsed_text=words.days(elapsed, Unit.CALENDAR_DAY),
        excluded=excluded(reading),
        rule_text=words.rule_text(rule, history.extension),
        basis=_basis(basis, reading),
        paused_until=paused_until if state == "paused" else None,
        pause_text=_pause_text(holding, paused_until) if state == "paused" and holding and paused_until else "",
        expiry=_expiry(rule),
        sums=sums(rule, reading, calendar),
        cells=days,
        notices=notices(days),
        title=_("%(lane)s：%(amount)s")
        % {"lane": words.lane_name(matter), "amount": words.amount(rule, history.extension)},
        rule=rule,
    )


TONES = {"running": "", "soon": "soon", "late": "late", "paused": "paused", "done": "done", "done_late": "late"}


def with_foreseen(history: History, rule: TermRule, foreseen: Foreseen | None) -> History:
    """The history with what a letter tells before it is on record: a pause the rule excludes, a longer pledge."""
    if foreseen is None or history.stopped_on is not None:
        return history
    if isinstance(foreseen, int):
        return replace(history, extension=foreseen) if rule.matter == Matter.PLEDGED else history
    ground, first, last = foreseen
    if ground not in rule.excludes:
        return history
    pause = fold.Pause(ground, first, last, None, rule.excludes[ground], "", None)
    return replace(history, pauses=(*history.pauses, pause))


def bind(faces: list[Face]) -> list[Face]:
    """Mark the one of the deciding clocks that ends first: the date promised to the applicant."""
    rivals = sorted((f for f in faces if f.matter in DECIDING), key=lambda f: (f.due_on, f.matter != Matter.STATUTORY))
    alone = len(rivals) < 2
    return [
        replace(f, binds=f.matter not in DECIDING or f is rivals[0], is_alone=f.matter not in DECIDING or alone)
        for f in faces
    ]


def _in(span: tuple[date, date], day: date) -> bool:
    return span[0] <= day <= span[1]


def _state(reading: Reading, today: date) -> str:
    if reading.state == ClockState.STOPPED:
        return "done_late" if reading.late else "done"
    if reading.late:
        return "late"
    if reading.state == ClockState.PAUSED:
        return "paused"
    return "soon" if today >= reading.warn_on else "running"


def _state_word(state: str) -> str:
    words_of = {
        "running": _("计时中"),
        "soon": _("临近届满"),
        "late": _("已超期"),
        "paused": _("暂停中"),
        "done": _("按期办结"),
        "done_late": _("误期办结"),
    }
    return words_of[state]


def _cause(state: str, rule: TermRule, holding: fold.Pause | None, reading: Reading) -> str:
    if state == "paused" and holding is not None:
        cause = _("因%(ground)s暂停。") % {"ground": words.within(words.ground(holding.ground))}
        waiting = _("等待%(whom)s。") % {"whom": _(holding.waiting_for)} if holding.waiting_for else ""
        return cause + waiting
    if state == "done":
        return _("计入 %(used)s。") % {"used": words.days(reading.used, rule.unit)}
    if state == "done_late":
        return _("误期 %(late)d 天。") % {"late": reading.late}
    return _expiry(rule) if state in ("soon", "late") else ""


def _expiry(rule: TermRule) -> str:
    overdue = _("逾期不视为批准，将开红牌并书面告知救济途径。") if rule.matter in APPROVING else _("逾期将开红牌。")
    texts = {
        Expiry.RED_CARD: overdue,
        Expiry.DEEMED_ACCEPTANCE: _("不答复即视为受理，自收件日算起。"),
        Expiry.DEEMED_RENEWAL: _("到期前不作决定即视为准予延续。"),
        Expiry.WINDOW_CLOSES: _("期满即止。"),
        Expiry.NOTHING: "",
    }
    return texts[Expiry(rule.on_expiry)]


def _pause_text(pause: fold.Pause, until: date) -> str:
    if pause.last is None:
        return _("预计 %(day)s") % {"day": words.day(until)}
    return _("%(day)s期满，次日恢复") % {"day": words.day(until)}


def _basis(basis: str, reading: Reading) -> str:
    """The articles a face stands on, each once: the limit's, then those of the pauses that moved it."""
    articles = dict.fromkeys([basis, *(pause.article for pause in reading.pauses if pause.article)])
    return _("，").join(article for article in articles if article)

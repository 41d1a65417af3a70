"""Who may do which verb, how grave an incident is by the table, who has to be told how soon, what keeps it open."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.incidents import queries
from enforcement.incidents.guards import GRADING, REPORTING, NotPossible, OutOfOrder, StillOwed
from enforcement.incidents.states import OPEN, TYPED_IN, Level, ReportKind, Source, Stage, State, Who
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.deadlines.enums import Matter
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from enforcement.incidents.models import Incident, Report, Round
    from envportal.accounts.models import Bureau, User

DATA = Path(__file__).parent / "data"
VIEW, RECEIVE, HANDLE = "incident.view", "incident.receive", "incident.handle"
GRADE, SIGN, CLOSE, PUBLISH = "incident.grade", "incident.sign", "incident.close", "incident.publish"
IDENTITY, ROSTER = "incident.view_reporter_identity", "incident.roster"
# Verb → the row of the matrix, and the states it is possible in, where no transition says so.
VERBS: Final[dict[str, str]] = {
    "tell": HANDLE, "grade": GRADE, "note": HANDLE, "write": HANDLE, "sign": SIGN, "publish": PUBLISH, "link": HANDLE,
    "visit": HANDLE, "conclude": HANDLE, "send_back": CLOSE, "close": CLOSE, "dismiss": CLOSE,
    "correct_time": SIGN,
}  # fmt: skip
WHILE: Final[dict[str, frozenset[State]]] = {
    "tell": OPEN, "note": OPEN, "write": OPEN, "sign": OPEN, "link": OPEN, "visit": OPEN,
    "correct_time": OPEN,
    "publish": frozenset({State.HANDLING, State.CONCLUDED, State.CLOSED}),
}  # fmt: skip
FIGURES: Final = ("deaths", "poisoned", "evacuated", "loss", "water_cut")


# WHO --------------------------------------------------------------------------------
def may_receive(user: User) -> None:
    if user.bureau_id is None or not codes(user, RECEIVE):
        raise NotYours(_("接报由值班和执法人员登记，您没有这个角色。"), RECEIVE)


def may_roster(user: User) -> None:
    if user.bureau_id is None or not codes(user, ROSTER):
        raise NotYours(_("值班表由窗口、科室负责人和局领导排。"), ROSTER)


def require(name: str, user: User, incident: Incident, on: date) -> None:
    cases.require(user, VERBS[name], incident.case, on)
    if not _possible(name, incident):
        raise OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(incident.state).label})


def _possible(name: str, incident: Incident) -> bool:
    if name == "correct_time" and incident.source not in TYPED_IN:  # the portal's own clock has no slip of the pen
        return False
    if name in WHILE:
        return incident.state in WHILE[name]
    return can_proceed(getattr(incident, name))


def available(user: User, incident: Incident, on: date) -> list[str]:
    """The verbs open to somebody now."""
    return [
        name for name, row in VERBS.items()
        if _possible(name, incident) and cases.may(user, row, incident.case, on)
    ]  # fmt: skip


def handles(user: User) -> bool:
    """Whether somebody's work it is to handle incidents; a clerk who took the call does not hold it."""
    return bool(codes(user, HANDLE))


def may_see_identity(user: User, incident: Incident) -> None:
    cases.require(user, IDENTITY, incident.case)


def a_second_person(user: User, first_pk: int | None, sentence: str, action: str) -> None:
    if user.pk == first_pk:
        raise NotYours(sentence, action)


# HOW GRAVE --------------------------------------------------------------------------
@dataclass(frozen=True)
class Threshold:
    """From this figure on, 以上 counting the figure itself, an incident is at least of this level."""

    measure: str
    least: str
    level: str
    act: str
    evidence: str

    def is_reached(self, figure: object) -> bool:
        if self.measure == "water_cut":
            return figure == self.least
        return figure is not None and Decimal(str(figure)) >= Decimal(self.least)


@cache
def thresholds() -> tuple[Threshold, ...]:
    """The table as it stands in data/thresholds.csv, the gravest level first within a measure."""
    with (DATA / "thresholds.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Threshold(**row) for row in csv.DictReader(file))


def reached(figures: Mapping[str, object]) -> list[Threshold]:
    """The gravest threshold each known figure reaches."""
    found: dict[str, Threshold] = {}
    for one in thresholds():
        if one.measure not in found and one.is_reached(figures.get(one.measure)):
            found[one.measure] = one
    return list(found.values())


def least_level(figures: Mapping[str, object]) -> str:
    """The level the known figures reach by the table; "" where they reach none, which is Ⅳ or not known yet."""
    return min((one.level for one in reached(figures)), default="")


def fits(level: str, figures: Mapping[str, object], before: str, why: str) -> None:
    """A level is never below the table, one above it says why, and what was determined stays so."""
    least = least_level(figures)
    if not level and before:
        raise NotPossible(_("已经定过级的，只能改为另一个级别。"), GRADING)
    if least and (not level or level > least):
        told = {"level": Level(least).label}
        raise NotPossible(_("按填写的数字已经达到%(level)s，不能定得更低，也不能写无法判明。") % told, GRADING)
    if level and level < (least or Level.IV) and not why:
        raise NotPossible(_("定得比表上的数字高，写明理由。"), GRADING)


# WHO HAS TO BE TOLD -----------------------------------------------------------------
@dataclass(frozen=True)
class Track:
    """By which limit, to whom, and whether only as a precaution."""

    matter: Matter
    who: tuple[str, ...]
    is_precaution: bool = False


@cache
def recipients() -> dict[str, tuple[str, ...]]:
    """Matter → who has to be told, as data/recipients.csv has it."""
    found: dict[str, tuple[str, ...]] = {}
    with (DATA / "recipients.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["matter"]] = (*found.get(row["matter"], ()), Who(row["who"]).value)
    return found


def track(level: str, sensitive: Collection[str], *, at_province: bool = False) -> Track:
    """Four hours or two: by the level, or while it is unknown by where it happened.

    A province that hears of a major one from below verifies it and has one hour.
    """
    is_precaution = not level and bool(sensitive)
    if level not in {Level.I, Level.II} and not is_precaution:
        return Track(Matter.INCIDENT_GENERAL, recipients()[Matter.INCIDENT_GENERAL])
    matter = Matter.INCIDENT_PROVINCE if at_province else Matter.INCIDENT_MAJOR
    return Track(matter, recipients()[matter], is_precaution)


def at_province(incident: Incident) -> bool:
    return incident.source == Source.SUBORDINATE and is_province(incident.case.bureau)


def is_province(bureau: Bureau) -> bool:
    """By its code of administrative division (GB/T 2260): a city may stand here with nobody above it, too."""
    return bureau.division[2:6] == "0000"


def begins_anew(last: Round, new: Track, level: str) -> bool:
    """A change of level restarts reporting; a level first found out under the same limit does not."""
    return new.matter != last.matter or (bool(last.level) and level != last.level)


def on_the_way(moment: datetime, since: datetime, now: datetime) -> None:
    if moment > now:
        raise NotPossible(_("时间写现在以前。"))
    # A minute is typed without its seconds.
    if moment < since.replace(second=0, microsecond=0):
        raise NotPossible(_("时间早于本轮报告起算的时间。"), REPORTING)


def was_owed_then(of: Round, who: Collection[str]) -> None:
    """A call is entered for the level it was made for: whom that level named."""
    named = set(of.recipients.values_list("who", flat=True))
    others = [str(Who(one).label) for one in who if one not in named]
    if others:
        told = {"who": "、".join(others)}
        raise NotPossible(_("这个时间还是级别变化以前，当时不要求向%(who)s报告，请分开登记。") % told, REPORTING)


def fits_what_followed(incident: Incident, moment: datetime, now: datetime) -> None:
    """A time of discovery that is put right lies after what happened and before whatever was done about it."""
    if moment > now or (incident.occurred_at is not None and moment < incident.occurred_at):
        raise NotPossible(_("发现的时间在发生以后、现在以前，请核对。"))
    first, *later = incident.rounds.all()
    done = [*(one.told_at for one in first.recipients.all() if one.told_at), *(one.since for one in later[:1])]
    if done and moment > min(done):
        raise NotPossible(_("发现的时间晚于已经登记的第一次报告或者级别变化，请核对。"))


def can_be_written(report: Report | None, last: Round, told_at: datetime) -> None:
    """What is sent in writing is a signed report, signed since the level is what it is and before it was sent."""
    if report is None or report.signed_at is None or report.signed_at < last.since:
        raise NotPossible(_("书面报告要先拟写并签发；级别变化以后要按新级别重新出具。"), REPORTING)
    if told_at < report.signed_at.replace(second=0, microsecond=0):
        raise NotPossible(_("书面报告的时间早于签发的时间，请核对。"), REPORTING)


def replaces(draft: Report | None, seen: int | None) -> None:
    """Who writes a report anew has read what is there: nobody's words are written over unseen."""
    if draft is not None and draft.pk != seen:
        told = {"who": draft.written_by.name, "kind": draft.get_kind_display()}
        raise NotPossible(_("%(who)s已经拟写了%(kind)s，待签发。要改的，从事件页重新打开，在那一份上改。") % told)


def is_the_stage(stage: str, incident: Incident) -> None:
    """The public reads the conclusion once there is one, and nothing less after that."""
    is_over = incident.state in {State.CONCLUDED, State.CLOSED}
    if (stage == Stage.CONCLUSION) != is_over:
        now = queries.stage_ahead(incident).label
        raise OutOfOrder(_("本件的情况已经变化，现在要公开的是%(stage)s，请从事件页重新打开。") % {"stage": now})


def one_of_a_kind(kind: str, made: Iterable[Report]) -> None:
    if kind != ReportKind.FOLLOW_UP and any(one.kind == kind for one in made):
        raise NotPossible(_("%(kind)s只写一份，后来的情况写续报。") % {"kind": ReportKind(kind).label})


# WHAT KEEPS IT OPEN -----------------------------------------------------------------
def owed(incident: Incident) -> list[str]:
    """What has to be made good before it can be closed, one sentence each."""
    last, signed = queries.last_round(incident), queries.signed_kinds(incident)
    rows = list(last.recipients.all())
    untold = [str(one) for one in rows if one.told_at is None]
    unwritten = [str(one) for one in rows if one.written_at is None and one.told_at is not None]
    found = [_("还没有报告：%(who)s") % {"who": "、".join(untold)}] if untold else []
    if unwritten:
        found.append(_("还没有补书面报告：%(who)s") % {"who": "、".join(unwritten)})
    missing = [kind for kind in (ReportKind.FIRST, ReportKind.FINAL) if kind not in signed]
    found += [_("还没有签发%(kind)s") % {"kind": kind.label} for kind in missing]
    if not queries.is_handed_in(incident):
        found.append(_("调查结论还没有提交公开"))
    return found


def nothing_owed(incident: Incident) -> None:
    missing = owed(incident)
    if missing:
        raise StillOwed(_("还不能结案：%(what)s。") % {"what": _("；").join(missing)}, REPORTING)

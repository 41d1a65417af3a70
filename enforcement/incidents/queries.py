"""Reads with a name. None of them joins the sealed table of reporters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Case, Prefetch, Q, When

from disclosure.board import board
from enforcement.incidents.models import Incident, OnCall, Recipient, Report, Round
from enforcement.incidents.states import Stage, State
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Section, User
from envportal.cases.enums import place_of
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from disclosure.board.models import Notice
    from envportal.accounts.models import Bureau
    from envportal.cases.models import Case as CaseRow

# The kinds of cases an incident may call for.
CALLABLE = ("inspection", "correction_order", "penalty", "sealing")
CALLABLE_ROLES = (Role.INSPECTOR, Role.SECTION_HEAD, Role.LEADER, Role.OFFICER)
YEAR = re.compile(r"(?:19|20)\d\d")
ROUNDS = Prefetch("rounds", Round.objects.prefetch_related("recipients").order_by("number"))


def visible(user: User, on: date) -> QuerySet[Incident]:
    """The incidents somebody may see with their rounds, the open ones first."""
    seen = visible_to(user, on, "incident.view").order_by().values("pk")
    rows = Incident.objects.filter(case__in=seen).select_related("case__enterprise", "case__holder", "case__bureau")
    return rows.prefetch_related(ROUNDS, "case__clocks").order_by(OPEN_FIRST, "-discovered_at", "-pk")


def last_round(incident: Incident) -> Round:
    return list(incident.rounds.all())[-1]


def round_at(incident: Incident, moment: datetime) -> Round:
    """The round that ran at a minute, which is typed without its seconds; the first one for what was before all."""
    rounds = list(incident.rounds.all())
    begun = [one for one in rounds if one.since.replace(second=0, microsecond=0) <= moment]
    return begun[-1] if begun else rounds[0]


def clock_of(of: Round) -> Clock | None:
    """The clock that began with a round."""
    return Clock.objects.filter(case=of.incident_id, matter=of.matter, started_at=of.since).order_by("-pk").first()


def untold(incident: Incident) -> list[Recipient]:
    """Who still has to be told in the round that runs."""
    return [one for one in last_round(incident).recipients.all() if one.told_at is None]


def signed_reports(incident: Incident) -> QuerySet[Report]:
    return (
        incident.reports.filter(signed_at__isnull=False)
        .select_related("letter", "signed_by")
        .order_by("signed_at", "pk")
    )


def signed_kinds(incident: Incident) -> set[str]:
    return set(signed_reports(incident).values_list("kind", flat=True))


def unsigned_reports(incident: Incident) -> QuerySet[Report]:
    return incident.reports.filter(signed_at=None).select_related("written_by").order_by("pk")


def draft(incident: Incident, kind: str) -> Report | None:
    """What was written of a kind and nobody signed yet."""
    return unsigned_reports(incident).filter(kind=kind).first()


def notices(incident: Incident) -> QuerySet[Notice]:
    """What the public read or will read of it, the first version first."""
    return board.notices_of(incident.case).filter(kind=board.Kind.INCIDENT).order_by("pk")


def is_handed_in(incident: Incident) -> bool:
    """Whether the conclusion as it stands went to the board: one handed in before it was written again is another."""
    live = notices(incident).filter(state__in=["pending", "published"]).last()
    since = incident.concluded_at
    return live is not None and since is not None and live.submitted_at >= since and concludes(live)


def concludes(notice: Notice) -> bool:
    return any(label == "调查结论" for label, _text in notice.facts)


def on_call(bureau: Bureau) -> list[User]:
    """Who is woken: the inspectors and the head of enforcement, and the leaders."""
    team = Q(grants__role__in=[Role.INSPECTOR, Role.SECTION_HEAD], section__kind=SectionKind.ENFORCEMENT)
    people = User.objects.filter(team | Q(grants__role=Role.LEADER), bureau=bureau, is_active=True)
    return list(people.distinct().order_by("name", "pk"))


def roster(bureau: Bureau | None, day: date) -> list[OnCall]:
    """Who is called first on a day, enforcement's before the others'."""
    rows = OnCall.objects.filter(section__bureau=bureau, day=day).select_related("section", "person")
    of_enforcement = Case(When(section__kind=SectionKind.ENFORCEMENT, then=0), default=1)
    return list(rows.prefetch_related("deputies").order_by(of_enforcement, "section__name", "pk"))


def called_first(bureau: Bureau, day: date) -> list[User]:
    """The people of the roster in the order they are called: each person, then who stands in."""
    rows = roster(bureau, day)
    people = [*(one.person for one in rows), *(deputy for one in rows for deputy in one.deputies.all())]
    return list({one.pk: one for one in people}.values())


def rostered(user: User) -> QuerySet[OnCall]:
    """The roster of one's bureau, the next days first."""
    rows = OnCall.objects.filter(section__bureau=user.bureau_id, section__bureau__isnull=False)
    rows = rows.select_related("section", "person").prefetch_related("deputies")
    return rows.order_by("day", "section__name", "pk")


def can_be_on_call(bureau: Bureau | None) -> QuerySet[User]:
    """Who may read an incident when they are called."""
    people = User.objects.filter(bureau=bureau, bureau__isnull=False, is_active=True, grants__role__in=CALLABLE_ROLES)
    return people.select_related("section").order_by("section__name", "name", "pk").distinct()


def duty_desk(bureau: Bureau | None) -> str:
    """The telephone of whoever is on duty: enforcement's, else the bureau's."""
    if bureau is None:
        return ""
    team = section_of(bureau)
    return (team.phone if team else "") or bureau.phone


def section_of(bureau: Bureau) -> Section | None:
    return Section.objects.filter(bureau=bureau, kind=SectionKind.ENFORCEMENT).order_by("pk").first()


def happened(bureau_id: int | None, first: date, last: date) -> int:
    """How many occurred or came to light from a day to a day; one that was found to be none does not count."""
    return _of_days(bureau_id, first, last).exclude(state=State.DISMISSED).count()


def proved(bureau_id: int | None, first: date, last: date) -> int:
    """The same without what nobody has verified yet."""
    return _of_days(bureau_id, first, last).exclude(state__in=[State.DISMISSED, State.RECEIVED]).count()


def _of_days(bureau_id: int | None, first: date, last: date) -> QuerySet[Incident]:
    days = (first, last)
    when = Q(discovered_at__date__range=days) | Q(occurred_at__date__range=days)
    return Incident.objects.filter(when, case__bureau=bureau_id)


def stage_ahead(incident: Incident) -> Stage:
    """What the next version for the public is."""
    if incident.state in {State.CONCLUDED, State.CLOSED}:
        return Stage.CONCLUSION
    return Stage.FOLLOW_UP if notices(incident).exclude(state="withdrawn").exists() else Stage.INITIAL


def may_be_linked(user: User, on: date) -> QuerySet[CaseRow]:
    """What an incident may have called for, of each kind what somebody sees of it."""
    return reduce(or_, (visible_to(user, on, place_of(kind).view).filter(kind=kind) for kind in CALLABLE))


# THE YEARS --------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """One incident as the board has it; "" for what was not printed."""

    notice: Notice
    year: str
    when: str
    place: str
    level: str
    cause: str


@dataclass(frozen=True)
class Year:
    """What stands on the board of one year, by level and by cause; each is told as it was printed."""

    year: str
    n: int
    levels: list[tuple[str, int]]
    causes: list[tuple[str, int]]


def told() -> list[Told]:
    """Every incident that stands on the board, the latest first; of history's notices of one name the last counts."""
    rows = board.on_board().filter(kind=board.Kind.INCIDENT).order_by("published_at", "pk")
    last = {row.case_id or row.title: row for row in rows}
    return [_told(row) for row in reversed(last.values())]


def _told(row: Notice) -> Told:
    facts = dict(row.facts)
    when = "" if row.is_undated else facts.get("发生时间", "")
    found = YEAR.search(when)
    year = found[0] if found else "" if row.is_undated or row.published_at is None else str(row.published_at.year)
    place = row.place or facts.get("发生地点", "")
    return Told(row, year, when, place, facts.get("级别", ""), facts.get("原因", ""))


def years(rows: Iterable[Told]) -> list[Year]:
    """The same by the year it happened in; where none is told, it was published in."""
    by_year: dict[str, list[Told]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    return [
        Year(year, len(some), Counter(one.level for one in some).most_common(),
             Counter(one.cause for one in some).most_common())
        for year, some in sorted(by_year.items())
    ]  # fmt: skip

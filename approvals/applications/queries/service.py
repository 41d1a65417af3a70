"""Letters by how they reached their party: what waits for service, what was sent and not read, what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Case as Choose
from django.db.models import Count, DateField, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from envportal.cases.enums import PLACES
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks
from envportal.deadlines.enums import OPEN_STATES, Matter
from envportal.deadlines.models import Clock
from envportal.documents.enums import SERVED_ON_NOBODY, LetterKind, ServiceWay
from envportal.documents.models import Letter, Service
from envportal.documents.queries import for_a_party
from envportal.documents.rules import UNREAD_AFTER

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.documents.models import LetterReading
    from envportal.messaging.models import Message
    from envportal.workdays import Calendar

SEE = "service.list"
# Working days before the end of the limit from which a letter is marked.
SOON = 2
# The other procedures whose letters are brought to their party, and are recorded on the pages of the case.
OTHER_ROOMS = ("correction_order", "penalty", "sealing", "monitoring", "aftercare")
# By when a letter is to be served.
LIMITS = (
    ((LetterKind.APPROVAL, LetterKind.REFUSAL), Matter.DELIVERY),
    ((LetterKind.PENALTY_DECISION, LetterKind.DAILY_PENALTY), Matter.PENALTY_SERVICE),
)
# What the service of a letter brings about; of the other kinds nothing waits but the party's own periods.
BRINGS: dict[str, str | _StrPromise] = {
    LetterKind.CORRECTION: _("受理的计时在补正告知书出具时已经停止，不等送达；补正材料收到后重新起算。"),
    LetterKind.SPECIAL_STEP: _("送达次日起停表；没有送达的，时限照常计算（行政许可法第45条）。"),
    LetterKind.EXTENSION: _("在承诺时限届满以前送达的，承诺时限才延长（行政许可法第42条）。"),
    LetterKind.HEARING_RIGHT: _("申请人从送达次日起五个工作日内可以申请听证，期满以前不能决定（行政许可法第47条）。"),
    LetterKind.HEARING_NOTICE: _("要在举行听证的七个工作日以前送达，否则听证不能作数（行政许可法第48条）。"),
    LetterKind.APPROVAL: _("作出决定后十个工作日内送达（行政许可法第44条）；复议和诉讼的期限从知道之日起算。"),
    LetterKind.REFUSAL: _("作出决定后十个工作日内送达（行政许可法第44条）；复议和诉讼的期限从知道之日起算。"),
    LetterKind.REVOCATION_NOTICE: _("建设单位从送达次日起五个工作日内可以陈述申辩，期满以前不能决定。"),
    LetterKind.REVOCATION: _("复议和诉讼的期限从知道之日起算。"),
    LetterKind.DECLINED: _("复议和诉讼的期限从知道之日起算。"),
}


@dataclass(frozen=True)
class LetterRow:
    """A letter of a case as its page shows it."""

    letter: Letter
    services: list[Service]
    reading: LetterReading | None
    mails: list[Message]

    @property
    def standing(self) -> Service | None:
        return next((service for service in self.services if service.stands), None)

    @property
    def others(self) -> list[Service]:
        """Tries that failed, and records that were put right."""
        return [service for service in self.services if not service.stands]

    @property
    def in_portal(self) -> bool:
        return self.standing is not None and self.standing.way == ServiceWay.PORTAL


def service_brings(letter: Letter) -> str | _StrPromise:
    return BRINGS.get(letter.kind, "")


def letter_rows(case: Case, *, inside: bool) -> list[LetterRow]:
    """The letters of a case, newest first; who signed, and the mails about them, are for the bureau alone."""
    services = Service.objects.select_related("recorded_by", "evidence", "corrected_by")
    found = case.letters.prefetch_related(Prefetch("services", services)).select_related(
        "reading__by", "sealing__seal", "replacement"
    )
    to_the_party = case.messages.exclude(to_address="").filter(to_user__enterprise__isnull=False)
    mails = list(to_the_party.order_by("pk")) if inside else []
    return [
        LetterRow(
            letter,
            list(letter.services.all()),
            getattr(letter, "reading", None),
            [mail for mail in mails if letter.to_id and mail.created_at == letter.issued_at],
        )
        for letter in found.order_by("-issued_at", "-pk")
        if inside or letter.to_id
    ]


def waiting_with(letter: Letter) -> list[Letter]:
    """Other letters of the same case that wait for the same party."""
    waiting = Letter.objects.filter(case=letter.case_id, to=letter.to_id, served_on=None, voided_at=None).exclude(
        pk=letter.pk
    )
    return list(waiting.order_by("issued_at", "pk")) if letter.to_id else []


def to_serve(user: User, on: date) -> QuerySet[Letter]:
    """Letters that have reached nobody yet, those with a limit first by its end, then the longest waiting."""
    return (
        _in_sight(user, on)
        .filter(served_on=None, voided_at=None)
        .order_by(F("due_on").asc(nulls_last=True), "issued_at", "pk")
    )


def came_back(user: User, on: date) -> QuerySet[Letter]:
    """Among them those somebody has tried in vain to bring."""
    tried = Service.objects.filter(letter=OuterRef("pk")).exclude(failed_why="")
    return to_serve(user, on).filter(Exists(tried))


def sent_not_read(user: User, on: date) -> QuerySet[Letter]:
    """Served in the portal some days ago, and nobody of the party has said to have read it: ring, or post it."""
    sent = Service.objects.filter(letter=OuterRef("pk"), way=ServiceWay.PORTAL)
    unread = _in_sight(user, on).filter(Exists(sent), reading=None, served_on__lte=on - UNREAD_AFTER)
    return unread.order_by("served_on", "pk")


def letters_to_read(user: User, on: date) -> QuerySet[Letter]:
    """What was served on the applicant and nobody who acts for it has acknowledged, newest first."""
    served = Letter.objects.filter(served_on__isnull=False, to__isnull=False, reading=None)
    own = served.filter(case__in=visible_to(user, on, "letter.acknowledge").order_by().values("pk"))
    return own.select_related("case").order_by("-issued_at", "-pk")


def _in_sight(user: User, on: date) -> QuerySet[Letter]:
    """Letters of cases whose service this person follows, with the end by 行政许可法第44条 and the tries in vain."""
    limits = [When(kind__in=kinds, then=_due_on(matter)) for kinds, matter in LIMITS]
    found = Letter.objects.filter(_of_applications(user, on) | _of_other_rooms(user, on))
    found = found.exclude(kind__in=SERVED_ON_NOBODY).select_related("case__bureau", "case__application", "to")
    return found.annotate(
        due_on=Choose(*limits, default=None, output_field=DateField()),
        in_vain=Count("services", filter=~Q(services__failed_why="")),
    )


def _due_on(matter: str) -> Subquery:
    limit = Clock.objects.filter(case=OuterRef("case"), matter=matter, state__in=OPEN_STATES)
    return Subquery(limit.values("due_on")[:1])


def _of_applications(user: User, on: date) -> Q:
    seen = visible_to(user, on, SEE).order_by().values("pk")
    return Q(case__application__isnull=False, case__in=seen)


def _of_other_rooms(user: User, on: date) -> Q:
    """Enforcement, monitoring, re-examination: of the cases this person may read there, what is for a party."""
    found = Q(pk=None)
    for view in sorted({PLACES[kind].view for kind in OTHER_ROOMS}):
        kinds = [kind for kind in OTHER_ROOMS if PLACES[kind].view == view]
        seen = visible_to(user, on, view).order_by().values("pk")
        found |= Q(for_a_party(), case__kind__in=kinds, case__in=seen)
    return found


@dataclass(frozen=True)
class WaitingRow:
    """A letter in the queue: how long it has waited, and how long there is."""

    letter: Letter
    waited: int
    left: int | None
    tone: str


def waiting_rows(letters: list[Letter], today: date) -> list[WaitingRow]:
    """The rows of a page; whether the limit is over goes by the working days of each letter's bureau."""
    calendar_of = cache(clocks.calendar_of)
    return [_waiting_row(letter, calendar_of(letter.case.bureau_id), today) for letter in letters]


def _waiting_row(letter: Letter, calendar: Calendar, today: date) -> WaitingRow:
    due: date | None = letter.due_on  # type: ignore[attr-defined]
    waited = (today - letter.decided_on).days
    if due is None:
        return WaitingRow(letter, waited, None, "")
    left, is_late = calendar.between(today, due), today > due
    # Over since a rest day, it is late by one day, not due today.
    return WaitingRow(letter, waited, min(left, -1) if is_late else left, _tone(left, is_late=is_late))


def _tone(left: int, *, is_late: bool) -> str:
    return "late" if is_late else "soon" if left <= SOON else ""


def servable(user: User, letters: list[Letter], on: date) -> set[int]:
    """Of these letters, those whose service this person may record."""
    cases = visible_to(user, on, "letter.serve").filter(pk__in=[letter.case_id for letter in letters])
    may = set(cases.order_by().values_list("pk", flat=True))
    return {letter.pk for letter in letters if letter.case_id in may and letter.served_on is None}

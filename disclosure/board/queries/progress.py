"""Where a case stands, for whoever holds its number and code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from disclosure.board.enums import DocumentKind, Kind, State
from disclosure.board.models import Notice, ProgressTry
from disclosure.board.queries.course import DECIDED, Course, course
from disclosure.board.queries.hands import hands
from disclosure.board.queries.life import Step, life
from envportal.cases.queries import by_number, tidy_number
from envportal.deadlines import clocks
from envportal.deadlines.enums import ClockState, Ground, Matter
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case
    from envportal.deadlines.rules.elapsed import Elapsed

MINUTES = 5
SHOWN = (Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED, Matter.PRE_REVIEW)


@dataclass(frozen=True)
class Progress:
    """Everything the page of a case shows: one sentence's phase, its days, the steps, the hands."""

    case: Case
    course: Course
    phase: str
    latest: date | None
    provisional: bool
    steps: list[Step]
    hands: clocks.Hands | None
    faces: list[clocks.Face]
    notice: Notice | None
    document_kind: str
    elapsed: Elapsed | None


def case_meant(number: str) -> Case | None:
    """The case by its own number, or by the number of the acceptance letter people have in their hands."""
    case = by_number(number)
    if case is not None:
        return case
    letter = Letter.objects.filter(number=tidy_number(number), kind=Letter.Kind.ACCEPTANCE).select_related("case")
    found = letter.first()
    return found.case if found else None


def tries_of(address: str, at: datetime) -> int:
    """Wrong answers of an address in the last minutes."""
    return ProgressTry.objects.filter(address=address, at__gt=at - timedelta(minutes=MINUTES)).count()


def stale_tries(at: datetime) -> QuerySet[ProgressTry]:
    return ProgressTry.objects.filter(at__lte=at - timedelta(minutes=MINUTES))


def progress(case: Case, today: date) -> Progress:
    """Where the case stands today."""
    its = course(case)
    latest, provisional = promised(case, its)
    now = phase(its, today)
    return Progress(
        case=case, course=its, phase=now, latest=latest, provisional=provisional,
        steps=life(its, today, latest, inside=True), hands=None if its.is_pre_review else hands(its, today),
        faces=[] if now == "correction" else faces(case, today),  # stopped by the letter, not finished in time
        notice=_latest_notice(its), document_kind=_document_kind(case),
        elapsed=clocks.elapsed(case, today),
    )  # fmt: skip


def hands_of(case: Case, today: date) -> clocks.Hands | None:
    """In whose hands a case was up to a day or its end; None while no day has gone by."""
    return hands(course(case), today)


def phase(its: Course, today: date) -> str:
    """What is happening: intake, correction, review, third, hearing, applicant, noticed, approved, refused, ended
    or undone.

    Of a filing: handed_over or filed. Of a pre-application review: pre_review, or pre_more while it waits.
    """
    if its.undone:
        return "undone"
    if its.end:
        return its.end.name if its.end.name in DECIDED else "ended"
    if its.is_pre_review or its.is_filing:
        return _phase_without_acceptance(its)
    if its.day("accepted") is None:
        waits = [wait for wait in its.corrections() if wait.until is None]
        return "correction" if waits else "intake"
    if wait := its.waiting(today):
        return {Ground.REVISION: "applicant", Ground.HEARING: "hearing"}.get(Ground(wait.ground), "third")
    notice = its.notices.get(Kind.PROPOSED_DECISION)
    return "noticed" if notice and notice.closes_on and today <= notice.closes_on else "review"


def _phase_without_acceptance(its: Course) -> str:
    """Where nothing is accepted and nothing decided."""
    if its.is_filing:
        return "filed" if its.day("filed") else "handed_over"
    last = its.last("pre_review_more_asked", "pre_review_supplied")
    return "pre_more" if last and last.name == "pre_review_more_asked" else "pre_review"


def promised(case: Case, its: Course) -> tuple[date | None, bool]:
    """The last day for the decision, or before acceptance for the answer whether the application is accepted.

    Of a pre-application review: for the written answer.
    """
    if its.end:
        return None, False
    if its.day("accepted") is None and not its.is_filing:
        matter = Matter.PRE_REVIEW if its.is_pre_review else Matter.INTAKE
        intake = [clock for clock in clocks.of(case) if clock.matter == matter]
        running = [clock for clock in intake if clock.state != ClockState.STOPPED]
        return (running[-1].due_on, running[-1].provisional) if running else (None, False)
    promise = clocks.promised(case)
    return (promise.due_on, promise.provisional) if promise else (None, False)


def faces(case: Case, today: date) -> list[clocks.Face]:
    """The clocks that bind the bureau towards the applicant; those that only bind its own people stay inside."""
    return [face for face in clocks.faces(case, today) if face.matter in SHOWN]


def _latest_notice(its: Course) -> Notice | None:
    """The notice that says most: the decision before the intended one before the acceptance."""
    return next((its.notices[kind] for kind in reversed(Kind.values) if kind in its.notices), None)


def _document_kind(case: Case) -> str:
    word = case.kind.rsplit("_", 1)[-1]
    return str(DocumentKind(word).label) if word in DocumentKind.values else ""


def versions(notice: Notice) -> list[Notice]:
    """Every public version of a notice, newest first; of history there is one."""
    if notice.is_historical:
        return [notice]
    if notice.case is None:
        return _row_of_versions(notice)
    mine = Notice.objects.filter(case=notice.case, kind=notice.kind, published_at__isnull=False)
    return list(mine.exclude(state=State.PENDING).defer("facts", "search").order_by("-published_at", "-pk"))


def _row_of_versions(notice: Notice) -> list[Notice]:
    """Of a notice without a case: what it followed and what followed it, as far as it was public."""
    row, one = [notice], notice.supersedes
    while one is not None:
        row.append(one)
        one = one.supersedes
    later = getattr(notice, "superseded_by", None)
    while later is not None:
        row.insert(0, later)
        later = getattr(later, "superseded_by", None)
    return [one for one in row if one.published_at is not None and one.state != State.PENDING]

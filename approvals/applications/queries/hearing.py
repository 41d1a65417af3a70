"""What pages and letters say of a hearing: until when it may be asked for, when it is, what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from approvals.applications.guards import held_hearing, running_hearing, standing_proposal
from approvals.applications.queries.files import in_chinese
from approvals.applications.states import Asker, State
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.documents.models import Letter
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from django.db.models import QuerySet

    from approvals.applications.models import Application, Hearing, HearingRequest
    from disclosure.participation.models import Submission
    from envportal.accounts.models import Bureau

# What begins the days in which each side may ask.
BEGUN_BY = {Asker.APPLICANT: "听证告知书送达", Asker.INTERESTED: "拟审批公示"}
CHAIRS = (Role.CLERK, Role.OFFICER, Role.SECTION_HEAD, Role.LEADER, Role.LEGAL)


@dataclass(frozen=True)
class HearingRight:
    """Until when the applicant may ask, and how many working days that still is; no day while it was not told."""

    until: date | None
    left: int
    is_open: bool


def hearing_right(application: Application, today: date) -> HearingRight | None:
    """The applicant's right while a decision is proposed and it has not asked; None where there is none."""
    proposal = standing_proposal(application)
    if application.state != State.PROPOSED or proposal is None or has_asked(application):
        return None
    until = proposal.hearing_until
    left = clocks.working_days_left(application.case.bureau, until, today) if until else 0
    return HearingRight(until, left, until is None or today <= until)


def has_asked(application: Application) -> bool:
    """The applicant has asked for a hearing on what is proposed now, and not thought better of it."""
    return own_requests(application).exists()


def own_requests(application: Application) -> QuerySet[HearingRequest]:
    granted = application.hearing_requests.filter(asker=Asker.APPLICANT, withdrawn_on=None, hearing__isnull=False)
    return granted.filter(hearing__proposal__sent_back_at=None)


def may_withdraw_hearing(application: Application, at: datetime) -> bool:
    """The applicant's own request stands, and the hour of the hearing has not come."""
    mine = own_requests(application).filter(hearing__filed_at=None, hearing__ended_at=None)
    request = mine.select_related("hearing").first()
    return request is not None and request.hearing is not None and not request.hearing.has_begun(at)


def put_off_late(hearing: Hearing) -> bool:
    """Whether another day was set once the day the parties had been told of had come."""
    told = Letter.objects.filter(case=hearing.application.case, kind=LetterKind.HEARING_NOTICE)
    told = told.filter(pk__gt=hearing.letter_id or 0, fields__has_key="held_on").order_by("pk")
    spans = [(str(one.fields["held_on"]), timezone.localdate(one.issued_at).isoformat()) for one in told]
    return any(held_on <= told_on for (held_on, _before), (_after, told_on) in pairwise(spans))


def standing_requests(hearing: Hearing) -> QuerySet[HearingRequest]:
    """Who still wants the hearing."""
    return hearing.requests.filter(withdrawn_on=None).order_by("pk")


def request_until(application: Application, asker: str) -> date | None:
    """The last day to ask: from service of the letter, or from the notice; None while neither has begun it."""
    proposal = standing_proposal(application)
    if asker == Asker.APPLICANT:
        return proposal.hearing_until if proposal else None
    notice = board.current(application.case, Notice.Kind.PROPOSED_DECISION)
    if notice is None or notice.published_at is None or notice.closes_on is None:
        return None
    published_on = timezone.localdate(notice.published_at)
    due = clocks.due_day(
        application.case.bureau, Matter.HEARING_REQUEST, application.document_kind, on=published_on
    )  # fmt: skip
    return max(due, notice.closes_on)


def came_too_late(application: Application, asker: str, *, on: date, handed_in_at: time | None) -> str:
    """Why a request is refused, or empty: what is handed in at the counter has until it closes (民法典第203条)."""
    until = request_until(application, asker)
    if until is None or on < until:
        return ""
    case, kind = application.case, application.document_kind
    closes = clocks.counter_closes(case.bureau, Matter.HEARING_REQUEST, kind, on=until)
    if on > until:
        return too_late(Asker(asker), until, on)
    if closes is None or handed_in_at is None or handed_in_at <= closes:
        return ""
    return after_closing(Asker(asker), until, closes, handed_in_at)


def earliest_hearing(application: Application, today: date) -> date:
    """The first day a hearing can be held if its notice is served today (行政许可法第48条)."""
    bureau, kind = application.case.bureau, application.document_kind
    return clocks.first_event_after(bureau, Matter.HEARING_NOTICE, kind, day=today)


def last_notice_day(application: Application, held_on: date) -> date:
    """The last day on which the notice of a hearing may reach the parties."""
    bureau, kind = application.case.bureau, application.document_kind
    return clocks.last_day_before(bureau, Matter.HEARING_NOTICE, kind, event=held_on)


def possible_chairs(bureau: Bureau) -> QuerySet[User]:
    """Staff of the bureau; that they did not review the case is asked of the rules."""
    roles = Q(grants__role__in=[role.value for role in CHAIRS])
    return User.objects.filter(roles, bureau=bureau, is_active=True).distinct().order_by("pk")


@in_chinese
def too_late(asker: Asker, until: date, asked_on: date) -> str:
    """Why a request is refused; kept with it and told to who asked."""
    return (
        f"应当自{BEGUN_BY[asker]}之日起五个工作日内提出，最后一天是{days.dated(until)}；"
        f"本申请于{days.dated(asked_on)}提出，已逾期（行政许可法第四十七条）。"
    )


@in_chinese
def ended_before(request: Submission, on: date) -> str:
    """What a request made online and not taken up is answered when its case ends."""
    over = f"本件已于{days.dated(on)}办结，不再举行听证。"
    if not request.is_late or request.until is None:
        return f"这份听证申请登记以前，{over}"
    late = too_late(Asker(request.side), request.until, timezone.localdate(request.received_at))
    return f"{late}{over}对决定不服的，可以申请行政复议或者提起行政诉讼。"


@in_chinese
def after_closing(asker: Asker, until: date, closes: time, handed_in_at: time) -> str:
    """The same for one that came on the last day when the counter had closed."""
    return (
        f"应当自{BEGUN_BY[asker]}之日起五个工作日内提出，最后一天是{days.dated(until)}，在窗口递交的到{closes:%H:%M}下班为止；"
        f"本申请于当日{handed_in_at:%H:%M}递交，已逾期（行政许可法第四十七条、民法典第二百零三条）。"
    )


@in_chinese
def hearing_line(application: Application) -> str:
    """What a decision says of the hearing it rests on; empty where none was held."""
    held = held_hearing(application)
    if held is None or held.held_on is None or held.signed_on is None:
        return ""
    return (
        f"本局于{days.dated(held.held_on)}就该项目举行听证，听证笔录于{days.dated(held.signed_on)}签字；"
        "本决定根据听证笔录作出（行政许可法第四十八条）。"
    )


@in_chinese
def notice_fields(hearing: Hearing, *, addressee: str = "") -> dict[str, object]:
    """What the notice of a hearing says."""
    return {
        "asked_on": hearing.asked_on,
        "held_on": hearing.held_on,
        "held_at": _clock(hearing.held_at),
        "hearing_place": hearing.place,
        "chair": f"{hearing.chair.name}（{hearing.chair.title}）"
        if hearing.chair and hearing.chair.title
        else _name(hearing),
        "addressee": addressee,
        "closed_why": hearing.closed_why,
    }


def _name(hearing: Hearing) -> str:
    return hearing.chair.name if hearing.chair else ""


def _clock(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""


def hearings(application: Application) -> list[Hearing]:
    """Every hearing of a case with who asked for it, newest first."""
    rows = application.hearings.select_related("chair", "transcript", "letter", "notice_letter")
    return list(rows.prefetch_related("requests__document").order_by("-pk"))


def late_requests(application: Application) -> list[HearingRequest]:
    return list(application.hearing_requests.filter(hearing=None).order_by("pk"))


__all__ = [
    "HearingRight",
    "earliest_hearing",
    "has_asked",
    "hearing_line",
    "hearing_right",
    "hearings",
    "held_hearing",
    "last_notice_day",
    "late_requests",
    "notice_fields",
    "own_requests",
    "possible_chairs",
    "put_off_late",
    "request_until",
    "running_hearing",
    "standing_requests",
    "too_late",
]

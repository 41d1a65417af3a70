"""What a notice does to the time of its case: publication is due, a window opens, the pledge waits meanwhile.

A notice an editor wrote has no case: its last day stands on the notice itself, and no clock hears of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_noop

from disclosure.board.enums import WITH_WINDOW, Kind, State
from disclosure.board.queries import notices as queries
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.board.models import Notice
    from envportal.accounts.models import User

PAUSES = {Kind.ACCEPTANCE: Ground.ACCEPTANCE_NOTICE, Kind.PROPOSED_DECISION: Ground.PROPOSED_NOTICE}


def wait_to_be_published(notice: Notice, *, by: User | None, at: datetime) -> None:
    if notice.case is not None and clocks.open_clock(notice.case, Matter.PUBLISH) is None:
        _start_publication_clock(notice, by=by, at=at)


def _start_publication_clock(waiting: Notice, *, by: User | None, at: datetime) -> None:
    since = timezone.localdate(waiting.submitted_at)
    if waiting.case is not None:
        clocks.start(waiting.case, Matter.PUBLISH, variant=waiting.document_kind, on=since, by=by, at=at)


def end_publication_clock(notice: Notice, *, by: User | None, at: datetime, reason: str = "") -> None:
    """This notice no longer waits; one handed in meanwhile keeps the clock going from its own day."""
    case = notice.case
    if case is None:
        return
    clocks.stop(case, Matter.PUBLISH, on=timezone.localdate(at), by=by, at=at, reason=reason)
    waiting = queries.notices_of(case).filter(state=State.PENDING).exclude(pk=notice.pk).order_by("submitted_at", "pk")
    oldest = waiting.first()
    if oldest is not None:
        _start_publication_clock(oldest, by=by, at=at)


def open_window(notice: Notice) -> None:
    """The law counts the window; nobody types its days."""
    assert notice.published_at is not None  # noqa: S101  publish() has just set it
    notice.opens_on = timezone.localdate(notice.published_at)
    if notice.kind in WITH_WINDOW:
        window = queries.window(notice, notice.published_at)
        notice.opens_on, notice.closes_on, notice.provisional = window.opens_on, window.closes_on, window.provisional


def tell_clocks(notice: Notice, *, by: User, at: datetime) -> None:
    today, case = timezone.localdate(at), notice.case
    if case is None:
        return
    end_publication_clock(notice, by=by, at=at)
    if notice.kind == Kind.DECISION:
        clocks.stop(case, Matter.DECISION_PUBLICATION, on=today, by=by, at=at)
    if notice.kind == Kind.INSPECTION:
        clocks.stop(case, Matter.RANDOM_RESULT, on=today, by=by, at=at)
    if notice.kind in WITH_WINDOW and notice.opens_on is not None:
        # 公示 of n working days: the first counted day is the first the pledge does not count.
        clocks.pause(
            case, PAUSES[Kind(notice.kind)], since=notice.opens_on, until=notice.closes_on, letter=None,
            by=by, confirmed_by=None, at=at, waiting_for=gettext_noop("公众"),
        )  # fmt: skip


def end_pause(notice: Notice, *, by: User, at: datetime) -> None:
    """A window that was broken off no longer keeps the pledge waiting."""
    today = timezone.localdate(at)
    if notice.case is not None and notice.closes_on is not None and today < notice.closes_on and _has_window(notice):
        clocks.resume(notice.case, PAUSES[Kind(notice.kind)], last_paused_day=today, by=by, at=at)


def record(
    notice: Notice, name: str, *, by: User | None, at: datetime, key: str | None = None, reason: str = "",
    looked: bool = False,
) -> None:  # fmt: skip
    facts = {
        "notice": notice.public_id, "kind": str(notice.kind), "version": notice.version,
        "opens_on": notice.opens_on and notice.opens_on.isoformat(),
        "closes_on": notice.closes_on and notice.closes_on.isoformat(),
        "looked_at_pictures": looked,
        "reason": notice.withdrawal_reason or notice.correction_reason or reason,
    }  # fmt: skip
    log.record(notice.case, name, by=by, at=at, key=key, facts={k: v for k, v in facts.items() if v})


def _has_window(notice: Notice) -> bool:
    return notice.kind in WITH_WINDOW

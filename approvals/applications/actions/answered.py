"""What goes wrong with an application opens a record of who answers for it, by rule: each cause named once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.applications.enums import OWN_FAULT
from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.deadlines.enums import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from approvals.applications.models import Application, Revocation
    from envportal.deadlines.models import Clock, ClockEvent


def by_silence(application: Application, clock: Clock | None, *, at: datetime) -> None:
    """Nobody answered within five working days: the window, whose duty it was, answers for it."""
    case = application.case
    also = [] if case.holder else staff_with(case.bureau, Role.CLERK)
    responsibility.open_record(
        case, Cause.SILENCE, ref=f"clock-{clock.pk}" if clock else "silence", at=at, clock=clock, also=also,
        what="收到申请后五个工作日内没有答复，依法视为受理（行政许可法第32条第四项）",
    )  # fmt: skip


def late_defects(application: Application, defects: Sequence[str], *, at: datetime) -> None:
    """All that is missing is told at once; whoever finds more after that shows that it was not."""
    what = f"受理后才发现应当一次告知的问题 {len(defects)} 处：{'；'.join(defects)}（行政许可法第32条第四项）"
    responsibility.open_record(application.case, Cause.CORRECTION, ref="late-defects", at=at, what=what)


def pause_without_ground(application: Application, events: Iterable[ClockEvent], reason: str, *, at: datetime) -> None:
    """Pauses that were taken back because their letter never came; of several clocks one pause is one cause."""
    for event in events:
        if event.kind == EventKind.PAUSED:
            what = f"停表（{event.get_ground_display()}，自 {event.on:%Y-%m-%d} 起）没有依据，已经作废：{reason}"
            ref = f"pause-{event.on}-{event.ground}"
            responsibility.open_record(application.case, Cause.PAUSE, ref=ref, what=what, at=at)


def approval_was_wrong(application: Application, revocation: Revocation, *, at: datetime) -> None:
    """撤销 on a ground that lies with the bureau itself (行政许可法第69条第一款第一至四项)."""
    if revocation.ground in OWN_FAULT:
        what = f"批准被撤销：{revocation.get_ground_display()}"
        responsibility.open_record(
            application.case, Cause.WRONG, ref=f"revocation-{revocation.pk}", what=what, at=at
        )  # fmt: skip

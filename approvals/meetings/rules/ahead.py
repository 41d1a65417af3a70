"""The last meeting that still keeps the promise: what has to come after it by law, and when a decision could be made.

Assumed, and said on the page: the proposal is made and published on the day of the meeting, the hearing-right letter
is served that day, nobody asks for a hearing, and the decision is signed on the next working day after all windows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from envportal.deadlines.enums import Ground
from envportal.deadlines.rules import fold
from envportal.deadlines.rules.faces import with_foreseen
from envportal.workdays import terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from envportal.deadlines.models import Clock, TermRule
    from envportal.workdays import Calendar


@dataclass(frozen=True)
class After:
    """The minimum windows between the meeting and the decision; a registration has none."""

    notice: TermRule | None = None
    hearing: TermRule | None = None

    def window(self, calendar: Calendar, day: date) -> tuple[date, date] | None:
        """The first and last day of the proposed-decision notice published on a day."""
        if self.notice is None:
            return None
        return terms.window(calendar, day, self.notice.amount, self.notice.unit, first_day_counted=False)

    def decided_on(self, calendar: Calendar, day: date) -> date:
        """The earliest day of decision after a meeting on a day: the working day after every window, or that day."""
        window = self.window(calendar, day)
        ends = [window[1]] if window else []
        if self.hearing is not None:
            ends.append(terms.due(calendar, day, self.hearing.amount, self.hearing.unit))
        return calendar.add(max(ends), 1) if ends else day


def keeps(clocks: Sequence[Clock], calendar: Calendar, after: After, day: date) -> bool:
    """Whether a decision that follows a meeting on a day comes within every deciding limit of the case.

    The notice that is still to come stops the limits whose rule excludes it, as it will when it is published.
    """
    decided, window = after.decided_on(calendar, day), after.window(calendar, day)
    foreseen = (Ground.PROPOSED_NOTICE.value, *window) if window else None
    for clock in clocks:
        history = with_foreseen(fold.fold(clock.events.all()), clock.rule, foreseen)
        if decided > fold.read(clock.rule, history, calendar).due_on:
            return False
    return True


def last_meeting(clocks: Sequence[Clock], calendar: Calendar, after: After, slots: Sequence[date]) -> date | None:
    """The last of these slots that keeps every limit, or None if none does, or nothing is promised yet."""
    kept = None
    for day in slots if clocks else ():
        if not keeps(clocks, calendar, after, day):
            break
        kept = day
    return kept

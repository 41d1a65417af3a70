"""The one sweep for warnings, cards and who is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.accountability import responsibility
from envportal.supervision import queries
from envportal.supervision.actions.alarms import is_held
from envportal.supervision.actions.answering import answer_for_cards
from envportal.supervision.actions.beats import beat
from envportal.supervision.actions.duties import tell_duties
from envportal.supervision.actions.escalating import escalate_some
from envportal.supervision.actions.raising import raise_due
from envportal.supervision.enums import Colour

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

ESCALATED = "escalated"


def sweep(*, at: datetime, witness: datetime | None = None) -> dict[str, int]:
    """Raise every card and tell everybody who is due by now; safe to run twice, by ten at once, a week late.

    `witness` is what a second clock says it is, or None where there is none. A clock on the wall that went back, or
    leapt ahead without a witness, raises nothing until it is right: no legal day moves by that.
    """
    counts = {**{colour.value: 0 for colour in Colour}, ESCALATED: 0}
    before = queries.last_sweep()
    if is_held(before=before, at=at, witness=witness):
        return counts
    for colour in Colour:
        counts[colour.value] = raise_due(colour, at=at)
    tell_duties(at=at)
    answer_for_cards(at=at)
    responsibility.open_calls(at=at)
    counts[ESCALATED] = _all(lambda broken: escalate_some(at=at, without=broken))
    beat(at, counts)
    return counts


def _all(some: Callable[[set[int]], tuple[int, int]]) -> int:
    """A few at a time until nothing is left that is free; how many were done."""
    done, broken = 0, set[int]()
    while True:
        seen, more = some(broken)
        done += more
        if not seen:
            return done

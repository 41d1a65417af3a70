"""Why this date, for machines: the clocks of a case day by day, which of them binds, and in whose hands it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.board.queries.progress import progress
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from datetime import date

    from envportal.cases.models import Case


def why(case: Case, today: date) -> dict[str, Any]:
    """What the page of the case shows of its dates, from the same reading."""
    found = progress(case, today)
    bound_by = next((face.matter for face in found.faces if face.binds and face.due_on == found.latest), None)
    return {
        "number": case.number,
        "as_of": today,
        "phase": found.phase,
        "promised": {"due_on": found.latest, "bound_by": bound_by, "provisional": found.provisional},
        "clocks": [clocks.told(face) for face in found.faces],
        "hands": _hands(found.hands),
    }


def _hands(found: clocks.Hands | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "elapsed_days": found.days,
        **{f"{party.key}_days": party.days for party in found.parties},
        "spells": [
            {"who": hand.key, "name": hand.name, "from": hand.since, "to": hand.until, "days": hand.days}
            for hand in found.bar
        ],
    }

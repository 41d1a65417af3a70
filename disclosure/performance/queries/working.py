"""The record of one case, worked out from what its clocks, its log and its notices say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from disclosure.board import board
from disclosure.performance.enums import Variant
from disclosure.performance.models import PledgeRecord
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION
from envportal.deadlines import clocks
from envportal.deadlines.enums import DECIDING, ClockState, Matter, Unit
from envportal.deadlines.queries import calendar_of, ended_late
from envportal.deadlines.rules import fold
from envportal.documents.enums import CheckPoint
from envportal.workdays import terms

if TYPE_CHECKING:
    from datetime import date

    from envportal.deadlines.models import Clock

# How an application comes to what it asked for; one that was withdrawn, declined or sent on kept or missed no promise.
DECIDED = ("approved", "refused", "filing_checked")
HANDS = ("window", "bureau", "third", "public", "applicant")
WORKED_OUT = (
    *("bureau_id", "variant", "received_on", "ended_on", "promised_on", "kept", "late_days", "net"),
    *(f"{hand}_days" for hand in HANDS),
    "elapsed_days",
    *("corrections", "reasons"),
)


def ended() -> QuerySet[Case]:
    """Applications that came to their decision."""
    told = Event.objects.filter(case=OuterRef("pk"), name__in=DECIDED)
    found = Case.objects.filter(kind__startswith=APPLICATION, closed_on__isnull=False, opened_on__isnull=False)
    return found.filter(Exists(told)).select_related("bureau", "section").order_by("pk")


def not_recorded() -> QuerySet[Case]:
    return ended().filter(pledge_record=None)


def worked_out(case: Case) -> PledgeRecord | None:
    """The record as the rows of the case prove it; None where no limit ran for its decision."""
    deciding = [clock for clock in clocks.of(case) if clock.matter in DECIDING and clock.state == ClockState.STOPPED]
    last = _last_of_each(deciding)
    if not last or case.opened_on is None:
        return None
    ends = [clock.stopped_on for clock in last if clock.stopped_on]
    ended_on, promised_on = max(ends), min(clock.due_on for clock in last)
    days = _in_hands(case, ended_on)
    corrections, reasons = _sent_back(case)
    kept = not ended_late().filter(pk__in=[clock.pk for clock in deciding]).exists()
    return PledgeRecord(
        case=case, bureau_id=case.bureau_id, variant=_variant(case), received_on=case.opened_on, ended_on=ended_on,
        promised_on=promised_on, kept=kept, late_days=0 if kept else max((ended_on - promised_on).days, 0),
        net=_net(last, case, ended_on), elapsed_days=sum(days.values()),
        corrections=corrections, reasons=reasons,
        **{f"{hand}_days": n for hand, n in days.items()},
    )  # fmt: skip


def _last_of_each(deciding: list[Clock]) -> list[Clock]:
    """A completed correction starts the statute anew: the last clock of a matter ran to the decision."""
    return list({clock.matter: clock for clock in deciding}.values())


def _net(last: list[Clock], case: Case, ended_on: date) -> int:
    """Working days to the end without those the pledge leaves out, or where nothing was pledged the statute.

    In working days whatever the pledge counts in, so that bureaus can be read side by side.
    """
    clock = next((clock for clock in last if clock.matter == Matter.PLEDGED), last[0])
    calendar = calendar_of(case.bureau_id)
    reading = fold.compute(clock.rule, clock.events.all(), calendar, ended_on)
    return terms.counted(calendar, reading.start, max(ended_on, reading.start), Unit.WORKING_DAY, reading.spans)


def _in_hands(case: Case, ended_on: date) -> dict[str, int]:
    hands = board.hands_of(case, ended_on)
    spells = hands.bar if hands else ()
    return {hand: sum(spell.days for spell in spells if spell.key == hand) for hand in HANDS}


def _sent_back(case: Case) -> tuple[int, str]:
    """How many correction letters it took, and the points of the check list they named."""
    asked = list(Event.objects.filter(case=case, name="correction_asked").values_list("facts", flat=True))
    named = {str(point) for facts in asked for point in facts.get("points", [])}
    return len(asked), " ".join(sorted(named & set(CheckPoint.values)))


def _variant(case: Case) -> str:
    word = case.kind.rsplit("_", 1)[-1]
    return word if word in Variant.values else Variant.TABLE


def differences(case: Case, kept: PledgeRecord | None) -> list[str]:
    """The names of what is stored otherwise than it is worked out; "record" where one of the two is missing."""
    anew = worked_out(case)
    if anew is None or kept is None:
        return [] if anew is kept else ["record"]
    return [name for name in WORKED_OUT if getattr(anew, name) != getattr(kept, name)]

"""What a party reads of its penalty: what it was told, never what is only being thought about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enforcement.orders.models import Penalty
from enforcement.orders.queries.words import yuan
from enforcement.orders.states import PenaltyState, RemedyOutcome

if TYPE_CHECKING:
    from enforcement.orders.models import Order, Sealing

# What happens inside between two letters is one state to the outside.
INSIDE = frozenset({PenaltyState.FILED, PenaltyState.PROPOSED, PenaltyState.TRANSFERRED})


def state_for_party(row: Order | Penalty | Sealing) -> str:
    inside = isinstance(row, Penalty) and row.state in INSIDE
    return _("处理中") if inside else str(row.get_state_display())


def told(penalty: Penalty) -> dict[str, Any]:
    """Facts, law, choice, reckoning as the last notice or the decision says them; the amount as changed since."""
    letter = penalty.decision or penalty.notice
    said = dict(letter.fields) if letter is not None else {}
    changed = penalty.remedies.filter(outcome=RemedyOutcome.CHANGED).last()
    if changed is not None:
        said |= {"amount": yuan(changed.new_amount), "was": said.get("amount", ""), "changed_by": changed.paper}
    return said

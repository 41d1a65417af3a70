"""The door of this room: inspections order corrections, say what a re-inspection found, and open penalty cases."""

from enforcement.orders.actions.opening import open_penalty
from enforcement.orders.actions.orders import open_order, reinspected
from enforcement.orders.queries.due import look_due, standing
from enforcement.orders.rules.reviewing import to_review
from enforcement.orders.rules.tables import violations
from enforcement.orders.states import Outcome

__all__ = ["Outcome", "look_due", "open_order", "open_penalty", "reinspected", "standing", "to_review", "violations"]

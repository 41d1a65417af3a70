"""The door of this room: want a visit, plan one, ask what waits and who was visited."""

from enforcement.inspections.actions import Wish, approve, ask, cancel, notice, plan_visit, withdraw
from enforcement.inspections.models import (
    Cap,
    Certificate,
    Demand,
    Qualification,
    RiskClass,
    Tie,
    Visit,
    VisitPerson,
)
from enforcement.inspections.queries import (
    demands_open,
    duties_without_demand,
    enterprises_for,
    inspectors,
    visits_made,
    visits_of,
)
from enforcement.inspections.states import UNCOUNTED, DemandState, Purpose, Skill, State

__all__ = [
    "UNCOUNTED", "Cap", "Certificate", "Demand", "DemandState", "Purpose", "Qualification", "RiskClass", "Skill",
    "State", "Tie", "Visit", "VisitPerson", "Wish", "approve", "ask", "cancel", "demands_open", "duties_without_demand",
    "enterprises_for", "inspectors", "notice", "plan_visit", "visits_made", "visits_of", "withdraw",
]  # fmt: skip

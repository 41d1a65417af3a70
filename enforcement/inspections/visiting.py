"""The door of this room: want a visit, plan one, ask what waits and who was visited."""

from enforcement.inspections.actions import Wish, ask, cancel, plan_visit, withdraw
from enforcement.inspections.models import Certificate, Demand, Qualification, Tie, Visit, VisitPerson
from enforcement.inspections.queries import demands_open, duties_without_demand, inspectors, visits_of
from enforcement.inspections.states import DemandState, Purpose, Skill, State

__all__ = [
    "Certificate", "Demand", "DemandState", "Purpose", "Qualification", "Skill", "State", "Tie", "Visit", "VisitPerson",
    "Wish", "ask", "cancel", "demands_open", "duties_without_demand", "inspectors", "plan_visit", "visits_of",
    "withdraw",
]  # fmt: skip

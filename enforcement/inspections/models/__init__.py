"""Tables of this room: who may inspect, what is looked at, who wants a visit, the visit and what it left."""

from enforcement.inspections.models.caps import Cap, RiskClass
from enforcement.inspections.models.demands import Demand
from enforcement.inspections.models.lists import CheckItem, CheckList
from enforcement.inspections.models.people import Certificate, Qualification, Tie
from enforcement.inspections.models.visits import Visit, VisitPerson
from enforcement.inspections.models.written import Advice, Answer, Finding

__all__ = [
    "Advice",
    "Answer",
    "Cap",
    "Certificate",
    "CheckItem",
    "CheckList",
    "Demand",
    "Finding",
    "Qualification",
    "RiskClass",
    "Tie",
    "Visit",
    "VisitPerson",
]

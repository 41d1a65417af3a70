"""Tables of this room: plans, draws, and what both go by."""

from enforcement.inspections.visiting import Cap, RiskClass
from enforcement.planning.models.draws import Draw, DrawInspector, DrawObject, DrawPair, DrawTie
from enforcement.planning.models.plans import Plan, PlannedDemand, PlannedPerson, PlannedVisit
from enforcement.planning.models.settings import Absence, Road, Target

__all__ = [
    "Absence",
    "Cap",
    "Draw",
    "DrawInspector",
    "DrawObject",
    "DrawPair",
    "DrawTie",
    "Plan",
    "PlannedDemand",
    "PlannedPerson",
    "PlannedVisit",
    "RiskClass",
    "Road",
    "Target",
]

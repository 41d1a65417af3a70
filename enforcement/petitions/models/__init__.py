"""What somebody reported, who they are (sealed apart), and what the bureau made of it."""

from enforcement.petitions.models.answers import Answer, Extension, Review
from enforcement.petitions.models.disputes import Mediation
from enforcement.petitions.models.petitions import Addition, Petition, Photo, Visiting
from enforcement.petitions.models.reporters import Reporter

__all__ = ["Addition", "Answer", "Extension", "Mediation", "Petition", "Photo", "Reporter", "Review", "Visiting"]

"""The tables of this room."""

from approvals.applications.models.application import (
    Application,
    Correction,
    CorrectionItem,
    Emission,
    ExpertReview,
    Opinion,
    Proposal,
)
from approvals.applications.models.filing import Filing, RegistrationSetting
from approvals.applications.models.participation import Participation

__all__ = [
    "Application",
    "Correction",
    "CorrectionItem",
    "Emission",
    "ExpertReview",
    "Filing",
    "Opinion",
    "Participation",
    "Proposal",
    "RegistrationSetting",
]

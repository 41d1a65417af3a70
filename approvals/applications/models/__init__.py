"""The tables of this room."""

from approvals.applications.models.application import (
    Application,
    Correction,
    CorrectionItem,
    Emission,
    Opinion,
    Proposal,
)
from approvals.applications.models.conditions import Condition
from approvals.applications.models.filing import Filing, RegistrationSetting
from approvals.applications.models.hearings import Hearing, HearingRequest
from approvals.applications.models.legal import LegalReview
from approvals.applications.models.participation import Participation
from approvals.applications.models.revisions import Revision, RevisionPoint
from approvals.applications.models.revocation import Revocation, RevocationAnswer
from approvals.applications.models.roles import RolesSetting
from approvals.applications.models.special_steps import SpecialStep

__all__ = [
    "Application",
    "Condition",
    "Correction",
    "CorrectionItem",
    "Emission",
    "Filing",
    "Hearing",
    "HearingRequest",
    "LegalReview",
    "Opinion",
    "Participation",
    "Proposal",
    "RegistrationSetting",
    "Revision",
    "RevisionPoint",
    "Revocation",
    "RevocationAnswer",
    "RolesSetting",
    "SpecialStep",
]

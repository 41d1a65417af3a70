"""The tables of this room."""

from approvals.applications.models.application import (
    Application,
    Emission,
    Opinion,
    Proposal,
)
from approvals.applications.models.conditions import Condition
from approvals.applications.models.corrections import CheckedPoint, Correction, CorrectionItem, LateDefect
from approvals.applications.models.filing import Filing, RegistrationSetting
from approvals.applications.models.hearings import Hearing, HearingRequest
from approvals.applications.models.later import LaterMaterial
from approvals.applications.models.legal import LegalReview
from approvals.applications.models.looks import PreCheck
from approvals.applications.models.participation import Participation
from approvals.applications.models.revisions import Revision, RevisionPoint
from approvals.applications.models.revocation import Revocation, RevocationAnswer
from approvals.applications.models.roles import RolesSetting
from approvals.applications.models.same_day import SameDay
from approvals.applications.models.special_steps import SpecialStep

__all__ = [
    "Application",
    "CheckedPoint",
    "Condition",
    "Correction",
    "CorrectionItem",
    "Emission",
    "Filing",
    "Hearing",
    "HearingRequest",
    "LateDefect",
    "LaterMaterial",
    "LegalReview",
    "Opinion",
    "Participation",
    "PreCheck",
    "Proposal",
    "RegistrationSetting",
    "Revision",
    "RevisionPoint",
    "Revocation",
    "RevocationAnswer",
    "RolesSetting",
    "SameDay",
    "SpecialStep",
]

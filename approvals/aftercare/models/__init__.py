"""Tables of this room."""

from approvals.aftercare.models.care import Aftercare, Milestone, Phase, StageCheck
from approvals.aftercare.models.completion import CompletionCheck
from approvals.aftercare.models.plans import Draw, Plan
from approvals.aftercare.models.turns import Change, ReExamination

__all__ = [
    "Aftercare", "Change", "CompletionCheck", "Draw", "Milestone", "Phase", "Plan", "ReExamination", "StageCheck",
]  # fmt: skip

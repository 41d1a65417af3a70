"""What people type about campaigns."""

from enforcement.campaigns.forms.campaigns import CloseForm, Find, PlanForm, WhyForm
from enforcement.campaigns.forms.tables import ColumnsForm, UploadForm
from enforcement.campaigns.forms.targets import (
    AddForm,
    AnswerForm,
    ChangeForm,
    FindTarget,
    ReportForm,
    SendBackForm,
    TakeBackForm,
    TargetForm,
    TellForm,
    VerifyForm,
    VisitForm,
)

__all__ = [
    "AddForm", "AnswerForm", "ChangeForm", "CloseForm", "ColumnsForm", "Find", "FindTarget", "PlanForm", "ReportForm",
    "SendBackForm", "TakeBackForm", "TargetForm", "TellForm", "UploadForm", "VerifyForm", "VisitForm", "WhyForm",
]  # fmt: skip

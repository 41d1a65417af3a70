"""What was asked and answered, who asks (sealed apart), and what goes to them by e-mail."""

from disclosure.requests.models.mails import Mail
from disclosure.requests.models.requests import (
    Answer,
    Applicant,
    Clarification,
    Consultation,
    Contest,
    Explaining,
    Extension,
    Request,
)

__all__ = [
    "Answer", "Applicant", "Clarification", "Consultation", "Contest", "Explaining", "Extension", "Mail", "Request",
]  # fmt: skip

"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.applications.actions.counter import submit_at_counter, supplement_at_counter, withdraw_at_counter
from approvals.applications.actions.decision import approve, extend, refuse, send_back
from approvals.applications.actions.drafts import (
    attach,
    create_draft,
    delete_draft,
    detach,
    save_attachment,
    save_public,
    save_step,
)
from approvals.applications.actions.endings import return_participation, terminate, transfer, withdraw
from approvals.applications.actions.filing import submit, supplement
from approvals.applications.actions.intake import (
    accept,
    accept_by_silence,
    accept_overdue,
    ask_correction,
    complete_acceptance,
    decline,
)
from approvals.applications.actions.review import (
    assign,
    call_off_expert_review,
    commission_expert_review,
    confirm_expert_review,
    file_expert_opinion,
    propose,
    write_opinion,
)
from approvals.applications.actions.service import record_service

__all__ = [
    "accept",
    "accept_by_silence",
    "accept_overdue",
    "approve",
    "ask_correction",
    "assign",
    "attach",
    "call_off_expert_review",
    "commission_expert_review",
    "complete_acceptance",
    "confirm_expert_review",
    "create_draft",
    "decline",
    "delete_draft",
    "detach",
    "extend",
    "file_expert_opinion",
    "propose",
    "record_service",
    "refuse",
    "return_participation",
    "save_attachment",
    "save_public",
    "save_step",
    "send_back",
    "submit",
    "submit_at_counter",
    "supplement",
    "supplement_at_counter",
    "terminate",
    "transfer",
    "withdraw",
    "withdraw_at_counter",
    "write_opinion",
]

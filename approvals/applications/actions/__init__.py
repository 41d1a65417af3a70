"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.applications.actions.corrections import (
    accept_with_defects,
    answer_item,
    ask_correction,
    judge_correction,
)
from approvals.applications.actions.counter import (
    answer_revision_at_counter,
    submit_at_counter,
    supplement_at_counter,
    withdraw_at_counter,
)
from approvals.applications.actions.decision import approve, refuse, send_back
from approvals.applications.actions.delegations import (
    agree_delegation,
    decline_delegation,
    delegate,
    end_delegation,
)
from approvals.applications.actions.drafts import (
    attach,
    create_draft,
    delete_draft,
    detach,
    save_attachment,
    save_participation,
    save_public,
    save_step,
)
from approvals.applications.actions.endings import end_filing, return_participation, terminate, transfer, withdraw
from approvals.applications.actions.extension import extend
from approvals.applications.actions.filing import submit, supplement
from approvals.applications.actions.filing_numbers import enter_filing, keep_receipt, mend_filing
from approvals.applications.actions.following import follow
from approvals.applications.actions.hearing import (
    arrange_hearing,
    confirm_hearing,
    confirm_opinion,
    file_transcript,
)
from approvals.applications.actions.hearing_requests import (
    ask_hearing,
    record_hearing_request,
    record_hearing_withdrawal,
    withdraw_hearing,
)
from approvals.applications.actions.intake import (
    accept,
    accept_by_silence,
    accept_overdue,
    complete_acceptance,
    decline,
)
from approvals.applications.actions.later import file_later, promise_later
from approvals.applications.actions.legal import ask_legal_review, review_legality
from approvals.applications.actions.precheck import pre_check
from approvals.applications.actions.public import go_on, take_up_hearing_request
from approvals.applications.actions.registration import (
    check_filing,
    file_registration,
    hand_over,
    set_registration_mode,
)
from approvals.applications.actions.review import assign, propose, take, write_opinion
from approvals.applications.actions.revisions import answer_revision, ask_revision, call_off_revision, judge_revision
from approvals.applications.actions.revocation import (
    drop_revocation,
    end_approval,
    give_up_approval,
    none_waits,
    propose_revocation,
)
from approvals.applications.actions.revocation_heard import answer_revocation, file_revocation_hearing, record_answer
from approvals.applications.actions.roles import set_roles
from approvals.applications.actions.same_day import reply_not_needed, say_why_unfinished, take_up_same_day
from approvals.applications.actions.service import correct_service, record_failed_service, record_service
from approvals.applications.actions.special_step import (
    call_off_assessment,
    call_off_expert_review,
    commission_assessment,
    commission_expert_review,
    confirm_assessment,
    confirm_expert_review,
    file_assessment,
    file_expert_opinion,
)
from approvals.applications.actions.voiding import agree_void, decline_void, propose_void

__all__ = [
    "accept",
    "accept_by_silence",
    "accept_overdue",
    "accept_with_defects",
    "agree_delegation",
    "agree_void",
    "answer_item",
    "answer_revision",
    "answer_revision_at_counter",
    "answer_revocation",
    "approve",
    "arrange_hearing",
    "ask_correction",
    "ask_hearing",
    "ask_legal_review",
    "ask_revision",
    "assign",
    "attach",
    "call_off_assessment",
    "call_off_expert_review",
    "call_off_revision",
    "check_filing",
    "commission_assessment",
    "commission_expert_review",
    "complete_acceptance",
    "confirm_assessment",
    "confirm_expert_review",
    "confirm_hearing",
    "confirm_opinion",
    "correct_service",
    "create_draft",
    "decline",
    "decline_delegation",
    "decline_void",
    "delegate",
    "delete_draft",
    "detach",
    "drop_revocation",
    "end_approval",
    "end_delegation",
    "end_filing",
    "enter_filing",
    "extend",
    "file_assessment",
    "file_expert_opinion",
    "file_later",
    "file_registration",
    "file_revocation_hearing",
    "file_transcript",
    "follow",
    "give_up_approval",
    "go_on",
    "hand_over",
    "judge_correction",
    "judge_revision",
    "keep_receipt",
    "mend_filing",
    "none_waits",
    "pre_check",
    "promise_later",
    "propose",
    "propose_revocation",
    "propose_void",
    "record_answer",
    "record_failed_service",
    "record_hearing_request",
    "record_hearing_withdrawal",
    "record_service",
    "refuse",
    "reply_not_needed",
    "return_participation",
    "review_legality",
    "save_attachment",
    "save_participation",
    "save_public",
    "save_step",
    "say_why_unfinished",
    "send_back",
    "set_registration_mode",
    "set_roles",
    "submit",
    "submit_at_counter",
    "supplement",
    "supplement_at_counter",
    "take",
    "take_up_hearing_request",
    "take_up_same_day",
    "terminate",
    "transfer",
    "withdraw",
    "withdraw_at_counter",
    "withdraw_hearing",
    "write_opinion",
]

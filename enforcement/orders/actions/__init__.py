"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.orders.actions.collecting import close, end_execution, go_to_court, urge
from enforcement.orders.actions.deciding import decide, drop, spare
from enforcement.orders.actions.evidence import add_evidence, attach, settle_evidence
from enforcement.orders.actions.extending import call_extension
from enforcement.orders.actions.hearing import (
    arrange_hearing,
    ask_hearing,
    minute_hearing,
    record_hearing_request,
    withdraw_hearing,
)
from enforcement.orders.actions.opening import (
    decline,
    extend_decision,
    extend_filing,
    file_case,
    open_daily,
    open_penalty,
)
from enforcement.orders.actions.orders import end_order, open_order, reinspected, renew, report_correction, sign_order
from enforcement.orders.actions.paying import allow_time, ask_time, pay, record_time_request, take_back_payment
from enforcement.orders.actions.persons import open_person
from enforcement.orders.actions.proposing import (
    answer_defence,
    notify,
    propose,
    record_defence,
    send_back,
    state_defence,
)
from enforcement.orders.actions.publishing import answer_repair, ask_repair
from enforcement.orders.actions.remedies import end_display, end_remedy, record_remedy
from enforcement.orders.actions.reviewing import call_discussion, conclude_discussion, review, speak
from enforcement.orders.actions.sealings import approve as approve_sealing
from enforcement.orders.actions.sealings import decline as decline_sealing
from enforcement.orders.actions.sealings import extend as extend_sealing
from enforcement.orders.actions.sealings import lift as lift_sealing
from enforcement.orders.actions.sealings import open_sealing
from enforcement.orders.actions.service import correct_service, record_not_served, serve_letter
from enforcement.orders.actions.transferring import record_reply, transfer
from enforcement.orders.actions.voiding import agree_void, decline_void, propose_void
from enforcement.orders.actions.waiting import ask_wait, confirm_wait, decline_wait, end_wait
from enforcement.orders.rules.owed import added, over

__all__ = [
    "add_evidence", "added", "agree_void", "allow_time", "answer_defence", "answer_repair", "approve_sealing",
    "arrange_hearing", "ask_hearing", "ask_repair", "ask_time", "ask_wait", "attach", "call_discussion",
    "call_extension", "close", "conclude_discussion", "confirm_wait", "correct_service", "decide", "decline",
    "decline_sealing", "decline_void", "decline_wait", "drop", "end_display", "end_execution", "end_order",
    "end_remedy", "end_wait", "extend_decision", "extend_filing", "extend_sealing", "file_case", "go_to_court",
    "lift_sealing", "minute_hearing", "notify", "open_daily", "open_order", "open_penalty", "open_person",
    "open_sealing", "over", "pay", "propose", "propose_void", "record_defence", "record_hearing_request",
    "record_not_served", "record_remedy", "record_reply", "record_time_request", "reinspected", "renew",
    "report_correction", "review", "send_back", "serve_letter", "settle_evidence", "sign_order", "spare", "speak",
    "state_defence", "take_back_payment", "transfer", "urge", "withdraw_hearing",
]  # fmt: skip

"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.fees.actions.correcting import answer_write_off, ask_write_off, reverse
from enforcement.fees.actions.declaring import declare, hand_over, object_to, recheck, verify
from enforcement.fees.actions.demanding import demand, relieve
from enforcement.fees.actions.imports import import_payments
from enforcement.fees.actions.paying import Receipt, accrue, match, pay, refund

__all__ = [
    "Receipt", "accrue", "answer_write_off", "ask_write_off", "declare", "demand", "hand_over", "import_payments",
    "match", "object_to", "pay", "recheck", "refund", "relieve", "reverse", "verify",
]  # fmt: skip

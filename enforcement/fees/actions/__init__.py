"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.fees.actions.declaring import declare, hand_over, object_to, recheck, verify
from enforcement.fees.actions.demanding import demand, relieve
from enforcement.fees.actions.imports import import_payments
from enforcement.fees.actions.paying import Receipt, accrue, match, pay, refund

__all__ = [
    "Receipt", "accrue", "declare", "demand", "hand_over", "import_payments", "match", "object_to", "pay", "recheck",
    "refund", "relieve", "verify",
]  # fmt: skip

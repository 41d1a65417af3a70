"""The tables of this room."""

from enforcement.orders.models.hearing import Defence, Discussion, Hearing, LeaderView, LegalReview
from enforcement.orders.models.orders import Correction, Order, OrderEvidence, ReInspection
from enforcement.orders.models.payment import Instalment, Payment, Postponement
from enforcement.orders.models.penalties import Evidence, Penalty, Repair, Transfer, Waiting
from enforcement.orders.models.remedies import Remedy
from enforcement.orders.models.sealings import Sealing, SealingItem

__all__ = [
    "Correction", "Defence", "Discussion", "Evidence", "Hearing", "Instalment", "LeaderView", "LegalReview", "Order",
    "OrderEvidence", "Payment", "Penalty", "Postponement", "ReInspection", "Remedy", "Repair", "Sealing", "SealingItem",
    "Transfer", "Waiting",
]  # fmt: skip

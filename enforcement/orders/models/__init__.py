"""The tables of this room."""

from enforcement.orders.models.hearing import Defence, Discussion, Hearing, LeaderView, LegalReview
from enforcement.orders.models.orders import Correction, Order, ReInspection
from enforcement.orders.models.payment import Contest, Instalment, Payment, Postponement
from enforcement.orders.models.penalties import Evidence, Penalty, Repair, Transfer, Waiting
from enforcement.orders.models.sealings import Sealing, SealingItem

__all__ = [
    "Contest", "Correction", "Defence", "Discussion", "Evidence", "Hearing", "Instalment", "LeaderView", "LegalReview",
    "Order", "Payment", "Penalty", "Postponement", "ReInspection", "Repair", "Sealing", "SealingItem", "Transfer",
    "Waiting",
]  # fmt: skip

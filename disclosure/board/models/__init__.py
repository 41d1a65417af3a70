"""What this room keeps: notices as they were handed in, and the catalogue that says what has to be published."""

from disclosure.board.models.attempts import Attempt
from disclosure.board.models.catalogue import DisclosureItem, ItemProposal, NilReturn
from disclosure.board.models.notices import UNDATED, Edition, Figure, Notice, NoticeFile, ProgressTry
from disclosure.board.models.overturned import Overturned
from disclosure.board.models.papers import PaperCheck
from disclosure.board.models.subscriptions import Subscription, SubscriptionAsk, SubscriptionMail
from disclosure.board.models.wrongs import WrongReport

__all__ = [
    "UNDATED",
    "Attempt",
    "DisclosureItem",
    "Edition",
    "Figure",
    "ItemProposal",
    "NilReturn",
    "Notice",
    "NoticeFile",
    "Overturned",
    "PaperCheck",
    "ProgressTry",
    "Subscription",
    "SubscriptionAsk",
    "SubscriptionMail",
    "WrongReport",
]

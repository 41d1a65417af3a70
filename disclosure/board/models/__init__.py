"""What this room keeps: notices as they were handed in, and the catalogue that says what has to be published."""

from disclosure.board.models.catalogue import DisclosureItem, ItemProposal, NilReturn
from disclosure.board.models.notices import UNDATED, Edition, Notice, NoticeFile, ProgressTry
from disclosure.board.models.papers import PaperCheck
from disclosure.board.models.wrongs import WrongReport

__all__ = [
    "UNDATED",
    "DisclosureItem",
    "Edition",
    "ItemProposal",
    "NilReturn",
    "Notice",
    "NoticeFile",
    "PaperCheck",
    "ProgressTry",
    "WrongReport",
]

"""The verbs of the board."""

from disclosure.board.actions.addresses import addresses_drawn_from
from disclosure.board.actions.catalogue import (
    agree_item,
    decline_item,
    draft_nil,
    load_catalogue,
    look_again,
    propose_item,
    publish_nil,
    say_nil,
)
from disclosure.board.actions.drafts import announce, draft, rewrite, stop_shown
from disclosure.board.actions.dumps import dump, sweep
from disclosure.board.actions.history import take_in
from disclosure.board.actions.mails import claim, deliver
from disclosure.board.actions.notices import ask, correct, publish, submit, take_back, withdraw
from disclosure.board.actions.overturned import say_overturned
from disclosure.board.actions.papers import paper_read, read_papers, read_papers_of
from disclosure.board.actions.subscriptions import confirm, leave, subscribe, tell
from disclosure.board.actions.wrongs import answer_wrong, say_wrong

__all__ = [
    "addresses_drawn_from",
    "agree_item",
    "announce",
    "answer_wrong",
    "ask",
    "claim",
    "confirm",
    "correct",
    "decline_item",
    "deliver",
    "draft",
    "draft_nil",
    "dump",
    "leave",
    "load_catalogue",
    "look_again",
    "paper_read",
    "propose_item",
    "publish",
    "publish_nil",
    "read_papers",
    "read_papers_of",
    "rewrite",
    "say_nil",
    "say_overturned",
    "say_wrong",
    "stop_shown",
    "submit",
    "subscribe",
    "sweep",
    "take_back",
    "take_in",
    "tell",
    "withdraw",
]

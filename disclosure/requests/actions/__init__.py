"""The verbs of this room."""

from disclosure.requests.actions.answering import draft, send_back, sign
from disclosure.requests.actions.asking import find, supplement, withdraw
from disclosure.requests.actions.clarifying import ask_clarification, clarified, explain, explained, give_up
from disclosure.requests.actions.consulting import consult, drop, opinion, reached, send_consultation
from disclosure.requests.actions.extending import extend
from disclosure.requests.actions.identity import see_applicant
from disclosure.requests.actions.mailing import send_mails
from disclosure.requests.actions.publishing import contest, end_contest, propose_publication, say_same
from disclosure.requests.actions.receiving import Typed, confirm, enter, send
from disclosure.requests.actions.reminding import remind
from disclosure.requests.actions.serving import fetched, handed, posted

__all__ = [
    "Typed",
    "ask_clarification",
    "clarified",
    "confirm",
    "consult",
    "contest",
    "draft",
    "drop",
    "end_contest",
    "enter",
    "explain",
    "explained",
    "extend",
    "fetched",
    "find",
    "give_up",
    "handed",
    "opinion",
    "posted",
    "propose_publication",
    "reached",
    "remind",
    "say_same",
    "see_applicant",
    "send",
    "send_back",
    "send_consultation",
    "send_mails",
    "sign",
    "supplement",
    "withdraw",
]

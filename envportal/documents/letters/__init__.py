"""The door of this room for letters: issue one, serve one, print it, read it as a page.

Letters know nothing of the other rooms: what they say of the case comes in `fields` (rules.REQUIRED has them by
kind). Bureau, addressee, remedies and legal basis are copied into `frame`, so a letter reads tomorrow as today.
"""

from envportal.documents.letters.by_hand import take_proof
from envportal.documents.letters.issuing import Kind, issue
from envportal.documents.letters.paper import css, html, paper
from envportal.documents.letters.press import render, revive
from envportal.documents.letters.preview import preview
from envportal.documents.letters.proof import Match, ask, drawn, proof
from envportal.documents.letters.seals import agree_void, decline_void, end, propose_void, register, retire, stamp
from envportal.documents.letters.service import Proof, correct, fail, read, serve, standing_service
from envportal.documents.letters.voiding import Room
from envportal.documents.letters.wording import made_from, remedies_for_everybody

__all__ = [
    "Kind",
    "Match",
    "Proof",
    "Room",
    "agree_void",
    "ask",
    "correct",
    "css",
    "decline_void",
    "drawn",
    "end",
    "fail",
    "html",
    "issue",
    "made_from",
    "paper",
    "preview",
    "proof",
    "propose_void",
    "read",
    "register",
    "remedies_for_everybody",
    "render",
    "retire",
    "revive",
    "serve",
    "stamp",
    "standing_service",
    "take_proof",
]

"""The door of this room for letters: issue one, serve one, print it, read it as a page.

Letters know nothing of the other rooms: what they say of the case comes in `fields` (rules.REQUIRED has them by
kind). Bureau, addressee, remedies and legal basis are copied into `frame`, so a letter reads tomorrow as today.
"""

from envportal.documents.letters.issuing import Kind, issue
from envportal.documents.letters.paper import html, paper
from envportal.documents.letters.press import render, revive
from envportal.documents.letters.service import Proof, correct, fail, read, serve, standing_service

__all__ = [
    "Kind",
    "Proof",
    "correct",
    "fail",
    "html",
    "issue",
    "paper",
    "read",
    "render",
    "revive",
    "serve",
    "standing_service",
]

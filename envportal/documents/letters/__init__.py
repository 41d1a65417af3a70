"""The door of this room for letters: issue one, serve one, print it, read it as a page.

Letters know nothing of the other rooms: what they say of the case comes in `fields` (rules.REQUIRED has them by
kind). Bureau, addressee, remedies and legal basis are copied into `frame`, so a letter reads tomorrow as today.
"""

from envportal.documents.letters.issuing import Kind, issue, serve
from envportal.documents.letters.paper import css, html, paper
from envportal.documents.letters.press import render, revive

__all__ = ["Kind", "css", "html", "issue", "paper", "render", "revive", "serve"]

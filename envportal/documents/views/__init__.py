"""Fetch a file, read a letter, fetch its PDF, seal it; ask whether it is good."""

from envportal.documents.views.files import Download, Versions, served
from envportal.documents.views.letters import Acknowledge, LetterPage, LetterPdf
from envportal.documents.views.proof import Verify
from envportal.documents.views.seals import EndSeal, NewSeal, Numbers, Seals, Stamp

__all__ = [
    "Acknowledge",
    "Download",
    "EndSeal",
    "LetterPage",
    "LetterPdf",
    "NewSeal",
    "Numbers",
    "Seals",
    "Stamp",
    "Verify",
    "Versions",
    "served",
]

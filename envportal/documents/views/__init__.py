"""Fetch a file, read a letter, fetch its PDF, seal it; ask whether it is good."""

from envportal.documents.views.files import Download, Versions, remark, served
from envportal.documents.views.letters import Acknowledge, LetterPage, LetterPdf
from envportal.documents.views.proof import Verify
from envportal.documents.views.seals import EndSeal, NewSeal, Numbers, Seals, Stamp
from envportal.documents.views.uploads import Begin, Check, One

__all__ = [
    "Acknowledge",
    "Begin",
    "Check",
    "Download",
    "EndSeal",
    "LetterPage",
    "LetterPdf",
    "NewSeal",
    "Numbers",
    "One",
    "Seals",
    "Stamp",
    "Verify",
    "Versions",
    "remark",
    "served",
]

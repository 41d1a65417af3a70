"""Fetch a file, send one in pieces, read a letter, fetch its PDF."""

from envportal.documents.views.files import Download, remark, served
from envportal.documents.views.letters import LetterPage, LetterPdf
from envportal.documents.views.uploads import Begin, Check, One

__all__ = ["Begin", "Check", "Download", "LetterPage", "LetterPdf", "One", "remark", "served"]

"""Fetch a file, read a letter, fetch its PDF."""

from envportal.documents.views.files import Download, served
from envportal.documents.views.letters import Acknowledge, LetterPage, LetterPdf

__all__ = ["Acknowledge", "Download", "LetterPage", "LetterPdf", "served"]

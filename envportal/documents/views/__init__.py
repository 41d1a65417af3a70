"""Fetch a file, read a letter, fetch its PDF."""

from envportal.documents.views.files import Download, served
from envportal.documents.views.letters import LetterPage, LetterPdf

__all__ = ["Download", "LetterPage", "LetterPdf", "served"]

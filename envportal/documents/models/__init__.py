"""Files in, letters out, and the counters of their numbers."""

from envportal.documents.models.files import Document
from envportal.documents.models.letters import Letter
from envportal.documents.models.numbers import NumberSeries
from envportal.documents.models.seals import LetterPrint, OfficialSeal, Sealing, Voiding

__all__ = ["Document", "Letter", "LetterPrint", "NumberSeries", "OfficialSeal", "Sealing", "Voiding"]

"""Files in, letters out, the words letters are made from, and the counters of their numbers."""

from envportal.documents.models.files import Document
from envportal.documents.models.letters import Letter
from envportal.documents.models.numbers import NumberSeries
from envportal.documents.models.seals import LetterPrint, OfficialSeal, Sealing, Voiding
from envportal.documents.models.service import LetterReading, Service
from envportal.documents.models.uploads import Upload
from envportal.documents.models.wording import Remedy, Wording

__all__ = [
    "Document",
    "Letter",
    "LetterPrint",
    "LetterReading",
    "NumberSeries",
    "OfficialSeal",
    "Remedy",
    "Sealing",
    "Service",
    "Upload",
    "Voiding",
    "Wording",
]

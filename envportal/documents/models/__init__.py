"""Files in, letters out, and the counters of their numbers."""

from envportal.documents.models.files import Document
from envportal.documents.models.letters import Letter
from envportal.documents.models.numbers import NumberSeries
from envportal.documents.models.service import LetterReading, Service

__all__ = ["Document", "Letter", "LetterReading", "NumberSeries", "Service"]

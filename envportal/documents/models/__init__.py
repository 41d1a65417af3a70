"""Files in, letters out, the words letters are made from, and the counters of their numbers."""

from envportal.documents.models.files import Document
from envportal.documents.models.letters import Letter
from envportal.documents.models.numbers import NumberSeries
from envportal.documents.models.wording import Remedy, Wording

__all__ = ["Document", "Letter", "NumberSeries", "Remedy", "Wording"]

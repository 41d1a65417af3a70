"""Files in, letters out, and the counters of their numbers."""

from envportal.documents.models.files import Document
from envportal.documents.models.letters import Letter
from envportal.documents.models.numbers import NumberSeries
from envportal.documents.models.uploads import Upload

__all__ = ["Document", "Letter", "NumberSeries", "Upload"]

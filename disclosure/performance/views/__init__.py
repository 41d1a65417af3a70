"""The pages of the record."""

from disclosure.performance.views.pages import Explain, Performance, RecordFile, RecordList

__all__ = ["Explain", "Performance", "RecordFile", "RecordList"]

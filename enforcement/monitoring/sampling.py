"""The door of this room: ask for monitoring, read what it proved, say that it was followed."""

from enforcement.monitoring.actions import ask, followed
from enforcement.monitoring.queries import evidence_of, near, results, source_of, wanted_by
from enforcement.monitoring.rules import over
from enforcement.monitoring.states import FOR

__all__ = ["FOR", "ask", "evidence_of", "followed", "near", "over", "results", "source_of", "wanted_by"]

"""Why an import does not go on."""

from __future__ import annotations

from envportal.refusals import Refused


class NotYourImport(Refused):
    """The person has no role for this step in the bureau of the import."""


class SamePerson(Refused):
    """Four eyes: who uploaded a table or said what its columns are does not put it on the board."""

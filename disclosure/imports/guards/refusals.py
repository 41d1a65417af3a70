"""Why an import does not go on."""

from __future__ import annotations

from envportal.refusals import Refused


class NotWaiting(Refused):
    """The import is at another step by now."""


class NotYourImport(Refused):
    """The person has no role for this step in the bureau of the import."""


class SamePerson(Refused):
    """Four eyes: who uploaded a table or said what its columns are does not put it on the board."""


class BadMapping(Refused):
    """The columns do not say what a notice needs; `of` names the field of the form, if there is one."""

    def __init__(self, sentence: object, of: str = "") -> None:
        super().__init__(sentence)
        self.of = of

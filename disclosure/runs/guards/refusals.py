"""Why a table does not go on."""

from __future__ import annotations

from envportal.refusals import Refused


class NotWaiting(Refused):
    """The table is at another step by now."""


class BadColumns(Refused):
    """The columns do not say what rows need; `of` names the field of the form, if there is one."""

    def __init__(self, sentence: object, of: str = "") -> None:
        super().__init__(sentence)
        self.of = of

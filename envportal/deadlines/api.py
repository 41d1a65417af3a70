"""The calculator of due days at an address: what the `deadline` command answers, by GET."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from envportal.deadlines import queries
from envportal.questions import QuestionError
from envportal.workdays import TermError, batch, shipped

if TYPE_CHECKING:
    from django.http import QueryDict

router = Router(tags=["compute"])
NUMBERS = ("amount", "extension")
WHOLE = re.compile(r"-?[0-9]{1,9}")
TRUTHS = {"true": True, "false": False}


class Question(Schema):
    """The fields of a deadline, a window or hours; a pause is FROM/TO and may be repeated."""

    kind: str = Field("deadline", description="deadline, window or hours", examples=["deadline"])
    starts_on: str = Field("", description="The day it starts (deadline, window)", examples=["2026-09-14"])
    starts_at: str = Field("", description="The moment it starts (hours)", examples=["2026-09-14T16:48:00+08:00"])
    amount: str = Field("", description="How many days or hours, a whole number", examples=["30"])
    unit: str = Field("", description="working_day or calendar_day", examples=["working_day"])
    extension: str = Field("", description="Days it was extended by", examples=["0"])
    first_day_counted: str = Field("", description="true if the first day counts", examples=["false"])
    pauses: list[str] = Field([], description="Days taken out, FROM/TO; repeated", examples=[["2026-10-01/2026-10-07"]])
    bureau: str = Field("", description="Code of a bureau, for its own days off", examples=["yunxi"])
    explain: str = Field("", description="1: every day and why it counts or not", examples=["1"])


class Trouble(Schema):
    """What is wrong with the question, as one sentence."""

    error: str = Field(examples=["starts_on is missing."])


@router.get(
    "/compute/deadline", response={200: dict[str, Any], 400: Trouble}, url_name="compute-deadline",
    summary="When something is due; with explain=1 every day and why it counts or not",
    description="Leave out what the kind does not have: an unknown or empty field is refused with 400 and a sentence.",
)  # fmt: skip
def deadline(request: HttpRequest, asked: Query[Question]) -> Status[dict[str, Any]]:  # noqa: ARG001
    try:
        return Status(200, answer(request.GET))
    except QuestionError as error:
        return Status(400, {"error": str(error)})


def answer(typed: QueryDict) -> dict[str, Any]:
    """The same answer as the command's, from the same fields. Raises QuestionError with one sentence."""
    question: dict[str, object] = {"kind": "deadline"}
    for name, values in typed.lists():
        question[name] = [value.split("/") for value in values] if name == "pauses" else _single(name, values)
    bureau, explained = question.pop("bureau", ""), question.pop("explain", "")
    calendar = queries.calendar_of_code(str(bureau)) if bureau else shipped()
    if calendar is None:
        raise TermError(f"There is no bureau with the code {bureau}.")
    return batch.answer(question, calendar, explained=explained == "1")


def _single(name: str, values: list[str]) -> object:
    """A value as JSON would have it: whole numbers and truths are not text."""
    if len(values) > 1:
        raise TermError(f"{name} is given twice.")
    text = values[0]
    if name in NUMBERS and WHOLE.fullmatch(text):
        return int(text)
    return TRUTHS.get(text, text) if name == "first_day_counted" else text

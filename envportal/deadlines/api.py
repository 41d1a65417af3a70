"""The calculator of due days at an address: what the `deadline` command answers, by GET."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

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

    kind: str = "deadline"
    starts_on: str = ""
    starts_at: str = ""
    amount: str = ""
    unit: str = ""
    extension: str = ""
    first_day_counted: str = ""
    pauses: list[str] = []
    bureau: str = ""
    explain: str = ""


class Trouble(Schema):
    error: str


@router.get(
    "/compute/deadline", response={200: dict[str, Any], 400: Trouble}, url_name="compute-deadline",
    summary="When something is due; with explain=1 every day and why it counts or not",
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

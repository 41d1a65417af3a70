"""The classification catalogue at its address: what the command answers, by GET."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from approvals.catalogue.rules import calculators
from envportal.questions import QuestionError

if TYPE_CHECKING:
    from django.http import QueryDict

router = Router(tags=["compute"])
ANSWER = re.compile(r"q\d{1,3}")
NUMBER = re.compile(r"\d{1,4}")


class CatalogueQuestion(Schema):
    """An item with what is known of the project, or words to find items by."""

    kind: str = Field("classify", description="classify or find", examples=["classify"])
    item: str = Field("", description="Number of an item, 1 to 173", examples=["66"])
    words: str = Field("", description="With find: words, or an industry code of GB/T 4754", examples=["喷漆"])
    on: str = Field("", description="The day whose edition is asked; the latest if empty", examples=["2026-10-16"])
    q1: str = Field("", description="Answer to the item's first question: yes, no, unsure or a number", examples=["no"])
    q2: str = Field("", description="To its second; q3 and further alike", examples=["12"])
    explain: str = Field("", description="1: all questions and criteria of the item", examples=["1"])


class Trouble(Schema):
    error: str


@router.get(
    "/compute/catalogue", response={200: dict[str, Any], 400: Trouble}, url_name="compute-catalogue",
    summary="Which document a project needs by the classification catalogue; with explain=1 what is asked and why",
    description="`open` lists the questions that decide next; ask again with their answers until it is empty.",
)  # fmt: skip
def catalogue(request: HttpRequest, asked: Query[CatalogueQuestion]) -> Status[dict[str, Any]]:  # noqa: ARG001
    try:
        question, explained = _question(request.GET)
        return Status(200, calculators.catalogue(question, explained=explained))
    except QuestionError as error:
        return Status(400, {"error": str(error)})


def _question(typed: QueryDict) -> tuple[dict[str, Any], bool]:
    """The address as JSON would have it; what is left empty was not said."""
    for name, values in typed.lists():
        if len(values) > 1:
            raise QuestionError(f"{name} is given twice.")
    said = {name: value for name, value in typed.dict().items() if value}
    explained = said.pop("explain", "") == "1"
    answers = {name: said.pop(name) for name in list(said) if ANSWER.fullmatch(name)}
    question: dict[str, Any] = dict(said)
    if "item" in question:
        number = question["item"]
        question["item"] = int(number) if number.isascii() and NUMBER.fullmatch(number) else number
    if answers:
        question["answers"] = answers
    return question, explained

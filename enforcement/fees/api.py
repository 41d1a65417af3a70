"""The fee calculator at its address: what the command answers, by GET."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from enforcement.fees.rules import calculators
from envportal.questions import QuestionError

if TYPE_CHECKING:
    from django.http import QueryDict

router = Router(tags=["compute"])
TRUTHS = {"true": True, "false": False}
LISTS = ("pollutants", "wastes")


class FeeQuestion(Schema):
    """A month of one outlet, heap or boundary; or an amount that was paid late."""

    kind: str = Field("", description="amount (as if left out) or late_fee", examples=["amount"])
    medium: str = Field("", description="water, air, solid, smoke or noise", examples=["water"])
    period: str = Field("", description="The month of the discharge, which chooses the regime", examples=["2016-01"])
    pollutants: list[str] = Field(
        [], description="Water and air: NAME/QUANTITY, then /over, /over_total, /concentration=, /standard=, "
        "/background=, /ph=, /times=, /rate= as needed; repeated", examples=[["COD/1200/over", "NH3-N/80"]],
    )  # fmt: skip
    province: str = Field("", description="Whose rates apply", examples=["天津"])
    rate: str = Field("", description="Yuan an equivalent, where the province's is not in the tables", examples=["1.2"])
    digits: str = Field("", description="Round each equivalent to so many places first", examples=["2"])
    wastes: list[str] = Field([], description="Solid: NAME/TONNES, repeated", examples=[["粉煤灰/12"]])
    grade: str = Field("", description="Smoke: blackness, 1 to 5", examples=["3"])
    fuel: str = Field("", description="Smoke: tonnes of fuel", examples=["100"])
    day: str = Field("", description="Noise: decibels over by day", examples=["4"])
    night: str = Field("", description="Noise: decibels over by night", examples=["2.6"])
    peak: str = Field("", description="Noise: peak decibels over by night", examples=["5"])
    days: str = Field("", description="Noise: days over in the month", examples=["15"])
    two_points: str = Field("", description="Noise: true, two points over more than 100 m", examples=["false"])
    rounding: str = Field("", description="Noise: half_up, up or down", examples=["half_up"])
    amount: str = Field("", description="Late fee: yuan that were due", examples=["1000.00"])
    due_on: str = Field("", description="Late fee: the last day to pay", examples=["2016-05-10"])
    paid_on: str = Field("", description="Late fee: the day of payment", examples=["2016-05-20"])
    explain: str = Field("", description="1: the whole working", examples=["1"])


class Trouble(Schema):
    error: str


@router.get(
    "/compute/fee", response={200: dict[str, Any], 400: Trouble}, url_name="compute-fee",
    summary="A discharge fee, the tax or a late fee; with explain=1 the whole working",
)  # fmt: skip
def fee(request: HttpRequest, asked: Query[FeeQuestion]) -> Status[dict[str, Any]]:  # noqa: ARG001
    try:
        question = question_of(request.GET)
        explained = question.pop("explain", "") == "1"
        return Status(200, calculators.fee(question, explained=explained))
    except QuestionError as error:
        return Status(400, {"error": str(error)})


def question_of(typed: QueryDict) -> dict[str, object]:
    """The question as JSON would have it; what is left empty was not said."""
    found = {name: _value(name, values) for name, values in typed.lists()}
    return {name: value for name, value in found.items() if value not in ("", [""])}


def _value(name: str, values: list[str]) -> object:
    if name in LISTS:
        return values
    if len(values) > 1:
        raise QuestionError(f"{name} is given twice.")
    return TRUTHS.get(values[0], values[0]) if name == "two_points" else values[0]

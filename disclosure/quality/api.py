"""The calculators of environmental quality at their addresses: what the commands answer, by GET."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from disclosure.quality.rules import calculators
from envportal.questions import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from envportal.questions import Answer

router = Router(tags=["compute"])
TRUTHS = {"true": True, "false": False}
TRUE_OR_FALSE = ("lake", "partial")


class AirQuestion(Schema):
    """Concentrations in µg/m³, CO in mg/m³; what was not measured is left out."""

    on: str = ""
    kind: str = "daily"
    so2: str = ""
    no2: str = ""
    pm10: str = ""
    pm25: str = ""
    co: str = ""
    o3: str = ""
    partial: str = ""
    explain: str = ""


class WaterQuestion(Schema):
    """Items of GB 3838-2002, table 1, in mg/L; 0.05L is below detection."""

    lake: str = ""
    target: str = ""
    temperature: str = ""
    ph: str = ""
    do: str = ""
    codmn: str = ""
    cod: str = ""
    bod5: str = ""
    nh3n: str = ""
    tp: str = ""
    tn: str = ""
    cu: str = ""
    zn: str = ""
    f: str = ""
    se: str = ""
    as_: str = Field("", alias="as")
    hg: str = ""
    cd: str = ""
    cr6: str = ""
    pb: str = ""
    cn: str = ""
    phenol: str = ""
    oil: str = ""
    las: str = ""
    s: str = ""
    coliform: str = ""
    explain: str = ""


class Trouble(Schema):
    error: str


@router.get(
    "/compute/aqi", response={200: dict[str, Any], 400: Trouble}, url_name="compute-aqi",
    summary="The air quality index of six concentrations; with explain=1 how each was computed",
)  # fmt: skip
def aqi(request: HttpRequest, asked: Query[AirQuestion]) -> Status[dict[str, Any]]:  # noqa: ARG001
    return _answered(request.GET, calculators.aqi)


@router.get(
    "/compute/water_class", response={200: dict[str, Any], 400: Trouble}, url_name="compute-water-class",
    summary="The class of surface water by its items; with explain=1 the class of each",
)  # fmt: skip
def water_class(request: HttpRequest, asked: Query[WaterQuestion]) -> Status[dict[str, Any]]:  # noqa: ARG001
    return _answered(request.GET, calculators.water_class)


def _answered(typed: QueryDict, compute: Callable[..., Answer]) -> Status[dict[str, Any]]:
    try:
        question = {name: _single(name, values) for name, values in typed.lists()}
        explained = question.pop("explain", "") == "1"
        return Status(200, compute(question, explained=explained))
    except QuestionError as error:
        return Status(400, {"error": str(error)})


def _single(name: str, values: list[str]) -> object:
    """A value as JSON would have it; what is left empty was not measured."""
    if len(values) > 1:
        raise QuestionError(f"{name} is given twice.")
    text = values[0]
    if name in TRUE_OR_FALSE:
        return TRUTHS.get(text, text)
    return text if text or name == "on" else None

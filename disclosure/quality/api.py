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

    on: str = Field("", description="The day, which chooses the standard", examples=["2026-10-16"])
    kind: str = Field("daily", description="daily or hourly", examples=["daily"])
    so2: str = Field("", description="Sulphur dioxide, µg/m³", examples=["8"])
    no2: str = Field("", description="Nitrogen dioxide, µg/m³", examples=["26"])
    pm10: str = Field("", description="PM10, µg/m³", examples=["71"])
    pm25: str = Field("", description="PM2.5, µg/m³", examples=["75"])
    co: str = Field("", description="Carbon monoxide, mg/m³", examples=["0.6"])
    o3: str = Field("", description="Ozone, µg/m³: daily the largest 8-hour mean", examples=["61"])
    partial: str = Field("", description="true: an index though pollutants are missing", examples=["false"])
    explain: str = Field("", description="1: how each was computed", examples=["1"])


class WaterQuestion(Schema):
    """Items of GB 3838-2002, table 1, in mg/L; 0.05L is below detection."""

    lake: str = Field("", description="true for a lake or reservoir", examples=["false"])
    target: str = Field("", description="The class it is meant to reach, 1 to 5", examples=["3"])
    temperature: str = Field("", description="Water temperature, °C", examples=["18.5"])
    ph: str = Field("", description="pH", examples=["7.8"])
    do: str = Field("", description="Dissolved oxygen", examples=["7.1"])
    codmn: str = Field("", description="Permanganate index", examples=["3.2"])
    cod: str = Field("", description="Chemical oxygen demand", examples=["14"])
    bod5: str = Field("", description="Five-day biochemical oxygen demand", examples=["2.4"])
    nh3n: str = Field("", description="Ammonia nitrogen", examples=["0.41"])
    tp: str = Field("", description="Total phosphorus", examples=["0.08"])
    tn: str = Field("", description="Total nitrogen (lakes and reservoirs)", examples=["0.9"])
    cu: str = Field("", description="Copper", examples=["0.001L"])
    zn: str = Field("", description="Zinc", examples=["0.05L"])
    f: str = Field("", description="Fluoride", examples=["0.3"])
    se: str = Field("", description="Selenium", examples=["0.0004L"])
    as_: str = Field("", alias="as", description="Arsenic", examples=["0.0003L"])
    hg: str = Field("", description="Mercury", examples=["0.00004L"])
    cd: str = Field("", description="Cadmium", examples=["0.0001L"])
    cr6: str = Field("", description="Hexavalent chromium", examples=["0.004L"])
    pb: str = Field("", description="Lead", examples=["0.002L"])
    cn: str = Field("", description="Cyanide", examples=["0.001L"])
    phenol: str = Field("", description="Volatile phenol", examples=["0.0003L"])
    oil: str = Field("", description="Petroleum", examples=["0.01L"])
    las: str = Field("", description="Anionic surfactant", examples=["0.05L"])
    s: str = Field("", description="Sulphide", examples=["0.01L"])
    coliform: str = Field("", description="Faecal coliform, a litre", examples=["2400"])
    explain: str = Field("", description="1: the class of each item", examples=["1"])


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

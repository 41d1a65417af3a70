"""The same question at an address: which rules fall on an industry at a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from approvals.access.forms import LookForm
from approvals.access.rules.looks import as_data, look
from envportal.accounts.queries import receiving_bureaus

router = Router(tags=["compute"])
FIELDS = frozenset({"bureau", "industry", "place", "unit", "longitude", "latitude", "emits"})


class Question(Schema):
    """Everything may be left out; what is not said is unknown, and a rule that asks for it needs a person."""

    bureau: str = Field("", description="Code of a bureau; the first one if empty", examples=["yunxi"])
    industry: str = Field("", description="Code of GB/T 4754-2017", examples=["C3011"])
    place: str = Field("", description="Township and address", examples=["青石镇"])
    unit: str = Field("", description="Code of a control unit", examples=[""])
    longitude: str = Field("", description="Degrees", examples=[""])
    latitude: str = Field("", description="Degrees", examples=[""])
    emits: list[str] = Field([], description="cod, nh3n, so2, nox, dust, vocs; repeated", examples=[["nox"]])


class Rule(Schema):
    """A rule in force and what it comes to: not_met, person, noted or met."""

    key: str
    version: int
    kind: str
    title: str
    text: str
    source: str
    dated_on: str | None
    valid_from: str
    evidence: str = Field(description="T read, E excerpt, D industry code derived, M from memory")
    result: str
    why: str
    stops: str
    local: bool


class Rules(Schema):
    """The rules of a day."""

    on: str
    bureau: str
    rules: list[Rule]


class Trouble(Schema):
    """What is wrong with the question, as one sentence."""

    error: str


@router.get(
    "/compute/access", response={200: Rules, 400: Trouble}, url_name="compute-access",
    summary="Which access rules fall on an industry at a place",
    description="The same rules as at the desk, today's. `person` means that only a person can say.",
)  # fmt: skip
def access(request: HttpRequest, asked: Query[Question]) -> Status[Any]:  # noqa: ARG001
    unknown = sorted(set(request.GET) - FIELDS)
    if unknown:
        return Status(400, {"error": f"{unknown[0]} is not known here."})
    form = LookForm(request.GET)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        return Status(400, {"error": f"{name}: {errors[0]}"})
    bureau, on = form.cleaned_data["bureau"] or receiving_bureaus().first(), timezone.localdate()
    found = look(bureau, on, form.cleaned_data) if bureau else []
    code = bureau.code if bureau else ""
    return Status(200, {"on": on.isoformat(), "bureau": code, "rules": [as_data(one) for one in found]})

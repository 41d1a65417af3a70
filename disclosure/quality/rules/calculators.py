"""The calculators of command and address: one question as a dictionary in, one answer as a dictionary out.

Machines are answered in English, as by `deadline`; categories are the standard's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation

from disclosure.quality.rules import air, tables, water
from disclosure.quality.rules.classes import class_number
from envportal import questions
from envportal.questions import QuestionError
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from envportal.questions import Answer, Question

YEARS = (2004, 2100)
FIELDS_OF_AIR = {name.lower().replace(".", ""): name for name in air.POLLUTANTS}
FIELDS_OF_WATER = {row["field"]: row["code"] for row in tables.rows("water_items")}


def aqi(question: object, *, explained: bool = False) -> Answer:
    """The index of a day or an hour. Raises QuestionError with one sentence."""
    return _answer(_aqi, question, explained)


def water_class(question: object, *, explained: bool = False) -> Answer:
    """The class of surface water. Raises QuestionError with one sentence."""
    return _answer(_water_class, question, explained)


def _answer(compute: Callable[[Question, bool], Answer], question: object, explained: bool) -> Answer:
    if not isinstance(question, dict):
        raise QuestionError("A question must be one JSON object.")
    with translation.override("en"):
        try:
            return compute(question, explained)
        except Refused as refused:
            raise QuestionError(str(refused)) from None


def _aqi(question: Question, explained: bool) -> Answer:
    questions.check_keys(question, "question to aqi", ("on",), ("partial", *FIELDS_OF_AIR))
    on = questions.parse_date(question["on"], "on", *YEARS)
    values: Any = _given(question, FIELDS_OF_AIR)
    found = air.aqi(values, on, _kind(question), partial=_truth(question, "partial"))
    answer: Answer = {
        "aqi": found.value,
        "level": found.level,
        "category": found.category or None,
        "colour": found.colour or None,
        "primary": list(found.primary),
        "exceeding": list(found.exceeding),
        "standard": found.standard,
    }
    if found.note:
        answer["note"] = found.note
    if explained:
        answer |= {"missing": list(found.missing), "parts": [_part(one) for one in found.parts]}
    return answer


def _water_class(question: Question, explained: bool) -> Answer:
    if "kind" in question:
        raise QuestionError("A question to water_class has no key kind.")
    questions.check_keys(question, "question to water_class", (), ("lake", "target", *FIELDS_OF_WATER))
    values: Any = _given(question, FIELDS_OF_WATER)
    found = water.water_class(values, lake=_truth(question, "lake"), target=_target(question.get("target")))
    codes = {one.name: one.code for one in found.items}
    answer: Answer = {
        "class": found.number,
        "roman": found.roman,
        "state": found.state,
        "deciding": [codes[name] for name in found.deciding],
        "whole": found.whole,
        "standard": "GB 3838-2002",
    }
    if found.target:
        answer |= {"target": found.target, "compliant": found.compliant}
    if explained:
        answer |= {"main": [codes[name] for name in found.main], "items": [_item(one) for one in found.items]}
    return answer


def _part(one: air.Part) -> Answer:
    return {
        "pollutant": one.pollutant,
        "averaging": one.averaging,
        "value": _number(one.given),
        "rounded": _number(one.rounded),
        "unit": one.unit,
        "iaqi": one.iaqi,
        "between": [[_number(value), index] for value, index in (point for point in (one.low, one.high) if point)],
        "why": one.note or f"{air.working(one)}, rounded up",
    }


def _item(one: water.Item) -> Answer:
    return {
        "item": one.code,
        "name": one.name,
        "value": _number(one.value),
        "below_detection": one.below,
        "unit": one.unit,
        "class": one.number,
        "limits": [_number(limit) for limit in one.limits],
        "times_over": None if one.times_over is None else _number(one.times_over),
        "why": one.note or _why(one),
    }


def _why(one: water.Item) -> str:
    if one.code == "pH":
        return "6 to 9 keeps every class, all else none"
    if one.number is None:
        return "no class from one value"
    return "left out of bulletins, 环办〔2011〕22号" if one.code in water.LEFT_OUT else ""


def _given(question: Question, fields: dict[str, str]) -> dict[str, object]:
    """What was measured, by the names of the rules; null is not measured."""
    return {code: question[field] for field, code in fields.items() if question.get(field) is not None}


def _kind(question: Question) -> str:
    kind = question.get("kind", "daily")
    if not isinstance(kind, str) or kind not in air.KINDS:
        raise QuestionError(f"The kind must be {' or '.join(air.KINDS)}.")
    return kind


def _truth(question: Question, key: str) -> bool:
    found = question.get(key, False)
    if not isinstance(found, bool):
        raise QuestionError(f"{key} must be true or false.")
    return found


def _target(typed: object) -> int | None:
    if typed is None:
        return None
    if isinstance(typed, bool) or not isinstance(typed, (int, str)):
        raise QuestionError("target must be a class, 1 to 5 or Ⅰ to Ⅴ.")
    return class_number(str(typed)) if isinstance(typed, str) else typed


def _number(value: Decimal) -> int | float:
    """As JSON writes it: 35 and not 35.0."""
    return int(value) if value == value.to_integral_value() else float(value)

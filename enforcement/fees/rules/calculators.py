"""The calculator of command and address: one question as a dictionary in, one answer as a dictionary out.

Machines are answered in English; names of pollutants and texts of the tables stay in the words of the law.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import translation

from enforcement.fees.rules import flat, numbers, pollution, regimes
from enforcement.fees.rules.numbers import figure, truth, whole_number
from enforcement.fees.rules.result import Line, Result, decimal, yuan
from envportal import questions
from envportal.questions import QuestionError
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from envportal.questions import Answer, Question

YEARS = (2003, 2100)
MOST_LINES = 100
OF_ALL = ("medium", "period")
OF_ITEM = ("over", "over_total", "concentration", "standard", "background", "ph", "times", "rate")
MEDIA = ("water", "air", "solid", "smoke", "noise")


def fee(question: object, *, explained: bool = False) -> Answer:
    """A fee, a tax or a late fee. Raises QuestionError with one sentence."""
    if not isinstance(question, dict):
        raise QuestionError("A question must be one JSON object.")
    with translation.override("en"):
        try:
            return _late(question) if _kind(question) == "late_fee" else _amount(question, explained)
        except Refused as refused:
            raise QuestionError(str(refused)) from None


def computed(question: Question) -> Result:
    """The result itself, for who keeps it. Raises QuestionError, NotComputable."""
    compute = COMPUTE.get(str(question.get("medium", "")))
    if compute is None:
        raise QuestionError(f"The medium must be one of {', '.join(MEDIA)}.")
    return compute(question, period_of(question.get("period")))


def _kind(question: Question) -> str:
    kind = question.get("kind", "amount")
    if kind not in ("amount", "late_fee"):
        raise QuestionError("The kind must be amount or late_fee.")
    return str(kind)


def _amount(question: Question, explained: bool) -> Answer:
    found = computed(question)
    answer: Answer = {
        "regime": found.regime, "medium": found.medium, "period": found.period, "fen": found.fen,
        "amount": yuan(found.fen), "demandable": regimes.is_demandable(period_of(found.period)),
        "version": found.version,
    }  # fmt: skip
    if explained:
        answer |= {"lines": [line_answer(line) for line in found.lines], "notes": list(found.notes)}
    return answer


def line_answer(one: Line) -> Answer:
    """One line of the working."""
    return {
        "name": one.name,
        "quantity": decimal(one.quantity),
        "unit": one.unit,
        "equivalent_value": None if one.equivalent is None else f"{one.equivalent:f}",
        "equivalents": None if one.equivalents is None else decimal(one.equivalents),
        "rank": one.rank or None,
        "counted": one.counted,
        "rate": decimal(one.rate),
        "rate_source": one.rate_source,
        "multiplier": decimal(one.multiplier),
        "amount": decimal(one.amount),
        "why": list(one.why),
    }


def _late(question: Question) -> Answer:
    questions.check_keys(question, "question about a late fee", ("amount", "due_on", "paid_on"), ())
    amount = figure(question["amount"], "amount")
    if (amount * 100).denominator != 1:
        raise QuestionError("amount must be yuan with at most two places.")
    due, paid = (questions.parse_date(question[key], key, *YEARS) for key in ("due_on", "paid_on"))
    found = flat.late_fee(int(amount * 100), due, paid)
    return {"days": flat.days_late(due, paid), "fen": found, "amount": yuan(found), "rate": "0.002"}


def period_of(told: object) -> date:
    """The first day of a month written YYYY-MM."""
    if not isinstance(told, str) or len(told) != len("2016-01"):
        raise QuestionError("period must be a month written YYYY-MM.")
    return questions.parse_date(f"{told}-01", "period", *YEARS)


# EACH MEDIUM --------------------------------------------------------------------------
def _outlet(question: Question, on: date) -> Result:
    questions.check_keys(question, "question to fee", (*OF_ALL, "pollutants"), ("province", "rate", "digits"))
    province = question.get("province") or ""
    if not isinstance(province, str):
        raise QuestionError("province must be a name.")
    digits = question.get("digits")
    outlet = pollution.Outlet(
        str(question["medium"]), on, [_item(one) for one in entries(question["pollutants"], "pollutants")],
        province.removesuffix("市").removesuffix("省"), _optional(question, "rate"),
        None if digits is None else whole_number(digits, "digits", 6),
    )  # fmt: skip
    return pollution.assess(outlet)


def _item(told: object) -> pollution.Item:
    entry = _entry(told, OF_ITEM)
    name = entry["name"]
    if not isinstance(name, str) or not name.strip():
        raise QuestionError("name must be a name of the table.")
    numbers_ = {key: _optional(entry, key) for key in ("concentration", "standard", "ph", "times", "rate")}
    if (numbers_["concentration"] is None) != (numbers_["standard"] is None):
        raise QuestionError("concentration and standard are given together.")
    if numbers_["standard"] == 0:
        raise QuestionError("standard must be more than 0.")
    return pollution.Item(
        name.strip(), figure(entry["quantity"], "quantity"), truth(entry, "over"), truth(entry, "over_total"),
        background=_optional(entry, "background") or Fraction(0), **numbers_,
    )  # fmt: skip


def _solid(question: Question, on: date) -> Result:
    questions.check_keys(question, "question to fee", (*OF_ALL, "wastes"), ())
    found = [_entry(one, ()) for one in entries(question["wastes"], "wastes")]
    return flat.solid([(str(one["name"]), figure(one["quantity"], "quantity")) for one in found], on)


def _smoke(question: Question, on: date) -> Result:
    questions.check_keys(question, "question to fee", (*OF_ALL, "grade", "fuel"), ())
    return flat.smoke(whole_number(question["grade"], "grade", 5), figure(question["fuel"], "fuel"), on)


def _noise(question: Question, on: date) -> Result:
    known = ("day", "night", "peak", "days", "two_points", "rounding")
    questions.check_keys(question, "question to fee", OF_ALL, known)
    loud = {key: _optional(question, key) or Fraction(0) for key in ("day", "night", "peak")}
    if not any(loud.values()):
        raise QuestionError("Say by how many decibels: day, night or peak.")
    days, rounding = whole_number(question.get("days", 31), "days", 31), question.get("rounding", "half_up")
    return flat.noise(
        flat.Noise(**loud, days=days, two_points=truth(question, "two_points"), rounding=str(rounding)), on
    )


COMPUTE: dict[str, Callable[[Question, date], Result]] = {
    "water": _outlet, "air": _outlet, "solid": _solid, "smoke": _smoke, "noise": _noise,
}  # fmt: skip


# ENTRIES ------------------------------------------------------------------------------
def entries(told: object, key: str) -> list[object]:
    if not isinstance(told, list) or not told or len(told) > MOST_LINES:
        raise QuestionError(f"{key} must be a list of 1 to {MOST_LINES}.")
    return told


def _entry(told: object, known: tuple[str, ...]) -> Question:
    """One of a list: an object, or its short form COD/1200/over/standard=50."""
    entry = short(told) if isinstance(told, str) else told
    if not isinstance(entry, dict):
        raise QuestionError("Each entry must be an object or NAME/QUANTITY.")
    questions.check_keys(entry, "entry", ("name", "quantity"), known)
    return entry


def short(text: str) -> dict[str, object]:
    parts = [part.strip() for part in text.split("/")]
    if len(parts) < numbers.PAIR:
        raise QuestionError("An entry is written NAME/QUANTITY, then /over or /standard=50 as needed.")
    found: dict[str, object] = {"name": parts[0], "quantity": parts[1]}
    for part in parts[2:]:
        key, _sign, value = part.partition("=")
        if key in found:
            raise QuestionError(f"{key} is given twice.")
        found[key] = value or True
    return found


def _optional(question: Question, key: str) -> Fraction | None:
    return None if question.get(key) is None else figure(question[key], key)

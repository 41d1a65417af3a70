"""The catalogue as a calculator: one question as a dictionary in, one answer as a dictionary out. No database.

Machines are answered in English; what the catalogue says is in its own words.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import translation

from approvals.catalogue.enums import Ask, Tier
from approvals.catalogue.queries.finding import find
from approvals.catalogue.queries.table import edition_on, editions
from approvals.catalogue.rules import answers as words
from approvals.catalogue.rules import guide
from envportal import questions
from envportal.questions import QuestionError

if TYPE_CHECKING:
    from approvals.catalogue.queries.table import Edition, Item
    from approvals.catalogue.rules.guide import Question as Asked
    from approvals.catalogue.rules.guide import Verdict
    from approvals.catalogue.rules.when import Value
    from envportal.questions import Answer, Question

YEARS = (2004, 2100)
KINDS = ("classify", "find")
MOST = 12
# How each kind of question is answered.
MEANT = {
    Ask.YES_NO: "true, false or unsure", Ask.AREA: "true, false or unsure", Ask.BUILDING: "true, false or unsure",
    Ask.NATURE: "new, expansion, rebuild or unsure", Ask.NUMBER: "a number that is not negative, or unsure",
}  # fmt: skip


def catalogue(question: object, *, explained: bool = False) -> Answer:
    """Which document a project needs, or which items have some words. Raises QuestionError with one sentence."""
    if not isinstance(question, dict):
        raise QuestionError("A question must be one JSON object.")
    kind = question.get("kind", KINDS[0])
    if kind not in KINDS:
        raise QuestionError(f"The kind must be {' or '.join(KINDS)}.")
    with translation.override("en"):
        return _found(question) if kind == "find" else _classified(question, explained=explained)


def _edition(question: Question) -> Edition:
    """The one in force on `on`; the latest where no day is given."""
    if question.get("on") is None:
        return max(editions().values(), key=lambda one: one.valid_from)
    on = questions.parse_date(question["on"], "on", *YEARS)
    found = edition_on(on)
    if found is None:
        raise QuestionError(f"No edition of the catalogue that was in force on {on} is kept here.")
    return found


def _found(question: Question) -> Answer:
    questions.check_keys(question, "search", ("words",), ("on",))
    asked = question["words"]
    if not isinstance(asked, str) or not asked.strip() or len(asked) > 60:
        raise QuestionError("words must be a text of 1 to 60 characters.")
    edition = _edition(question)
    rows = [{"item": one.number, "name": one.name, "chapter": one.chapter_name} for one in find(edition, asked)]
    return {"edition": edition.key, "items": rows}


def _classified(question: Question, *, explained: bool) -> Answer:
    if "items" in question:
        questions.check_keys(question, "question to catalogue", ("items",), ("on",))
        parts = question["items"]
        if not isinstance(parts, list) or not 1 <= len(parts) <= MOST:
            raise QuestionError(f"items must be a list of 1 to {MOST} objects.")
    else:
        questions.check_keys(question, "question to catalogue", ("item",), ("on", "answers"))
        parts = [{key: question[key] for key in ("item", "answers") if key in question}]
    edition = _edition(question)
    each = [_one(edition, part, explained=explained) for part in parts]
    possible = [str(tier) for tier in guide.strictest_of(each)]
    # What is still open may yet become a stricter one; only the strictest there is settles it.
    settled = all(not one["open"] for one in each) or possible == [Tier.REPORT]
    return {
        "document": possible[0] if len(possible) == 1 and settled else None, "possible": possible,
        "edition": edition.key, "items": each,
    }  # fmt: skip


def _one(edition: Edition, part: object, *, explained: bool) -> dict[str, Any]:
    if not isinstance(part, dict):
        raise QuestionError("Every one of items must be an object.")
    questions.check_keys(part, "part of items", ("item",), ("answers",))
    number, said = part["item"], part.get("answers", {})
    if isinstance(number, bool) or not isinstance(number, int) or number not in edition.items:
        raise QuestionError(f"item must be a number from 1 to {max(edition.items)}.")
    if not isinstance(said, dict):
        raise QuestionError("answers must be an object.")
    item = edition.items[number]
    verdict = guide.judge(item, _answers(item, said))
    return {"item": number, "name": item.name} | _told(verdict) | (_working(item) if explained else {})


def _answers(item: Item, said: dict[str, object]) -> dict[str, Value]:
    by_id = {one.id: one for one in guide.questions_of(item)}
    found: dict[str, Value] = {}
    for key, value in said.items():
        if key not in by_id:
            raise QuestionError(f"Item {item.number} has no question {key}.")
        try:
            found[key] = words.parse(by_id[key], _text(by_id[key], value))
        except words.NoAnswer:
            raise QuestionError(f"{key} must be {MEANT[by_id[key].kind]}.") from None
    return found


def _text(question: Asked, value: object) -> str:
    """As it is typed on the page: JSON's true is yes; a truth is no number and a number no truth."""
    if isinstance(value, bool):
        return "" if question.kind == Ask.NUMBER else words.written(value)
    if isinstance(value, int | float):
        return f"{Decimal(str(value)):f}" if question.kind == Ask.NUMBER else ""
    return value[:40] if isinstance(value, str) else ""


def _told(verdict: Verdict) -> dict[str, Any]:
    criterion = verdict.criterion if verdict.tier not in (None, Tier.NONE) else None
    return {
        "document": str(verdict.tier) if verdict.tier else None,
        "possible": [str(tier) for tier in verdict.possible],
        "criterion": criterion.text if criterion else None, "outside": verdict.is_outside,
        "open": [_asked(one) for one in verdict.waiting], "unsure": [one.id for one in verdict.unsure],
    }  # fmt: skip


def _asked(question: Asked) -> dict[str, str]:
    """A question: its id, how it is answered, what it is about."""
    told = {"id": question.id, "kind": str(question.kind), "about": question.asked.text}
    return told | ({"unit": question.asked.unit} if question.asked.unit else {})


def _working(item: Item) -> dict[str, Any]:
    return {
        "tiers": item.tiers, "sensitive_areas": [f"{label} {text}" for label, text in item.areas],
        "questions": [_asked(one) for one in guide.questions_of(item)],
        "criteria": [{"tier": one.tier, "text": one.text, "when": one.when} for one in item.criteria],
        "doubts": list(item.doubts),
    }  # fmt: skip

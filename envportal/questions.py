"""Questions to a calculator: one JSON object a line, its keys known, none of them twice. Plain Python."""

from __future__ import annotations

import json
from datetime import date

TYPE_CHECKING = False  # typing itself would double the import time of the working days
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Question = Mapping[str, object]
    Answer = dict[str, object]


class QuestionError(ValueError):
    """A question that has no answer; the message is one sentence for whoever asked."""


def answer_line(line: bytes | str, answer: Callable[[object], Answer]) -> Answer:
    """The answer to one line of a batch; what cannot be answered is answered with its error."""
    try:
        return answer(parse(line))
    except QuestionError as error:
        return {"error": str(error)}


def parse(line: bytes | str) -> object:
    try:
        text = line.decode() if isinstance(line, bytes) else line
        return json.loads(text, object_pairs_hook=_once)
    except QuestionError:
        raise
    except (ValueError, RecursionError):
        raise QuestionError("The line is not one JSON object in UTF-8.") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise QuestionError("A key is given twice.")
    return found


def check_keys(question: Question, noun: str, needed: Sequence[str], allowed: Sequence[str]) -> None:
    """Refuse keys nobody knows, and say which are missing; `kind` may always be there."""
    unknown = sorted(str(key) for key in question if key != "kind" and key not in needed and key not in allowed)
    if unknown:
        raise QuestionError(f"A {noun} has no key {', '.join(unknown)}.")
    missing = [key for key in needed if key not in question]
    if missing:
        raise QuestionError(f"A {noun} needs {', '.join(missing)}.")


def parse_date(text: object, key: str, first_year: int, last_year: int) -> date:
    """A day written YYYY-MM-DD, within the years that are known."""
    # Weeks and days without hyphens are ISO dates too, but not ours.
    if not isinstance(text, str) or len(text) != 10 or text[4] + text[7] != "--":
        raise QuestionError(f"{key} must be a date written YYYY-MM-DD.")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"{key} {text} is not a date that exists.") from None
    if not first_year <= day.year <= last_year:
        raise QuestionError(f"{key} {text} lies before {first_year} or after {last_year}.")
    return day

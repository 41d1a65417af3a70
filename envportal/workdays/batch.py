"""One question as a dictionary in, one answer as a dictionary out: the calculator of command and address."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from envportal import questions
from envportal.workdays import explain, terms
from envportal.workdays.calendar import FIRST_YEAR, LAST_YEAR, MOST, Calendar
from envportal.workdays.errors import TermError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.questions import Answer, Question

DAYS = (terms.WORKING_DAY, terms.CALENDAR_DAY)
# kind -> keys it must have, keys it may have
KEYS = {
    "deadline": (("starts_on", "amount", "unit"), ("pauses", "extension")),
    "window": (("starts_on", "amount", "unit", "first_day_counted"), ()),
    "hours": (("starts_at", "amount", "unit"), ()),
}


def answer(question: object, calendar: Calendar, *, explained: bool = False) -> Answer:
    """The answer to one question. Raises QuestionError with one sentence."""
    if not isinstance(question, dict):
        raise TermError("A question must be one JSON object.")
    kind = question.get("kind")
    if not isinstance(kind, str) or kind not in KEYS:
        raise TermError(f"The kind must be one of {', '.join(KEYS)}.")
    questions.check_keys(question, kind, *KEYS[kind])
    return ANSWERS[kind](question, calendar, explained)


def answer_line(line: bytes | str, calendar: Calendar, *, explained: bool = False) -> Answer:
    """The answer to one line of a batch; what cannot be answered is answered with its error."""
    return questions.answer_line(line, partial(answer, calendar=calendar, explained=explained))


def _deadline(question: Question, calendar: Calendar, explained: bool) -> Answer:
    start = _date(question, "starts_on")
    amount = _whole(question, "amount", 0) + _whole({"extension": 0, **question}, "extension", 0)
    unit = _one_of(question, "unit", DAYS)
    pauses = _pauses(question.get("pauses", []))
    due = terms.due(calendar, start, amount, unit, pauses)
    found: Answer = {"due_on": due.isoformat(), "provisional": calendar.is_provisional(due)}
    if explained:
        found["strip"] = _strip(explain.strip(calendar, start, amount, unit, pauses))
    return found


def _window(question: Question, calendar: Calendar, explained: bool) -> Answer:
    start = _date(question, "starts_on")
    amount = _whole(question, "amount", 1)
    unit = _one_of(question, "unit", DAYS)
    counted = question["first_day_counted"]
    if not isinstance(counted, bool):
        raise TermError("first_day_counted must be true or false.")
    _opens, ends = terms.window(calendar, start, amount, unit, first_day_counted=counted)
    found: Answer = {"ends_on": ends.isoformat(), "provisional": calendar.is_provisional(ends)}
    if explained:
        found["strip"] = _strip(explain.window_strip(calendar, start, amount, unit, first_day_counted=counted))
    return found


def _hours(question: Question, _calendar: Calendar, _explained: bool) -> Answer:
    start = _instant(question, "starts_at")
    amount = _whole(question, "amount", 0)
    _one_of(question, "unit", (terms.HOUR,))
    return {"due_at": terms.hours(start, amount).isoformat()}


ANSWERS: dict[str, Callable[[Question, Calendar, bool], Answer]] = {
    "deadline": _deadline,
    "window": _window,
    "hours": _hours,
}


def _strip(days: list[explain.StripDay]) -> list[Answer]:
    return [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in days]


def _date(question: Question, key: str) -> date:
    return parse_date(question[key], key)


def parse_date(text: object, key: str) -> date:
    """A day written YYYY-MM-DD, within the years of the calendar."""
    return questions.parse_date(text, key, FIRST_YEAR, LAST_YEAR)


def _instant(question: Question, key: str) -> datetime:
    text = question[key]
    if not isinstance(text, str) or text[10:11] not in ("T", " "):
        raise TermError(f"{key} must be an instant with its offset, as in 2026-09-17T23:50:00+08:00.")
    parse_date(text[:10], key)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise TermError(f"{key} {text} is not an instant that exists.") from None
    if found.tzinfo is None:
        raise TermError(f"{key} needs its offset, as in 2026-09-17T23:50:00+08:00.")
    return found


def _whole(question: Question, key: str, least: int) -> int:
    number = question[key]
    if type(number) is not int or not least <= number <= MOST:
        raise TermError(f"{key} must be a whole number from {least} to {MOST}.")
    return number


def _one_of(question: Question, key: str, choices: tuple[str, ...]) -> str:
    word = question[key]
    if not isinstance(word, str) or word not in choices:
        raise TermError(f"{key} must be {' or '.join(choices)}.")
    return word


def _pauses(listed: object) -> list[tuple[date, date]]:
    if not isinstance(listed, list):
        raise TermError("pauses must be a list of pairs of dates.")
    return [_pause(pair) for pair in listed]


def _pause(pair: object) -> tuple[date, date]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise TermError("Each pause must be a pair of dates, first and last day.")
    first, last = parse_date(pair[0], "A pause's first day"), parse_date(pair[1], "A pause's last day")
    if last < first:
        raise TermError(f"The pause to {last} ends before it begins on {first}.")
    return first, last

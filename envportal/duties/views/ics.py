"""Duties as a calendar (RFC 5545), one event a duty on its last day."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from envportal.duties.models import Duty

# A line has at most 75 octets; what is longer goes on in the next, after a blank.
OCTETS = 75


def calendar(duties: Iterable[Duty], here: str, at: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//envportal//duties//ZH", "CALSCALE:GREGORIAN"]
    for duty in duties:
        lines += _event(duty, here, at)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(duty: Duty, here: str, at: datetime) -> list[str]:
    if duty.due_on is None:
        return []
    return [
        "BEGIN:VEVENT",
        f"UID:duty-{duty.pk}@envportal",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{duty.due_on:%Y%m%d}",
        f"SUMMARY:{_text(duty.title)}",
        f"DESCRIPTION:{_text(duty.case.title)}",
        f"URL:{here}{duty.pk}/",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """Backslash, semicolon and comma are escaped, a new line is written as \\n."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> Iterator[str]:
    """The line in pieces that no sign is cut by."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > OCTETS:
            yield piece
            piece = " "
        piece += sign
    yield piece

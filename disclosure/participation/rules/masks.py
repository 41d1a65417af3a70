"""The public copy of a text: numbers of people, mail addresses and the author's own data taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from disclosure.board.rules.personal import HOME, LANDLINE, MOBILE
from envportal.personal import CHUNK, PROJECT_CODE, RUN, is_bank_number, is_identity_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.participation.models import Author

MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
BLOCK = "■■"
SHORTEST, LONGEST = 7, 19  # digits of a number somebody can be reached or known by


def masked(text: str, also: Iterable[str] = ()) -> str:
    """The text without numbers of people, and without each of these words wherever it stands."""
    for word in sorted({one.strip() for one in also if len(one.strip()) > 1}, key=len, reverse=True):
        text = re.sub(re.escape(word), BLOCK, text, flags=re.IGNORECASE)
    return _without_numbers(MAIL.sub(BLOCK, text))


def words_of(author: Author | None) -> list[str]:
    """What of an author may stand in their own text; a surname with a title is for the moderator to see."""
    if author is None:
        return []
    return words_in(author.name, author.contact, author.credit_code, author.address)


def words_in(*parts: str) -> list[str]:
    """Each of them whole, and what it is put together of."""
    return [word for part in parts for word in (part, *re.split(r"[\s,，、;；/]+", part)) if word]


def looks_like_a_home(text: str) -> str:
    """What may be somebody's home, for the moderator; empty if nothing does."""
    found = HOME.search(text)
    return found.group() if found else ""


def _without_numbers(text: str) -> str:
    plain = _digits_as_ascii(text)
    kept = [found.span() for found in PROJECT_CODE.finditer(plain)]
    parts, end = [], 0
    for found in RUN.finditer(plain):
        first, last = found.span()
        if any(a <= first and last <= b for a, b in kept) or not _is_somebodys(found.group()):
            continue
        parts += [text[end:first], BLOCK]
        end = last
    return "".join(parts) + text[end:]


def _digits_as_ascii(text: str) -> str:
    """One sign for one sign, so that places in the text stay."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _is_somebodys(run: str) -> bool:
    """Whether any joining of the groups of a run of digits is a number of a person."""
    chunks = CHUNK.findall(run.upper())
    for first in range(len(chunks)):
        number = ""
        for chunk in chunks[first:]:
            number += chunk
            if SHORTEST <= len(number) <= LONGEST and _is_number_of_a_person(number):
                return True
    return False


def _is_number_of_a_person(number: str) -> bool:
    known = MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)
    return bool(known) or is_identity_number(number) or is_bank_number(number)

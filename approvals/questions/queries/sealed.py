"""The sealed table: who asked. Nothing else in the portal reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from approvals.questions.models import Asker
from disclosure.participation import participation

if TYPE_CHECKING:
    from approvals.questions.models import Question

# The figures a telephone has at least.
LEAST_FIGURES = 7


def asker_of(question: Question) -> Asker | None:
    """For a page that has asked whether its reader may."""
    return Asker.objects.filter(pk=question.pk).first()


def tells_who(question: Question, *texts: str) -> bool:
    """Whether a text names who asked, or has their number however it is parted; it says no more."""
    one, text = asker_of(question), "\n".join(texts).casefold()
    if one is None:
        return False
    figures = re.sub(r"\D", "", one.contact)
    has_number = len(figures) >= LEAST_FIGURES and figures in re.sub(r"[\s\-]", "", text)
    return has_number or any(len(word) > 1 and word.casefold() in text for word in words_of(one.name, one.contact))


def words_of(name: str, contact: str) -> list[str]:
    """What tells who it is: a part of a telephone number is half the town's."""
    return [*participation.words_in(name), *([contact] if contact else [])]


def key_of(contact: str) -> str:
    """A contact known again and not kept: its figures, or its letters where it has few."""
    figures, letters = re.sub(r"\D", "", contact), re.sub(r"\s", "", contact).casefold()
    known = figures if len(figures) >= LEAST_FIGURES else letters
    return salted_hmac("questions.asker", known).hexdigest()[:32] if known else ""

"""The sealed table: who asks. Nothing that shows a page to the public imports this."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Q

from disclosure.requests.models import Applicant
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.requests.models import Request

SHORTEST = 2
BETWEEN = re.compile(r"[\s()（）\-－—·]")


def applicant_of(request: Request) -> Applicant:
    return Applicant.objects.select_related("document").get(pk=request.pk)


def address_of(request: Request) -> str:
    """Where the gateway sends a letter the applicant wants by e-mail; shown to nobody."""
    return applicant_of(request).email


def names_applicant(request: Request, *texts: str) -> bool:
    """Whether a text that goes to somebody else would say who asks; that is all it tells."""
    one = applicant_of(request)
    words = (one.name, one.identity_number, one.phone, one.email, one.address, one.contact_name)
    return say_any(words, texts)


def say_any(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether a text has one of the words, however it is spaced: 139 1234-5678 is 13912345678."""
    plain = [_plain(text) for text in texts]
    told = [word for word in map(_plain, words) if len(word) >= SHORTEST]
    return any(word in text for word in told for text in plain)


def _plain(text: str) -> str:
    return BETWEEN.sub("", narrow(text)).upper().removeprefix("+86")


def askers(request: Request) -> int:
    """How many different applicants asked for the same information; who they are is not said."""
    root = request.same_as_id or request.pk
    same = Applicant.objects.filter(Q(request=root) | Q(request__same_as=root))
    return same.values("identity", "identity_number").distinct().count()

"""The sealed table: who asks. Nothing that shows a page to the public imports this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.requests.models import Applicant

if TYPE_CHECKING:
    from disclosure.requests.models import Request

SHORTEST = 2


def applicant_of(request: Request) -> Applicant:
    return Applicant.objects.select_related("document").get(pk=request.pk)


def names_applicant(request: Request, *texts: str) -> bool:
    """Whether a text that goes to somebody else would say who asks; that is all it tells."""
    one = applicant_of(request)
    words = (one.name, one.identity_number, one.phone, one.email, one.address, one.contact_name)
    told = [word for word in words if len(word) >= SHORTEST]
    return any(word in text for word in told for text in texts)

"""The cases that belong to one, on its page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from envportal.cases import rules as cases
from envportal.cases.queries import linked
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from django.http import HttpRequest

    from envportal.cases.models import Case


def linked_for(request: HttpRequest, case: Case) -> list[dict[str, object]]:
    """Each with its address, as far as their reader may open them."""
    frame, today = Frame(request), timezone.localdate()
    found = [(one, cases.address(request.user, one, "desk", today)) for one in linked(case)]
    return [{"case": one, "url": frame.local(address)} for one, address in found if address]

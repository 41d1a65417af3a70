"""零报告: at the end of a period in which nothing happened the portal drafts it; a person makes it public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from disclosure.board import board
from enforcement.incidents import queries
from envportal.accounts.enums import SectionKind
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.board.models import NilReturn


def draft_nil_returns(*, at: datetime) -> list[NilReturn]:
    """Draft what is missing for the last whole period, one for each bureau with enforcement; safe to run twice."""
    first, last = board.last_period("incident", timezone.localdate(at))
    bureaus = Bureau.objects.filter(sections__kind=SectionKind.ENFORCEMENT).distinct().order_by("pk")
    quiet = [one for one in bureaus if not queries.happened(one.pk, first, last)]
    drafts = [board.draft_nil("incident", one, first_day=first, last_day=last, at=at) for one in quiet]
    return [one for one in drafts if one is not None]

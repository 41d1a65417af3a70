"""Letters in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from envportal.cases import rules as cases
from envportal.documents import rules

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

register = template.Library()


@register.filter
def standing(letter: Letter) -> str:
    """未用印, 纸质原件已用印, 已作废 …: the same word on every page."""
    return str(rules.standing(letter).label)


@register.inclusion_tag("documents/service.html", takes_context=True)
def service(context: dict[str, object], letter: Letter) -> dict[str, object]:
    """How and when a letter reached its party, for the bureau, and what this person may record of it."""
    user: User | AnonymousUser = context["user"]  # type: ignore[assignment]
    here, waits = letter.kind in rules.RECORDED_HERE and letter.voided_at is None, letter.served_on is None
    action = rules.SERVE if waits else rules.CORRECT
    by_hand = next((one for one in letter.services.all() if one.superseded_at is None and one.served_on), None)
    return {
        "letter": letter, "services": letter.services.select_related("recorded_by", "letter").order_by("pk"),
        "waits": waits, "is_by_hand": by_hand is not None and by_hand.recorded_by_id is not None,
        "may": here and cases.may(user, action, letter.case, timezone.localdate()),
    }  # fmt: skip

"""The door of this room: who has an application for money now, since when, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.funds.models import Application
from approvals.funds.states import State
from envportal.cases.enums import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.utils.functional import _StrPromise

# A state in which something is waited for → of whom, and for what.
NEXT: Final[dict[str, tuple[str, str | _StrPromise]]] = {
    State.ASKED: ("bureau", _("指定专人")),
    State.DRAFTING: ("applicant", _("交资金申请书")),
    State.HANDED_IN: ("bureau", _("审核资金申请书")),
    State.RECOMMENDED: ("third_parties", _("决定资金")),
    State.GRANTED: ("third_parties", _("拨付资金")),
    State.PAID: ("bureau", _("验收成果")),
}


def standings(cases: Iterable[int]) -> dict[int, Standing]:
    """Of the applications for money among these cases that wait for somebody."""
    found = Application.objects.filter(pk__in=list(cases), state__in=NEXT).prefetch_related("payments")
    found = found.select_related("programme", "case__holder", "case__section", "case__enterprise", "case__bureau")
    return {one.pk: _standing(one) for one in found}


def _standing(one: Application) -> Standing:
    party, step = NEXT[one.state]
    who = {
        "bureau": str(one.case.holder or one.case.section or one.case.bureau), "applicant": one.owner.name,
        "third_parties": one.programme.decided_by,
    }  # fmt: skip
    return Standing(party, who[party], _since(one), str(step))


def _since(one: Application) -> date:
    """The last day of those it went on."""
    days = [one.handed_in_on, one.reviewed_on, one.decided_on, *(payment.on for payment in one.payments.all())]
    return max([timezone.localdate(one.asked_at), *(day for day in days if day)])

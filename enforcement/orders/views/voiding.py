"""Propose that a letter of an order, a penalty or a sealing be void, and decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from enforcement.orders import actions, rules
from enforcement.orders.actions.voiding import MODELS
from envportal.cases.queries import visible_to
from envportal.documents.views import voiding

if TYPE_CHECKING:
    from django.db.models import QuerySet


class OfRoom(voiding.OfLetter):
    def seen(self) -> QuerySet[Any]:
        found = visible_to(self.request.user, timezone.localdate(), rules.VIEW)
        return found.filter(kind__in=MODELS).order_by().values("pk")


class ProposeVoid(OfRoom, voiding.ProposeVoid):
    action = staticmethod(actions.propose_void)


class AgreeVoid(OfRoom, voiding.AgreeVoid):
    action = staticmethod(actions.agree_void)


class DeclineVoid(OfRoom, voiding.DeclineVoid):
    action = staticmethod(actions.decline_void)

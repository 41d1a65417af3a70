"""Propose that a letter of an application be void, and decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.applications import actions
from approvals.applications.views.common import visible
from envportal.documents.views import voiding

if TYPE_CHECKING:
    from django.db.models import QuerySet


class OfApplication(voiding.OfLetter):
    """The address names the case: a letter of another one is not found under it."""

    def seen(self) -> QuerySet[Any]:
        return visible(self.request).filter(pk=self.kwargs["pk"]).values("case")


class ProposeVoid(OfApplication, voiding.ProposeVoid):
    pk_name = "letter"
    action = staticmethod(actions.propose_void)


class AgreeVoid(OfApplication, voiding.AgreeVoid):
    pk_name = "voiding"
    action = staticmethod(actions.agree_void)


class DeclineVoid(OfApplication, voiding.DeclineVoid):
    pk_name = "voiding"
    action = staticmethod(actions.decline_void)

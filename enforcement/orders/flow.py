"""The state machines of this room, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.orders.states import INVESTIGATED, OrderState, PenaltyState, SealingState
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class Flow(models.Model):
    """Validates all but the state: a protected field refuses the assignment `full_clean` makes."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        super().clean_fields(exclude={*(exclude or ()), "state"})


class OrderFlow(Flow):
    """责令改正违法行为决定书."""

    state = StateField(default=OrderState.DRAFT, choices=OrderState.choices)

    class Meta:
        abstract = True

    @transition(state, source=OrderState.DRAFT, target=OrderState.SIGNED)
    def sign(self) -> None:
        """签发."""

    @transition(state, source=OrderState.SIGNED, target=OrderState.SERVED)
    def reach(self) -> None:
        """送达: thirty days to the re-inspection begin (按日连续处罚办法第10条)."""

    @transition(state, source=OrderState.SERVED, target=OrderState.CORRECTED)
    def correct(self) -> None:
        """复查: the violation is corrected; nothing more is owed by this order."""

    @transition(state, source=OrderState.SERVED, target=OrderState.FAILED)
    def fail(self) -> None:
        """复查: it goes on, or the re-inspection was refused (生态环境法典第1060条)."""

    @transition(state, source=OrderState.FAILED, target=OrderState.RENEWED)
    def renew(self) -> None:
        """再次责令改正: a new order with its own thirty days takes over."""

    @transition(state, source=[OrderState.DRAFT, OrderState.SIGNED, OrderState.FAILED], target=OrderState.ENDED)
    def end(self) -> None:
        """不再执行: a draft nobody signs, what reaches nobody, or what another measure takes over."""

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=OrderState.values)


class PenaltyFlow(Flow):
    """行政处罚案件, from the lead to its closing."""

    state = StateField(default=PenaltyState.LEAD, choices=PenaltyState.choices)

    class Meta:
        abstract = True

    @transition(state, source=PenaltyState.LEAD, target=PenaltyState.FILED)
    def file(self) -> None:
        """立案: the ninety days of the decision begin."""

    @transition(state, source=PenaltyState.LEAD, target=PenaltyState.NOT_FILED)
    def decline(self) -> None:
        """不予立案."""

    @transition(state, source=[PenaltyState.FILED, PenaltyState.NOTIFIED], target=PenaltyState.PROPOSED)
    def propose(self) -> None:
        """提出处罚建议; after a notice once more, where the defence or the review changed it."""

    @transition(state, source=PenaltyState.PROPOSED, target=PenaltyState.FILED)
    def send_back(self) -> None:
        """退回补充调查."""

    @transition(state, source=PenaltyState.PROPOSED, target=PenaltyState.NOTIFIED)
    def notify(self) -> None:
        """告知 (行政处罚法第44条)."""

    @transition(state, source=PenaltyState.NOTIFIED, target=PenaltyState.DECIDED)
    def decide(self) -> None:
        """作出处罚决定 (行政处罚法第57条第一款第一项)."""

    @transition(state, source=[PenaltyState.PROPOSED, PenaltyState.NOTIFIED], target=PenaltyState.NOT_PUNISHED)
    def spare(self) -> None:
        """不予处罚 (行政处罚法第57条第一款第二、三项)."""

    @transition(state, source=list(INVESTIGATED), target=PenaltyState.DROPPED)
    def drop(self) -> None:
        """撤销立案: no violation, or somebody else's."""

    @transition(state, source=list(INVESTIGATED), target=PenaltyState.TRANSFERRED)
    def transfer(self) -> None:
        """移送追究刑事责任 (行政处罚法第57条第一款第四项)."""

    @transition(state, source=PenaltyState.TRANSFERRED, target=PenaltyState.FILED)
    def take_back(self) -> None:
        """公安机关不予立案: the case goes on here."""

    @transition(state, source=[PenaltyState.DECIDED, PenaltyState.TRANSFERRED], target=PenaltyState.CLOSED)
    def close(self) -> None:
        """结案."""

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=PenaltyState.values)


class SealingFlow(Flow):
    """查封、扣押."""

    state = StateField(default=SealingState.DRAFT, choices=SealingState.choices)

    class Meta:
        abstract = True

    @transition(state, source=SealingState.DRAFT, target=SealingState.IN_FORCE)
    def seal(self) -> None:
        """批准并实施: thirty days (行政强制法第25条)."""

    @transition(state, source=SealingState.DRAFT, target=SealingState.ENDED)
    def decline(self) -> None:
        """没有批准."""

    @transition(state, source=SealingState.IN_FORCE, target=SealingState.LIFTED)
    def lift(self) -> None:
        """解除."""

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=SealingState.values)

"""The state machine of an application for money, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.funds.states import BEFORE_DECISION, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class FundFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.ASKED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.ASKED, target=State.DRAFTING)
    def take(self) -> None:
        """指定专人: one officer helps from here to the money."""

    @transition(state, source=State.DRAFTING, target=State.HANDED_IN)
    def hand_in(self) -> None:
        """交申请书, within the window of the programme."""

    @transition(state, source=State.HANDED_IN, target=State.DRAFTING)
    def send_back(self) -> None:
        """退回修改, while the window is open."""

    @transition(state, source=State.HANDED_IN, target=State.RECOMMENDED)
    def recommend(self) -> None:
        """审核通过，推荐上报: by somebody else than the officer who helped."""

    @transition(state, source=State.HANDED_IN, target=State.DECLINED)
    def decline(self) -> None:
        """不推荐, for a reason."""

    @transition(state, source=State.RECOMMENDED, target=State.GRANTED)
    def grant(self) -> None:
        """批准: so much money."""

    @transition(state, source=State.RECOMMENDED, target=State.REFUSED)
    def refuse(self) -> None:
        """没有批准."""

    @transition(state, source=State.GRANTED, target=State.PAID)
    def pay_out(self) -> None:
        """全部到账."""

    @transition(state, source=State.PAID, target=State.CHECKED)
    def check_result(self) -> None:
        """验收成果: what was paid for is there."""

    @transition(state, source=list(BEFORE_DECISION), target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回, by the enterprise, before the decision."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)

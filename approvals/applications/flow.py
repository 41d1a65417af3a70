"""The state machine of an application, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.applications.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable

INTAKE = [State.SUBMITTED]
REVIEW = [State.IN_REVIEW, State.PROPOSED]
BEFORE_DECISION = [State.SUBMITTED, State.CORRECTION, *REVIEW]
FILING = [State.HANDED_OVER, State.FILED]


class ApplicationFlow(models.Model):
    """Allowed changes of state and nothing else; every method is one term of law."""

    state = StateField(default=State.DRAFT, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.DRAFT, target=State.SUBMITTED)
    def submit(self) -> None:
        """收件: the application is filed and the statutory clock runs from this day."""

    @transition(state, source=INTAKE, target=State.CORRECTION)
    def ask_correction(self) -> None:
        """一次性告知补正: 行政许可法第32条第四项."""

    @transition(state, source=State.CORRECTION, target=State.SUBMITTED)
    def supplement(self) -> None:
        """补正: a completed correction is a new receipt."""

    @transition(state, source=INTAKE, target=State.DECLINED)
    def decline(self) -> None:
        """不予受理: 行政许可法第32条第一、二项."""

    @transition(state, source=INTAKE, target=State.IN_REVIEW)
    def accept(self) -> None:
        """受理: 行政许可法第32条第五项, or by silence."""

    @transition(state, source=State.IN_REVIEW, target=State.PROPOSED)
    def propose(self) -> None:
        """拟审批: the section head's proposal, which the public may comment on."""

    @transition(state, source=State.PROPOSED, target=State.IN_REVIEW)
    def send_back(self) -> None:
        """退回审查: the signatory does not share the proposal."""

    @transition(state, source=State.PROPOSED, target=State.APPROVED)
    def approve(self) -> None:
        """批准: 生态环境法典第102条."""

    @transition(state, source=State.PROPOSED, target=State.REFUSED)
    def refuse(self) -> None:
        """不予批准: 生态环境法典第105条."""

    @transition(state, source=State.APPROVED, target=State.REVOKED)
    def revoke(self) -> None:
        """撤销批准: 行政许可法第69条."""

    @transition(state, source=State.APPROVED, target=State.RECALLED)
    def recall(self) -> None:
        """撤回批准: 行政许可法第8条第二款."""

    @transition(state, source=State.APPROVED, target=State.CANCELLED)
    def cancel(self) -> None:
        """注销批准: 行政许可法第70条."""

    @transition(state, source=[*BEFORE_DECISION, *FILING], target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回申请: by the applicant, at any time before the decision, or before a filing was checked."""

    @transition(state, source=REVIEW, target=State.RETURNED)
    def return_participation(self) -> None:
        """公众参与不充分: returned so that it is done again (生态环境法典第103条)."""

    @transition(state, source=REVIEW, target=State.TERMINATED)
    def terminate(self) -> None:
        """终止: wrong category, or the matter no longer exists."""

    @transition(state, source=REVIEW, target=State.TRANSFERRED)
    def transfer(self) -> None:
        """转送: another authority decides."""

    @transition(state, source=State.DRAFT, target=State.HANDED_OVER)
    def hand_over(self) -> None:
        """转办备案: the registration is filed in the ministry's system (登记表备案管理办法第8条)."""

    @transition(state, source=State.HANDED_OVER, target=State.TERMINATED)
    def end_filing(self) -> None:
        """终止: handed over and never filed; the bureau waits no longer, and nothing was decided."""

    @transition(state, source=[State.DRAFT, State.HANDED_OVER], target=State.FILED)
    def file(self) -> None:
        """备案: number and receipt are there, and the filing is complete (登记表备案管理办法)."""

    @transition(state, source=State.FILED, target=State.CHECKED)
    def check_filing(self) -> None:
        """备案核查: the bureau looks at what was filed, afterwards."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)

    def refresh_from_db(self, *args: object, **kwargs: object) -> None:
        """Read again; the protected state gives way to what the database has, and comes back after an error."""
        held = self.__dict__.pop("state", None)
        try:
            super().refresh_from_db(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            if held is not None:
                self.__dict__.setdefault("state", held)

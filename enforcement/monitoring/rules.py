"""Who may do which verb with an order, what a report needs to prove something, and how far a result is over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.monitoring.guards import EVIDENCE, NoEvidence, NotPossible, OutOfOrder
from enforcement.monitoring.states import State
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from enforcement.monitoring.models import Monitoring, Parameter, Result
    from envportal.accounts.models import User
    from envportal.cases.models import Case

VIEW, ASK, WORK, JUDGE = "monitoring.view", "monitoring.ask", "monitoring.work", "monitoring.judge"
# Verb → the row of the matrix; when it is possible, the flow says. `sample` goes on while there is no report.
VERBS: Final[dict[str, str]] = {
    "sample": WORK,
    "report": WORK,
    "accept": JUDGE,
    "reject": JUDGE,
    "send_back": JUDGE,
    "cancel": ASK,
    "leave": JUDGE,
}
SAMPLING = frozenset({State.ORDERED, State.SAMPLED})


def may_ask(user: User, source: Case, on: date) -> None:
    cases.require(user, ASK, source, on)


def require(name: str, user: User, monitoring: Monitoring, on: date) -> None:
    cases.require(user, VERBS[name], monitoring.case, on)
    if not _possible(name, monitoring):
        raise OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(monitoring.state).label})


def _possible(name: str, monitoring: Monitoring) -> bool:
    if name == "sample":
        return monitoring.state in SAMPLING
    if name == "leave":
        return monitoring.state == State.ACCEPTED and monitoring.case.closed_on is None
    return can_proceed(getattr(monitoring, name))


def available(user: User, monitoring: Monitoring, on: date) -> list[str]:
    """The verbs open to somebody now."""
    if monitoring.case.closed_on is not None:
        return []
    return [
        name for name, row in VERBS.items()
        if _possible(name, monitoring) and cases.may(user, row, monitoring.case, on)
    ]  # fmt: skip


def not_who_did(user: User, doers: set[int]) -> None:
    """Four eyes: who took the samples or typed the report does not judge whether it is evidence."""
    if user.pk in doers:
        raise NotYours(_("采样或者登记报告的人不审核这份报告。"), JUDGE)


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))


def reported_after(reported_on: date, sampled_on: date) -> None:
    if reported_on < sampled_on:
        raise NotPossible(_("报告日期早于采样日期。"))


def proves(
    monitoring: Monitoring, parameters: Sequence[Parameter], results: Sequence[Result], samplers: set[str]
) -> None:
    """Raise NoEvidence where a court would ask for what is missing: mark, two samplers, every result."""
    if not monitoring.laboratory_mark:
        raise NoEvidence(_("报告没有资质认定证书编号，不能作为证据。"), EVIDENCE)
    if any(len(names(told)) < 2 for told in samplers):
        raise NoEvidence(_("采样应当有两人；只有一人的，不能作为证据。"), EVIDENCE)
    found = {one.parameter_id for one in results}
    missing = [one.name for one in parameters if one.pk not in found]
    if missing:
        raise NoEvidence(_("报告没有这些项目的结果：%(names)s。") % {"names": "、".join(missing)}, EVIDENCE)


def names(told: str) -> list[str]:
    """The people in a list as it is written: 张三、李四."""
    for sign in "，,;； ":
        told = told.replace(sign, "、")
    return [one for one in told.split("、") if one]


@dataclass(frozen=True)
class Found:
    """A result beside its limits: over or not, and how many times over."""

    result: Result

    @property
    def is_over(self) -> bool:
        """Outside its limits. Not found is never over, whatever the limit of detection is."""
        high, low, value = self.result.parameter.high, self.result.parameter.low, self.result.value
        if self.result.is_below:
            return False
        return (high is not None and value > high) or (low is not None and value < low)

    @property
    def times_over(self) -> Decimal | None:
        """超标倍数 = (value − limit) / limit, two places; None where there is no upper limit it is over.

        pH and other ranges have none: they are outside, not times over.
        """
        high, low = self.result.parameter.high, self.result.parameter.low
        if not self.is_over or not high or low is not None or self.result.value <= high:
            return None
        return ((self.result.value - high) / high).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def over(results: Sequence[Result]) -> list[Found]:
    return [found for found in map(Found, results) if found.is_over]

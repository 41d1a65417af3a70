"""When something may be reported of a phase: what has to come first, and the limits of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.aftercare.guards import (
    ACCEPTANCE,
    FIVE_YEARS,
    NOT_ACCEPTABLE,
    PLATFORM,
    ChangedMuch,
    NotPossible,
    OutOfOrder,
    ReExaminationFirst,
    WindowOpen,
    WindowTooShort,
)
from approvals.aftercare.rules import on_a_day
from approvals.aftercare.states import Step
from envportal.workdays.terms import corresponding_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from approvals.aftercare.models import Milestone

# Step → what has to be reported before it, on no later a day.
AFTER: Final[dict[str, str | None]] = {
    Step.DESIGNED: None,
    Step.STARTED: None,
    Step.COMPLETED: Step.STARTED,
    Step.TRIAL: Step.COMPLETED,
    Step.OPERATED: Step.COMPLETED,
    Step.REPORTED: Step.COMPLETED,
    Step.PUBLISHED: Step.REPORTED,
    Step.ENTERED: Step.PUBLISHED,
}
FIVE_YEARS_IN_MONTHS = 60


def anniversary(decided_on: date) -> date:
    """The day on which an approval is five years old; work that begins on it begins in time (法典: 超过五年)."""
    return corresponding_day(decided_on, FIVE_YEARS_IN_MONTHS)


def in_order(step: str, on: date, known: Mapping[str, Milestone], *, decided_on: date, today: date) -> None:
    """Raise where a step is reported of a day that cannot be."""
    on_a_day(on, today)
    if on < decided_on and step != Step.DESIGNED:
        raise NotPossible(
            _("这一天早于批准日期，请核对。批准以前就已开工的属于未批先建，由执法机构处理，不在这里报告。")
        )
    before = AFTER[step]
    if before is None:
        return
    if before not in known:
        raise OutOfOrder(_("先报告“%(before)s”。") % {"before": Step(before).label})
    if on < known[before].on:
        raise NotPossible(
            _("不会早于“%(before)s”的日期（%(day)s），请核对。")
            % {"before": Step(before).label, "day": known[before].on.isoformat()}
        )


def later_ones_hold(step: str, on: date, known: Mapping[str, Milestone]) -> None:
    """A corrected day lies before all that came after it."""
    for later, before in AFTER.items():
        if before == step and later in known and known[later].on < on:
            raise NotPossible(
                _("不会晚于“%(later)s”的日期（%(day)s），请核对。")
                % {"later": Step(later).label, "day": known[later].on.isoformat()}
            )


def may_start(on: date, decided_on: date, agreed_on: date | None) -> None:
    """生态环境法典第106条: more than five years after the approval only after an agreed re-examination.

    On the anniversary itself the Code lets work begin, 条例第12条 ("满5年") would not: the Code is the later and the
    higher. How long an agreed answer holds nobody has written; here it holds without an end.
    """
    last = anniversary(decided_on)
    if on <= last or (agreed_on is not None and agreed_on <= on):
        return
    raise ReExaminationFirst(
        _("批准已超过五年（%(day)s 以前可以开工）：开工以前，应当把环评文件报原审批部门重新审核。请先提出重新审核。")
        % {"day": last.isoformat()},
        FIVE_YEARS,
    )


def wide_enough(until: date, least: date) -> None:
    if until < least:
        raise WindowTooShort(
            _("公示不少于 20 个工作日：最早到 %(day)s 截止。") % {"day": least.isoformat()}, ACCEPTANCE
        )


def window_is_over(on: date, published: Milestone) -> None:
    """验收暂行办法第13条: the platform is filled in after the window, not before."""
    if published.window_until is not None and on <= published.window_until:
        raise WindowOpen(
            _("验收报告公示到 %(day)s，期满以后才填报全国平台。") % {"day": published.window_until.isoformat()},
            PLATFORM,
        )


def nothing_changed_much(*, open_changes: int) -> None:
    if open_changes:
        raise ChangedMuch(_("有变动还没有认定，或者重大变动还没有重新批准：不能提出验收合格的意见。"), NOT_ACCEPTABLE)

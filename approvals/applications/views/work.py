"""The desk of a member of staff: a queue by what is due first, its figures, and the gate of a decision."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.applications import guards, rules
from approvals.applications.models import Hearing, Revision
from approvals.applications.queries.hearing import standing_requests
from approvals.applications.queries.lists import work_list
from approvals.applications.states import UNFILED_AFTER, Asker, Conclusion, RegistrationMode, State
from approvals.applications.views import sense
from approvals.applications.views.next_step import days_unfiled, next_step
from approvals.green import channel
from disclosure.participation import participation
from envportal.deadlines import clocks
from envportal.deadlines.enums import OPEN_STATES, Ground, Matter, Unit
from envportal.deadlines.models import Clock
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from envportal.accounts.models import User
    from envportal.workdays import Calendar

# Verb of the rules → its button; also the address of its step.
VERB_WORDS: dict[str, str | _StrPromise] = {
    "accept": pgettext_lazy("verb", "受理"),
    "ask_correction": pgettext_lazy("verb", "一次性告知补正"),
    "judge_correction": pgettext_lazy("verb", "逐项认定补正"),
    "accept_with_defects": pgettext_lazy("verb", "受理，迟提的缺陷在审查中处理"),
    "decline": pgettext_lazy("verb", "不予受理"),
    "complete_acceptance": pgettext_lazy("verb", "补发受理通知书和公示"),
    "take": pgettext_lazy("verb", "接收"),
    "assign": pgettext_lazy("verb", "改派经办人"),
    "commission_expert_review": pgettext_lazy("verb", "提出专家评审"),
    "confirm_expert_review": pgettext_lazy("verb", "确认专家评审并停表"),
    "file_expert_opinion": pgettext_lazy("verb", "登记专家意见"),
    "call_off_expert_review": pgettext_lazy("verb", "取消专家评审"),
    "commission_assessment": pgettext_lazy("verb", "提出技术评估"),
    "confirm_assessment": pgettext_lazy("verb", "确认技术评估并停表"),
    "file_assessment": pgettext_lazy("verb", "登记技术评估报告"),
    "call_off_assessment": pgettext_lazy("verb", "取消技术评估"),
    "ask_revision": pgettext_lazy("verb", "请申请人修改文件"),
    "judge_revision": pgettext_lazy("verb", "认定修改情况"),
    "call_off_revision": pgettext_lazy("verb", "取消修改"),
    "write_opinion": pgettext_lazy("verb", "提出审查意见"),
    "propose": pgettext_lazy("verb", "提出拟审批意见"),
    "record_hearing_request": pgettext_lazy("verb", "登记书面听证申请"),
    "take_up_hearing_request": pgettext_lazy("verb", "登记网上听证申请"),
    "record_hearing_withdrawal": pgettext_lazy("verb", "登记撤回听证申请"),
    "confirm_hearing": pgettext_lazy("verb", "决定组织听证并停表"),
    "arrange_hearing": pgettext_lazy("verb", "通知听证的时间和地点"),
    "file_transcript": pgettext_lazy("verb", "登记听证笔录"),
    "confirm_opinion": pgettext_lazy("verb", "听证后维持审查意见"),
    "ask_legal_review": pgettext_lazy("verb", "送法制审核"),
    "review_legality": pgettext_lazy("verb", "法制审核"),
    "extend": pgettext_lazy("verb", "延长承诺时限"),
    "send_back": pgettext_lazy("verb", "退回审查"),
    "go_on": pgettext_lazy("verb", "带理由继续"),
    "approve": pgettext_lazy("verb", "批准"),
    "refuse": pgettext_lazy("verb", "不予批准"),
    "return_participation": pgettext_lazy("verb", "退回补做公众参与"),
    "terminate": pgettext_lazy("verb", "终止办理"),
    "transfer": pgettext_lazy("verb", "转送有权机关"),
    "propose_revocation": pgettext_lazy("verb", "提出撤销、撤回或者注销批准"),
    "record_answer": pgettext_lazy("verb", "登记书面陈述申辩"),
    "file_revocation_hearing": pgettext_lazy("verb", "登记终止批准的听证笔录"),
    "end_approval": pgettext_lazy("verb", "决定终止批准"),
    "drop_revocation": pgettext_lazy("verb", "决定不终止批准"),
    "enter_filing": pgettext_lazy("verb", "登记备案号"),
    "mend_filing": pgettext_lazy("verb", "更正备案号"),
    "check_filing": pgettext_lazy("verb", "登记核查结果"),
    "end_filing": pgettext_lazy("verb", "终止办理"),
}
# What the window does for an applicant it typed for: verb of the rules → its page at the counter, and the words.
COUNTER_WORDS: dict[str, tuple[str, str | _StrPromise]] = {
    "supplement": ("tasks", pgettext_lazy("verb", "代录补正材料")),
    "answer_revision": ("answer_revision", pgettext_lazy("verb", "代录修改后的文件")),
    "withdraw": ("withdraw", pgettext_lazy("verb", "凭签字的申请撤回")),
}
# What people ask for and the law does not allow once an application is accepted.
CANNOT = (
    _l("延长法定时限：法典未规定延长"),
    _l("再发补正通知：已受理，有缺陷在审查中处理"),
)


@dataclass(frozen=True)
class Row:
    """One line of a queue."""

    application: Application
    clock: Clock | None
    left: int
    tone: str
    unit: str
    next_step: str
    hands: str
    # Days since a registration was handed over and its number has not come; none for all others.
    unfiled: int
    marks: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_green(self) -> bool:
        """Whether it is decided as it arrives."""
        return "green" in self.marks


# Whoever holds the case answers for these; what waits for publication or delivery has lists of its own.
OF_THE_CASE = (Matter.INTAKE, Matter.HANDOVER, Matter.STATUTORY, Matter.PLEDGED)


def queue(user: User, today: date) -> list[Row]:
    """Pending applications by the earlier of their running clocks; what waits for others comes after."""
    open_clocks = (
        Clock.objects.filter(state__in=OPEN_STATES, matter__in=OF_THE_CASE)
        .select_related("rule")
        .prefetch_related("events")
        .order_by("due_on")
    )
    cards = Card.objects.filter(removed_at=None).order_by("opened_at")
    waiting = work_list(user, today).prefetch_related(
        Prefetch("case__clocks", open_clocks, to_attr="open_clocks"),
        Prefetch("case__cards", cards, to_attr="standing_cards"),
        Prefetch("revisions", Revision.objects.filter(answered_at=None, called_off_at=None), to_attr="asked_revisions"),
        Prefetch("hearings", Hearing.objects.filter(filed_at=None, ended_at=None), to_attr="running_hearings"),
    )
    calendar_of, takes_in = cache(clocks.calendar_of), _is_clerk(user)
    rows = [_row(application, user, today, calendar_of, takes_in=takes_in) for application in waiting]
    green = channel.cases_in_channel(today)
    rows = [replace(row, marks=row.marks | {"green"}) if row.application.pk in green else row for row in rows]
    return sorted(rows, key=lambda row: _place(row, today))


def _place(row: Row, today: date) -> tuple[bool, bool, bool, date, int]:
    """What is late stands first, then the green channel, then what is due first; what waits for others is last."""
    due = row.clock.due_on if row.clock else today
    return row.clock is None, row.tone != "late", not row.is_green, due, row.application.pk


def stats(rows: list[Row]) -> list[tuple[str, str, int]]:
    """Mark, label, count: each a link to the rows it counts."""
    labels = (
        ("late", _("已超期")),
        ("today", _("今天到期")),
        ("week", _("五个工作日内到期")),
        ("carded", _("有牌")),
        ("paused", _("暂停中")),
        ("unfiled", _("转办 %(n)s 天未备案") % {"n": UNFILED_AFTER}),
        ("mine", _("等我办")),
    )
    return [(mark, label, sum(mark in row.marks for row in rows)) for mark, label in labels]


def sign_verb(application: Application) -> str:
    """The signature the proposal asks for; its address too."""
    proposal = guards.standing_proposal(application)
    return "refuse" if proposal and proposal.opinion.conclusion == Conclusion.REFUSE else "approve"


def makes_sense(name: str, application: Application) -> bool:
    """Whether a verb the rules allow has anything to work on now; the action refuses it all the same."""
    checks: dict[str, Callable[[], bool]] = {
        "complete_acceptance": lambda: (
            guards.lacks_acceptance_letter(application) or guards.lacks_acceptance_notice(application)
        ),
        **_step_checks(application, Ground.EXPERT_REVIEW, "expert_review", "file_expert_opinion"),
        **_step_checks(application, Ground.TECHNICAL_ASSESSMENT, "assessment", "file_assessment"),
        **_hearing_checks(application),
        **sense.of_revisions(application),
        **sense.of_corrections(application),
        **_revocation_checks(application),
        "ask_legal_review": lambda: guards.waiting_legal_review(application) is None,
        "review_legality": lambda: guards.waiting_legal_review(application) is not None,
        "mend_filing": lambda: application.registration_mode == RegistrationMode.NATIONAL,
        "propose": application.opinions.exists,
        "take_up_hearing_request": participation.hearing_requests(application.case).exists,
        "go_on": participation.unconsidered(application.case).exists,
        "approve": lambda: sign_verb(application) == "approve",
        "refuse": lambda: sign_verb(application) == "refuse",
    }
    return checks[name]() if name in checks else True


def _step_checks(application: Application, kind: str, name: str, filing: str) -> dict[str, Callable[[], bool]]:
    step = cache(lambda: guards.running_step(application, kind))
    return {
        f"commission_{name}": lambda: step() is None,
        f"confirm_{name}": lambda: (found := step()) is not None and found.confirmed_by_id is None,
        filing: lambda: (found := step()) is not None and found.confirmed_by_id is not None,
        f"call_off_{name}": lambda: step() is not None,
    }


def _hearing_checks(application: Application) -> dict[str, Callable[[], bool]]:
    hearing = cache(lambda: guards.running_hearing(application))
    return {
        "record_hearing_withdrawal": lambda: (
            (found := hearing()) is not None and standing_requests(found).filter(asker=Asker.INTERESTED).exists()
        ),
        "confirm_hearing": lambda: (found := hearing()) is not None and found.confirmed_by_id is None,
        "arrange_hearing": lambda: (found := hearing()) is not None and found.confirmed_by_id is not None,
        "file_transcript": lambda: (found := hearing()) is not None and found.held_on is not None,
        "confirm_opinion": lambda: guards.lacks_opinion_after_hearing(application),
    }


def _revocation_checks(application: Application) -> dict[str, Callable[[], bool]]:
    found = cache(lambda: guards.open_revocation(application))
    return {
        "propose_revocation": lambda: found() is None,
        "record_answer": lambda: (one := found()) is not None and one.notice_letter_id is not None,
        "file_revocation_hearing": lambda: (
            (one := found()) is not None and bool(one.wants_hearing) and one.heard_on is None
        ),
        "end_approval": lambda: found() is not None,
        "drop_revocation": lambda: found() is not None,
    }


def _row(
    application: Application, user: User, today: date, calendar_of: Callable[[int], Calendar], *, takes_in: bool
) -> Row:
    open_clocks: list[Clock] = application.case.open_clocks  # type: ignore[attr-defined]
    running = [clock for clock in open_clocks if clock.state == "running"]
    clock = next(iter(running or open_clocks), None)
    left = clocks.left(clock, today, calendar_of(application.case.bureau_id)) if clock else 0
    tone = _tone(clock, left, today)
    unfiled = days_unfiled(application, today)
    step, hands = next_step(application, unfiled)
    is_mine = application.case.holder_id == user.pk or (application.state == State.SUBMITTED and takes_in)
    marks = _marks(application, clock, left, tone, is_mine=is_mine)
    if unfiled >= UNFILED_AFTER:
        marks |= {"unfiled"}
    return Row(application, clock, left, tone, _unit(clock, left), step, hands, unfiled, marks)


def _unit(clock: Clock | None, left: int) -> str:
    """Days left are the rule's own; how late something is, is told in calendar days."""
    return Unit.CALENDAR_DAY if clock is None or left < 0 else clock.rule.unit


def _tone(clock: Clock | None, left: int, today: date) -> str:
    if clock is None or clock.state == "paused":
        return "paused"
    if clock.due_on < today:
        return "late"
    return "soon" if left == 0 or today >= clock.warn_on else ""


WEEK = 5


def _marks(application: Application, clock: Clock | None, left: int, tone: str, *, is_mine: bool) -> frozenset[str]:
    running = clock is not None and tone != "paused"
    tests = {
        "late": tone == "late",
        "today": running and tone != "late" and left == 0,
        "week": running and tone != "late" and left <= WEEK,
        "carded": bool(application.case.standing_cards),  # type: ignore[attr-defined]
        "paused": tone == "paused",
        "mine": is_mine,
        "all": True,
    }
    return frozenset(mark for mark, holds in tests.items() if holds)


def _is_clerk(user: User) -> bool:
    return rules.open_to(user, "intake.accept")

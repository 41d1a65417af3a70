"""What became of approvals in the demo: one built and late with acceptance, one changed, one too old to begin."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from approvals.aftercare import actions, queries
from approvals.aftercare.models import Aftercare
from approvals.aftercare.states import Stage, State, Step
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import people_of, staff_with
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
OLD, BUILT, PASSED = "云环审〔演示〕旧 1 号", "云环审〔演示〕旧 2 号", "云环审〔演示〕旧 3 号"
FORMER = (
    # number, project, place, years and months since the approval, conditions
    (OLD, "年产 2 万吨饲料加工项目", "松坪乡泉口村", 62, ["原料仓封闭，粉尘经布袋除尘后排放。"]),
    (BUILT, "城南汽车零部件喷涂线项目", "云溪工业园区 3 号地块", 26, [
        "喷涂废气经沸石转轮浓缩和催化燃烧处理后排放。", "漆渣作为危险废物交有资质的单位处置。",
    ]),
    (PASSED, "年处理 3 万吨废旧塑料再生项目", "云溪工业园区 8 号地块", 18, ["清洗废水全部回用。"]),
)  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[Turn]:
    day = days.ago
    yield day(opened - 3), "10:20", lambda at: _plan(at, day(opened - 4))
    yield day(opened - 5), "09:20", lambda at: _adopt(at, days.today)
    for n, step in ((opened - 6, Step.DESIGNED), (opened - 7, Step.STARTED), (opened - 8, Step.COMPLETED)):
        yield day(n), "15:30", lambda at, step=step: _report(at, BUILT, step)  # type: ignore[misc]
        yield day(n), "15:40", lambda at, step=step: _report(at, PASSED, step)  # type: ignore[misc]
    yield day(opened - 10), "10:40", lambda at: _check(at, BUILT, in_order=False)
    yield day(opened - 11), "10:50", lambda at: _check(at, PASSED, in_order=True)
    yield day(opened - 12), "16:20", lambda at: _report(at, PASSED, Step.REPORTED, words="验收合格，云溪监测站监测")
    out = {"link": "https://example.org/yanshou.pdf", "words": "设施齐全，监测达标，验收合格。"}
    yield day(opened - 14), "16:30", lambda at: _report(at, PASSED, Step.PUBLISHED, **out)
    yield day(opened - 16), "09:40", _publish
    yield day(opened - 37), "11:10", lambda at: _report(at, PASSED, Step.ENTERED)
    yield day(20), "14:20", lambda at: _change(at, BUILT)
    yield day(17), "15:20", lambda at: _judge(at, BUILT)
    yield day(6), "10:30", lambda at: _ask(at, OLD)
    yield day(3), "15:10", lambda at: _propose(at, OLD)


def _who(role: str) -> User:
    return staff_with(Bureau.objects.get(code=BUREAU), role)[0]


def _care(number: str) -> Aftercare | None:
    return Aftercare.objects.filter(document_number=number).exclude(state=State.ENDED).first()


def _owner(care: Aftercare, at: datetime) -> User:
    return people_of(care.owner, timezone.localdate(at))[0]


def _plan(at: datetime, first: date) -> None:
    told: dict[str, Any] = {"after_approval": 6, "after_start": 1, "after_operation": 3, "for_conditions": 1}
    actions.set_plan(
        valid_from=first, share=60, seed="云溪演示抽查", basis="局务会议纪要〔演示〕4号", by=_who(Role.SECTION_HEAD),
        at=at, **told,
    )  # fmt: skip


def _adopt(at: datetime, today: date) -> None:
    owners = Enterprise.objects.filter(bureau__code=BUREAU, kind="owner", verified_on__isnull=False).order_by("pk")
    for (number, name, place, months, conditions), owner in zip(FORMER, owners[:3], strict=False):
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        actions.adopt(
            enterprise=owner, project_name=name, place=place, conditions=conditions, document_number=number,
            decided_on=today.replace(year=year, month=month + 1, day=min(today.day, 28)), portal_service=True,
            by=_who(Role.OFFICER), at=at,
        )  # fmt: skip


def _report(at: datetime, number: str, step: str, **told: Any) -> None:
    if care := _care(number):
        with suppress(Refused):  # a demo of another day may have a holiday in between
            actions.report(
                care.pk, phase=1, step=step, on=timezone.localdate(at), by=_owner(care, at), at=at, **told
            )  # fmt: skip


def _check(at: datetime, number: str, *, in_order: bool) -> None:
    if care := _care(number):
        words = "设施与主体工程同时建成。" if in_order else "催化燃烧装置还没有安装，主体工程已经建成。"
        actions.check(
            care.pk, phase=1, stage=Stage.CONSTRUCTION, in_order=in_order, words=words, on=timezone.localdate(at),
            by=_who(Role.OFFICER), at=at,
        )  # fmt: skip


def _publish(at: datetime) -> None:
    waiting = Notice.objects.filter(kind=board.Kind.COMPLETION, state=board.State.PENDING, bureau__code=BUREAU)
    for notice in waiting:
        board.publish(notice.pk, by=_who(Role.EDITOR), at=at)


def _change(at: datetime, number: str) -> None:
    if care := _care(number):
        actions.declare_change(
            care.pk, aspects=["process"], words="水性漆的供应商更换，成分和用量不变。", planned_on=None,
            by=_owner(care, at), at=at,
        )  # fmt: skip


def _judge(at: datetime, number: str) -> None:
    care = _care(number)
    change = care.changes.filter(is_major=None).first() if care else None
    if care and change:
        reason = "污染物种类和排放量没有增加，不属于清单所列情形。"
        actions.judge_change(
            care.pk, change=change.pk, is_major=False, items=[], reason=reason, by=_who(Role.OFFICER), at=at
        )


def _ask(at: datetime, number: str) -> None:
    if care := _care(number):
        words = "项目没有开工。性质、规模、地点和工艺没有变化，周边没有新增居民点。"
        actions.ask_re_examination(care.pk, words=words, by=_owner(care, at), at=at)


def _propose(at: datetime, number: str) -> None:
    care = _care(number)
    if care and queries.waiting_re_examination(care):
        actions.propose_answer(care.pk, agrees=True, reason="情况没有变化。", by=_who(Role.OFFICER), at=at)

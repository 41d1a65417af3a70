"""What the demo had happen: told in time, graded anew and told late, beside a water source, ended, a hoax, nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disclosure.board import board
from enforcement.incidents import actions
from enforcement.incidents.actions import Caller
from enforcement.incidents.models import Incident
from enforcement.monitoring import sampling
from enforcement.orders.models import Order
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.accounts.queries import staff_with
from envportal.supervision import actions as supervision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU, HEAD, FIRST, SECOND = "yunxi", "zhongyue", "luchenzhou", "bailu"
TANKER, PARK, PLANT = "青石镇云岭桥盐酸罐车侧翻处", "云溪化工园区东区三号路", "云溪绿野食品污水站"
SOURCE, RUMOUR = "清波水库二级保护区内排水沟", "城南老码头"
DESK = "市政府总值班室、省厅值班室"
COURSE = "罐车避让行人侧翻，罐体开裂，盐酸流入路边沟渠；已在沟口筑坝（演示）。"
# Boxes a report or a notice must not leave empty, where the story has nothing of its own to say.
NONE = "无"


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield from _nothing(days, opened)
    yield days.ago(5), "08:30", _roster
    yield from _ended(days)
    yield from _graded_anew(days)
    yield days.ago(10), "19:20", lambda at: _seen(RUMOUR, "江面漂浮大量泡沫，有臭味（演示）。", at)
    yield days.ago(10), "20:25", _dismiss
    yield from _in_time(days)
    # The day's last minute is the present moment: its two hours begin when the demo is loaded.
    yield days.ago(0), "23:59", lambda at: _seen(SOURCE, "有罐车向沟里倒东西，水面发黑（演示）。", at, "water_zone")


def _roster(at: datetime) -> None:
    """The week of the one, then the week of the other, each standing in for the other."""
    first, week = timezone.localdate(at), timedelta(days=6)
    for n, (name, deputy) in enumerate(((FIRST, SECOND), (SECOND, FIRST))):
        person, begins = _person(name), first + n * (week + timedelta(days=1))
        assert person.section is not None  # noqa: S101  they are inspectors of a section
        who = actions.Who(person, "0999-000 0119", [_person(deputy)])
        actions.put_on_call(section=person.section, who=who, first=begins, last=begins + week, by=_person(HEAD), at=at)


def _nothing(days: Days, opened: int) -> Iterator[Turn]:
    """The two months before the doors opened: nothing happened, and the portal drafted that."""
    last = days.ago(opened).replace(day=1)
    for n in (2, 1):
        first, end = board.period_before(last if n == 1 else (last - timedelta(days=1)).replace(day=1), 1)
        yield days.ago(opened - 2), f"10:0{4 - n}", lambda at, first=first, end=end: _nil(first, end, at)  # type: ignore[misc]


def _nil(first: date, last: date, at: datetime) -> None:
    nil = board.draft_nil("incident", Bureau.objects.get(code=BUREAU), first_day=first, last_day=last, at=at)
    if nil is not None:
        board.publish_nil(nil.pk, by=_editor(), at=at)


def _in_time(days: Days) -> Iterator[Turn]:
    """一般事件, told within the hour and still handled."""
    yield days.ago(4), "14:05", lambda at: _call(TANKER, COURSE, "盐酸，约 3 吨", at)
    yield days.ago(4), "14:35", lambda at: _grade(TANKER, "4", at, evacuated=35, poisoned=0, deaths=0)
    yield days.ago(4), "14:50", lambda at: _tell(TANKER, "telephone", at)
    yield days.ago(4), "15:20", lambda at: _note(TANKER, "沟口筑坝两道，投加石灰中和", "市消防救援支队、镇政府", at)
    yield days.ago(4), "15:40", lambda at: _ask_monitoring(TANKER, at)
    yield days.ago(4), "16:05", lambda at: _report(TANKER, "first", {"处置情况": "筑坝拦截，石灰中和。"}, at)
    yield days.ago(4), "16:30", lambda at: _tell(TANKER, "written", at)
    yield days.ago(3), "09:30", lambda at: _publish(TANKER, "incident_initial", {"处置情况": "已筑坝拦截、中和。"}, at)
    yield days.ago(2), "17:00", lambda at: _report(TANKER, "follow_up", {"处置进展情况": "下游 pH 恢复正常。"}, at)


def _graded_anew(days: Days) -> Iterator[Turn]:
    """一般改为较大: the telephone rang too late the second time."""
    words = "输酸管道法兰泄漏，周边有刺激性气味（演示）。"
    yield days.ago(16), "21:40", lambda at: _call(PARK, words, "氯化氢，数量正在核实", at)
    yield days.ago(16), "22:10", lambda at: _grade(PARK, "4", at, evacuated=800)
    yield days.ago(16), "23:05", lambda at: _tell(PARK, "telephone", at)
    yield days.ago(15), "06:30", lambda at: _grade(PARK, "3", at, evacuated=6200)
    yield days.ago(15), "10:40", lambda at: supervision.sweep(at=at)
    yield days.ago(15), "11:05", lambda at: _tell(PARK, "telephone", at)
    yield days.ago(15), "13:30", lambda at: _report(PARK, "first", {"处置情况": "堵漏完成，疏散居民 6200 人。"}, at)
    yield days.ago(15), "13:50", lambda at: _tell(PARK, "written", at)
    yield days.ago(12), "10:10", lambda at: _report(PARK, "follow_up", {"处置进展情况": "居民已全部返回。"}, at)


def _ended(days: Days) -> Iterator[Turn]:
    """Reported by the enterprise itself, concluded, published in three versions, closed by somebody else."""
    yield days.ago(30), "08:20", _own
    yield days.ago(30), "09:00", lambda at: _grade(PLANT, "4", at, loss=Decimal(85000))
    yield days.ago(30), "09:10", lambda at: _tell(PLANT, "telephone", at)
    yield days.ago(30), "10:30", lambda at: _report(PLANT, "first", {"处置情况": "关闭总排口，废水导入应急池。"}, at)
    yield days.ago(30), "10:50", lambda at: _tell(PLANT, "written", at)
    yield days.ago(30), "15:00", lambda at: _publish(PLANT, "incident_initial", {"处置情况": "已关闭总排口。"}, at)
    yield days.ago(28), "15:00", lambda at: _publish(PLANT, "incident_followup", {"处置进展": "水质已恢复。"}, at)
    yield days.ago(12), "10:00", _link
    yield days.ago(11), "10:00", _conclude
    yield days.ago(11), "14:00", lambda at: _report(PLANT, "final", {"责任追究": "已责令改正，另案查处。"}, at)
    yield days.ago(10), "10:00", lambda at: _publish(PLANT, "incident_conclusion", {"处置过程和结果": "已处置。"}, at)
    yield days.ago(9), "11:00", lambda at: actions.close(_of(PLANT).pk, by=_person(HEAD), at=at)


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _editor() -> User:
    return next(iter(staff_with(Bureau.objects.get(code=BUREAU), Role.EDITOR)))


def _of(place: str) -> Incident:
    return Incident.objects.get(place=place)


def _seen(place: str, what: str, at: datetime, *sensitive: str) -> None:
    actions.report_publicly(
        Bureau.objects.get(code=BUREAU), key=f"demo-{place}", address="198.51.100.7", at=at, caller=Caller(),
        place=place, what=what, sensitive=sensitive,
    )  # fmt: skip


def _call(place: str, what: str, pollutants: str, at: datetime) -> None:
    actions.take_call(
        source="telephone", discovered_at=at - timedelta(minutes=5), caller=Caller(), place=place, what=what,
        pollutants=pollutants, occurred_at=at - timedelta(minutes=30), by=_person(FIRST), at=at,
    )  # fmt: skip


def _own(at: datetime) -> None:
    actions.report_own(
        place=PLANT, what="生化池管道破裂，部分废水经雨水口外流，已关闭总排口（演示）。",
        pollutants="食品废水，约 60 吨",
        occurred_at=at - timedelta(minutes=40), by=_person("lvye"), at=at,
    )  # fmt: skip


def _grade(place: str, level: str, at: datetime, **known: Any) -> None:
    actions.grade(_of(place).pk, level=level, level_why="现场核实", by=_person(FIRST), at=at, **known)


def _tell(place: str, way: str, at: datetime) -> None:
    who = [one.who for one in _of(place).rounds.latest("number").recipients.all()]
    actions.tell(_of(place).pk, who=who, told_at=at, way=way, heard_by=DESK, by=_person(FIRST), at=at)


def _note(place: str, what: str, role: str, at: datetime) -> None:
    actions.note_measure(_of(place).pk, taken_at=at, what=what, role=role, by=_person(SECOND), at=at)


def _ask_monitoring(place: str, at: datetime) -> None:
    wanted = {"name": "pH", "unit": "", "low": Decimal(6), "high": Decimal(9), "standard": "GB 3838-2002 表1"}
    sampling.ask(
        _of(place).case_id, reason="incident", place="云岭河事发点下游 500 米", laboratory="云溪市环境监测站（演示）",
        parameters=[wanted], by=_person(FIRST), at=at,
    )  # fmt: skip


def _report(place: str, kind: str, said: dict[str, str], at: datetime) -> None:
    one = _of(place)
    items = [("发生地点", one.place), ("主要污染物和数量", one.pollutants), *said.items(), ("下一步措施", "继续监测")]
    report = actions.write(one.pk, kind=kind, items=items, by=_person(FIRST), at=at)
    actions.sign(one.pk, report=report.pk, by=_person(HEAD), at=at + timedelta(minutes=10))


def _publish(place: str, stage: str, said: dict[str, str], at: datetime) -> None:
    one = _of(place)
    known = {
        "发生时间": at.strftime("%Y年"), "发生地点": one.place, "级别": str(one.get_level_display()),
        "主要污染物和数量": one.pollutants, "人员受害情况": NONE, "原因": str(one.get_cause_kind_display()),
        "调查结论": one.cause, "影响和损失评估": one.damage, "责任追究": one.accountable,
    }  # fmt: skip
    labels = board.labels_of_form(stage)
    facts = {label: text for label, text in {**known, **said}.items() if label in labels or label == "发生时间"}
    named = stage == "incident_conclusion"
    notice = actions.publish(one.pk, stage=stage, facts=facts, name_owner=named, by=_person(FIRST), at=at)
    board.publish(notice.pk, by=_editor(), at=at + timedelta(minutes=40))


def _link(at: datetime) -> None:
    target = Order.objects.filter(case__enterprise__users__username="lvye").latest("pk").case
    actions.link(_of(PLANT).pk, target=target, by=_person(FIRST), at=at)


def _conclude(at: datetime) -> None:
    actions.conclude(
        _of(PLANT).pk, cause_kind="discharge", cause="管道老化，企业没有按制度巡检（演示）。", loss=Decimal(85000),
        damage="雨水沟约 300 米短时受影响，两日内恢复。", responsibility="企业没有落实巡检制度。",
        accountable="责令改正，对违法行为另案查处；企业对环保负责人记过。", lessons="重点企业补查雨污管道。",
        left_over=NONE, by=_person(FIRST), at=at,
    )  # fmt: skip


def _dismiss(at: datetime) -> None:
    why = "两名执法人员 20:05 到场，江面没有泡沫，无异味；照片系转发的旧图（演示）。"
    actions.dismiss(_of(RUMOUR).pk, why=why, is_hoax=True, by=_person(HEAD), at=at)

"""The visits of the demo: one long over but for an advice, one unannounced with late feedback, two ahead, wishes."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enforcement.inspections import actions, queries
from enforcement.inspections.models import Visit
from enforcement.inspections.states import AdviceState, Outcome, Purpose, Result, Signed, Skill
from enforcement.planning import actions as planning
from enforcement.planning import queries as planned
from envportal.accounts.models import Enterprise, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from enforcement.inspections.models import Demand
    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

SHEET = Path(__file__).parent.parent / "data" / "declaration.pdf"
HEAD, LEAD, SECOND, THIRD = "zhongyue", "leijunshan", "luchenzhou", "bailu"
ASKER = "zhoumingyuan"
SKILLS = {LEAD: (Skill.AIR, Skill.EIA), SECOND: (Skill.WATER, Skill.WASTE), THIRD: (Skill.NOISE, Skill.MONITORING)}
OVER, COVERT, TOLD, WAITING = "hexin", "xingyue", "jiahe", "lvye"
MADE, COVERTLY = 24, 12


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(opened - 2), "09:40", _train
    yield days.ago(MADE + 6), "09:10", lambda at: _plan(at, OVER, days.ago(MADE), time(9, 30))
    yield days.ago(MADE + 5), "15:20", lambda at: _approve(at, OVER)
    yield days.ago(MADE + 4), "08:50", lambda at: _notice(at, OVER)
    yield days.ago(MADE), "09:34", lambda at: _look(at, OVER)
    yield days.ago(MADE), "11:35", lambda at: _leave(at, OVER)
    yield days.ago(MADE - 6), "10:05", _speak
    yield days.ago(MADE - 8), "16:10", _confirm
    yield days.ago(COVERTLY + 2), "16:30", lambda at: _plan_covert(at, days.ago(COVERTLY))
    yield days.ago(COVERTLY + 1), "08:45", lambda at: _approve(at, COVERT)
    yield days.ago(COVERTLY), "22:10", lambda at: _look(at, COVERT)
    yield days.ago(COVERTLY - 1), "08:55", lambda at: _leave_late(at, COVERT)
    yield days.ago(4), "09:25", lambda at: _plan(at, TOLD, days.ago(-1), time(14, 0))
    yield days.ago(3), "10:50", lambda at: _approve(at, TOLD)
    yield days.ago(2), "08:40", lambda at: _notice(at, TOLD)
    yield days.ago(1), "15:35", lambda at: _plan(at, WAITING, days.ago(-4), time(9, 0))
    yield days.ago(3), "14:20", lambda at: _mend_the_list(at, days.ago(-5))
    yield days.ago(1), "16:50", lambda at: _ask(at, OVER, Purpose.RETURN_VISIT, "批复条件落实情况", days.ago(-10))


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _visit(name: str) -> Visit:
    return Visit.objects.filter(case__enterprise__users__username=name).latest("pk")


def _train(at: datetime) -> None:
    """Three inspectors; the certificate of one ends soon."""
    head, on = _person(HEAD), timezone.localdate(at)
    for n, (name, skills) in enumerate(SKILLS.items(), 1):
        ends = on.replace(year=on.year + 2, day=1) if name != THIRD else _soon(on)
        since = on.replace(year=on.year - 1, day=1)
        actions.certify(_person(name).pk, number=f"990100-演示{n:03}", valid_from=since, valid_to=ends, by=head, at=at)
        actions.train(_person(name).pk, skills=skills, by=head, at=at)
    owner = Enterprise.objects.get(users__username=COVERT)
    _roads(at)
    actions.tie(_person(LEAD).pk, enterprise=owner, why="近亲属在该单位任职", by=head, at=at)


def _roads(at: datetime) -> None:
    """The ways from the seat to every township with an enterprise, as somebody wrote them down."""
    head = _person(HEAD)
    names = sorted(filter(None, planned.townships(head.bureau)))
    planning.write_roads(ways={("", name): 20 + 5 * n for n, name in enumerate(names)}, by=head, at=at)


def _mend_the_list(at: datetime, day: date) -> None:
    """A new version of the general list waits for a second person."""
    by = _person(LEAD)
    now = queries.lists_on(by.bureau, timezone.localdate(at)).get(code="general")
    lines = [actions.Line(one.text, one.basis, one.skill) for one in now.items.all()]
    lines.append(actions.Line("自行监测方案和监测报告完整", "排污许可管理条例第19条", "monitoring"))
    actions.propose_list(now.pk, name=now.name, valid_from=day, items=lines, why="增加自行监测（演示）", by=by, at=at)


def _soon(on: date) -> date:
    return date.fromordinal(on.toordinal() + 110)


def _ask(at: datetime, name: str, purpose: Purpose, what: str, latest: date, reason: str = "") -> Demand:
    wish = actions.Wish(
        enterprise=Enterprise.objects.get(users__username=name), purpose=purpose, what=what,
        earliest=timezone.localdate(at), latest=latest, unannounced=bool(reason), lawful_reason=reason,
    )  # fmt: skip
    return actions.ask(wish, by=_person(ASKER), at=at)


def _plan(at: datetime, name: str, day: date, begins: time) -> None:
    demands = [
        _ask(at, name, Purpose.ROUTINE, "治理设施运行和台账", day),
        _ask(at, name, Purpose.CAMPAIGN, "挥发性有机物专项：收集效率和活性炭更换", day),
    ]
    actions.plan_visit(
        demands, day=day, begins_at=begins, people=[_person(LEAD), _person(SECOND)], lead=_person(LEAD),
        by=_person(SECOND), at=at,
    )  # fmt: skip


def _plan_covert(at: datetime, day: date) -> None:
    reason = "群众举报夜间偷排，事先通知会妨碍取证"
    demand = _ask(at, COVERT, Purpose.COMPLAINT, "夜间废水排放", day, reason)
    actions.plan_visit(
        [demand], day=day, begins_at=time(22, 0), people=[_person(SECOND), _person(THIRD)], lead=_person(SECOND),
        by=_person(LEAD), at=at,
    )  # fmt: skip


def _approve(at: datetime, name: str) -> None:
    actions.approve(_visit(name).pk, by=_person(HEAD), at=at)


def _notice(at: datetime, name: str) -> None:
    visit = _visit(name)
    actions.notice(visit.pk, told_how="电话告知企业负责人", by=visit.case.holder, at=at)  # type: ignore[arg-type]


def _look(at: datetime, name: str) -> None:
    """Through the gate; one item does not comply at the first, none at the second."""
    visit = _visit(name)
    by = visit.case.holder
    assert by is not None  # noqa: S101  who leads a visit holds its case
    actions.enter(visit.pk, code="" if visit.unannounced else queries.entry_code(visit), by=by, at=at)
    bad, *good = queries.items_of(visit)
    first = (
        actions.Seen(bad.pk, Result.OK) if visit.unannounced else actions.Seen(bad.pk, Result.NOT, "现场多一台印刷机")
    )
    found = [first, *(actions.Seen(one.pk, Result.OK) for one in good)]
    actions.look_at(visit.pk, found=found, by=by, at=at)


def _leave(at: datetime, name: str) -> None:
    visit, by, on = _visit(name), _person(LEAD), timezone.localdate(at)
    for text, within in (("补记活性炭更换台账", 14), ("新增印刷机办理环评手续", 20)):
        due = date.fromordinal(on.toordinal() + within)
        actions.advise(visit.pk, text=text, owner="设备主管", due_on=due, by=by, at=at)
    left = actions.Leaving(
        seen="印刷车间密闭，活性炭箱运行；现场比批复多一台印刷机。", pointed_out="多一台印刷机；活性炭更换没有记台账",
        outcome=Outcome.ADVISED, signed=Signed.SHEET, signer="设备主管", left_at=time(11, 20),
    )  # fmt: skip
    sheet = SimpleUploadedFile("签字页.pdf", SHEET.read_bytes(), "application/pdf")
    actions.leave(visit.pk, left=left, signature=sheet, by=by, at=at)


def _leave_late(at: datetime, name: str) -> None:
    """The night shift ends before midnight, the feedback comes the next morning: late, and named so."""
    people = [_person(SECOND), _person(THIRD)]
    left = actions.Leaving(
        seen="雨水口无排放，在线监测数据正常。", outcome=Outcome.CLEAN, signed=Signed.REFUSED, witnesses=people,
        left_at=time(23, 30),
    )  # fmt: skip
    actions.leave(_visit(name).pk, left=left, by=people[0], at=at)


def _speak(at: datetime) -> None:
    visit = _visit_over()
    words = "台账已从 9 月起补记，照片附后"
    actions.speak_to_advice(visit.advice.get(number=1).pk, is_done=True, words=words, by=_person(OVER), at=at)
    actions.answer(visit.pk, words="印刷机为备用设备，正在补办手续。", by=_person(OVER), at=at)


def _confirm(at: datetime) -> None:
    ending = actions.Ending(AdviceState.DONE, "已核对台账")
    actions.end_advice(_visit_over().advice.get(number=1).pk, ending=ending, by=_person(LEAD), at=at)


def _visit_over() -> Visit:
    return Visit.objects.filter(case__enterprise__users__username=OVER, outcome=Outcome.ADVISED).latest("pk")

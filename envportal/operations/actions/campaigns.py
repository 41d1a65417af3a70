"""Campaigns in the demo: one on plan, one behind, one closed and missed with its reasons, one just written."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from disclosure.board import board
from enforcement.campaigns import actions
from enforcement.campaigns.models import Campaign, Run, Target
from enforcement.campaigns.states import Answer
from envportal.accounts.models import Enterprise, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

SHEET = Path(__file__).parent.parent / "data" / "declaration.pdf"
HEAD, FIRST, SECOND, EDITOR, LEADER = "zhongyue", "luchenzhou", "bailu", "linxiaoman", "hansongnian"
BOILERS, SEWAGE, FARMS, MILLS = "年度燃煤锅炉整治", "农村生活污水治理", "畜禽养殖污染治理", "造纸企业深度治理"
BASIS = "云溪市污染防治年度工作方案（演示）"
# Boilers: name, township, who bears it, tonnes of steam an hour, and what is to be done.
OF_BOILERS = (
    ("和信包装 1 号锅炉", "青石镇", "hexin", "4", "拆除，改用天然气"),
    ("星越机械导热油炉", "白沙镇", "xingyue", "6", "改用天然气"),
    ("嘉禾木业烘干炉", "松坪乡", "jiahe", "2", "拆除，改用热泵"),
    ("青石镇中学锅炉", "青石镇", "", "2", "拆除，改用电"),
    ("白沙镇浴室锅炉", "白沙镇", "", "1", "拆除"),
    ("松坪乡粮站烘干炉", "松坪乡", "", "2", "改用生物质成型燃料并装布袋除尘"),
    ("望湖街道供暖站 1 号炉", "望湖街道", "", "10", "拆除，并入集中供热"),
    ("望湖街道供暖站 2 号炉", "望湖街道", "", "10", "拆除，并入集中供热"),
)
VILLAGES = (
    ("东岭村", "青石镇", "32"), ("西塘村", "青石镇", "18"), ("上河村", "白沙镇", "45"), ("下河村", "白沙镇", "40"),
    ("杨庄村", "松坪乡", "26"), ("柳湾村", "松坪乡", "22"), ("石桥村", "望湖街道", "15"), ("竹园村", "望湖街道", "12"),
)  # fmt: skip
# Two rows that a table is sent back for: no such day, and a village that stands there already.
TABLE = "名称,乡镇街道,要求的措施,期限,基数,责任单位\n"
FLAWED = "梅岭村,青石镇,建小型人工湿地,2026-02-30,20,\n东岭村,青石镇,建小型人工湿地,{due},32,\n"
SITES = (
    ("钱有田", "松坪乡", "120", True), ("孙家养殖场", "松坪乡", "800", False), ("李满仓", "青石镇", "90", True),
    ("白沙镇联合猪场", "白沙镇", "1500", False), ("望湖奶牛场", "望湖街道", "600", False),
)  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield from _of_farms(days, opened)
    yield from _of_boilers(days, opened)
    yield from _of_sewage(days)
    yield days.ago(1), "10:35", partial(_open, MILLS, days.ago(-2), days.ago(-60))
    yield days.ago(1), "11:05", lambda at: _add(MILLS, days.ago(-50), at, *_mills())


def _of_boilers(days: Days, opened: int) -> Iterator[Turn]:
    first, last = days.ago(opened - 6), days.ago(-34)
    yield first, "09:10", partial(_open, BOILERS, first, last)
    yield first, "10:40", lambda at: _add(BOILERS, days.ago(-2), at, *(_boiler(one) for one in OF_BOILERS))
    yield first, "15:10", partial(_start, BOILERS)
    yield from _told(days.ago(opened - 8), BOILERS, "清单")
    for n, day in enumerate((24, 20, 15, 11, 6)):
        yield days.ago(day), "14:10", partial(_report, BOILERS, n + 3)
        yield days.ago(day - 2), "16:00", partial(_verify, BOILERS, n + 3)
    yield days.ago(9), "10:20", lambda at: _ask(BOILERS, 8, "集中供热管网 12 月通到本站", at, days.ago(-10))
    yield days.ago(8), "09:30", partial(_answer, BOILERS, agreed=True)
    yield days.ago(3), "11:10", partial(_report, BOILERS, 1, by="hexin")
    yield from _told(days.ago(4), BOILERS, "本月进度")


def _of_sewage(days: Days) -> Iterator[Turn]:
    first, last = days.ago(34), days.ago(-8)
    yield first, "09:00", partial(_open, SEWAGE, first, last)
    yield first, "09:40", lambda at: _bring(SEWAGE, _villages(days), at)
    yield first, "16:20", partial(_start, SEWAGE)
    yield days.ago(22), "10:00", partial(_begin, SEWAGE, 4)
    yield days.ago(21), "10:00", partial(_report, SEWAGE, 1)
    yield days.ago(19), "15:00", partial(_verify, SEWAGE, 1, result="30")
    yield days.ago(16), "11:00", lambda at: _remove(SEWAGE, 8, "整村已于今年 6 月搬迁，见镇政府证明", at)
    yield days.ago(15), "09:20", partial(_answer, SEWAGE, agreed=True)
    yield days.ago(10), "10:00", partial(_report, SEWAGE, 2)
    yield days.ago(7), "15:30", partial(_back, SEWAGE, 2)
    yield from _told(days.ago(5), SEWAGE, "本月进度")
    yield days.ago(2), "14:00", lambda at: _remove(SEWAGE, 7, "村民没有接管意愿", at)


def _of_farms(days: Days, opened: int) -> Iterator[Turn]:
    first, last = days.ago(opened - 5), days.ago(5)
    yield first, "11:00", partial(_open, FARMS, first, last)
    yield first, "11:30", lambda at: _add(FARMS, days.ago(7), at, *(_site(one) for one in SITES))
    yield first, "16:40", partial(_start, FARMS)
    for n, day in ((4, 20), (5, 14)):
        yield days.ago(day), "10:10", partial(_report, FARMS, n)
        yield days.ago(day - 1), "15:10", partial(_verify, FARMS, n, result="1400" if n == 4 else "600")
    yield days.ago(12), "09:50", lambda at: _drop(FARMS, 3, "已自行停止养殖，栏舍改作他用", at)
    yield days.ago(11), "09:30", partial(_answer, FARMS, agreed=True)
    yield days.ago(4), "15:00", _close
    yield days.ago(3), "10:10", partial(_publish, FARMS)


def _told(day: date, name: str, why: str) -> Iterator[Turn]:
    yield day, "16:30", lambda at: actions.tell(_of(name).pk, why=why, by=_person(FIRST), at=at)
    yield day + timedelta(days=1), "09:10", partial(_publish, name)


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _of(name: str) -> Campaign:
    return Campaign.objects.get(case__title=name)


def _target(name: str, number: int) -> Target:
    return _of(name).targets.get(number=number)


def _plan(name: str) -> dict[str, Any]:
    if name == BOILERS:
        return {"kind": "coal_boiler", "target_rate": 100, "measures": "拆除、改用清洁燃料，或者并入集中供热。"}
    if name == SEWAGE:
        return {"kind": "rural_sewage", "target_rate": 75, "aim": "纳入治理的村，污水处理率达到 75%"}
    if name == FARMS:
        return {"kind": "livestock", "target_rate": 90, "measures": "建粪污贮存设施，与种植户签消纳协议。"}
    return {
        "kind": "paper_mill", "target_rate": 100, "pollutant": "cod", "reduction_aim": Decimal(120),
        "reduction_unit": "吨/年",
    }  # fmt: skip


def _open(name: str, first: date, last: date, at: datetime) -> None:
    by = _person(FIRST)
    plan: Any = {"name": name, "basis": BASIS, "from_on": first, "to_on": last, "section": by.section, **_plan(name)}
    actions.open_campaign(by=by, at=at, leader=_person(LEADER), **{**plan, "target_rate": Decimal(plan["target_rate"])})


def _add(name: str, due_on: date, at: datetime, *rows: dict[str, Any]) -> None:
    for row in rows:
        told: Any = {"due_on": due_on, **row}
        actions.add(_of(name).pk, by=_person(FIRST), at=at, **told)


def _boiler(one: tuple[str, str, str, str, str]) -> dict[str, Any]:
    name, township, owner, size, measure = one
    enterprise = Enterprise.objects.get(users__username=owner) if owner else None
    return {
        "name": name, "township": township, "enterprise": enterprise, "baseline": Decimal(size), "measure": measure,
        "responsible": f"{township}办事处" if township.endswith("街道") else f"{township}人民政府",
    }  # fmt: skip


def _site(one: tuple[str, str, str, bool]) -> dict[str, Any]:
    name, township, heads, is_person = one
    return {
        "name": name, "township": township, "baseline": Decimal(heads), "is_person": is_person,
        "measure": "建粪污贮存池，签消纳协议",
    }  # fmt: skip


def _mills() -> list[dict[str, Any]]:
    told = (("云溪纸业二厂", "白沙镇", "8", "70"), ("青石特种纸厂", "青石镇", "3", "35"))
    return [
        {
            "name": name, "township": township, "baseline": Decimal(size), "reduction_asked": Decimal(less),
            "measure": "深度处理提标改造",
        }
        for name, township, size, less in told
    ]  # fmt: skip


def _villages(days: Days) -> str:
    """The list as the townships sent it; villages near the river first."""
    due = {
        name: days.ago(6 if name == "东岭村" else 3 if name in {"上河村", "西塘村"} else -6) for name, *_v in VILLAGES
    }
    rows = (f"{name},{town},建小型污水处理设施,{due[name]},{flow},{town}\n" for name, town, flow in VILLAGES)
    return TABLE + "".join(rows) + FLAWED.format(due=days.ago(-6))


def _bring(name: str, text: str, at: datetime) -> None:
    """Uploaded, its columns said, tried, and applied."""
    by = _person(FIRST)
    file: Any = SimpleUploadedFile("农村生活污水治理清单.csv", text.encode(), "text/csv")
    run: Run = actions.upload(_of(name).pk, file, kind="targets", why="", by=by, at=at, key="")
    mapping = {int(column): of for column, of in run.mapping.items()}
    actions.choose(run.pk, head_rows=run.head_rows, mapping=mapping, said={}, by=by, at=at)
    actions.work(run.pk, at=at)
    actions.apply(run.pk, by=by, at=at)
    actions.work(run.pk, at=at)


def _start(name: str, at: datetime) -> None:
    actions.start(_of(name).pk, by=_person(HEAD), at=at)


def _begin(name: str, number: int, at: datetime) -> None:
    actions.begin(_target(name, number).pk, by=_person(FIRST), at=at)


def _proof(target: Target) -> Any:
    """A paper of its own: the same file stands for one target alone."""
    mark = f"\n% {target.campaign_id}-{target.number}\n".encode()
    return SimpleUploadedFile("完成证明.pdf", SHEET.read_bytes() + mark, "application/pdf")


def _report(name: str, number: int, at: datetime, by: str = FIRST) -> None:
    target = _target(name, number)
    words = f"{target.measure}，已于 {timezone.localdate(at):%m月%d日}完成。"
    actions.report(target.pk, words=words, file=_proof(target), by=_person(by), at=at)


def _verify(name: str, number: int, at: datetime, result: str = "") -> None:
    target = _target(name, number)
    actions.verify(
        target.pk, words="到现场看了，与报告一致。", on=timezone.localdate(at), by=_person(SECOND), at=at,
        result=Decimal(result) if result else target.baseline,
    )  # fmt: skip


def _back(name: str, number: int, at: datetime) -> None:
    actions.send_back(_target(name, number).pk, why="管网只接了一半农户，设施没有进水。", by=_person(SECOND), at=at)


def _change(change: str, name: str, number: int, reason: str, at: datetime, due_on: date | None = None) -> None:
    actions.ask_change(_target(name, number).pk, change=change, reason=reason, due_on=due_on, by=_person(FIRST), at=at)


_ask, _drop, _remove = (partial(_change, change) for change in ("postpone", "drop", "remove"))


def _answer(name: str, at: datetime, *, agreed: bool) -> None:
    asked = _of(name).targets.filter(requests__answer=Answer.WAITING).get().requests.get(answer=Answer.WAITING)
    actions.answer(asked.pk, agreed=agreed, by=_person(HEAD), at=at)


def _close(at: datetime) -> None:
    actions.close(
        _of(FARMS).pk, result_words="5 个养殖场（户）中 2 个规模场建成贮存设施并签了消纳协议。",
        missed_why="1 户停养，另有 1 户和 1 个场的贮存池因用地手续没有办下来而没有开工。",
        onward="没有完成的转入明年的行动，由乡镇先办用地。", by=_person(HEAD), at=at,
    )  # fmt: skip


def _publish(name: str, at: datetime) -> None:
    board.publish(_of(name).editions.latest("number").notice.pk, by=_person(EDITOR), at=at)

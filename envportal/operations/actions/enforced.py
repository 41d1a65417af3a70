"""What the demo's bureau corrects, punishes and seals: an order not followed, a notice, a late lead, a sealing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.models import Order, Penalty, Sealing
from envportal.accounts.enums import EnterpriseKind, Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.accounts.queries import people_of, staff_with
from envportal.documents.queries import for_a_party
from envportal.operations.actions.measured import SHEET
from envportal.operations.rules import code_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.documents.models import Letter
    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
PRINTER, FOOD, WOOD = "云溪和信包装有限公司", "云溪绿野食品有限公司", "云溪嘉禾木业有限公司"
# The print of the article was not seen: the demo names none.
ARTICLE = "第×条（演示，条号以公布的文本为准）"
POST = {"way": "post", "tracking": "EMS 1190 演示"}
MILD = {"scale": "small", "place": "plain", "duration": "days", "history": "first", "attitude": "in_time"}
GAS = "印刷车间废气收集后未经吸附装置处理直接排放，现场监测超过排放标准一倍（演示）。"
WATER = "污水处理站生化池停运，总排口化学需氧量超过排放标准（演示）。"
STILL = "复查时吸附装置没有运行，废气仍然直接排放（演示）。"
BARE = "除尘设施没有建成，新增砂光线已投入生产（演示）。"
DUST = "砂光工序除尘器停用，粉尘无组织排放（演示）。"


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    at_first = opened - 4
    yield days.ago(at_first), "09:20", lambda at: _order(PRINTER, GAS, days.ago(at_first - 10), at)
    yield days.ago(at_first), "10:40", lambda at: _lead(PRINTER, GAS, days.ago(at_first), at)
    yield days.ago(at_first - 1), "15:10", _sign
    yield days.ago(at_first - 2), "16:20", _serve
    yield days.ago(at_first - 4), "10:15", _propose
    yield days.ago(at_first - 5), "15:30", _notify
    yield days.ago(at_first - 6), "16:40", _serve
    yield days.ago(at_first - 7), "11:05", _waive
    yield days.ago(at_first - 9), "14:45", _decide
    yield days.ago(at_first - 10), "16:10", _serve
    yield days.ago(at_first - 14), "15:20", _look
    yield days.ago(at_first - 15), "09:50", lambda at: _again(days.ago(at_first - 30), at)
    yield days.ago(at_first - 16), "15:10", _sign
    yield days.ago(at_first - 17), "16:20", _serve
    yield days.ago(at_first - 18), "10:20", _contest
    yield days.ago(at_first - 24), "10:40", _change
    yield days.ago(24), "10:10", lambda at: _lead(WOOD, DUST, days.ago(24), at)
    yield days.ago(12), "09:40", lambda at: _order(FOOD, WATER, days.ago(0) + timedelta(days=20), at)
    yield days.ago(12), "11:20", lambda at: _lead(FOOD, WATER, days.ago(12), at)
    yield days.ago(11), "15:10", _sign
    yield days.ago(9), "16:20", _serve
    yield days.ago(8), "14:10", lambda at: _unfinished(days.ago(8), at)
    yield days.ago(7), "10:40", _propose
    yield days.ago(4), "15:40", _notify
    yield days.ago(2), "16:20", _serve
    yield days.ago(6), "09:30", _seal
    yield days.ago(6), "16:20", _serve
    # What was handed to the board is published the same day; the last of it waits.
    for ago in (at_first - 2, at_first - 9, at_first - 14, at_first - 17, 6):
        yield days.ago(ago), "17:10", _publish


def _who(role: str) -> User:
    """Somebody of the enforcement section, or of the bureau where the section has nobody of the kind."""
    people = staff_with(Bureau.objects.get(code=BUREAU), role)
    return people.filter(section__kind=SectionKind.ENFORCEMENT).first() or people[0]


def _firm(name: str) -> Enterprise:
    return Enterprise.objects.get(name=name, kind=EnterpriseKind.OWNER)


def _order(name: str, facts: str, within: date, at: datetime) -> None:
    actions.open_order(
        None, enterprise=_firm(name), facts=facts, corrections=["立即停止直接排放", "修复并正常运行污染防治设施"],
        violation="over_standard", within=within, evidence=["现场检查笔录（演示）", "监测报告（演示）"],
        by=_who(Role.INSPECTOR), at=at,
    )  # fmt: skip


def _lead(name: str, facts: str, on: date, at: datetime) -> None:
    """What was found that day; all but the last of them is filed and evidenced at once."""
    penalty = actions.open_penalty(
        None, enterprise=_firm(name), violation="over_standard", facts=facts, act_from=on, act_until=on,
        discovered_on=on, order=Order.objects.filter(case__enterprise__name=name).order_by("-pk").first(),
        by=_who(Role.INSPECTOR), at=at,
    )  # fmt: skip
    if name != WOOD:
        actions.file_case(penalty.pk, by=_who(Role.LEADER), at=at)
        for kind, what in (("site", "现场检查笔录"), ("monitoring", "监测报告")):
            actions.add_evidence(penalty.pk, kind=kind, what=what, taken_on=on, by=_who(Role.INSPECTOR), at=at)


def _unfinished(on: date, at: datetime) -> None:
    """A line in use without its facilities: the case of the unit with a photograph, and of who decided it."""
    by, leader = _who(Role.INSPECTOR), _who(Role.LEADER)
    unit = actions.open_penalty(
        None, enterprise=_firm(WOOD), violation="facilities_missing", facts=BARE, act_from=on, act_until=on,
        discovered_on=on, by=by, at=at,
    )  # fmt: skip
    photo = SimpleUploadedFile("现场照片.pdf", SHEET.read_bytes(), "application/pdf")
    actions.file_case(unit.pk, by=leader, at=at)
    actions.add_evidence(unit.pk, kind="site", what="现场照片", taken_on=on, file=photo, by=by, at=at)
    who: dict[str, Any] = {"person": "冯长青", "post": "生产厂长", "facts": "决定除尘设施未建成即投产（演示）。"}
    person = actions.open_person(unit.pk, **who, discovered_on=on, by=by, at=at)
    actions.file_case(person.pk, by=leader, at=at)
    actions.add_evidence(person.pk, kind="party", what="询问笔录", taken_on=on, by=by, at=at)


def _sign(at: datetime) -> None:
    for order in Order.objects.filter(state="draft"):
        actions.sign_order(order.pk, article=ARTICLE, by=_who(Role.SECTION_HEAD), at=at)


def _serve(at: datetime) -> None:
    """Everything that waits for its service reaches its party by post."""
    for model in (Order, Penalty, Sealing):
        for row in model.objects.filter(case__closed_on=None).select_related("case"):
            for letter in row.case.letters.filter(for_a_party(), served_on=None):
                _reach(model, row.pk, letter, at)


def _reach(model: type[Order | Penalty | Sealing], pk: int, letter: Letter, at: datetime) -> None:
    proof: dict[str, Any] = POST
    on = timezone.localdate(at)
    actions.serve_letter(pk, model=model, letter=letter, on=on, by=_who(Role.INSPECTOR), at=at, **proof)


def _in(state: str) -> list[Penalty]:
    return list(Penalty.objects.filter(state=state).order_by("pk"))


def _propose(at: datetime) -> None:
    for penalty in _in("filed"):
        actions.propose(penalty.pk, facts=penalty.facts, steps=MILD, article=ARTICLE, by=_who(Role.INSPECTOR), at=at)


def _notify(at: datetime) -> None:
    for penalty in _in("proposed"):
        actions.notify(penalty.pk, by=_who(Role.SECTION_HEAD), at=at)


def _waive(at: datetime) -> None:
    for penalty in _in("notified"):
        actions.record_defence(
            penalty.pk, said="waived", received_on=timezone.localdate(at), by=_who(Role.INSPECTOR), at=at
        )
        actions.review(penalty.pk, outcome="passed", opinion="事实清楚，依据正确。", by=_who(Role.LEGAL), at=at)


def _decide(at: datetime) -> None:
    leader = _who(Role.LEADER)
    for penalty in _in("notified"):
        actions.decide(penalty.pk, code=code_at(leader.username, at), by=leader, at=at)


def _publish(at: datetime) -> None:
    for notice in Notice.objects.filter(kind=board.Kind.PENALTY, state=board.State.PENDING, case__isnull=False):
        board.publish(notice.pk, by=_who(Role.EDITOR), at=at)


def _look(at: datetime) -> None:
    """It reported that all was well; it was not."""
    on, words = timezone.localdate(at), "吸附装置已经修复，正常运行。"
    for order in Order.objects.filter(state="served"):
        firm = order.case.enterprise
        if firm is not None:
            actions.report_correction(order.pk, words=words, by=people_of(firm, on)[0], at=at)
        actions.reinspected(
            order.pk, visit_case=None, on=on, outcome="continued", facts=STILL,
            by=_who(Role.INSPECTOR), at=at,
        )  # fmt: skip


def _again(within: date, at: datetime) -> None:
    for order in Order.objects.filter(state="failed"):
        repeats = order.penalties.filter(state="decided").first()
        if repeats is not None:
            actions.open_daily(order.pk, repeats=repeats, by=_who(Role.INSPECTOR), at=at)
        actions.renew(order.pk, within=within, by=_who(Role.INSPECTOR), at=at)


def _contest(at: datetime) -> None:
    for penalty in _in("decided"):
        actions.record_remedy(
            penalty.pk, kind="reconsideration", since=timezone.localdate(at), by=_who(Role.INSPECTOR), at=at
        )


def _change(at: datetime) -> None:
    """Reconsideration lowered the fine: what is owed, told and handed to the board follows."""
    on = timezone.localdate(at)
    for penalty in Penalty.objects.filter(remedies__until=None, remedies__isnull=False):
        actions.end_remedy(
            penalty.pk, until=on, outcome="changed", paper=f"云政复决〔{on.year}〕9号（演示）",
            new_amount=(penalty.amount or Decimal(0)) * 3 // 4, content="持续时间认定有误，罚款减为四分之三（演示）。",
            file=SimpleUploadedFile("行政复议决定书.pdf", SHEET.read_bytes(), "application/pdf"),
            by=_who(Role.INSPECTOR), at=at,
        )  # fmt: skip


def _seal(at: datetime) -> None:
    first = _who(Role.INSPECTOR)
    second = staff_with(Bureau.objects.get(code=BUREAU), Role.INSPECTOR).exclude(pk=first.pk).first()
    if second is None:
        return
    sealing = actions.open_sealing(
        None, enterprise=_firm(WOOD), place="砂光车间", facts=DUST, law="《生态环境法典》", second=second,
        items=[("砂光机", "2 台", "加贴封条"), ("配电柜", "1 台", "加贴封条")], by=first, at=at,
    )  # fmt: skip
    actions.approve_sealing(sealing.pk, by=_who(Role.LEADER), at=at)

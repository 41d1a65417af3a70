"""What people report in the demo: new, late, merged, from 12345, in dispute, not satisfied three times, in review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.petitions import actions
from enforcement.petitions.models import Petition
from envportal.accounts.models import Bureau, Enterprise, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

CLERK, HEAD, LEADER, EDITOR = "luojing", "zhongyue", "hansongnian", "linxiaoman"
FIRST, SECOND, THIRD = "leijunshan", "luchenzhou", "bailu"
ORDER = "YX12345-%d-00817"
# Name in the demo → what is reported; invented, as the people are.
TOLD: dict[str, dict[str, Any]] = {
    "smell": {
        "what": "最近一周每天傍晚有很重的胶水味，窗户不敢开。", "place": "和信路 8 号厂区南侧", "division": "青石镇",
        "pollution": ["odour", "air"], "happened": "每天 17 点以后", "about": "和信包装", "name": "施小满",
        "contact": "13800138001",
    },
    "smell_again": {
        "what": "厂区门口晚上味道刺鼻，孩子咳嗽。", "place": "和信路公交站", "division": "青石镇",
        "pollution": ["odour"], "about": "好像是包装厂",
    },
    "dust": {
        "what": "车辆进出没有冲洗，路上全是灰。", "place": "望湖街道瑞丰料场门口", "division": "望湖街道",
        "pollution": ["air"], "about": "瑞丰建材",
    },
    "ditch": {
        "what": "田边的排水沟发黑发臭，有白色泡沫。", "place": "清波镇三号沟", "division": "清波镇",
        "pollution": ["water", "odour"],
    },
    "night": {
        "what": "风机整夜响，量过卧室有五十多分贝。", "place": "星越路 12 号", "division": "望湖街道",
        "pollution": ["noise"], "about": "星越机械", "name": "许之遥", "contact": "13800138002",
    },
    "neighbours": {
        "kind": "petition", "what": "冷库压缩机离住宅不到二十米，要求治理并和厂方协商。", "place": "绿野路 3 号旁",
        "division": "清波镇", "pollution": ["noise"], "about": "绿野食品", "is_dispute": True, "name": "柳望舒",
        "contact": "13800138003",
    },
    "review": {
        "kind": "petition", "what": "木业粉尘落到晾晒的衣被上，要求查清并给说法。", "place": "嘉禾木业围墙外",
        "division": "青石镇", "pollution": ["air"], "about": "嘉禾木业", "name": "顾归燕", "contact": "13800138004",
    },
    "concluded": {
        "kind": "petition", "what": "要求以环保名义拆除邻居依法建设的围墙。", "place": "望湖街道 5 巷",
        "division": "望湖街道", "pollution": ["other"], "name": "陶言蹊", "contact": "13800138005",
    },
    "site": {
        "what": "工地夜里浇筑，噪声很大。", "place": "城东安置房工地", "division": "望湖街道",
        "pollution": ["noise"],
    },
    "remedy": {
        "kind": "petition", "what": "要求撤销食品厂的环评批复。", "place": "绿野路", "division": "清波镇",
        "pollution": ["other"],
    },
    "county": {
        "what": "河边有人倾倒废渣。", "place": "东岭界桥下", "division": "界河镇", "pollution": ["solid", "water"],
    },
    "order": {
        "what": "饭店后厨油烟直排，味道进楼道。", "place": "望湖路 20 号", "division": "望湖街道",
        "pollution": ["odour"],
    },
    "new": {
        "what": "昨天夜里有罐车往河里排东西，拍了照片。", "place": "云溪河南坪桥下游", "division": "清波镇",
        "pollution": ["water"],
    },
}  # fmt: skip
ANSWER = {"finding": "true", "found": "经现场检查和夜间监测，反映的情况属实。", "responsible": "无"}
NOT = {"finding": "not", "found": "经现场检查，没有发现反映的环境问题。", "responsible": "无"}


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield from _of_old(days, min(opened - 3, 76))
    yield from _under_way(days)
    yield from _elsewhere(days)


def _of_old(days: Days, n: int) -> Iterator[Turn]:
    """Not satisfied three times; concluded after two reviews."""
    yield days.ago(n), "09:10", lambda at: _report("night", at)
    yield days.ago(n - 1), "09:30", lambda at: _begin("night", FIRST, at, owner="xingyue")
    yield days.ago(n - 8), "16:20", lambda at: _answer("night", FIRST, at, done="责令夜间停用一号风机。")
    yield days.ago(n - 10), "20:05", lambda at: _bad("night", "停了两天又开了", at)
    yield days.ago(n - 11), "09:20", lambda at: _reopen("night", SECOND, at)
    yield days.ago(n - 20), "15:40", lambda at: _answer("night", SECOND, at, done="责令加装隔声罩，已装。")
    yield days.ago(n - 23), "21:15", lambda at: _bad("night", "声音小了一点，还是睡不着", at)
    yield days.ago(n - 24), "10:00", lambda at: _reopen("night", THIRD, at)
    yield days.ago(n - 36), "16:10", lambda at: _answer("night", THIRD, at, done="更换低噪声风机，监测达标。")
    yield days.ago(n - 40), "19:30", lambda at: _bad("night", "阴天还是响", at)
    yield days.ago(n), "10:40", lambda at: _report("concluded", at)
    yield days.ago(n - 2), "11:00", lambda at: _begin("concluded", FIRST, at)
    yield (
        days.ago(n - 9),
        "15:30",
        lambda at: _answer("concluded", FIRST, at, NOT, done="向反映人说明围墙不属环境问题。"),
    )
    yield days.ago(n - 14), "09:00", lambda at: _ask_review("concluded", at)
    yield days.ago(n - 22), "10:20", lambda at: _review("concluded", LEADER, at)
    yield days.ago(n - 30), "09:00", lambda at: _ask_review("concluded", at)
    yield days.ago(n - 42), "10:20", lambda at: _review("concluded", HEAD, at)
    yield days.ago(n - 43), "09:40", lambda at: _publish("concluded", FIRST, "要求拆除围墙。", at)


def _add(name: str, text: str, at: datetime) -> None:
    actions.add(Petition.objects.get(key=_key(name)), text=text, key=f"demo-{name}", address="demo", at=at)


def _under_way(days: Days) -> Iterator[Turn]:
    yield days.ago(24), "09:05", lambda at: _report("neighbours", at)
    yield days.ago(23), "10:00", lambda at: _begin("neighbours", SECOND, at, owner="lvye")
    yield days.ago(15), "16:00", lambda at: _mediate(at, days)
    yield days.ago(3), "14:00", _more_time
    yield days.ago(2), "09:10", _grant
    yield days.ago(20), "08:50", lambda at: _report("review", at)
    yield days.ago(19), "09:15", lambda at: _begin("review", FIRST, at, owner="jiahe")
    yield days.ago(11), "15:10", lambda at: _answer("review", FIRST, at, done="责令围挡密闭，已整改。")
    yield days.ago(10), "10:10", lambda at: _publish("review", FIRST, "木业粉尘外逸。", at)
    yield days.ago(4), "20:40", lambda at: _ask_review("review", at)
    yield days.ago(16), "18:20", lambda at: _report("dust", at)
    yield days.ago(9), "17:30", lambda at: _report("smell", at)
    yield days.ago(8), "09:20", lambda at: _begin("smell", THIRD, at, owner="hexin")
    yield days.ago(8), "10:30", lambda at: _visit(at, days)
    yield days.ago(7), "20:10", lambda at: _call("smell_again", at)
    yield days.ago(2), "18:20", lambda at: _add("smell", "今天傍晚味道更重，厂门口能闻到（演示）。", at)
    yield days.ago(6), "09:00", _merge
    yield days.ago(13), "11:40", lambda at: _report("ditch", at)
    yield days.ago(12), "09:10", lambda at: _begin("ditch", SECOND, at)
    yield days.ago(5), "16:30", lambda at: _answer("ditch", SECOND, at, done="清淤并封堵混接的污水管。")
    yield days.ago(4), "08:40", lambda at: _content("ditch", at)
    yield days.ago(4), "10:00", lambda at: _publish("ditch", SECOND, "排水沟黑臭。", at)
    yield days.ago(4), "10:30", _order
    yield days.ago(3), "09:00", lambda at: _begin("order", THIRD, at)
    yield days.ago(0), "07:40", lambda at: _report("new", at)


def _elsewhere(days: Days) -> Iterator[Turn]:
    yield days.ago(18), "09:30", lambda at: _report("site", at)
    yield days.ago(17), "09:40", _send_out
    yield days.ago(14), "14:20", lambda at: _report("remedy", at)
    yield days.ago(13), "15:00", _direct
    yield days.ago(2), "10:00", lambda at: _report("county", at)
    yield days.ago(1), "09:00", _move


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _key(name: str) -> str:
    return f"demo-{name}"


def _pk(name: str) -> int:
    return int(Petition.objects.get(key=_key(name)).pk)


def _told(name: str) -> actions.Told:
    return actions.Told(**{"kind": "tip_off", **TOLD[name]})


def _report(name: str, at: datetime) -> None:
    """Each from an address of its own, as people's are."""
    bureau = Bureau.objects.get(code="yunxi")
    place = list(TOLD).index(name) + 1
    actions.report(bureau, _told(name), key=_key(name), address=f"198.51.100.{place}", at=at)


def _call(name: str, at: datetime) -> None:
    actions.register(_told(name), channel="call", received_at=at, by=_person(CLERK), at=at, key=_key(name))


def _order(at: datetime) -> None:
    number = ORDER % timezone.localdate(at).year
    actions.register(
        _told("order"), channel="hotline", order_number=number, received_at=at, by=_person(CLERK), at=at,
        key=_key("order"),
    )  # fmt: skip


def _begin(name: str, holder: str, at: datetime, owner: str = "") -> None:
    """Corrected where the enterprise is known, routed and taken up."""
    one, clerk, person = Petition.objects.get(key=_key(name)), _person(CLERK), _person(holder)
    if owner:
        company = Enterprise.objects.get(users__username=owner)
        told: Any = {"kind": one.kind, "division": one.division, "pollution": [kind.value for kind in one.pollutions]}
        actions.correct(
            one.pk, enterprise=company, is_dispute=one.is_dispute, reason="核对厂名", by=clerk, at=at, **told
        )
    assert person.section is not None  # noqa: S101  every inspector has one
    actions.route(one.pk, section=person.section, holder=person, by=clerk, at=at)
    actions.accept(one.pk, by=person, at=at)


def _answer(name: str, holder: str, at: datetime, said: dict[str, str] = ANSWER, *, done: str) -> None:
    told: Any = {**said, "done": done}
    actions.answer(_pk(name), by=_person(holder), at=at, **told)


def _bad(name: str, said: str, at: datetime) -> None:
    actions.rate(_pk(name), satisfied="no", said=said, at=at)


def _content(name: str, at: datetime) -> None:
    actions.rate(_pk(name), satisfied="yes", said="水清了", at=at)


def _reopen(name: str, holder: str, at: datetime) -> None:
    actions.reopen(_pk(name), holder=_person(holder), reason="重新核查夜间情况", by=_person(HEAD), at=at)


def _ask_review(name: str, at: datetime) -> None:
    actions.ask_review(_pk(name), reason="对答复不服，要求重新调查。", by=None, at=at)


def _review(name: str, reviewer: str, at: datetime) -> None:
    pk = _pk(name)
    organ = actions.review_organ(Petition.objects.get(pk=pk))
    told: Any = {"conclusion": "upheld", "text": "原答复认定事实清楚，程序合法。", "organ": organ}
    actions.answer_review(pk, by=_person(reviewer), at=at, **told)


def _mediate(at: datetime, days: Days) -> None:
    actions.mediate(
        _pk("neighbours"), met_on=timezone.localdate(at), place="清波镇司法所",
        attended="厂方环保负责人、居民代表 4 人、社区、司法所", agreed="二十二点以后停用二号压缩机，并加装隔声屏。",
        due_on=days.ago(-8), becomes_duty=True, by=_person(SECOND), at=at,
    )  # fmt: skip


def _more_time(at: datetime) -> None:
    actions.ask_extension(_pk("neighbours"), days=20, reason="等隔声屏安装后复测。", by=_person(SECOND), at=at)


def _grant(at: datetime) -> None:
    actions.decide_extension(_pk("neighbours"), is_granted=True, by=_person(LEADER), at=at)


def _visit(at: datetime, days: Days) -> None:
    actions.ask_visit(
        _pk("smell"), what="傍晚厂区异味来源、车间密闭和活性炭更换", latest=days.ago(-5), by=_person(THIRD), at=at
    )


def _merge(at: datetime) -> None:
    main = Petition.objects.get(key=_key("smell"))
    actions.merge(_pk("smell_again"), into=main, reason="同一厂区同一时段的异味", by=_person(CLERK), at=at)


def _publish(name: str, holder: str, problem: str, at: datetime) -> None:
    answer = Petition.objects.get(key=_key(name)).answers.latest("round")
    told: Any = {"problem": problem, "found": answer.found, "done": answer.done, "responsible": answer.responsible}
    actions.submit_result(_pk(name), by=_person(holder), at=at, **told)
    board.publish(Notice.objects.get(case=_pk(name)).pk, by=_person(EDITOR), at=at)


def _send_out(at: datetime) -> None:
    told: Any = {"right_authority": "云溪市住房和城乡建设局", "reason": "建筑施工噪声属于住房城乡建设部门职责。"}
    actions.send_out(_pk("site"), by=_person(CLERK), at=at, **told)


def _direct(at: datetime) -> None:
    clerk, head = _person(CLERK), _person(HEAD)
    assert head.section is not None  # noqa: S101  a head has one
    actions.route(_pk("remedy"), section=head.section, by=clerk, at=at)
    actions.direct(_pk("remedy"), door="reconsideration", reason="要求撤销批复的，走行政复议。", by=head, at=at)


def _move(at: datetime) -> None:
    other = Bureau.objects.get(code="dongling")
    actions.move(_pk("county"), bureau=other, reason="地点在东岭市境内。", by=_person(CLERK), at=at)

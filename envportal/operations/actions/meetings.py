"""The joint review meetings of the demo: a rule, one meeting long over, one cancelled, one to come."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.meetings import actions, queries
from approvals.meetings.models import AgendaItem, Meeting
from approvals.meetings.rules import slots
from approvals.meetings.states import Conclusion, Quorum, State, View
from envportal.accounts.models import Bureau, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from envportal.operations.actions.days import Days
    from envportal.operations.actions.stage import Play

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
CHAIR, HEAD, LEGAL, OFFICER = "hansongnian", "xuwangshu", "fangzhengyan", "songzhiyao"
MEMBERS = (CHAIR, HEAD, LEGAL, OFFICER)
TAKER = "luojing"
SET = 51
WEEKDAYS = "024"
MUST_COME: list[actions.MustComeWords] = [
    {"document_kind": "report", "words": "所有报告书"},
    {"document_kind": "table", "industries": "26 31 44", "words": "化工、炼钢和火电的报告表"},
]
# The report decided long ago came to a meeting before its proposal; another one waits, and a table is brought.
DISCUSSED, BROUGHT = "lvye_slaughter", "lvye_meat"
PROPOSED = 25
CONDITIONS = "恶臭治理设施出口安装在线监测并联网\n防护距离内不得新建住宅，建设单位每年复核一次"


def turns(programme: Sequence[Play], days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    plays = {play.script.project: play for play in programme}
    yield days.ago(SET), "08:50", _set_rule
    yield from _held(plays[DISCUSSED], days)
    yield days.ago(1), "15:50", lambda at: _bring(plays[BROUGHT], at)
    yield from _cancelled(days)
    yield days.ago(1), "16:20", lambda at: _convene(_slot(days, days.ago(0), days.ago(-9)), at, take=6)
    yield days.ago(1), "16:40", _send
    yield days.ago(1), "17:25", _write


def _held(play: Play, days: Days) -> Iterator[Turn]:
    """The meeting before the proposal: one member is recused, another dissents."""
    on = _slot(days, days.ago(PROPOSED + 3), days.ago(PROPOSED + 1))
    day = on or days.ago(PROPOSED + 1)
    yield days.ago(PROPOSED + 3), "07:10", lambda at: _convene(on, at, urgent=day)
    for clock, act in (("07:50", _open), ("08:05", _discuss), ("08:20", _close), ("08:35", _confirm)):
        yield day, clock, lambda at, act=act: act(play, at)  # type: ignore[misc]


def _cancelled(days: Days) -> Iterator[Turn]:
    on = _slot(days, days.ago(12), days.ago(9))
    if on is not None:
        yield days.ago(13), "16:20", lambda at: _convene(on, at)
        yield days.ago(13), "16:50", lambda at: _cancel(on, at)


def _slot(days: Days, first: date, last: date) -> date | None:
    pattern = slots.Pattern(first, frozenset(int(one) for one in WEEKDAYS))
    found = slots.slots(days.calendar, [pattern], first, last)
    return found[0].on if found else None


def _set_rule(at: datetime) -> None:
    actions.set_rule(
        _bureau().pk, valid_from=timezone.localdate(at), members=[_person(name) for name in MEMBERS],
        must_come=MUST_COME, by=_person(CHAIR), at=at,
        weekdays=WEEKDAYS, starts=time(7, 50), ends=time(8, 30), capacity=40, per_item=8, place="三楼会议室",
        quorum=Quorum.TWO_THIRDS, makeup_counts=False, basis="云溪市生态环境局会审会规则（2010年版）",
    )  # fmt: skip


def _convene(on: date | None, at: datetime, *, urgent: date | None = None, take: int = 6) -> None:
    """At the slot, or urgently where the calendar leaves none; what waits stands on its agenda."""
    day = on or urgent
    if day is None:
        return
    free = [row.pk for row in queries.waiting(_bureau().pk) if not row.case.pending_items]  # type: ignore[attr-defined]
    actions.convene(
        _bureau().pk, on=day, chair=_person(CHAIR), minute_taker=_person(TAKER), cases=free[:take],
        by=_person(TAKER), at=at, urgent_why="" if on else "放假前没有例会，承诺日期将到",
    )  # fmt: skip


def _coming() -> Meeting | None:
    """The meeting that is convened, if the calendar had a slot for it."""
    found = Meeting.objects.filter(bureau=_bureau(), state=State.CONVENED, items__isnull=False)
    return found.order_by("-on").first()


def _send(at: datetime) -> None:
    meeting = _coming()
    if meeting is not None:
        actions.send_papers(meeting.pk, by=_person(TAKER), at=at)


def _write(at: datetime) -> None:
    """The lawyer cannot come and says so in writing."""
    meeting = _coming()
    if meeting is not None:
        item = meeting.items.order_by("pk")[0]
        words = "村民点的防护距离以哪一份规划为准，请写明依据"
        actions.write(item.pk, view=View.REVISE, words=words, by=_person(LEGAL), at=at)


def _bring(play: Play, at: datetime) -> None:
    actions.hand_in(play.pk, why="厂界外 120 米有村民点，异味投诉较多，请集体讨论", by=_person(HEAD), at=at)


def _cancel(on: date, at: datetime) -> None:
    meeting = Meeting.objects.get(bureau=_bureau(), on=on)
    actions.cancel(meeting.pk, reason="当日参加市政府防汛会议，顺延到下一次例会", by=_person(TAKER), at=at)


def _item(play: Play) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting", "case__holder").get(case=play.pk)


def _open(play: Play, at: datetime) -> None:
    meeting = _item(play).meeting
    actions.attend(meeting.pk, absent={}, by=_person(TAKER), at=at)
    actions.open_meeting(meeting.pk, by=_person(TAKER), at=at)


def _discuss(play: Play, at: datetime) -> None:
    item = _item(play)
    # Whoever holds the case presents it; the other one of the two has a relative there.
    near, other = (LEGAL, OFFICER) if item.case.holder == _person(OFFICER) else (OFFICER, LEGAL)
    actions.recuse(item.pk, user=_person(near), reason="亲属在该单位任职", by=_person(near), at=at)
    said = [
        (HEAD, View.AGREE, "防护距离和排水去向已论证"),
        (other, View.REFUSE, "恶臭影响预测没有考虑静风天气，应补充后再审"),
        (CHAIR, View.AGREE, "加装在线监测可以解决，其余同意"),
    ]
    heard = [{"user": _person(name), "view": view, "words": words} for name, view, words in said]
    actions.record(item.pk, said=heard, by=_person(TAKER), at=at)  # type: ignore[arg-type]
    actions.conclude(
        item.pk, conclusion=Conclusion.APPROVE, text="同意批准；恶臭在线监测写入批准条件。", conditions=CONDITIONS,
        by=_person(TAKER), at=at,
    )  # fmt: skip


def _close(play: Play, at: datetime) -> None:
    actions.close(_item(play).meeting_id, by=_person(TAKER), at=at)


def _confirm(play: Play, at: datetime) -> None:
    actions.confirm(_item(play).meeting_id, by=_person(CHAIR), at=at)


def _bureau() -> Bureau:
    return Bureau.objects.get(code=BUREAU)


def _person(name: str) -> User:
    return User.objects.get(username=name)

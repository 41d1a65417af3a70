"""The bureau under its own eyes in the demo: records in every state, the ledger, low ratings and their calls."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from envportal.accountability import actions
from envportal.accountability.enums import Finding, NamedBy, PartState, Result, Review
from envportal.accountability.models import Entry, Part, Responsibility, ReturnCall
from envportal.accounts.models import User
from envportal.cases.models import Case
from envportal.operations.rules import code_at
from envportal.ratings import rating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
SUPERVISOR, LEADER, SUPERIOR, HEAD = "guhuaijin", "hansongnian", "gaobingwen", "zhongyue"
# Problem, who named it, where it comes from, measure, who mends it, days until its last day.
PROBLEMS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("窗口清单与网上的不一致，企业多跑一趟", NamedBy.ENTERPRISE, "座谈会", "统一清单，同日更新", "zhoumingyuan", 12),
    ("受理公示的联系电话中午没有人接", NamedBy.CITIZEN, "意见箱", "中午安排值班，电话转接到值班手机", "linxiaoman", 5),
    ("会审会前一天才发材料，来不及看", NamedBy.LEADER, "局务会", "提前三个工作日发材料", "zhoumingyuan", 9),
    ("复查日期没有写进整改通知书", NamedBy.SELF, "自查", "通知书模板加上复查日期一栏", "luchenzhou", 30),
)  # fmt: skip
LOW = ((1, "等了三趟才办成。", "0999-0000158", "沈"), (2, "要求前后说得不一样。", "0999-0000163", ""), (2, "", "", ""))


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(22), "15:20", partial(_list, 0)
    yield days.ago(21), "10:20", partial(_list, 1)
    yield days.ago(18), "16:20", partial(_list, 2)
    yield days.ago(6), "11:20", partial(_list, 3)
    yield days.ago(20), "10:05", lambda at: _publish(SUPERVISOR, at)
    yield days.ago(17), "09:25", lambda at: _publish(SUPERVISOR, at)
    yield days.ago(14), "14:05", partial(_finish, 0, "清单已统一，窗口和网上一致。")
    yield days.ago(13), "10:15", partial(_check, 0)
    yield days.ago(11), "16:45", partial(_finish, 2, "本次会审会提前三个工作日发了材料。")
    yield days.ago(12), "10:25", _ask
    yield days.ago(10), "09:35", _rate
    yield days.ago(9), "14:15", _answer
    yield days.ago(8), "10:45", _call
    yield days.ago(7), "15:35", _decide
    yield days.ago(6), "09:45", _appeal
    yield days.ago(5), "11:15", _check_call
    yield days.ago(4), "12:10", _review
    yield days.ago(3), "16:05", _close


def _person(name: str) -> User:
    return User.objects.get(username=name)


# THE LEDGER -------------------------------------------------------------------------------
def _list(n: int, at: datetime) -> None:
    problem, named_by, source, measure, holder, days = PROBLEMS[n]
    told: Any = {
        "problem": problem, "named_by": named_by, "source": source, "measure": measure, "holder": _person(holder),
        "due_on": timezone.localdate(at) + timedelta(days),
    }  # fmt: skip
    actions.open_entry(by=_person(HEAD), at=at, **told)


def _publish(by: str, at: datetime) -> None:
    for one in Entry.objects.filter(published_at=None).order_by("pk"):
        actions.publish(one.pk, by=_person(by), at=at)


def _entry(n: int) -> Entry:
    return Entry.objects.select_related("case__holder").get(problem=PROBLEMS[n][0])


def _finish(n: int, words: str, at: datetime) -> None:
    actions.finish(_entry(n).pk, words=words, by=_person(PROBLEMS[n][4]), at=at)


def _check(n: int, at: datetime) -> None:
    actions.check(_entry(n).pk, words="抽看三份材料，窗口和网上的清单一致。", by=_person(SUPERVISOR), at=at)


# RECORDS ----------------------------------------------------------------------------------
def _ask(at: datetime) -> None:
    """A supervisor asks for one about a decided application: its own leader signed it, so the one above decides."""
    done = Case.objects.filter(bureau__code=BUREAU, kind__startswith="eia_", closed_on__isnull=False)
    case = done.filter(number__isnull=False).order_by("pk").first()
    if case is not None and case.number:
        actions.open_by_hand(
            number=case.number, reason="回访企业，反映同一份材料要了两次", by=_person(SUPERVISOR), at=at
        )


def _records(at: datetime) -> list[Responsibility]:
    """The first three of the bureau somebody acted in: one goes to its end, one is decided, one is answered."""
    found = Responsibility.objects.filter(case__bureau__code=BUREAU, opened_at__lt=at, parts__isnull=False)
    return list(found.distinct().order_by("opened_at", "pk")[:3])


def _answer(at: datetime) -> None:
    for record in _records(at):
        for part in record.parts.filter(state=PartState.ASKED).select_related("person"):
            actions.answer(part.pk, words="当时按收件先后办理，没有及时提醒。", by=part.person, at=at)


def _decide(at: datetime) -> None:
    """Each signature with a code of its own: of each record the first had the duty, the others no part in it."""
    then = at
    for record in _records(at)[:2]:
        for n, part in enumerate(record.parts.filter(state=PartState.ANSWERED)):
            direct = {"finding": Finding.DIRECT, "grade": "talk"} if n == 0 else {"finding": Finding.NONE}
            actions.decide(
                part.pk, reasons="没有在期限内办理，未造成后果。" if n == 0 else "没有责任。",
                code=code_at(SUPERIOR, then), by=_person(SUPERIOR), at=then, **direct,
            )  # fmt: skip
            then += timedelta(minutes=1)


def _first(at: datetime, state: str) -> list[Part]:
    """The parts of a record whose review somebody else can make: the bureau's own leader is not in it."""
    for record in _records(at)[:2]:
        if not record.parts.filter(person__username=LEADER).exists():
            return list(record.parts.filter(state=state).select_related("person", "responsibility"))
    return []


def _appeal(at: datetime) -> None:
    for part in _first(at, PartState.DECIDED):
        actions.appeal(part.pk, words="当天系统停机两小时，请核实。", by=part.person, at=at)


def _review(at: datetime) -> None:
    for n, part in enumerate(_first(at, PartState.APPEALED)):
        then, outcome = at + timedelta(minutes=n), Review.ANNULLED if n == 0 else Review.UPHELD
        actions.review(
            part.pk, review=outcome, reasons="已核实停机记录。", code=code_at(LEADER, then), by=_person(LEADER), at=then
        )


def _close(at: datetime) -> None:
    parts = _first(at, PartState.REVIEWED)
    if parts:
        closure = "停机期间改用纸面登记，恢复后补录；值班表已改。"
        actions.close(parts[0].responsibility_id, closure=closure, by=_person(SUPERVISOR), at=at)


# RATINGS ----------------------------------------------------------------------------------
def _rate(at: datetime) -> None:
    """Some who were helped were not content; two of them leave a number."""
    on = timezone.localdate(at)
    done = Case.objects.filter(bureau__code=BUREAU, kind__startswith="eia_", section__isnull=False)
    done = done.filter(closed_on__isnull=False, enterprise__users__isnull=False).order_by("-pk").distinct()
    for (score, words, phone, name), case in zip(LOW, done, strict=False):
        invited = rating.invite(
            case, section=case.section, enterprise=case.enterprise, service=rating.Service.HELP, at=at  # type: ignore[arg-type]
        )  # fmt: skip
        by = invited.enterprise.users.order_by("pk").first()
        if by is not None and invited.used_on is None:
            rating.rate(invited.pk, score=score, words=words, phone=phone, name=name, by=by, on=on)


def _call(at: datetime) -> None:
    """One was right, and the ledger has it; the other still waits."""
    by, waiting = _person(SUPERVISOR), ReturnCall.objects.filter(rating__bureau__code=BUREAU, state="waiting")
    one = waiting.order_by("rating__score", "pk").first()
    if one is None:
        return
    actions.call(one.pk, result=Result.WRONG, words="确实多跑了一趟，窗口没有一次说清。", by=by, at=at)
    told: Any = {
        "problem": "窗口没有一次说清要带的材料", "named_by": NamedBy.ENTERPRISE, "source": "差评回访",
        "measure": "窗口当场打印材料清单交给来人", "holder": _person("zhoumingyuan"),
        "due_on": timezone.localdate(at) + timedelta(21),
    }  # fmt: skip
    actions.follow_with_entry(one.pk, by=by, at=at, **told)


def _check_call(at: datetime) -> None:
    for one in ReturnCall.objects.filter(rating__bureau__code=BUREAU, state="called"):
        actions.check_call(one.pk, words="已电话核实，企业认可。", by=_person(LEADER), at=at)

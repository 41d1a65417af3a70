"""Planning in the demo: caps, a draw anyone can repeat, wishes of several sections, a plan waiting to be confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.inspections import visiting
from enforcement.planning import actions
from enforcement.planning.enums import Risk
from enforcement.planning.models import Cap, Draw
from enforcement.planning.rules import greedy
from envportal.accounts.models import Enterprise, User
from envportal.cases.models import Case
from envportal.ratings import rating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

HEAD, PLANNER, LEADER = "zhongyue", "luchenzhou", "hansongnian"
CLASSES = {"xingyue": Risk.SPECIAL, "hexin": Risk.KEY, "jiahe": Risk.KEY}
CAPS = {Risk.SPECIAL: 6, Risk.KEY: 4, Risk.GENERAL: 2}
# Who wants to see what, and within how many days.
WISHES = (
    ("zhoumingyuan", "lvye", visiting.Purpose.RETURN_VISIT, "油烟净化设施是否按批复安装", 20),
    ("songzhiyao", "lvye", visiting.Purpose.SPOT_CHECK, "自主验收报告与现场是否一致", 25),
    ("leijunshan", "lvye", visiting.Purpose.CAMPAIGN, "臭气整治专项", 18),
    ("zhoumingyuan", "jiahe", visiting.Purpose.ROUTINE, "粉尘收集和危险废物台账", 22),
    ("zhongyue", "jiahe", visiting.Purpose.COMPLAINT, "夜间噪声投诉", 15),
)
SERVED = 6
SCORES = (5, 4, 5, 3, 5, 4)
WORDS = {3: "材料清单改过一次，多跑了一趟。"}


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(opened - 3), "09:20", _propose_caps
    yield days.ago(opened - 3), "16:00", _agree_caps
    yield days.ago(opened - 4), "10:10", _classify
    yield days.ago(18), "09:00", _freeze
    yield days.ago(17), "09:05", _draw
    yield days.ago(2), "14:20", _wish
    yield days.ago(1), "17:05", _plan
    yield days.ago(1), "17:20", _rate


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _owner(name: str) -> Enterprise:
    return Enterprise.objects.get(users__username=name)


def _until(on: date, days: int) -> date:
    """Some days on, within the year: a plan lies in one year."""
    return min(on + timedelta(days), date(on.year, 12, 31))


def _propose_caps(at: datetime) -> None:
    year = timezone.localdate(at).year
    for risk, visits in CAPS.items():
        actions.propose_cap(
            year=year, risk=risk, visits=visits, basis=f"云环〔演示{year}〕15号", by=_person(HEAD), at=at
        )


def _agree_caps(at: datetime) -> None:
    for cap in Cap.objects.filter(agreed_by=None).order_by("pk"):
        actions.agree_cap(cap.pk, by=_person(LEADER), at=at)


def _classify(at: datetime) -> None:
    for name, risk in CLASSES.items():
        actions.classify(
            enterprise=_owner(name), risk=risk, since=timezone.localdate(at), why="列入本年度重点名录",
            by=_person(HEAD), at=at,
        )  # fmt: skip


def _freeze(at: datetime) -> None:
    """At the end of a year for the next: a draw lies in one year, and is made after it was frozen."""
    on = timezone.localdate(at)
    first = on if (on.month, on.day) < (12, 15) else date(on.year + 1, 1, 4)
    actions.freeze(
        name="本季度双随机抽查", what="排污许可证执行和自行监测", earliest=first, latest=_until(first, 45),
        shares={Risk.SPECIAL: 50, Risk.KEY: 25, Risk.GENERAL: 10}, seed_source="演示：次日公开开奖号码",
        seed_on=on + timedelta(days=1), by=_person(PLANNER), at=at,
    )  # fmt: skip


def _draw(at: datetime) -> None:
    actions.draw_lots(Draw.objects.latest("pk").pk, number="3 9 0 7 2", by=_person(HEAD), at=at)


def _wish(at: datetime) -> None:
    on = timezone.localdate(at)
    for name, enterprise, purpose, what, within in WISHES:
        wish = visiting.Wish(
            enterprise=_owner(enterprise), purpose=purpose, what=what, earliest=on, latest=on + timedelta(within),
            minutes=50,
        )  # fmt: skip
        visiting.ask(wish, by=_person(name), at=at)


def _plan(at: datetime) -> None:
    """By hand, so that loading the demo needs no solver."""
    on = timezone.localdate(at)
    plan = actions.ask_plan(first=on, last=_until(on, 25), by=_person(PLANNER), at=at)
    actions.compute(plan.pk, solve=greedy.solve, clock=lambda: at)


def _rate(at: datetime) -> None:
    """What was decided may be rated; enough did in the quarter that is over for a mean, one may still."""
    on = timezone.localdate(at)
    before = date(on.year, on.month - (on.month - 1) % 3, 1) - timedelta(days=1)
    done = Case.objects.filter(bureau__code="yunxi", closed_on__isnull=False, section__isnull=False)
    done = done.filter(kind__startswith="eia_", enterprise__users__isnull=False).order_by("pk").distinct()
    for n, case in enumerate(done[: SERVED + 1]):
        invitation = rating.invite(
            case, section=case.section, enterprise=case.enterprise, service=rating.Service.APPLICATION, at=at  # type: ignore[arg-type]
        )  # fmt: skip
        by = invitation.enterprise.users.order_by("pk").first()
        if n < SERVED and by is not None:
            score = SCORES[n]
            rating.rate(invitation.pk, score=score, words=WORDS.get(score, ""), by=by, on=before)

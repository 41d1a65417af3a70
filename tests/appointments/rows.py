"""A bureau with a counter that is open in the morning, and who books it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from approvals.appointments import actions
from approvals.appointments.models import Appointment, Counter, Service
from envportal.accounts.enums import Role, SectionKind
from tests import builders
from tests.builders import moment
from tests.remembered import remembered

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import Bureau, User

# Friday the 30th of October 2026 is when hours are set; Monday the 2nd of November is booked, on Monday morning.
SET, NOW = moment("2026-10-30"), moment("2026-11-02", "08:00")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
WHO = actions.Who("金丝雀", "13912345678")


@dataclass(frozen=True)
class Desk:
    bureau: Bureau
    clerk: User
    head: User
    owner: User
    service: Service
    counter: Counter

    def piece(self, day: date = TUESDAY, hour: str = "09:00") -> str:
        return f"{self.counter.pk}|{day}|{hour}"


@remembered
def desk(capacity: int = 2) -> Desk:
    bureau = builders.bureau()
    window = builders.section(bureau, kind=SectionKind.WINDOW, name="窗口")
    clerk = builders.staff(Role.CLERK, "孟夏", in_section=window)
    head = builders.staff(Role.SECTION_HEAD, "秦望", in_section=window)
    service = actions.set_service(name="提交环评申请", bring="营业执照和项目材料", by=head, at=SET)
    counter = actions.set_counter(name="一号窗口", place="一楼大厅", services=[service], by=head, at=SET)
    actions.set_hours(
        counter=counter, starts=time(9), ends=time(11), minutes=30, capacity=capacity, valid_from=date(2026, 10, 30),
        by=head, at=SET,
    )  # fmt: skip
    return Desk(bureau, clerk, head, builders.applicant(), service, counter)


@remembered
def booked(
    of: Desk, key: str = "k1", day: date = TUESDAY, hour: str = "09:00", at: datetime = NOW, who: Any = WHO
) -> Appointment:  # fmt: skip
    return actions.book_publicly(of.service, of.piece(day, hour), who, key=key, address=key, at=at)


@remembered
def own(of: Desk, key: str = "o1", day: date = TUESDAY, hour: str = "09:00", at: datetime = NOW) -> Appointment:
    who = actions.Who("沈雁", "0999-000 0123")
    return actions.book_own(of.service, of.piece(day, hour), who, by=of.owner, at=at, key=key)


@remembered
def missed(of: Desk, n: int) -> None:
    """So many hours on Monday to which one telephone did not come."""
    for turn in range(n):
        hour = ("09:00", "09:30", "10:00", "10:30")[turn]
        one = booked(of, f"m{turn}", MONDAY, hour)
        actions.miss(one.pk, by=of.clerk, at=moment("2026-11-02", "12:00"))


def fresh(one: Appointment) -> Appointment:
    return Appointment.objects.select_related("case", "slot", "queue").get(pk=one.pk)

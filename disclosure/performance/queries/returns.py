"""一次性告知: how often an application was complete the first time, and what was missing where it was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from disclosure.performance.enums import Variant
from disclosure.performance.models import PledgeRecord
from disclosure.performance.queries.figures import FEWEST
from envportal.documents.enums import CheckPoint

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

TOP = 5


@dataclass(frozen=True)
class Reason:
    """A point of the check list, and in how many applications it was missing or defective."""

    point: str
    n: int

    @property
    def label(self) -> str:
        return str(CheckPoint(self.point).label)


@dataclass(frozen=True)
class Returns:
    """Of how many applications, how many came back and why; a reason of too few cases is not named."""

    ended: int
    first_time: int
    reasons: list[Reason]

    @property
    def came_back(self) -> int:
        return self.ended - self.first_time

    @property
    def percent(self) -> int:
        """Complete the first time, in whole percent."""
        return round(100 * self.first_time / self.ended)


def returns(rows: QuerySet[PledgeRecord]) -> Returns | None:
    """None where there are too few cases to tell of."""
    rows = rows.order_by().exclude(variant=Variant.REGISTRATION)
    counted = rows.aggregate(ended=Count("pk"), first=Count("pk", filter=Q(corrections=0)))
    if counted["ended"] < FEWEST:
        return None
    named: Counter[str] = Counter()
    for reasons, n in rows.exclude(reasons="").values_list("reasons").annotate(n=Count("pk")):
        named.update(dict.fromkeys(str(reasons).split(), n))
    top = [Reason(point, n) for point, n in sorted(named.items(), key=lambda one: (-one[1], one[0])) if n >= FEWEST]
    return Returns(counted["ended"], counted["first"], top[:TOP])


def came_back(bureau: Bureau, variant: str, since: date) -> Returns | None:
    """What a bureau's record says of such applications since a day, for who is about to file one."""
    return returns(PledgeRecord.objects.filter(bureau=bureau, variant=variant, ended_on__gte=since))

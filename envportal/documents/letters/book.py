"""文号簿: every number a bureau gave in a series and year, by what, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.cases.models import Case
from envportal.documents import queries
from envportal.documents.models import NumberSeries
from envportal.documents.rules import standing

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# Who looks after the bureaus below their own reads their numbers too.
LOOKS_DOWN = (Role.SUPERVISOR, Role.LEADER)


@dataclass(frozen=True)
class Line:
    """One number: the letter that bears it, or the case; neither is a gap."""

    n: int
    number: str
    letter: Letter | None
    case: Case | None

    @property
    def is_gap(self) -> bool:
        return self.letter is None and self.case is None

    @property
    def kind(self) -> str:
        if self.letter is not None:
            return str(self.letter.get_kind_display())
        return "" if self.case is None else _("案件编号")

    @property
    def standing(self) -> str:
        if self.letter is not None:
            return str(standing(self.letter).label)
        return _("缺号") if self.is_gap else _("已编号")

    @property
    def dated(self) -> date | None:
        return self.letter.decided_on if self.letter else self.case.opened_on if self.case else None

    @property
    def sealed_at(self) -> datetime | None:
        return self.letter.sealed_at if self.letter else None

    @property
    def voided_at(self) -> datetime | None:
        return self.letter.voided_at if self.letter else None

    @property
    def replaced_by(self) -> str:
        return self.letter.replacement.number if self.letter and getattr(self.letter, "replacement", None) else ""

    @property
    def title(self) -> str:
        return self.letter.case.title if self.letter else self.case.title if self.case else ""

    @property
    def code(self) -> str:
        return self.letter.code if self.letter else ""


def bureaus_of(user: User) -> QuerySet[Bureau]:
    """Whose numbers the person may read: the bureau that issues for theirs, and for some those below their own."""
    if user.bureau is None:
        return Bureau.objects.none()
    seen = Q(pk=queries.issuing_bureau(user.bureau).pk)
    if user.grants.filter(role__in=LOOKS_DOWN).exists():
        seen |= Q(parent=user.bureau)
    return Bureau.objects.filter(seen).order_by("name", "pk")


def series_of(user: User) -> QuerySet[NumberSeries]:
    """The series the person may read, newest year first."""
    rows = NumberSeries.objects.filter(bureau__in=bureaus_of(user)).select_related("bureau")
    return rows.order_by("-year", "bureau__name", "series", "pk")


def lines(series: NumberSeries) -> list[Line]:
    """From the first number to the last, gaps in their place."""
    start = f"{series.bureau.mark}{series.series}〔{series.year}〕"
    letters = {row.number: row for row in queries.in_full().filter(number__startswith=start).order_by("pk")}
    cases = {row.number: row for row in Case.objects.filter(number__startswith=start)}
    numbers = [f"{start}{n}号" for n in range(1, series.last + 1)]
    return [Line(n, number, letters.get(number), cases.get(number)) for n, number in enumerate(numbers, 1)]

"""In whose hands a case was, day by day: the bureau's, the applicant's or a third party's; the one arithmetic of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    # The hand's key (window, bureau, third, public, applicant) and the name of who had the case.
    Holder = tuple[str, Promise | str]

# Whom the case waits for in each pause; a notice is not waited for by its pause but by its window.
WAITS: dict[str, Holder] = {
    Ground.EXPERT_REVIEW: ("third", _("评审专家")),
    Ground.TECHNICAL_ASSESSMENT: ("third", _("技术评估单位")),
    Ground.HEARING: ("third", _("听证")),
    Ground.OTHER_BODY: ("third", _("其他机关")),
    Ground.REVISION: ("applicant", _("申请人修改")),
}
# The three parties the law and the pledge know, and the hands that belong to each.
PARTIES: dict[str, tuple[Promise | str, tuple[str, ...]]] = {
    "bureau": (_("本局"), ("window", "bureau")),
    "applicant": (_("申请人"), ("applicant",)),
    "third_parties": (_("第三方"), ("third", "public")),
}


@dataclass(frozen=True)
class Hand:
    """Somebody had the case for some days in a row."""

    key: str
    name: str
    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Party:
    key: str
    name: str
    days: int


@dataclass(frozen=True)
class Hands:
    """Who had the case, in order of time; the days of the hands and those of the parties add up to the days gone by."""

    bar: tuple[Hand, ...]
    # Who asked, where that is not called an applicant.
    asker: str = ""

    @property
    def days(self) -> int:
        return sum(hand.days for hand in self.bar)

    @property
    def parties(self) -> list[Party]:
        return [
            Party(
                key,
                (key == "applicant" and self.asker) or str(name),
                sum(hand.days for hand in self.bar if hand.key in keys),
            )
            for key, (name, keys) in PARTIES.items()
        ]


def hands(received: date | None, last: date, holder: Callable[[date], Holder], asker: str = "") -> Hands | None:
    """The days after receipt up to the last one, each in one hand; None while there is none."""
    if received is None or last <= received:
        return None
    days = [received + timedelta(days=n) for n in range(1, (last - received).days + 1)]
    spells = [(held, list(group)) for held, group in groupby(days, key=lambda day: _named(holder(day)))]
    return Hands(tuple(Hand(key, name, group[0], group[-1]) for (key, name), group in spells), asker)


def _named(holder: Holder) -> tuple[str, str]:
    key, name = holder
    return key, str(name)

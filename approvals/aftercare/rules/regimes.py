"""Until when the bureau checked completion itself, facility by facility; after that the owner accepts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from approvals.aftercare.guards import NotOfThatTime
from approvals.aftercare.states import CHECKED_SINCE, Facility


@dataclass(frozen=True)
class Regime:
    """The last day of the bureau's own completion check for one kind of facility."""

    until: date
    source: str
    # T: the article was read; M: from general knowledge, not compared with the print.
    evidence: str


REGIMES: Final[dict[str, Regime]] = {
    Facility.GENERAL: Regime(date(2017, 9, 30), "建设项目环境保护管理条例（2017年修订，2017-10-01施行）", "M"),
    Facility.NOISE: Regime(date(2018, 12, 28), "环境噪声污染防治法（2018-12-29修正）", "M"),
    Facility.SOLID: Regime(date(2020, 8, 31), "固体废物污染环境防治法（2020年修订，2020-09-01施行）", "M"),
}


def was_ours(facility: str, received_on: date) -> None:
    """Raise where completion of such a facility was not the bureau's to check on the day the papers came."""
    regime = REGIMES[facility]
    if CHECKED_SINCE <= received_on <= regime.until:
        return
    raise NotOfThatTime(
        _("这一天收到的，不由本局验收：本局验收到 %(day)s 为止，以后由建设单位自主验收。")
        % {"day": regime.until.isoformat()},
        regime.source,
    )

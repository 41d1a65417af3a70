"""监察总览: the one page of everything that runs, is late, or stands still."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import rules as accounts_rules
from envportal.supervision import queries
from envportal.supervision.enums import Span
from envportal.supervision.queries import figures, reports
from envportal.supervision.queries.cases import shared_out
from envportal.supervision.queries.pauses import taken
from envportal.supervision.views.figures import due_bars, ended_bars
from envportal.web.views import Page, bars

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.supervision.models import Report
    from envportal.supervision.queries.figures import Row

LOOKBACK = timedelta(days=30)
MOST_HANDS = 6


class Board(Page):
    permission = "supervision.board"
    template_name = "supervision/board.html"
    title = _("监察总览")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at = self.request.user, timezone.now()
        today = timezone.localdate(at)
        rows = figures.by_section(user, at)  # type: ignore[arg-type]
        return super().get_context_data(
            at=at, today=today, alarms=queries.alarms(at), rows=rows, sum=_sum(rows),
            totals=figures.totals(user, at),  # type: ignore[arg-type]
            several_bureaus=len({row.bureau for row in rows}) > 1, last_report=_last_week(user),  # type: ignore[arg-type]
            shared=shared_out(user), **_cards(user, at, today), **_charts(user, today), **_lists(user, today), **kwargs,  # type: ignore[arg-type]
        )  # fmt: skip


def _last_week(user: User) -> Report | None:
    """The last weekly report of the reader's own bureau, for those whom reports are made for."""
    own = reports.reports_in_view(user).filter(bureau=user.bureau, span=Span.WEEK)
    return own.first() if accounts_rules.codes(user, "supervision.report") else None


def _sum(rows: list[Row]) -> dict[str, object]:
    names = ("clocks", "soon", "yellow", "red", "overlong")
    oldest = min((row.oldest for row in rows if row.oldest), default=None)
    return {name: sum(getattr(row, name) for row in rows) for name in names} | {"oldest": oldest}


def _cards(user: User, at: datetime, today: date) -> dict[str, Any]:
    red = [{"card": card, "late": (today - card.legal_on).days} for card in figures.red_cards(user)]
    since = today - LOOKBACK
    hands = figures.holders(user, at)
    return {
        "red": red, "removed": figures.removed_since(user, since), "since": since.isoformat(),
        "holders": hands[:MOST_HANDS], "more_hands": len(hands) > MOST_HANDS,
    }  # fmt: skip


def _charts(user: User, today: date) -> dict[str, Any]:
    months = figures.outcomes_by_month(user, today)
    in_time, too_late = sum(month[1] for month in months), sum(month[2] for month in months)
    return {
        "due": due_bars(figures.due_by_day(user, today), today),
        "ended": ended_bars(months),
        "record": {
            "share": bars.share(in_time, too_late),
            "in_time": in_time,
            "too_late": too_late,
            "first": months[0][0].isoformat(),
            "last": figures.end_of(months[-1][0]).isoformat(),
        },
    }


def _lists(user: User, today: date) -> dict[str, Any]:
    pauses = [
        {
            "pause": pause, "case": pause.clock.case, "days": (today - pause.on).days + 1,
            "planned": (pause.planned_until - pause.on).days + 1 if pause.planned_until else None,
        }
        for pause in figures.longest_pauses(user, today)
    ]  # fmt: skip
    oldest = [{"case": case, "took": taken(case, today)} for case in figures.oldest_cases(user)]
    return {"pauses": pauses, "oldest": oldest}

"""监察总览: the one page of everything that runs, is late, or stands still."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.deadlines import clocks
from envportal.supervision.queries import figures
from envportal.supervision.views.figures import due_bars, ended_bars, share
from envportal.web.views import Page

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.supervision.queries.figures import Row

LOOKBACK = timedelta(days=30)


class Board(Page):
    permission = "supervision.board"
    template_name = "supervision/board.html"
    title = _("监察总览")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at = self.request.user, timezone.now()
        today = timezone.localdate(at)
        rows = figures.by_section(user, at)  # type: ignore[arg-type]
        return super().get_context_data(
            at=at, today=today, totals=figures.totals(user, at), rows=rows, sum=_sum(rows),  # type: ignore[arg-type]
            several_bureaus=len({row.bureau for row in rows}) > 1,
            **_cards(user, today), **_charts(user, today), **_lists(user, today), **kwargs,  # type: ignore[arg-type]
        )  # fmt: skip


def _sum(rows: list[Row]) -> dict[str, object]:
    names = ("clocks", "soon", "yellow", "red", "overlong")
    oldest = min((row.oldest for row in rows if row.oldest), default=None)
    return {name: sum(getattr(row, name) for row in rows) for name in names} | {"oldest": oldest}


def _cards(user: User, today: date) -> dict[str, Any]:
    red = [{"card": card, "late": (today - card.legal_on).days} for card in figures.red_cards(user)]
    return {"red": red, "removed": figures.removed_since(user, today - LOOKBACK), "holders": figures.holders(user)}


def _charts(user: User, today: date) -> dict[str, Any]:
    months = figures.outcomes_by_month(user, today)
    in_time, too_late = sum(month[1] for month in months), sum(month[2] for month in months)
    return {
        "due": due_bars(figures.due_by_day(user, today), today),
        "ended": ended_bars(months),
        "record": {"share": share(in_time, too_late), "in_time": in_time, "too_late": too_late},
    }


def _lists(user: User, today: date) -> dict[str, Any]:
    pauses = [
        {
            "pause": pause, "case": pause.clock.case, "days": (today - pause.on).days + 1,
            "planned": (pause.planned_until - pause.on).days + 1 if pause.planned_until else None,
        }
        for pause in figures.longest_pauses(user, today)
    ]  # fmt: skip
    return {"pauses": pauses, "oldest": [_old(case, today) for case in figures.oldest_cases(user)]}


def _old(case: Case, today: date) -> dict[str, Any]:
    """Elapsed days as on the wall, and those the deciding clock has counted."""
    binding = next((face for face in clocks.faces(case, today) if face.binds), None)
    elapsed = (today - case.opened_on).days if case.opened_on else 0
    return {"case": case, "elapsed": elapsed, "face": binding}

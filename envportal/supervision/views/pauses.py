"""暂停用得怎样: the share of days on which clocks stood still, and pauses that look odd."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.supervision import queries
from envportal.supervision.forms import CaseFilter
from envportal.supervision.queries import pauses
from envportal.supervision.views.figures import stacked
from envportal.web.views import Page

if TYPE_CHECKING:
    from django.http import QueryDict

# What is shown where nobody asked for a period.
LOOKBACK = timedelta(days=182)


class PauseWatch(Page):
    permission = "supervision.board"
    template_name = "supervision/pauses.html"
    title = _("暂停用得怎样")

    @cached_property
    def asked(self) -> QueryDict:
        """The address, with the last half year where it names no period."""
        asked = self.request.GET.copy()
        if "first" not in asked and "last" not in asked:
            asked["first"] = (timezone.localdate() - LOOKBACK).isoformat()
        return asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        form = CaseFilter(self.asked, user=user)  # type: ignore[arg-type]
        found = queries.cases_in_view(user)  # type: ignore[arg-type]
        cases = list(form.filter(found)) if form.is_valid() else []
        facts = pauses.facts(cases, today)
        sections = pauses.shares(cases, facts, pauses.by_section, today)
        tables = [
            (_("各科室"), _("科室"), "section", sections),
            (_("各经办人"), _("经办人"), "holder", pauses.shares(cases, facts, pauses.by_holder, today)),
        ]
        return super().get_context_data(
            form=form, tables=tables, whole=pauses.total(sections), bars=stacked(sections), few=pauses.FEW,
            asked=self._query(), several=len({row.bureau for row in sections}) > 1, today=today, **kwargs,
        )  # fmt: skip

    def _query(self) -> str:
        """The same cases in a list; the row adds whose they are."""
        query = self.asked.copy()
        for name in ("section", "holder", "bureau", "odd", "page", "format", "sort"):
            query.pop(name, None)
        return query.urlencode()

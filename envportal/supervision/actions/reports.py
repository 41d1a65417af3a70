"""Tell leaders of the last week, and them and the bureau above of the last month: each once."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.messaging import outbox
from envportal.supervision.enums import Span
from envportal.supervision.models import Report
from envportal.supervision.queries import reports

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

# In the morning before work begins, so that it is read first. A rule of the house, no law.
FROM: Final = time(7)
READERS: Final = (Role.LEADER, Role.SUPERVISOR)


def report_due(*, at: datetime) -> int:
    """Make the reports of the last week and month that are not made yet; returns how many.

    After a silence of weeks only the last span is told: who would read the others finds their figures in the lists.
    """
    local = timezone.localtime(at)
    if local.time() < FROM:
        return 0
    made = 0
    for span in Span:
        first, _last = reports.last_span(span, local.date())
        done = Report.objects.filter(span=span, first=first).values("bureau")
        for bureau in reports.reporting().exclude(pk__in=done):
            made += _report(bureau, span, at)
    return made


@transaction.atomic
def _report(bureau: Bureau, span: Span, at: datetime) -> int:
    Bureau.objects.select_for_update().get(pk=bureau.pk)
    first, last = reports.last_span(span, timezone.localdate(at))
    if Report.objects.filter(bureau=bureau, span=span, first=first).exists():
        return 0
    figures = reports.figures_of(bureau, first, last, at)
    report = Report.objects.create(bureau=bureau, span=span, first=first, last=last, at=at, figures=figures)
    people = _readers(bureau) + (_readers(bureau.parent) if span == Span.MONTH and bureau.parent else [])
    context = {"report": report, "sum": report.sum, "link": f"/desk/supervision/reports/{report.pk}/"}
    outbox.post(None, "work_report", to=people, context=context, at=at)
    facts = {
        "bureau": bureau.code, "span": span.value, "first": first, "last": last,
        "told": [one.name for one in people],
    }  # fmt: skip
    log.record(None, "work_reported", by=None, at=at, facts=facts)
    return 1


def _readers(bureau: Bureau) -> list[User]:
    return [person for role in READERS for person in staff_with(bureau, role)]

"""A record as data: the same fields in every file and in the nightly dataset."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from disclosure.board import board
from disclosure.performance.queries.figures import explained
from disclosure.performance.queries.working import HANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from disclosure.performance.models import PledgeRecord

AT_ONCE = 1_000
PLAIN = ("variant", "received_on", "promised_on", "ended_on", "kept", "late_days", "net", "elapsed_days")
DAYS = tuple(f"{hand}_days" for hand in HANDS)


def told(records: QuerySet[PledgeRecord]) -> Iterator[dict[str, object]]:
    """Each record with the notice that names its project in public and what the bureau says of a miss, if anything."""
    rows = records.select_related("bureau").iterator(AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        known, said = board.latest_of(one.pk for one in some), explained(one.pk for one in some)
        for one in some:
            notice = known.get(one.pk)
            named = {"notice": notice.public_id if notice else "", "project": notice.title if notice else ""}
            figures = {name: getattr(one, name) for name in (*PLAIN, *DAYS)}
            yield {**named, "bureau": one.bureau.name, **figures, "why": said.get(one.pk, "")}


def place(record: PledgeRecord) -> str:
    """Where a record stands in the list, newest first."""
    return f"{record.ended_on.isoformat()}~{record.pk}"


def after(records: QuerySet[PledgeRecord], text: str) -> QuerySet[PledgeRecord]:
    """Those that follow a place; all of them where it is none."""
    day, _mark, pk = text.partition("~")
    try:
        on, key = date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return records
    return records.filter(Q(ended_on__lt=on) | Q(ended_on=on, case__gt=key))

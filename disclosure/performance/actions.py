"""Bring the record up to date, prove it, and say in public why a promise was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from disclosure.performance import rules
from disclosure.performance.models import Explanation, PledgeRecord, Reckoning
from disclosure.performance.queries import working
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from envportal.accounts.models import User

AT_ONCE = 200


def keep(*, at: datetime) -> int:
    """Add the cases that ended since; safe to run twice, late, by many workers, or not at all for a week."""
    added = 0
    for cases in _slices(list(working.not_recorded().values_list("pk", flat=True))):
        added += _keep_some(cases)
    _mark(at, added)
    return added


def _slices(pks: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(pks), AT_ONCE):
        yield pks[first : first + AT_ONCE]


@transaction.atomic
def _keep_some(pks: list[int]) -> int:
    worked = [working.worked_out(case) for case in working.not_recorded().filter(pk__in=pks)]
    rows = [record for record in worked if record is not None]
    PledgeRecord.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def _mark(at: datetime, changed: int) -> None:
    mark, _new = Reckoning.objects.get_or_create(pk=1, defaults={"at": at})
    Reckoning.objects.filter(pk=mark.pk).update(at=at, number=F("number") + (1 if changed else 0))


def verify(*, mend: bool, at: datetime) -> list[tuple[int, list[str]]]:
    """The cases whose record is not what their clocks prove, with the names of the fields; `mend` writes it anew."""
    wrong = []
    known = PledgeRecord.objects.in_bulk()
    for case in working.ended().iterator(AT_ONCE):
        names = working.differences(case, known.pop(case.pk, None))
        if names:
            wrong.append((case.pk, names))
            if mend:
                _mend(case.pk)
    wrong += [(pk, ["record"]) for pk in known]
    if mend and wrong:
        _mark(at, len(wrong))
    return wrong


@transaction.atomic
def _mend(pk: int) -> None:
    anew = working.worked_out(working.ended().get(pk=lock(Case, pk).pk))
    if anew is not None:
        PledgeRecord.objects.bulk_create(
            [anew], update_conflicts=True, unique_fields=["case"], update_fields=list(working.WORKED_OUT)
        )


@transaction.atomic
def explain(pk: int, *, text: str, by: User, at: datetime, key: str = "") -> PledgeRecord:
    """说明误期原因, for everybody to read; an earlier explanation is kept."""
    case = lock(Case, pk)
    record = PledgeRecord.objects.get(pk=pk)
    if log.already(key):
        return record
    rules.require_explain(by, record)
    rules.require_public_words(text)
    Explanation.objects.create(record=record, text=text, by=by, at=at)
    log.record(case, "miss_explained", by=by, at=at, key=key, facts={"text": text})
    _mark(at, 1)
    return record

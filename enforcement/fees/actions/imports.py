"""Payments out of a sheet of the bank: each receipt once, matched by the number on it or left to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.fees import rules
from enforcement.fees.actions.lines import COLUMNS, NEEDED, BadLine, read
from enforcement.fees.actions.paying import Receipt, book, found
from enforcement.fees.guards import NotPossible
from enforcement.fees.models import Fee, Line, Payment, Run
from enforcement.fees.states import LineResult, Match
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents.actions import sheets
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

FOLDER, MOST = "fee-payments", 2000


def import_payments(*, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Run:
    """Take in what can be; each other line says why not. Raises BadTable, BadSheet.

    A transaction a line: every line locks the case it pays for, and two sheets may name them in another order.
    """
    if event := log.already(key):
        return Run.objects.get(pk=event.facts["run"])
    rules.may_book(by)
    kept, lines = sheets.read_at_once(file, FOLDER, MOST)
    columns, today = sheets.columns(lines[0][1], COLUMNS, NEEDED), timezone.localdate(at)
    run = Run.objects.create(bureau=by.bureau, name=kept.name[-120:], sha256=kept.sha256, by=by, at=at)  # type: ignore[misc]
    for number, cells in lines[1:]:
        line = Line(run=run, number=number, text=sheets.in_words(cells))
        try:
            _take(line, read(cells, columns, today), by=by, at=at)
        except BadLine as bad:
            line.result, line.why = LineResult.REFUSED, str(bad)[:200]
            line.save()
    told = list(run.lines.values_list("result", flat=True))
    facts = {"run": run.pk, "name": run.name, "sha256": run.sha256, "lines": len(told),
             "taken": told.count(LineResult.TAKEN)}  # fmt: skip
    log.record(None, "fee_payments_imported", by=by, at=at, key=key or None, facts=facts)
    return run


@transaction.atomic
def _take(line: Line, said: Receipt, *, by: User, at: datetime) -> None:
    """The case first, then the receipt: as everywhere."""
    assert by.bureau is not None  # noqa: S101  may_book
    fee, why = _meant(said.told, by.bureau.pk)
    known = Payment.objects.filter(bureau=by.bureau, receipt=said.receipt)
    if known.exists() and not known.exclude(match=Match.REVERSED).exists():
        raise BadLine(_("这个票据号的记账已经冲正，请由人登记"))
    payment, is_new = Payment.objects.exclude(match=Match.REVERSED).get_or_create(
        bureau=by.bureau, receipt=said.receipt,
        defaults={"fen": said.fen, "paid_on": said.paid_on, "payer": said.payer, "told": said.told, "recorded_by": by},
    )  # fmt: skip
    line.payment = payment
    if not is_new:
        line.result, line.why = _repeated(payment, said)
    else:
        why = why or _booked(fee, payment, by=by, at=at)  # type: ignore[arg-type]
        payment.why = why[:200]
        payment.save(update_fields=["why"])
        line.result, line.why = (LineResult.WAITING, why[:200]) if why else (LineResult.TAKEN, "")
    line.save()


def _meant(number: str, bureau: int) -> tuple[Fee | None, str]:
    if not number:
        return None, _("没有写编号")
    try:
        return lock(Fee, found(number, bureau).pk), ""
    except NotPossible as refused:
        return None, str(refused)


def _booked(fee: Fee, payment: Payment, *, by: User, at: datetime) -> str:
    """Why it could not be booked; empty where it was."""
    try:
        with transaction.atomic():
            rules.require("pay", by, fee, timezone.localdate(at))
            book(fee, payment, by=by, at=at, key="")
    except Refused as refused:
        payment.entry, payment.match = None, Match.UNMATCHED
        return str(refused)
    return ""


def _repeated(payment: Payment, said: Receipt) -> tuple[LineResult, str]:
    """The same receipt with another sum or day is no repetition: somebody has to look."""
    if (payment.fen, payment.paid_on) == (said.fen, said.paid_on):
        return LineResult.REPEATED, ""
    return LineResult.REFUSED, _("票据号已有，但金额或者日期不同")

"""The ledger in whole fen: an account a fee, whose sides add up to nought; entries; their postings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.fees.states import ABOVE, BELOW, EntryKind, Side


class Account(models.Model):
    """What is owed, paid, let off and paid back: each side is what its postings add up to, kept beside them.

    One row holds all sides, so that the database itself refuses an account whose debit is not its credit.
    """

    fee = models.OneToOneField("fees.Fee", models.PROTECT, primary_key=True, related_name="account")
    assessed = models.BigIntegerField(Side.ASSESSED.label, default=0)
    late_charged = models.BigIntegerField(Side.LATE_CHARGED.label, default=0)
    receivable = models.BigIntegerField(Side.RECEIVABLE.label, default=0)
    late_due = models.BigIntegerField(Side.LATE_DUE.label, default=0)
    collected = models.BigIntegerField(Side.COLLECTED.label, default=0)
    waived = models.BigIntegerField(Side.WAIVED.label, default=0)
    refunded = models.BigIntegerField(Side.REFUNDED.label, default=0)
    overpaid = models.BigIntegerField(Side.OVERPAID.label, default=0)
    written_off = models.BigIntegerField(Side.WRITTEN_OFF.label, default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(assessed=-F("late_charged") - F("receivable") - F("late_due") - F("collected") - F("waived")
                            - F("refunded") - F("overpaid") - F("written_off")),
                name="debit_of_a_fee_is_its_credit",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{side}__gte": 0 for side in ABOVE}, **{f"{side}__lte": 0 for side in BELOW}),
                name="sides_of_a_fee_keep_their_sign",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.fee)

    @property
    def owed(self) -> int:
        return self.receivable + self.late_due


class Entry(models.Model):
    """One movement; written once."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    kind = models.CharField(_("事项"), max_length=10, choices=EntryKind.choices)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("记账时间"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("说明"), max_length=300, blank=True)
    document = models.CharField(_("文号或者票据号"), max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["on", "id"], name="fee_entry_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Posting(models.Model):
    """One side of an entry, in fen: what a side got, or gave where it is below nought."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    side = models.CharField(_("科目"), max_length=12, choices=Side.choices)
    fen = models.BigIntegerField(_("金额，分"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "side"], name="entry_moves_a_side_once"),
            models.CheckConstraint(condition=~Q(fen=0), name="fee_posting_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.fen}"

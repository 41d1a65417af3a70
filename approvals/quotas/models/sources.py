"""Where quota comes from: reductions that were verified, what was asked for from above, spreadsheets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.quotas.models.fields import TonnesField
from approvals.quotas.models.ledger import Book, Entry
from approvals.quotas.states import LineResult


class Reduction(models.Model):
    """核定减排量: what a source stopped emitting, by whose verification; it may stand in for what is new."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="reductions")
    source = models.CharField(_("减排单位"), max_length=120)
    measure = models.CharField(_("减排措施"), max_length=200)
    evidence = models.CharField(_("核定依据"), max_length=200)
    tonnes = TonnesField(_("核定减排量，吨"))
    verified_on = models.DateField(_("核定日期"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tonnes__gt=0), name="reduction_takes_something_away"),
            models.CheckConstraint(condition=~Q(evidence=""), name="reduction_has_its_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.source} · {self.measure}"


class Request(models.Model):
    """向上申请: how much was asked for, what was answered, and how the bureau stands among its peers."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="requests")
    tonnes = TonnesField(_("申请数量，吨"))
    number = models.CharField(_("申请文号"), max_length=100)
    reason = models.CharField(_("用于"), max_length=300)
    asked_on = models.DateField(_("申请日期"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    reply = models.CharField(_("答复文号"), max_length=100, blank=True)
    given = TonnesField(_("答复数量，吨"), null=True, blank=True)  # type: ignore[misc]
    # The programme's aim: to be among the first three of those who share out the same total.
    rank = models.PositiveSmallIntegerField(_("位次"), null=True, blank=True)
    peers = models.PositiveSmallIntegerField(_("共几家"), null=True, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(tonnes__gt=0), name="request_asks_for_something"),
            models.CheckConstraint(
                condition=Q(replied_on=None, given=None, reply="", entry=None, rank=None)
                | Q(replied_on__gte=F("asked_on"), given__gte=0) & ~Q(reply=""),
                name="request_is_answered_with_an_amount_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(rank=None, peers=None) | Q(rank__gte=1, peers__gte=F("rank")),
                name="rank_is_one_of_the_peers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} · {self.number}"

    TARGET = 3

    @property
    def meets_target(self) -> bool | None:
        """Whether the rank is within the first three; None where none was told."""
        return None if self.rank is None else self.rank <= self.TARGET


class Run(models.Model):
    """A spreadsheet of grants that was read, line by line."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="quota_imports")
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("导入时间"))

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """What became of one line, and why."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("行号"))
    result = models.CharField(_("结果"), max_length=10, choices=LineResult.choices)
    text = models.CharField(_("原文"), max_length=300)
    why = models.CharField(_("说明"), max_length=200, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="line_of_grants_is_told_once"),
            models.CheckConstraint(
                condition=~Q(result=LineResult.REFUSED) | ~Q(why=""), name="refused_line_of_grants_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_result_display()}"

"""委托: a power of a leader or a section head that a named person uses in their name, for a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import OF_ROLE, DelegatedKind, Power, Role


class Delegation(models.Model):
    """One power, one person, one span, by a document; never changed, only ended."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="delegations")
    # Of a section head's power: whose cases it reaches.
    section = models.ForeignKey("accounts.Section", models.PROTECT, null=True, blank=True, related_name="+")
    giver = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("委托人"))
    holder = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("受托人"))
    power = models.CharField(_("委托事项"), max_length=10, choices=Power.choices)
    kinds = models.CharField(_("文件类别"), max_length=60, help_text="codes, a blank between")
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"))
    basis = models.CharField(_("委托书文号"), max_length=100)
    why = models.CharField(_("理由"), max_length=300)
    given_at = models.DateTimeField(_("委托时间"))
    # A section head's delegation holds once a leader agrees; a leader's own needs nobody.
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    declined_why = models.CharField(_("不同意的理由"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("终止人")
    )
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    ended_why = models.CharField(_("终止理由"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="nobody_delegates_to_themselves"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(kinds=""), name="delegation_names_document_and_kinds"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, declined_why="")
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("giver"))
                    & ~Q(decided_by=F("holder"))
                ),
                name="delegation_is_decided_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None, ended_why="")
                | (Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(ended_why="")),
                name="delegation_ends_early_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder} {self.get_power_display()}"

    @property
    def is_waiting(self) -> bool:
        """Whether a leader has still to agree."""
        return OF_ROLE[Power(self.power)] == Role.SECTION_HEAD and self.decided_at is None

    @property
    def for_kinds(self) -> list[DelegatedKind]:
        """The kinds of documents it is for."""
        return [DelegatedKind(kind) for kind in self.kinds.split()]

"""送达回证: how each letter reached its party, or did not; and when it was first read in the portal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import ReceiverCapacity, ServiceWay


class Service(models.Model):
    """One try to bring a letter to its party, with its proof. Tries that failed and records put right stay.

    `happened_on` is the day the proof bears; `served_on` the day that counts by law, None where the letter came back.
    """

    letter = models.ForeignKey("documents.Letter", models.PROTECT, related_name="services")
    way = models.CharField(_("送达方式"), max_length=10, choices=ServiceWay.choices)
    happened_on = models.DateField(_("凭证上的日期"))
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    failed_why = models.CharField(_("没有送达的原因"), max_length=200, blank=True)
    receiver = models.CharField(_("签收人"), max_length=80, blank=True)
    capacity = models.CharField(_("签收人身份"), max_length=12, choices=ReceiverCapacity.choices, blank=True)
    identity = models.CharField(_("出示的证件"), max_length=60, blank=True)
    tracking = models.CharField(_("邮件号"), max_length=40, blank=True)
    witness = models.CharField(_("见证人"), max_length=120, blank=True)
    place = models.CharField(_("地点或者载体"), max_length=200, blank=True)
    note = models.CharField(_("拒收事由或者说明"), max_length=300, blank=True)
    evidence = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    # None: the portal itself, at the moment of issue.
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    corrected_why = models.CharField(_("更正理由"), max_length=300, blank=True)
    superseded_at = models.DateTimeField(_("被更正的时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=ServiceWay.values), name="service_goes_a_known_way"),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("happened_on")),
                name="service_counts_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(served_on=None) & ~Q(failed_why="") | Q(served_on__isnull=False, failed_why=""),
                name="service_reached_its_party_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, corrected_why="") | Q(corrects__isnull=False) & ~Q(corrected_why=""),
                name="service_is_put_right_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(superseded_at=None, served_on__isnull=False),
                name="letter_is_served_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.happened_on}"

    @property
    def stands(self) -> bool:
        """Whether this is what the letter's day of service rests on."""
        return self.superseded_at is None and self.served_on is not None


class LetterReading(models.Model):
    """签收: the first time somebody who acts for the party said in the portal that the letter was read.

    It moves no date: served electronically is what reached the party's system (民事诉讼法第90条).
    """

    letter = models.OneToOneField("documents.Letter", models.PROTECT, related_name="reading")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("签收时间"))

    def __str__(self) -> str:
        return f"{self.letter_id} {self.at}"

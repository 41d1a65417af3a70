"""厂群矛盾: what a plant and its neighbours agreed on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.petitions.models.petitions import Petition
from enforcement.petitions.states import Kept


class Mediation(models.Model):
    """调解记录: when, who came by role and never by name, what was agreed, by when, kept or not."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="mediations")
    met_on = models.DateField(_("调解日期"))
    place = models.CharField(_("调解地点"), max_length=120)
    attended = models.CharField(_("参加的各方"), max_length=300)
    agreed = models.TextField(_("约定"), max_length=2000, blank=True)
    no_agreement_why = models.CharField(_("没有达成的原因"), max_length=500, blank=True)
    due_on = models.DateField(_("做到的最后一天"), null=True, blank=True)
    kept = models.CharField(_("是否做到"), max_length=8, choices=Kept.choices, default=Kept.WAITING)
    kept_why = models.CharField(_("怎样知道"), max_length=500, blank=True)
    # What the plant promised is a duty of it, where it is an enterprise the bureau knows.
    duty = models.OneToOneField("duties.Duty", models.PROTECT, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(agreed="") & Q(no_agreement_why="", due_on__isnull=False))
                | (Q(agreed="", due_on=None) & ~Q(no_agreement_why="")),
                name="mediation_agrees_on_something_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(kept=Kept.WAITING) | ~Q(kept_why=""), name="mediation_says_how_it_was_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition} {self.met_on}"

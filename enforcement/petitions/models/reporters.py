"""Who reported, sealed apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.petitions.models.petitions import Petition


class Reporter(models.Model):
    """Read by `queries.sealed` alone: for a reason that stays on the log, or to see that no text names them."""

    petition = models.OneToOneField(Petition, models.PROTECT, primary_key=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=120, blank=True)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(contact="") | ~Q(address=""), name="sealed_reporter_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.petition_id)

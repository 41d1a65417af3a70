"""容缺受理: a secondary material an applicant promises to file after acceptance, from the list its bureau published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import LONGEST_PROMISE, SHORTEST_PROMISE
from envportal.documents.enums import CheckPoint


class LaterMaterial(models.Model):
    """One material promised: the entry of the list as it stood, within how many working days of acceptance."""

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="later_materials")
    entry = models.CharField(_("清单上的一项"), max_length=60)
    version = models.PositiveSmallIntegerField(_("版本"))
    point = models.CharField(_("检查要点"), max_length=20, choices=CheckPoint.choices)
    title = models.CharField(_("材料名称"), max_length=60)
    rule = models.CharField(_("依据文件"), max_length=200)
    days = models.PositiveSmallIntegerField(_("承诺几个工作日"))
    # From acceptance on.
    due_on = models.DateField(_("最后一天"), null=True, blank=True)
    filed_on = models.DateField(_("补交日期"), null=True, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "entry"], name="a_material_is_promised_once"),
            models.CheckConstraint(
                condition=Q(days__gte=SHORTEST_PROMISE, days__lte=LONGEST_PROMISE),
                name="a_material_follows_within_three_to_ten_days",
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None, document=None) | Q(filed_on__isnull=False, document__isnull=False),
                name="a_later_material_is_filed_with_its_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""How the owner of a report consulted the public before it filed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.models.application import Application


class Participation(models.Model):
    """What the owner states of its consultation (环境影响评价公众参与办法第9—11、20条), beside its own statement."""

    application = models.OneToOneField(Application, models.CASCADE, primary_key=True, related_name="participation")
    # 第31条: a project that fits the assessed plan of its park may skip the first disclosure and the postings.
    is_simplified = models.BooleanField(_("符合已审查的园区规划环评"), default=False)
    park_plan = models.CharField(_("园区规划环评及审查意见文号"), max_length=200, blank=True)
    engaged_on = models.DateField(_("委托编制日期"), null=True, blank=True)
    disclosed_on = models.DateField(_("首次公开日期"), null=True, blank=True)
    draft_from = models.DateField(_("征求意见稿公开首日"))
    draft_to = models.DateField(_("征求意见稿公开末日"))
    web_address = models.URLField(_("公开网址"), max_length=300)
    newspaper = models.CharField(_("报纸名称"), max_length=60)
    printed_on = models.DateField(_("第一次登报日期"))
    printed_again_on = models.DateField(_("第二次登报日期"))
    posted_at = models.CharField(_("张贴公告的地点"), max_length=300, blank=True)
    full_text_on = models.DateField(_("报批前公开全文日期"))
    opinions = models.PositiveIntegerField(_("收到的意见数"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft_to__gte=F("draft_from")), name="consultation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(printed_again_on__gt=F("printed_on")), name="newspaper_is_printed_on_two_days"
            ),
            models.CheckConstraint(
                condition=Q(is_simplified=False) | ~Q(park_plan=""), name="simplified_consultation_names_its_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_from}—{self.draft_to}"

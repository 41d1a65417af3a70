"""Who may inspect: certificates, skills, and whom somebody may not visit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import Skill


class Certificate(models.Model):
    """行政执法证 of one person."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="certificates", verbose_name=_("执法人员"))
    number = models.CharField(_("执法证号"), max_length=40, unique=True)
    valid_from = models.DateField(_("发证日期"))
    valid_to = models.DateField(_("有效期至"))

    class Meta:
        ordering: ClassVar = ["valid_to", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="certificate_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.number


class Qualification(models.Model):
    """What an inspector is trained for."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="qualifications")
    skill = models.CharField(_("专业"), max_length=20, choices=Skill.choices)

    class Meta:
        ordering: ClassVar = ["user", "skill"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "skill"], name="inspector_has_a_skill_once"),
        ]

    def __str__(self) -> str:
        return self.get_skill_display()


class Tie(models.Model):
    """回避: somebody is tied to an enterprise and does not visit it, for good or until a day."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="ties", verbose_name=_("执法人员"))
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, related_name="ties_of_inspectors", verbose_name=_("企业")
    )
    why = models.CharField(_("回避事由"), max_length=200)
    until = models.DateField(_("回避到哪一天"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "enterprise"], name="inspector_is_tied_to_an_enterprise_once"),
            models.CheckConstraint(condition=~Q(why=""), name="tie_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.enterprise}"

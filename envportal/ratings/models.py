"""An invitation names who may rate what; a rating names nobody. Nothing leads from the one to the other."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.ratings.enums import Score, Service


class Invitation(models.Model):
    """An enterprise may say once how one section served it in one case."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="invitations")
    enterprise = models.ForeignKey("accounts.Enterprise", models.PROTECT, related_name="invitations")
    section = models.ForeignKey("accounts.Section", models.PROTECT, related_name="invitations")
    service = models.CharField(_("服务"), max_length=20, choices=Service.choices)
    invited_on = models.DateField(_("邀请日期"))
    # A day and no moment: many ratings of a day cannot be told apart by it.
    used_on = models.DateField(_("评价日期"), null=True, blank=True)
    # A link for who was served and has no account: the last one made works, once; only its digest is kept.
    link_hash = models.CharField(_("评价链接摘要"), max_length=64, blank=True)
    link_on = models.DateField(_("生成链接日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-invited_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "section", "service"], name="section_is_rated_once_for_a_case"),
            models.CheckConstraint(
                condition=Q(used_on=None) | Q(used_on__gte=F("invited_on")), name="rated_after_the_invitation"
            ),
            models.UniqueConstraint(fields=["link_hash"], condition=~Q(link_hash=""), name="link_leads_to_one_rating"),
            models.CheckConstraint(condition=Q(used_on=None) | Q(link_hash=""), name="used_link_is_kept_no_longer"),
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()} · {self.section}"


class Rating(models.Model):
    """What somebody said of a section in a quarter. Its key is drawn by lot, so that no order of writing shows."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="ratings")
    section = models.ForeignKey("accounts.Section", models.PROTECT, related_name="ratings", verbose_name=_("科室"))
    service = models.CharField(_("服务"), max_length=20, choices=Service.choices)
    quarter = models.CharField(_("季度"), max_length=6)
    month = models.CharField(_("月份"), max_length=7)
    score = models.PositiveSmallIntegerField(_("评分"), choices=Score.choices)
    tags = models.CharField(_("评价要点"), max_length=100, blank=True)
    words = models.CharField(_("意见和建议"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-quarter", "pk"]
        indexes: ClassVar = [models.Index(fields=["bureau", "service", "quarter"], name="ratings_by_quarter")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__in=Score.values), name="rating_has_one_of_five_steps"),
            models.CheckConstraint(condition=Q(quarter__regex=r"^\d{4}Q[1-4]$"), name="rating_knows_its_quarter"),
            models.CheckConstraint(
                condition=Q(month__regex=r"^\d{4}-(0[1-9]|1[0-2])$"), name="rating_knows_no_more_than_its_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.quarter}"


class Wish(models.Model):
    """Who was badly served asks to be called, and leaves a number for it: read by whoever calls, by nobody rated."""

    rating = models.OneToOneField(Rating, models.PROTECT, primary_key=True, related_name="wish")
    name = models.CharField(_("怎样称呼"), max_length=60, blank=True)
    phone = models.CharField(_("回访电话"), max_length=20)
    on = models.DateField(_("日期"))

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(phone=""), name="wish_has_a_number_to_call")]

    def __str__(self) -> str:
        return str(self.rating_id)

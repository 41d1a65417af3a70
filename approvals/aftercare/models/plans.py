"""What a bureau plans after every approval, and whose self-acceptance was drawn for a spot check."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# A year holds twelve; a bureau that plans nothing for five years plans nothing.
MOST_MONTHS = 60


def months(label: object) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(label)  # type: ignore[arg-type]


class Plan(models.Model):
    """The bureau's own terms from a day on; the law names none of them."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="aftercare_plans")
    valid_from = models.DateField(_("何时起"))
    after_approval = months(_("批准后几个月回访"))
    after_start = months(_("开工后几个月回访"))
    after_operation = months(_("投产后几个月回访"))
    for_conditions = months(_("批准条件在事项发生后几个月内报告"))
    share = models.PositiveSmallIntegerField(_("自主验收抽查的百分比"))
    seed = models.CharField(_("抽取用的公开字串"), max_length=100)
    basis = models.CharField(_("依据"), max_length=200)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("设定时间"))

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="bureau_plans_aftercare_once_from_a_day"),
            models.CheckConstraint(condition=Q(share__lte=100), name="share_of_spot_checks_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(
                    after_approval__range=(1, MOST_MONTHS),
                    after_start__range=(1, MOST_MONTHS),
                    after_operation__range=(1, MOST_MONTHS),
                    for_conditions__range=(1, MOST_MONTHS),
                ),
                name="aftercare_is_planned_within_five_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.valid_from}"


class Draw(models.Model):
    """Whether a phase was drawn: the figure anybody can compute from the seed and the number of the case."""

    phase = models.OneToOneField("aftercare.Phase", models.PROTECT, primary_key=True, related_name="draw")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="draws")
    text = models.CharField(_("计算用的字串"), max_length=200)
    figure = models.PositiveSmallIntegerField(_("算出的数，0—99"))
    is_drawn = models.BooleanField(_("抽中"))
    on = models.DateField(_("抽取日期"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(figure__lte=99), name="draw_gives_one_of_a_hundred_figures")
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.figure}"

"""双随机: objects and inspectors as frozen, the number that makes the seed, and what was drawn."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.planning.enums import DrawState, Risk
from enforcement.planning.flow import DrawFlow


class Draw(DrawFlow):
    """One draw. The lists, their hash and which number will make the seed are public before there is such a number."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="inspection_draws")
    name = models.CharField(_("名称"), max_length=100)
    what = models.CharField(_("抽查内容"), max_length=500)
    earliest = models.DateField(_("检查最早"))
    latest = models.DateField(_("检查最晚"))
    minutes = models.PositiveSmallIntegerField(_("预计分钟"), default=90)
    # Percent of each class, e.g. {"special": 50, "key": 25, "general": 5}.
    shares = models.JSONField(_("各类抽取比例"))
    list_hash = models.CharField(_("名单摘要"), max_length=64)
    listed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    listed_at = models.DateTimeField(_("名单公布时间"))
    # Which public number, that nobody knows when the lists are frozen, makes the seed, and from which day it is known.
    seed_source = models.CharField(_("用哪个公开数字"), max_length=200)
    seed_on = models.DateField(_("数字哪一天产生"))
    number = models.CharField(_("公开数字"), max_length=100, blank=True)
    seed = models.CharField(_("种子"), max_length=64, blank=True)
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField(_("抽取时间"), null=True, blank=True)
    given_up_why = models.CharField(_("为什么不抽"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=DrawFlow.known_states(), name="draw_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="draw_has_days_to_inspect"),
            models.CheckConstraint(
                condition=Q(drawn_by=None) | ~Q(drawn_by=F("listed_by")), name="nobody_draws_from_the_list_they_froze"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | (Q(drawn_at__gt=F("listed_at")) & ~Q(number="") & ~Q(seed="")),
                name="drawn_after_the_list_with_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=DrawState.GIVEN_UP) | ~Q(given_up_why=""), name="given_up_draw_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DrawObject(models.Model):
    """An enterprise as it stood in the list; the demand is what it became once drawn."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="listed_objects")
    enterprise = models.ForeignKey("accounts.Enterprise", models.PROTECT, related_name="+")
    code = models.CharField(_("代号"), max_length=18)
    name = models.CharField(_("企业"), max_length=120)
    risk = models.CharField(_("风险类别"), max_length=10, choices=Risk.choices)
    place = models.PositiveIntegerField(_("次序"), null=True, blank=True)
    is_drawn = models.BooleanField(_("抽中"), default=False)
    demand = models.OneToOneField("inspections.Demand", models.PROTECT, null=True, blank=True, related_name="drawn_as")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draw", "code"], name="object_is_listed_once")]

    def __str__(self) -> str:
        return self.name


class DrawInspector(models.Model):
    """An inspector as listed: everybody reads the code, the bureau knows the name."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="inspectors")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    code = models.CharField(_("代号"), max_length=10)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "code"], name="inspector_code_is_listed_once"),
            models.UniqueConstraint(fields=["draw", "user"], name="inspector_is_listed_once"),
        ]

    def __str__(self) -> str:
        return self.code


class DrawTie(models.Model):
    """This inspector is not drawn for this object."""

    drawn = models.ForeignKey(DrawObject, models.PROTECT, related_name="ties")
    inspector = models.ForeignKey(DrawInspector, models.PROTECT, related_name="ties")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["drawn", "inspector"], name="tie_is_listed_once")]

    def __str__(self) -> str:
        return f"{self.drawn} · {self.inspector}"


class DrawPair(models.Model):
    """One of the two drawn for an object."""

    drawn = models.ForeignKey(DrawObject, models.PROTECT, related_name="pairs")
    inspector = models.ForeignKey(DrawInspector, models.PROTECT, related_name="pairs")
    place = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drawn", "inspector"], name="inspector_is_drawn_once_for_an_object"),
        ]

    def __str__(self) -> str:
        return f"{self.drawn} · {self.inspector}"

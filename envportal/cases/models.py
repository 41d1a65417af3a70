"""The case: the hub on which clocks, letters, notices, messages and the log hang."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.cases.enums import place_of, word_of


class Project(models.Model):
    """A construction project of an enterprise."""

    name = models.CharField(_("项目名称"), max_length=200)
    code = models.CharField(_("项目代码"), max_length=40, blank=True)
    place = models.CharField(_("建设地点"), max_length=200, blank=True)
    division = models.CharField(_("乡镇街道"), max_length=60, blank=True)
    industry = models.CharField(_("行业类别"), max_length=10, blank=True)
    enterprise = models.ForeignKey("accounts.Enterprise", models.PROTECT, related_name="projects")

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One matter before a bureau; its procedure hangs its own facts on it."""

    kind = models.CharField(_("类别"), max_length=40, help_text="e.g. eia_table; names its address")
    title = models.CharField(_("标题"), max_length=200)
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="cases")
    section = models.ForeignKey("accounts.Section", models.PROTECT, null=True, blank=True, related_name="cases")
    holder = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="cases_held")
    enterprise = models.ForeignKey("accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="cases")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="cases")
    number = models.CharField(_("编号"), max_length=60, null=True, blank=True, unique=True)
    opened_on = models.DateField(_("收件日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    query_code_hash = models.CharField(_("查询码摘要"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("建立时间"))
    # 帮办代办: a window clerk typed it for somebody at the counter. Such a draft is the counter's to see, no other is.
    assisted = models.BooleanField(_("帮办代办"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number=None, opened_on=None) | Q(number__isnull=False, opened_on__isnull=False),
                name="case_has_a_number_from_the_day_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="case_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def kind_word(self) -> str:
        """What its kind is called, in the reader's language."""
        return str(word_of(self.kind))

    @property
    def at_desk(self) -> str:
        """Where staff read it, without the language."""
        return self.address("desk")

    def address(self, side: str) -> str:
        """Where it is read in a part of the house, "" where it has no page there."""
        place = place_of(self.kind)
        address = place.desk if side == "desk" else place.mine
        return address % self.pk if address else ""


class CaseLink(models.Model):
    """Why two cases belong together, e.g. a complaint and the inspection it led to."""

    source = models.ForeignKey(Case, models.PROTECT, related_name="links_from")
    target = models.ForeignKey(Case, models.PROTECT, related_name="links_to")
    why = models.CharField(_("关系"), max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "why"], name="cases_are_linked_once_for_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

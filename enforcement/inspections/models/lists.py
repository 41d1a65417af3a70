"""What an inspector looks at: check lists and their items."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import Purpose, Skill


class CheckList(models.Model):
    """A list for one purpose from a day on; without a bureau it serves every bureau.

    A bureau's own is a version one person proposes and another decides on; what stands is never changed.
    """

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="check_lists")
    code = models.SlugField(_("代号"), max_length=40)
    name = models.CharField(_("清单名称"), max_length=100)
    purpose = models.CharField(_("用途"), max_length=20, choices=Purpose.choices)
    valid_from = models.DateField(_("施行日"))
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"), null=True, blank=True)
    why = models.CharField(_("修改理由"), max_length=300, blank=True)
    # None: waits for a second person.
    is_agreed = models.BooleanField(_("是否同意"), null=True, default=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code", "-valid_from", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "code", "valid_from"],
                condition=Q(is_agreed=True),
                name="check_list_of_a_bureau_and_day_is_there_once",
            ),
            models.UniqueConstraint(
                fields=["bureau", "code"], condition=Q(is_agreed=None), name="one_version_of_a_list_waits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="version_of_a_list_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(bureau=None, is_agreed=True)
                | Q(bureau__isnull=False, proposed_by__isnull=False, is_agreed=None, decided_by=None)
                | Q(bureau__isnull=False, proposed_by__isnull=False, is_agreed__isnull=False, decided_by__isnull=False),
                name="own_list_was_proposed_and_decided",
            ),
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=Q(bureau=None), name="check_list_of_a_day_is_there_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CheckItem(models.Model):
    """One thing to look at, with the law that asks for it."""

    check_list = models.ForeignKey(CheckList, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.CharField(_("检查内容"), max_length=300)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    skill = models.CharField(_("专业"), max_length=20, choices=Skill.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["check_list", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_list", "number"], name="check_list_has_a_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

"""What an inspector looks at: check lists and their items."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import Purpose, Skill


class CheckList(models.Model):
    """A list for one purpose; without a bureau it serves every bureau."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="check_lists")
    code = models.SlugField(_("代号"), max_length=40)
    name = models.CharField(_("清单名称"), max_length=100)
    purpose = models.CharField(_("用途"), max_length=20, choices=Purpose.choices)
    valid_from = models.DateField(_("施行日"))

    class Meta:
        ordering: ClassVar = ["code", "-valid_from", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "code", "valid_from"], name="check_list_of_a_bureau_and_day_is_there_once"
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

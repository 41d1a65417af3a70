"""What somebody keeps at hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedList(models.Model):
    """A list of the desk as one person narrowed and sorted it, under a name of theirs."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="saved_lists")
    name = models.CharField(_("名称"), max_length=30)
    # An address of the desk with its question, without the language.
    address = models.CharField(_("地址"), max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_list_has_one_name"),
            models.CheckConstraint(
                condition=models.Q(address__startswith="/desk/"), name="saved_list_lies_at_the_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""How often somebody without an account writes or guesses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """A post or a wrong code of an address, kept an hour to slow down floods and guessing; the address is hashed."""

    address = models.CharField(_("来源"), max_length=64)
    is_post = models.BooleanField(default=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["is_post", "address", "at"], name="attempt_by_address")]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"

"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")

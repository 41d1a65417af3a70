"""Words about projects that every procedure says the same way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pollutant(models.TextChoices):
    """Pollutants under total-emission control, as an EIA document states them; tonnes a year."""

    COD = "cod", _("化学需氧量（COD）")
    NH3N = "nh3n", _("氨氮")
    SO2 = "so2", _("二氧化硫")
    NOX = "nox", _("氮氧化物")
    DUST = "dust", _("颗粒物")
    VOCS = "vocs", _("挥发性有机物（VOCs）")

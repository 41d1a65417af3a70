"""Where something is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import Level, Medium, WaterKind, Zone

if TYPE_CHECKING:
    from datetime import date

OWN = Q(bureau__isnull=False, publisher_name="")
OF_OTHERS = Q(bureau=None) & ~Q(publisher_name="")


class Station(models.Model):
    """A station, a section of a river, a source of drinking water, a point of a noise zone.

    One a bureau of this portal runs, or one another publisher told of, which stands under that publisher's name.
    """

    Medium = Medium

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="stations")
    publisher_name = models.CharField(_("发布单位"), max_length=100, blank=True)
    code = models.SlugField(_("代号"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    medium = models.CharField(_("要素"), max_length=10, choices=Medium.choices)
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    river = models.CharField(_("河流或湖库"), max_length=60, blank=True)
    water_kind = models.CharField(_("水体类型"), max_length=8, choices=WaterKind.choices, blank=True)
    target = models.PositiveSmallIntegerField(_("水质目标"), null=True, blank=True)
    zone = models.CharField(_("声环境功能区"), max_length=2, choices=Zone.choices, blank=True)
    # A section where one town hands its river to the next: 云溪市 → 东岭市.
    handover = models.CharField(_("交接关系"), max_length=60, blank=True)
    # A point of road-traffic noise stands for so many metres of its road (HJ 640-2012).
    road_length = models.PositiveIntegerField(_("路段长度"), null=True, blank=True, help_text="m")
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=8, decimal_places=5, null=True, blank=True)
    active_from = models.DateField(_("启用"), null=True, blank=True)
    active_to = models.DateField(_("停用"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=OWN | OF_OTHERS, name="station_is_a_bureaus_or_another_publishers"),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="station_measures_a_known_medium"),
            # Table 1 of GB 3838-2002 has five classes; a section cannot be meant to be worse than the last.
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__range=(1, 5)), name="station_target_is_a_class"
            ),
            models.CheckConstraint(
                condition=Q(target=None, water_kind="") | Q(medium__in=[Medium.WATER, Medium.DRINKING]),
                name="station_of_water_alone_has_a_target",
            ),
            models.CheckConstraint(condition=Q(zone="") | Q(medium=Medium.NOISE), name="station_zone_is_of_noise"),
            models.CheckConstraint(
                condition=Q(handover="") | Q(medium=Medium.WATER), name="station_of_a_river_alone_is_handed_over"
            ),
            models.CheckConstraint(
                condition=Q(road_length=None) | Q(medium=Medium.NOISE, road_length__gt=0),
                name="station_of_noise_alone_stands_for_a_road",
            ),
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_from=None) | Q(active_to__gte=F("active_from")),
                name="station_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False, longitude__isnull=False, latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="station_stands_on_this_globe",
            ),
            models.UniqueConstraint(
                fields=["bureau", "medium", "name"], condition=OWN, name="bureau_names_a_station_once"
            ),
            models.UniqueConstraint(
                fields=["publisher_name", "medium", "river", "name"], condition=OF_OTHERS,
                name="publisher_names_a_station_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["medium", "bureau", "code"], name="station_by_medium")]

    def __str__(self) -> str:
        return self.name

    @property
    def publisher(self) -> str:
        """Under whose name it stands."""
        return self.bureau.name if self.bureau else self.publisher_name

    @property
    def title(self) -> str:
        """云溪河 · 南坪桥; a name that says its river says it once."""
        return f"{self.river} · {self.name}" if self.river and self.river not in self.name else self.name

    @property
    def is_lake(self) -> bool:
        return self.water_kind == WaterKind.LAKE

    def is_active(self, on: date) -> bool:
        return (self.active_from is None or self.active_from <= on) and (self.active_to is None or on <= self.active_to)

"""What somebody wants to have looked at, before anybody says when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import DemandState, Purpose, Skill


class Demand(models.Model):
    """A section wants an enterprise visited within some days; one visit serves several such wishes."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="demands")
    section = models.ForeignKey(
        "accounts.Section", models.PROTECT, null=True, blank=True, related_name="demands", verbose_name=_("提出科室")
    )
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, related_name="demands", verbose_name=_("企业")
    )
    purpose = models.CharField(_("事由"), max_length=20, choices=Purpose.choices)
    what = models.CharField(_("检查什么"), max_length=1000)
    # The skills the visit needs, parted by commas: short, and read by the solver in one go.
    skills = models.CharField(_("需要的专业"), max_length=120, blank=True)
    earliest = models.DateField(_("最早"))
    latest = models.DateField(_("最晚"))
    minutes = models.PositiveSmallIntegerField(_("预计分钟"), default=60)
    unannounced = models.BooleanField(_("不事先通知"), default=False)
    lawful_reason = models.CharField(_("不事先通知的依据和理由"), max_length=300, blank=True)
    duty = models.ForeignKey("duties.Duty", models.PROTECT, null=True, blank=True, related_name="demands")
    check_list = models.ForeignKey(
        "inspections.CheckList", models.PROTECT, null=True, blank=True, related_name="demands",
        verbose_name=_("检查清单"),
    )  # fmt: skip
    # 双随机: who was drawn by lot to see it; planning it otherwise, or withdrawing it, takes a second person.
    drawn = models.ManyToManyField("accounts.User", related_name="demands_drawn", blank=True)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="demands_asked")
    asked_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(_("状态"), max_length=20, choices=DemandState.choices, default=DemandState.ASKED)
    visit = models.ForeignKey(
        "inspections.Visit", models.PROTECT, null=True, blank=True, related_name="demands", verbose_name=_("检查")
    )
    # Why it gets a visit of its own although another visit to the enterprise could have served it.
    apart_why = models.CharField(_("单独检查的理由"), max_length=300, blank=True)
    withdrawn_why = models.CharField(_("撤回理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["latest", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DemandState.values), name="demand_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="demand_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(unannounced=False) | ~Q(lawful_reason=""), name="demand_is_unannounced_for_a_lawful_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DemandState.ASKED, DemandState.WITHDRAWN], visit=None)
                | Q(state__in=[DemandState.PLANNED, DemandState.SEEN], visit__isnull=False),
                name="planned_demand_has_its_visit",
            ),
            models.CheckConstraint(
                condition=~Q(state=DemandState.WITHDRAWN) | ~Q(withdrawn_why=""),
                name="demand_is_withdrawn_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(state__in=[DemandState.ASKED, DemandState.PLANNED]),
                name="duty_has_one_open_demand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} · {self.get_purpose_display()}"

    @property
    def told(self) -> str:
        """What the enterprise reads of it: of a complaint nothing, for its words could tell who reported."""
        return "" if self.purpose == Purpose.COMPLAINT else self.what

    @property
    def wants(self) -> frozenset[Skill]:
        """The skills somebody of the visit must have."""
        return frozenset(Skill(one) for one in self.skills.split(",") if one)

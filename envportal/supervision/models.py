"""Cards for limits that come near or were missed, who is told of them, and the pulse of the sweep that does so."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Proposed
from envportal.supervision.enums import LATER, AlarmKind, Colour, Reason, Span, When

# What a report counts of a section: what happened in its span, then what stands at its end.
COUNTED = (
    "received", "kept", "missed", "other", "yellow", "red", "removed", "paused", "open", "late", "soon", "red_open",
)  # fmt: skip
STANDING_RED = Q(removed_at=None, colour=Colour.RED)


class Card(models.Model):
    """A yellow card for a limit that comes near or a step that lasts too long, a red one for a limit that was missed.

    It is removed only with a reason.
    """

    Colour = Colour

    clock = models.ForeignKey("deadlines.Clock", models.PROTECT, related_name="cards")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="cards")
    colour = models.CharField(_("牌色"), max_length=6, choices=Colour.choices)
    epoch = models.PositiveIntegerField(_("时钟版次"))
    opened_at = models.DateTimeField(_("发现时间"))
    # The day the law looks at: the warning day of a yellow card, or the day its pause was to end; the due day of a red
    # one. Detection may be later.
    legal_on = models.DateField(_("对应日期"))
    reason = models.CharField(_("事由"), max_length=10, choices=Reason.choices)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cards")
    # Why it was missed, in the words of whoever held the case.
    explanation = models.CharField(_("原因说明"), max_length=500, blank=True)
    explained_at = models.DateTimeField(_("说明时间"), null=True, blank=True)
    removal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_asked_at = models.DateTimeField(_("提出消牌时间"), null=True, blank=True)
    removed_why = models.CharField(_("消牌理由"), max_length=500, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(_("消牌时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "colour", "epoch"], name="card_is_raised_once_a_due_day"),
            models.CheckConstraint(
                condition=Q(colour=Colour.YELLOW, reason__in=[Reason.NEAR, Reason.OVERLONG])
                | Q(colour=Colour.RED, reason__in=[Reason.PASSED, Reason.LATE, Reason.EXPIRED]),
                name="card_is_yellow_before_the_due_day_and_red_after_it",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
                name="card_is_removed_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removal_asked_by=None, removal_asked_at=None, removed_why="")
                | (Q(removal_asked_by__isnull=False, removal_asked_at__isnull=False) & ~Q(removed_why="")),
                name="removal_is_asked_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None) | ~Q(removed_by=models.F("removal_asked_by")),
                name="nobody_removes_a_card_alone",
            ),
            models.CheckConstraint(
                condition=Q(explanation="", explained_at=None) | (~Q(explanation="") & Q(explained_at__isnull=False)),
                name="explanation_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "colour"], condition=Q(removed_at=None), name="card_still_shown"),
            models.Index(fields=["clock"], condition=STANDING_RED, name="card_red_still_shown"),
            models.Index(fields=["-opened_at"], name="card_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.legal_on}"


class Ladder(Proposed):
    """Who is told of a card, step by step: a bureau's own version, agreed by two, in force from a day until the next.

    It is never changed. Where a bureau has none, the shipped table (data/escalation.csv) holds.
    """

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="ladders", verbose_name=_("局"))
    matter = models.CharField(_("事项"), max_length=30, blank=True, help_text="blank is any")

    class Meta:
        constraints: ClassVar = [
            *Proposed.Meta.constraints,
            models.UniqueConstraint(
                fields=["bureau", "matter"], condition=Q(agreed_by=None, declined_by=None),
                name="bureau_has_one_open_proposal_a_matter",
            ),
            models.UniqueConstraint(
                fields=["bureau", "matter", "valid_from"], condition=Q(agreed_by__isnull=False),
                name="ladder_begins_once_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.bureau} {self.valid_from}"


class Rung(models.Model):
    """One step of a ladder: when it is reached, and who is told then."""

    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="rungs")
    when = models.CharField(_("情形"), max_length=12, choices=When.choices)
    days = models.PositiveSmallIntegerField(_("满几个工作日"), default=0)
    tells = models.JSONField(_("告知谁"), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ladder", "when"], name="step_stands_once_in_a_ladder"),
            models.CheckConstraint(
                condition=Q(when__in=[str(when) for when in LATER], days__gte=1, days__lte=60)
                | (Q(days=0) & ~Q(when__in=[str(when) for when in LATER])),
                name="only_a_later_step_waits_for_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_when_display()} {self.days}"


class Escalation(models.Model):
    """A step reached by a red card: who was told, for which day, and when that was noticed."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="escalations")
    step = models.CharField(_("情形"), max_length=12, choices=When.choices)
    days = models.PositiveSmallIntegerField(_("满几个工作日"), default=0)
    legal_on = models.DateField(_("对应日期"))
    at = models.DateTimeField(_("发现时间"))
    told = models.JSONField(_("告知谁"), default=list)
    # The bureau's version it was told by; none: the shipped table.
    ladder = models.ForeignKey(Ladder, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "step"], name="step_is_told_once_a_card"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.legal_on}"


class Alarm(models.Model):
    """The time of the machine could not be true; nothing is raised until it is, or two persons say that it is."""

    kind = models.CharField(_("情形"), max_length=10, choices=AlarmKind.choices)
    # When the last sweep had run; one alarm a fault.
    since = models.DateTimeField(_("上次巡查"))
    at = models.DateTimeField(_("当时的系统时间"))
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "since"], name="fault_of_time_is_told_once"),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(second_by=models.F("first_by"))),
                name="two_persons_confirm_the_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"


class Heartbeat(models.Model):
    """When a sweep last ran to its end; one row a name."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    at = models.DateTimeField(_("时间"))
    counts = models.JSONField(_("结果"), default=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Report(models.Model):
    """What a bureau's leaders were told of a week or a month: the figures as they stood, never computed again."""

    Span = Span

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="reports")
    span = models.CharField(_("种类"), max_length=5, choices=Span.choices)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    at = models.DateTimeField(_("生成时间"))
    figures = models.JSONField(_("数字"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "span", "first"], name="span_is_reported_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="report_looks_back_over_days"),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.get_span_display()} {self.first}"

    @property
    def sum(self) -> dict[str, int]:
        """Each figure over all sections."""
        rows = self.figures["sections"]
        return {name: sum(row.get(name, 0) for row in rows) for name in COUNTED}

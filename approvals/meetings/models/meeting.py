"""A meeting, who was there, its items, and what each said."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.meetings.flow import MeetingFlow
from approvals.meetings.models.settings import MeetingRule
from approvals.meetings.states import SHARED, Conclusion, ItemState, Presence, State, View


class Meeting(MeetingFlow):
    """会审会: it is a case, on which its number, its log and its minutes hang."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="meeting")
    # The case's; here once more for the constraint.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+")
    rule = models.ForeignKey(MeetingRule, models.PROTECT, related_name="meetings")
    on = models.DateField(_("日期"))
    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    place = models.CharField(_("地点"), max_length=100)
    urgent_why = models.CharField(_("临时会的理由"), max_length=300, blank=True)
    chair = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("主持"))
    minute_taker = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("记录"))
    opened_at = models.DateTimeField(_("开会时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("散会时间"), null=True, blank=True)
    cancelled_why = models.CharField(_("取消的理由"), max_length=300, blank=True)
    minutes = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=MeetingFlow.known_states(), name="meeting_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_is_over_after_it_began"),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED) & ~Q(cancelled_why="")
                | ~Q(state=State.CANCELLED) & Q(cancelled_why=""),
                name="cancelled_meeting_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MINUTED, minutes__isnull=False)
                | ~Q(state=State.MINUTED) & Q(minutes__isnull=True),
                name="meeting_has_minutes_once_they_are_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.CONVENED, State.CANCELLED], opened_at=None)
                | ~Q(state__in=[State.CONVENED, State.CANCELLED]) & Q(opened_at__isnull=False),
                name="meeting_was_opened_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["bureau", "on"],
                condition=Q(urgent_why="") & ~Q(state=State.CANCELLED),
                name="slot_holds_one_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def ordinal(self) -> str:
        """Its number in its year: 12 of 云环会审〔2026〕12号."""
        found = re.search(r"〕(\d+)号", self.case.number or "")
        return found[1] if found else ""


class Attendance(models.Model):
    """A member at one meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("次序"))
    presence = models.CharField(_("到会"), max_length=10, choices=Presence.choices, default=Presence.EXPECTED)
    absent_why = models.CharField(_("请假事由"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "user"], name="member_is_counted_once_in_a_meeting"),
            models.CheckConstraint(
                condition=~Q(presence=Presence.ABSENT) | ~Q(absent_why=""), name="absent_member_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class AgendaItem(models.Model):
    """One case before one meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="agenda_items")
    why = models.CharField(_("为什么上会"), max_length=500)
    position = models.PositiveSmallIntegerField(_("次序"), null=True, blank=True, help_text="set when it opens")
    state = models.CharField(_("状态"), max_length=10, choices=ItemState.choices, default=ItemState.PENDING)
    conclusion = models.CharField(_("会审结论"), max_length=10, choices=Conclusion.choices, blank=True)
    text = models.TextField(_("会审意见"), max_length=4000, blank=True)
    conditions = models.TextField(_("会审提出的条件"), max_length=8000, blank=True, help_text="one a line")
    reason = models.CharField(_("改期或者撤下的理由"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "case"], name="case_stands_once_on_an_agenda"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=ItemState.PENDING), name="case_waits_on_one_agenda"
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.RESOLVED, conclusion__in=Conclusion.values) & ~Q(text="")
                | ~Q(state=ItemState.RESOLVED) & Q(conclusion="", text="", conditions=""),
                name="resolved_item_has_a_conclusion_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ItemState.POSTPONED, ItemState.TAKEN_OFF]) | ~Q(reason=""),
                name="item_is_postponed_or_taken_off_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion=Conclusion.REVISE) | ~Q(conditions=""), name="revision_says_what_to_revise"
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.PENDING, ended_at=None)
                | ~Q(state=ItemState.PENDING) & Q(ended_at__isnull=False),
                name="item_ended_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.case.title


class Opinion(models.Model):
    """What a member says of an item; the chair last."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="opinions")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    view = models.CharField(_("意见"), max_length=10, choices=View.choices)
    words = models.TextField(_("要点"), max_length=1000, blank=True)
    at = models.DateTimeField(_("时间"))
    typed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # Handed in by who was not there, and read aloud: it stands in the minutes and makes no quorum.
    is_written = models.BooleanField(_("书面意见"), default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "user"], name="member_speaks_once_on_an_item"),
            models.CheckConstraint(condition=Q(view=View.AGREE) | ~Q(words=""), name="who_does_not_agree_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_view_display()}"

    @property
    def is_dissent(self) -> bool:
        """Whether the meeting resolved otherwise; somebody who agrees does not dissent from a revision."""
        found = self.item.conclusion
        if not found or (self.view == View.AGREE and found == Conclusion.REVISE):
            return False
        return SHARED[View(self.view)] != found


class Recusal(models.Model):
    """回避: who takes no part in an item, and why."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.CharField(_("回避理由"), max_length=300)
    said_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "user"], name="member_is_recused_once_from_an_item"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Reading(models.Model):
    """A member has read the papers of an item beforehand."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="readings")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "user"], name="papers_are_read_once_by_a_member")
        ]

    def __str__(self) -> str:
        return str(self.user)

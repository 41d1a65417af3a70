"""What makes a project key, who follows it from when to when, and what was said and promised."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.keyprojects.flow import KeyProjectFlow
from approvals.keyprojects.states import Ending, Part, State, Way
from envportal.accounts.models import Enterprise


class KeyProject(KeyProjectFlow):
    """重点项目: it is a case, opened the day the project is declared key and closed the day it is key no more."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="key_project")
    # The project of the case once more, so that the database keeps it key once at a time.
    project = models.ForeignKey("cases.Project", models.PROTECT, related_name="key_projects")
    definition = models.ForeignKey("green.Definition", models.PROTECT, related_name="key_projects")
    criterion = models.CharField(_("符合哪一条"), max_length=500)
    reason = models.CharField(_("理由"), max_length=500)
    declared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("认定人"))
    declared_at = models.DateTimeField(_("认定时间"))
    ending = models.CharField(_("为什么结束"), max_length=12, choices=Ending.choices, blank=True)
    ended_why = models.CharField(_("结束的说明"), max_length=300, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发布人")
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=KeyProjectFlow.known_states(), name="key_project_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=State.STANDING), name="project_is_key_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=State.STANDING, ending="", ended_why="")
                | Q(state=State.ENDED, ending__in=Ending.values) & ~Q(ended_why=""),
                name="key_project_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=F("declared_by")),
                name="nobody_publishes_the_key_project_they_declared",
            ),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def owner(self) -> Enterprise:
        """Whose project it is: a key project always has an enterprise, though a case need not."""
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise

    @property
    def names(self) -> tuple[int, str, str]:
        """By what other rows of the same project are found: each application writes its own."""
        return self.project.enterprise_id, self.project.name.casefold(), self.project.code


class Follower(models.Model):
    """Who follows a project in one of the two parts, from a day to a day, and why somebody else took over."""

    key_project = models.ForeignKey(KeyProject, models.PROTECT, related_name="followers")
    part = models.CharField(_("职责"), max_length=10, choices=Part.choices)
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="key_projects")
    since = models.DateField(_("从哪一天起"))
    until = models.DateField(_("到哪一天"), null=True, blank=True)
    # Empty for the first.
    why = models.CharField(_("为什么换人"), max_length=300, blank=True)
    named_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("指定人"))
    named_at = models.DateTimeField(_("指定时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key_project", "part"], condition=Q(until=None), name="key_project_has_one_person_in_each_part"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="nobody_follows_backwards_in_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.person}"

    @property
    def phone(self) -> str:
        """The office's telephone, never the person's own."""
        section = self.person.section
        bureau = self.person.bureau
        return (section.phone if section else "") or (bureau.phone if bureau else "")


class Contact(models.Model):
    """联系记录: who spoke with whom, when, about what; what was promised became duties of the case."""

    key_project = models.ForeignKey(KeyProject, models.PROTECT, related_name="contacts")
    on = models.DateField(_("哪一天"))
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("本局谁联系"))
    spoken_with = models.CharField(_("对方是谁"), max_length=100)
    what = models.CharField(_("说了什么"), max_length=2000)
    noted_at = models.DateTimeField(_("记录时间"))

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.spoken_with}"

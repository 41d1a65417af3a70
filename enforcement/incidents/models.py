"""What happened, who reported it (sealed apart), who had to be told by when, what was done, what was found."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.incidents.flow import IncidentFlow
from enforcement.incidents.states import Cause, Level, ReportKind, Sensitive, Source, State, WaterCut, Way, Who
from envportal.deadlines.enums import Matter

MATTERS = (Matter.INCIDENT_GENERAL, Matter.INCIDENT_MAJOR, Matter.INCIDENT_PROVINCE)


class Incident(IncidentFlow):
    """One incident; it is a case. Figures are None while nobody knows them."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="incident")
    source = models.CharField(_("信息来源"), max_length=12, choices=Source.choices)
    what = models.TextField(_("发生了什么"), max_length=5000)
    place = models.CharField(_("发生地点"), max_length=200)
    division = models.CharField(_("乡镇街道"), max_length=60, blank=True)
    occurred_at = models.DateTimeField(_("发生时间"), null=True, blank=True)
    # From this minute the hours run, by night and on rest days.
    discovered_at = models.DateTimeField(_("发现或者得知的时间"))
    pollutants = models.CharField(_("主要污染物和数量"), max_length=300, blank=True)
    sensitive = models.JSONField(_("涉及的敏感情形"), default=list, blank=True)

    deaths = models.PositiveIntegerField(_("死亡人数"), null=True, blank=True)
    poisoned = models.PositiveIntegerField(_("中毒或者重伤人数"), null=True, blank=True)
    evacuated = models.PositiveIntegerField(_("疏散、转移人数"), null=True, blank=True)
    loss = models.DecimalField(_("直接经济损失（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    water_cut = models.CharField(_("饮用水取水"), max_length=10, choices=WaterCut.choices, blank=True)
    level = models.CharField(_("级别"), max_length=1, choices=Level.choices, blank=True)
    level_why = models.CharField(_("定级说明"), max_length=500, blank=True)

    cause_kind = models.CharField(_("原因类别"), max_length=12, choices=Cause.choices, blank=True)
    cause = models.TextField(_("起因和经过"), max_length=3000, blank=True)
    damage = models.TextField(_("影响和损失"), max_length=3000, blank=True)
    responsibility = models.TextField(_("责任认定"), max_length=3000, blank=True)
    accountable = models.TextField(_("责任追究"), max_length=3000, blank=True)
    lessons = models.TextField(_("教训和改进"), max_length=3000, blank=True)
    left_over = models.TextField(_("遗留问题"), max_length=3000, blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(_("写结论的时间"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_why = models.CharField(_("结案意见"), max_length=1000, blank=True)
    is_hoax = models.BooleanField(_("虚假报告"), default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "-discovered_at"], name="incident_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=IncidentFlow.known_states(), name="incident_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(level__in=["", *Level.values]), name="incident_has_a_known_level"),
            models.CheckConstraint(
                condition=Q(occurred_at=None) | Q(discovered_at__gte=F("occurred_at")),
                name="incident_happens_before_it_is_discovered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CONCLUDED, State.CLOSED])
                | (~Q(level="") & ~Q(cause_kind="") & ~Q(cause="") & Q(concluded_by__isnull=False)),
                name="incident_is_concluded_with_level_and_cause",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED)
                | (Q(closed_by__isnull=False) & Q(concluded_by__isnull=False) & ~Q(closed_by=F("concluded_by"))),
                name="incident_is_closed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DISMISSED) | (~Q(closed_why="") & Q(closed_by__isnull=False)),
                name="incident_is_dismissed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_hoax=False) | Q(state=State.DISMISSED), name="hoax_is_no_incident"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.case)

    @property
    def is_in_reporters_words(self) -> bool:
        """Whether the place is still as somebody without an account typed it, and may say who they are."""
        return self.source == Source.PUBLIC and self.state == State.RECEIVED

    @property
    def sensitive_words(self) -> list[str]:
        return [str(Sensitive(one).label) for one in self.sensitive]


class Reporter(models.Model):
    """Who reported it, sealed apart: no list and no page joins this table; staff see it for a logged reason."""

    incident = models.OneToOneField(Incident, models.PROTECT, primary_key=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=120, blank=True)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.incident_id)


class Round(models.Model):
    """Reporting at one level: a change of level begins another, with its own hours and recipients."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("第几轮"))
    level = models.CharField(_("级别"), max_length=1, choices=Level.choices, blank=True)
    # Of unknown level, and reported as major because of where it is.
    is_precaution = models.BooleanField(_("级别不明，从严报告"), default=False)
    matter = models.CharField(_("时限"), max_length=30, choices=[(one.value, one.label) for one in MATTERS])
    since = models.DateTimeField(_("从何时起"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "number"], name="incident_has_one_round_of_a_number"),
            models.CheckConstraint(condition=Q(matter__in=MATTERS), name="round_keeps_a_limit_of_incidents"),
        ]

    def __str__(self) -> str:
        return f"{self.incident} {self.number}"


class Report(models.Model):
    """初报、续报、处理结果报告: written by one person, signed by another; the letter is what was sent."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="reports")
    kind = models.CharField(_("种类"), max_length=12, choices=ReportKind.choices)
    number = models.PositiveSmallIntegerField(_("第几次"))
    # Pairs of a label and its text, in the order of the law.
    items = models.JSONField(_("内容"), default=list)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("拟写时间"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("签发时间"), null=True, blank=True)
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "kind", "number"], name="report_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.FOLLOW_UP) | Q(number=1), name="first_and_final_report_is_one"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, letter=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False, letter__isnull=False),
                name="signed_report_is_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("written_by")), name="report_is_signed_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Recipient(models.Model):
    """One body that has to be told in a round: when it was, by what way, and when the writing followed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="recipients")
    who = models.CharField(_("向谁报告"), max_length=12, choices=Who.choices)
    told_at = models.DateTimeField(_("报告时间"), null=True, blank=True)
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices, blank=True)
    heard_by = models.CharField(_("接报人"), max_length=60, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"), null=True, blank=True)
    written_at = models.DateTimeField(_("书面报告时间"), null=True, blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "who"], name="recipient_stands_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(told_at=None, way="", told_by=None, entered_at=None)
                | (Q(told_at__isnull=False, told_by__isnull=False, entered_at__isnull=False) & ~Q(way="")),
                name="recipient_was_told_at_a_time_by_a_way",
            ),
            models.CheckConstraint(
                condition=Q(entered_at=None) | Q(entered_at__gte=F("told_at")), name="telling_is_entered_after_it_was"
            ),
            models.CheckConstraint(
                condition=Q(written_at=None, report=None) | Q(written_at__isnull=False, report__isnull=False),
                name="writing_is_a_report",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_who_display())


class OnCall(models.Model):
    """值班: whom of a section to call first on a day, by which telephone, and who stands in for them."""

    section = models.ForeignKey("accounts.Section", models.PROTECT, related_name="+", verbose_name=_("科室"))
    day = models.DateField(_("日期"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("值班人"))
    phone = models.CharField(_("值班电话"), max_length=40)
    deputies = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("替班人"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "day"], name="section_has_one_person_on_call_a_day"),
            models.CheckConstraint(condition=~Q(phone=""), name="person_on_call_has_a_telephone"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.person}"


class Measure(models.Model):
    """One line of the handling log: when, what, who by their part in it, and its evidence."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="measures")
    at = models.DateTimeField(_("时间"))
    what = models.CharField(_("做了什么"), max_length=1000)
    role = models.CharField(_("谁做的（写单位、职责）"), max_length=100)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(entered_at__gte=F("at")), name="measure_is_entered_after_it_was_taken")
        ]

    def __str__(self) -> str:
        return self.what

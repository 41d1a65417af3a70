"""Rules in versions, control units, the facts of a case, and its screening sheets; none of them is changed later."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.access.enums import (
    ANSWERS,
    OUTCOMES,
    Evidence,
    Ground,
    Occasion,
    Result,
    RuleKind,
    Stop,
    UnitClass,
)
from envportal.accounts.models import Proposed
from envportal.cases.enums import Pollutant

SEEN = [Evidence.TEXT, Evidence.EXCERPT]


class Rule(Proposed):
    """One version of one rule: on whom it falls, what it comes to, and where it is from.

    A project is hit when every test that is filled in holds: region, industry, area, unit, pollutants, sensitive areas.
    `key` is the same for all versions. What nobody proposed came with the portal or with a bureau's own file.
    """

    proposed_by = models.ForeignKey(  # type: ignore[assignment]  # a version of two people has one, the first row none
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # None: of every bureau.
    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="access_rules", verbose_name=_("局")
    )
    key = models.CharField(_("规则"), max_length=60)
    number = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    kind = models.CharField(_("类别"), max_length=16, choices=RuleKind.choices)
    title = models.CharField(_("名称"), max_length=120)
    text = models.CharField(_("内容"), max_length=1000)
    source = models.CharField(_("文件"), max_length=200)
    article = models.CharField(_("条款"), max_length=100, blank=True)
    dated_on = models.DateField(_("文件日期"), null=True, blank=True)
    ordered_by = models.CharField(_("决定机关"), max_length=100, blank=True)
    evidence = models.CharField(_("核对情况"), max_length=1, choices=Evidence.choices)
    is_retired = models.BooleanField(_("停用（解除）"), default=False)

    # On whom it falls; words and codes parted by spaces, empty where it is not asked.
    region = models.CharField(_("适用地区，行政区划代码开头"), max_length=12, blank=True)
    industries = models.CharField(_("行业代码"), max_length=200, blank=True)
    # The document names an industry and lists no codes for it: only a person can say whether a project is one.
    codes_unknown = models.BooleanField(_("文件没有列行业代码"), default=False)
    area = models.CharField(_("区域，乡镇街道名"), max_length=300, blank=True)
    unit = models.CharField(_("管控单元编码"), max_length=30, blank=True)
    pollutants = models.CharField(_("污染物"), max_length=60, blank=True)
    sensitive = models.CharField(_("环境敏感区"), max_length=600, blank=True)
    limit = models.DecimalField(_("上限，吨/年"), max_digits=14, decimal_places=4, null=True, blank=True)
    ratio = models.DecimalField(_("替代倍数"), max_digits=5, decimal_places=2, null=True, blank=True)

    outcome = models.CharField(_("命中时"), max_length=8, choices=OUTCOMES)
    stops = models.CharField(_("停在哪一步"), max_length=12, choices=Stop.choices, default=Stop.DECISION)
    ground = models.CharField(_("不予批准的理由"), max_length=1, choices=Ground.choices, default=Ground.SITE)
    refusal = models.CharField(_("不予批准时怎么写"), max_length=500, blank=True)
    file = models.ForeignKey("access.RuleFile", models.PROTECT, null=True, blank=True, related_name="rules")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Proposed.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(outcome=Result.NOT_MET) | Q(evidence__in=SEEN), name="a_rule_nobody_read_stops_nobody"
            ),
            models.CheckConstraint(
                condition=Q(codes_unknown=False) | Q(industries="") & ~Q(outcome=Result.NOT_MET),
                name="an_industry_without_codes_is_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(stops=Stop.DECISION) | Q(kind=RuleKind.SUSPENSION),
                name="only_a_suspension_stops_acceptance",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.SUSPENSION) | ~Q(ordered_by="") & ~Q(pollutants=""),
                name="a_suspension_says_who_ordered_it_and_which_pollutants",
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(text=""), name="access_rule_has_text_and_source"),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.UNIT) | ~Q(unit=""), name="an_access_list_is_of_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(limit=None) & Q(ratio=None) | ~Q(pollutants=""), name="an_amount_is_of_a_pollutant"
            ),
            models.UniqueConstraint(fields=["bureau", "key", "number"], name="access_rule_version_is_numbered_once"),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(bureau=None), name="shipped_access_rule_is_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["bureau", "key", "valid_from"], condition=Q(number__isnull=False),
                name="access_rule_begins_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["bureau", "key"], condition=Q(number=None, declined_by=None),
                name="access_rule_has_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(number=None, agreed_by=None) | Q(number__gte=1, agreed_by__isnull=False)
                | Q(number=1, proposed_by=None),
                name="access_rule_is_numbered_when_agreed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def pollutant_names(self) -> str:
        return "、".join(str(Pollutant(name).label) for name in self.pollutants.split())

    @property
    def is_silent(self) -> bool:
        """A line of a catalogue without codes is on no sheet: one question stands for all of its list."""
        return self.file_id is not None and self.codes_unknown and self.outcome == Result.NOTED

    @property
    def is_sample(self) -> bool:
        """Of the industrial catalogue a few rows are shipped to show how it is kept; a bureau imports its own."""
        return self.bureau_id is None and self.kind == RuleKind.POLICY


class RuleFile(models.Model):
    """A catalogue a bureau read in: its lines are proposals, to all of which a second person agrees at once."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(_("文件"), max_length=200)
    valid_from = models.DateField(_("施行日"))
    # [number, text, result, why] of every line, as it was read.
    lines = models.JSONField(_("逐行结果"), default=list)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("导入时间"))

    def __str__(self) -> str:
        return self.name


class ControlUnit(models.Model):
    """A control unit of the ecological zoning plan, as one published version of the plan draws it."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="control_units")
    code = models.CharField(_("编码"), max_length=30)
    name = models.CharField(_("名称"), max_length=100)
    unit_class = models.CharField(_("分类"), max_length=10, choices=UnitClass.choices)
    # GeoJSON, Polygon or MultiPolygon, in degrees; none where only the code was published.
    geometry = models.JSONField(_("边界"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    valid_from = models.DateField(_("施行日"))
    entered_at = models.DateTimeField(_("录入时间"))

    class Meta:
        ordering: ClassVar = ["code", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "code", "valid_from"], name="control_unit_is_drawn_once_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Facts(models.Model):
    """What a screening needs to know beside the project: where exactly, what is near, how much is emitted."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="access_facts")
    unit = models.CharField(_("管控单元编码"), max_length=30, blank=True)
    longitude = models.DecimalField(
        _("经度"), max_digits=10, decimal_places=7, null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip
    latitude = models.DecimalField(
        _("纬度"), max_digits=10, decimal_places=7, null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    # Names of `sensitive_areas.csv`; none: nobody has said, an empty list: there are none.
    inside = models.JSONField(_("占用的环境敏感区"), null=True, blank=True)
    near = models.JSONField(_("评价范围内的环境敏感区"), null=True, blank=True)
    # Pollutant → tonnes a year, as text.
    emissions = models.JSONField(_("排放量"), default=dict)
    # A note of the bureau's; what is really replaced stands in the ledger of quotas.
    replaced_from = models.CharField(_("替代来源说明"), max_length=300, blank=True)
    # The applicant has answered, though the answer may be that it does not know its unit.
    is_declared = models.BooleanField(_("已申报"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__isnull=False, latitude__isnull=False),
                name="coordinates_come_in_pairs",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Sheet(models.Model):
    """准入筛查表: what every rule in force came to on a day, with the facts as they were; kept for ever."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="screenings")
    number = models.PositiveSmallIntegerField(_("版本"))
    occasion = models.CharField(_("因何筛查"), max_length=10, choices=Occasion.choices)
    on = models.DateField(_("按哪一天的规则"))
    # The last day by whose rules it came out the same.
    checked_on = models.DateField(_("最近核对"))
    at = models.DateTimeField(_("筛查时间"))
    facts = models.JSONField(_("所用事实"))

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="screening_sheet_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.number}"


class Line(models.Model):
    """One rule on a sheet, in the version that was in force: what it came to, by which facts."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="lines")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="lines")
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices)
    # Which test decided, and what it saw.
    because = models.CharField(_("判断"), max_length=30)
    used = models.JSONField(_("所用事实"), default=dict)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "rule"], name="rule_stands_once_on_a_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.get_result_display()}"


class Answer(models.Model):
    """What a person said where a rule needs one; a later answer stands beside it. It ends with the rule's version."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="screening_answers")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="answers")
    # The facts it was given on: others need another answer.
    used = models.JSONField(_("所用事实"), default=dict)
    result = models.CharField(_("判断"), max_length=8, choices=ANSWERS)
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_judgement_has_its_reason"),
            models.CheckConstraint(
                condition=Q(result__in=[Result.MET, Result.NOT_MET]), name="a_judgement_says_yes_or_no"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.rule} · {self.get_result_display()}"

"""Checks kept with their answers, the two books of dated rules, and what was told once and for all."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import DOCUMENTS, Channel, Evidence, Level, Tier
from envportal.accounts.models import Proposed


class Snapshot(models.Model):
    """A check as it was answered on a day: never changed; one with another item more is another one."""

    code = models.CharField(_("编号"), max_length=12, unique=True)
    # The form it was kept by: the same form sent twice keeps one.
    key = models.UUIDField(unique=True)
    edition = models.CharField(_("名录版本"), max_length=10)
    # [{item, answers, told: [[question, answer]], possible, criterion, unsure}] of every item, as it was.
    entries = models.JSONField(_("各项答案"))
    possible = models.JSONField(_("可能的文件类别"))
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    at = models.DateTimeField(_("时间"))

    def __str__(self) -> str:
        return self.code

    @property
    def tier(self) -> str:
        """The document, where the answers left one."""
        return str(self.possible[0]) if len(self.possible) == 1 else ""

    @property
    def labels(self) -> list[str]:
        return [str(Tier(one).label) for one in self.possible]


class Basis(models.Model):
    """The check an application was begun with."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="catalogue_bases")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="bases")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "snapshot"], name="a_check_is_the_basis_of_a_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.snapshot}"


class Ruling(models.Model):
    """What a person of the bureau says the project needs, beside the check and not in its place."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="catalogue_rulings")
    tier = models.CharField(_("文件类别"), max_length=12, choices=Tier.choices)
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_ruling_on_the_catalogue_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_tier_display()}"


class Line(Proposed):
    """One version of one line of a book two people keep; `key` is the same for all its versions."""

    proposed_by = models.ForeignKey(  # type: ignore[assignment]  # what came with the portal nobody proposed
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("局")
    )
    key = models.CharField(_("条目"), max_length=60)
    number = models.PositiveSmallIntegerField(_("版本"), null=True, blank=True)
    title = models.CharField(_("名称"), max_length=120)
    # Of which documents; words parted by spaces, empty for all.
    documents = models.CharField(_("文件类别"), max_length=40, blank=True)
    act = models.CharField(_("依据文件"), max_length=200)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    evidence = models.CharField(_("核对情况"), max_length=1, choices=Evidence.choices)
    is_retired = models.BooleanField(_("自施行日起取消"), default=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Proposed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number=None, agreed_by=None) | Q(number__gte=1, agreed_by__isnull=False)
                | Q(number=1, proposed_by=None),
                name="%(class)s_is_numbered_when_agreed",
            ),
            models.CheckConstraint(condition=~Q(act=""), name="%(class)s_names_its_act"),
            models.UniqueConstraint(fields=["bureau", "key", "number"], name="%(class)s_version_is_numbered_once"),
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(bureau=None), name="shipped_%(class)s_is_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["bureau", "key"], condition=Q(number=None, declined_by=None),
                name="%(class)s_has_one_open_proposal",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def document_names(self) -> str:
        names = dict(DOCUMENTS)
        return "、".join(str(names[Tier(one)]) for one in self.documents.split())


class LevelRule(Line):
    """Who decides on which projects: this bureau, the one above it, or this one by delegation, for a term."""

    # Numbers of items of the catalogue, parted by spaces; empty for all.
    items = models.CharField(_("名录项目号"), max_length=400, blank=True)
    level = models.CharField(_("由谁审批"), max_length=10, choices=Level.choices)
    authority = models.CharField(_("审批机关"), max_length=100, blank=True)
    scope = models.CharField(_("委托范围"), max_length=300, blank=True)
    valid_to = models.DateField(_("委托期满日"), null=True, blank=True)

    class Meta(Line.Meta):
        abstract = False
        constraints: ClassVar = [
            *Line.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(level=Level.DELEGATED) | Q(valid_to__isnull=False) & ~Q(scope="") | Q(is_retired=True),
                name="a_delegation_to_decide_has_scope_and_term",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.OWN) | ~Q(authority=""), name="who_decides_instead_is_named"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_delegation_to_decide_ends_after_it_begins",
            ),
        ]  # fmt: skip


class Material(Line):
    """One thing an application is accompanied by; retired: it was cut, and since that day nobody asks for it."""

    # Beginnings of industry codes, parted by spaces; empty for all trades.
    industries = models.CharField(_("行业代码"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(_("次序"), default=100)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1, validators=[MaxValueValidator(20)])
    sample = models.CharField(_("样本和要求"), max_length=500, blank=True)
    is_main = models.BooleanField(_("主要材料"), default=False)
    fetched_from = models.CharField(_("本局自行调取，来源"), max_length=100, blank=True)

    class Meta(Line.Meta):
        abstract = False
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            *Line.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fetched_from="") | Q(is_main=False),
                name="what_the_bureau_fetches_is_not_asked_for",
            ),
        ]  # fmt: skip


class Told(models.Model):
    """一次性告知: the list as it was told to somebody on a day, with its hash; never changed."""

    code = models.CharField(_("核对码"), max_length=12, unique=True)
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="+")
    on = models.DateField(_("告知日"))
    document = models.CharField(_("文件类别"), max_length=12, choices=DOCUMENTS)
    industry = models.CharField(_("行业代码"), max_length=10, blank=True)
    to = models.CharField(_("告知对象"), max_length=100)
    project = models.CharField(_("项目名称"), max_length=200)
    channel = models.CharField(_("告知方式"), max_length=10, choices=Channel.choices)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+")
    # Every line of the list in force that day: title, copies, basis, sample, when it may follow, who fetches it.
    lines = models.JSONField(_("材料"))
    list_version = models.CharField(_("清单版本"), max_length=12)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.project} · {self.on}"

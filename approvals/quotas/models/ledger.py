"""The ledger: a book a pollutant, area and year; accounts in it; entries whose postings add up to nought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.quotas.models.fields import TonnesField
from approvals.quotas.states import OF_A_CASE, SOURCES, AccountKind, EntryKind, Medium
from envportal.cases.enums import Pollutant


class Area(models.Model):
    """Where a quota holds: a county, a control unit, a park; one of a bureau's is where its cases are put first."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="quota_areas")
    code = models.SlugField(_("区域代号"), max_length=30)
    name = models.CharField(_("区域名称"), max_length=60)
    is_default = models.BooleanField(_("案件默认归入"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "code"], name="area_has_its_own_code_in_its_bureau"),
            models.UniqueConstraint(
                fields=["bureau"], condition=Q(is_default=True), name="cases_of_a_bureau_are_put_in_one_area_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Control(models.Model):
    """纳入总量管理: from a day on, projects before the bureau need a quota for this pollutant, by a named basis."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="quota_controls")
    pollutant = models.CharField(_("污染物"), max_length=10, choices=Pollutant.choices)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau", "pollutant"], condition=Q(valid_to=None), name="pollutant_is_under_one_open_control"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="control_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.get_pollutant_display()


class Standing(models.Model):
    """Whether an area met the standard in a year: what the ratio of replacement of the next year hangs on."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="standings")
    year = models.PositiveSmallIntegerField(_("年度"))
    medium = models.CharField(_("要素"), max_length=6, choices=Medium.choices)
    met = models.BooleanField(_("达到要求"))
    source = models.CharField(_("来源"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "year", "medium"], name="quality_of_a_year_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class Book(models.Model):
    """A pollutant in an area in a year. Its row is locked while anything in it moves."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="books")
    pollutant = models.CharField(_("污染物"), max_length=10, choices=Pollutant.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    # What the public was told of it last; the next one follows it.
    notice = models.ForeignKey("board.Notice", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "pollutant", "year"], name="book_of_a_pollutant_area_and_year"),
            models.CheckConstraint(condition=Q(pollutant__in=Pollutant.values), name="book_is_of_a_known_pollutant"),
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.get_pollutant_display()} · {self.year}"


class Account(models.Model):
    """Where tonnes of a book stand; the balance is what its postings add up to, kept beside them."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts")
    kind = models.CharField(_("科目"), max_length=10, choices=AccountKind.choices)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="quota_accounts")
    reduction = models.OneToOneField(
        "quotas.Reduction", models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("减排项目")
    )
    balance = TonnesField(_("余额，吨"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["book", "kind"], condition=Q(case=None, reduction=None), name="book_has_one_account_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["book", "kind", "case"], condition=Q(case__isnull=False), name="case_has_one_account_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(SOURCES), balance__lte=0)
                | Q(kind=AccountKind.MOVED)
                | (~Q(kind__in=[*sorted(SOURCES), AccountKind.MOVED]) & Q(balance__gte=0)),
                name="no_quota_is_given_that_is_not_there",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_CASE, case__isnull=False, reduction=None)
                | Q(kind=AccountKind.SUPPLY, case=None, reduction__isnull=False)
                | (~Q(kind__in=[*OF_A_CASE, AccountKind.SUPPLY]) & Q(case=None, reduction=None)),
                name="quota_account_belongs_to_its_book_a_case_or_a_reduction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} · {self.get_kind_display()}"


class Entry(models.Model):
    """One movement; written once, taken back only by an entry that is its mirror."""

    kind = models.CharField(_("事项"), max_length=10, choices=EntryKind.choices)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("记账时间"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="quota_entries")
    reason = models.CharField(_("说明"), max_length=300, blank=True)
    document = models.CharField(_("文号"), max_length=100, blank=True)
    # How much the source gives for one tonne, and by which rule; empty where nothing is replaced.
    ratio = models.DecimalField(_("替代比例"), max_digits=4, decimal_places=2, null=True, blank=True)
    rule = models.CharField(_("替代依据"), max_length=120, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("冲回")
    )
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses=None) | Q(kind=EntryKind.RELEASE), name="only_a_release_takes_an_entry_back"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="quota_entry_of_a_case"),
            models.Index(fields=["on", "id"], name="quota_entry_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Posting(models.Model):
    """One side of an entry: what an account got, or gave where it is below nought. Nobody changes or deletes it."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    tonnes = TonnesField(_("吨"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "account"], name="entry_moves_an_account_once"),
            models.CheckConstraint(condition=~Q(tonnes=0), name="posting_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.tonnes}"


class Need(models.Model):
    """What a case needs of one book: as its documents state it, and as the review section holds it to be."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="quota_needs")
    book = models.ForeignKey(Book, models.PROTECT, related_name="needs")
    stated = TonnesField(_("申报排放量，吨"))
    tonnes = TonnesField(_("需要的指标，吨"))
    why = models.CharField(_("核定说明"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "book"], name="case_needs_a_book_once"),
            models.CheckConstraint(condition=Q(stated__gte=0, tonnes__gte=0), name="need_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.book}"


class Demand(models.Model):
    """替代要求: how many times over an access rule asks a case to replace a pollutant; the ledger binds by it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="quota_demands")
    pollutant = models.CharField(_("污染物"), max_length=10, choices=Pollutant.choices)
    times = models.DecimalField(_("替代倍数"), max_digits=5, decimal_places=2)
    rule = models.CharField(_("替代依据"), max_length=120)
    # The latest entry of the case when its sheet was drawn up: what moved since makes it look again.
    read_to = models.PositiveBigIntegerField(_("已核对到"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "pollutant"], name="case_is_asked_once_to_replace_a_pollutant"),
            models.CheckConstraint(condition=Q(times__gt=0), name="replacement_is_asked_at_least_in_part"),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_pollutant_display()} · {self.times}"

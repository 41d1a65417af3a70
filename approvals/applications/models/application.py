"""The application and what hangs on it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.applications.flow import ApplicationFlow
from approvals.applications.states import (
    APPROVAL_GONE,
    PROCEDURES,
    SHORT_NAMES,
    WORDS,
    Conclusion,
    DocumentKind,
    Nature,
    Procedure,
    RefusalGround,
    RegistrationMode,
    State,
    Words,
    document_name,
)
from envportal.accounts.models import Enterprise
from envportal.cases.enums import Pollutant
from envportal.cases.models import Project

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.utils.functional import _StrPromise

    from approvals.applications.models.filing import Filing


def money(label: _StrPromise) -> models.DecimalField[Decimal | None, Decimal | None]:
    """An amount in 万元, not negative."""
    return models.DecimalField(
        label,
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


class Application(ApplicationFlow):
    """An application for the approval of an EIA document; it is a case."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="application")
    document_kind = models.CharField(_("环评文件类别"), max_length=12, choices=DocumentKind.choices)
    # Pinned when a registration leaves its draft: a later setting of the bureau changes no case under way.
    registration_mode = models.CharField(
        _("登记表办理方式"), max_length=12, choices=RegistrationMode.choices, blank=True
    )

    nature = models.CharField(_("建设性质"), max_length=12, choices=Nature.choices, blank=True)
    investment = money(_("总投资，万元"))
    environmental_investment = money(_("环保投资，万元"))
    starts_on = models.DateField(_("计划开工日期"), null=True, blank=True)
    has_started = models.BooleanField(_("已开工"), default=False)
    overview = models.TextField(_("项目概况"), max_length=2000, blank=True)
    impacts = models.TextField(_("主要环境影响和措施"), max_length=4000, blank=True)

    consultant = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="applications_drafted"
    )
    drafted_by_owner = models.BooleanField(_("自行编制"), default=False)
    lead_author = models.CharField(_("编制主持人"), max_length=60, blank=True)
    lead_author_credit = models.CharField(_("编制主持人信用编号"), max_length=20, blank=True)

    nothing_withheld = models.BooleanField(_("公开本未删减"), null=True, blank=True)
    withheld = models.TextField(_("删去的内容和理由"), max_length=2000, blank=True)
    no_attachments = models.BooleanField(_("没有其他附件"), default=False)
    heavy_metals = models.BooleanField(_("涉及重金属排放"), null=True, blank=True)

    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    contact_email = models.EmailField(_("联系邮箱"), blank=True)
    portal_service = models.BooleanField(_("同意门户送达"), null=True, blank=True)

    declared_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="applications_declared"
    )
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    received_on = models.DateField(_("收件日期"), null=True, blank=True)
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    accepted_by_silence = models.BooleanField(_("逾期未告知，视为受理"), default=False)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    # A draft put away by its owner: in no list any more, its log kept.
    discarded_at = models.DateTimeField(_("删除草稿时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(discarded_at=None) | Q(state=State.DRAFT), name="only_a_draft_can_be_put_away"
            ),
            models.CheckConstraint(condition=ApplicationFlow.known_states(), name="application_is_in_a_known_state"),
            models.CheckConstraint(
                # What is handed over to the ministry's system reaches the bureau with its number, or never.
                condition=Q(state__in=[State.DRAFT, State.HANDED_OVER])
                | Q(state__in=[State.WITHDRAWN, State.TERMINATED], registration_mode=RegistrationMode.NATIONAL)
                | Q(received_on__isnull=False),
                name="application_past_draft_was_received_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(registration_mode="") | Q(document_kind=DocumentKind.REGISTRATION),
                name="only_a_registration_has_a_mode",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.HANDED_OVER, State.FILED, State.CHECKED])
                | Q(registration_mode__in=[RegistrationMode.NATIONAL, RegistrationMode.PORTAL]),
                name="only_a_registration_is_filed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(accepted_on__gte=F("received_on")),
                name="application_is_accepted_after_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.REFUSED, *sorted(APPROVAL_GONE)])
                | Q(decided_on__isnull=False),
                name="decided_application_has_a_day_of_decision",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def owner(self) -> Enterprise:
        """The project owner: an application always has one, though a case need not."""
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise

    @property
    def project(self) -> Project:
        """What it is about: an application always has one, though a case need not."""
        if self.case.project is None:
            raise Project.DoesNotExist
        return self.case.project

    @property
    def receipt_day(self) -> date:
        """The day of receipt; asked only of an application that was filed."""
        if self.received_on is None:
            raise ValueError
        return self.received_on

    @property
    def document_name(self) -> str:
        """What the law of the day of receipt calls the document."""
        return document_name(self.document_kind, self.received_on)

    @property
    def short_name(self) -> str:
        """报告书, 报告表 or 登记表: the document in the middle of a sentence."""
        return str(SHORT_NAMES[DocumentKind(self.document_kind)])

    @property
    def filing(self) -> Filing:
        """The filing as it stands or ended, not as it was first entered wrong; asked only of one that was filed."""
        return self.filings.get(mended_why="")

    @property
    def words(self) -> Words:
        """What it is called; of a draft `queries.words` says it, by how its bureau takes it."""
        return WORDS[self.registration_mode or RegistrationMode.REVIEW]

    @property
    def stated_emissions(self) -> dict[str, Decimal]:
        """Pollutant → tonnes a year, as the documents state them."""
        return dict(self.emissions.order_by("pk").values_list("pollutant", "tonnes"))

    @property
    def is_filing(self) -> bool:
        """Whether it is a registration that is filed, not approved."""
        return self.registration_mode in (RegistrationMode.NATIONAL, RegistrationMode.PORTAL)

    @property
    def procedure(self) -> Procedure:
        """What the law asks for its kind of document."""
        return PROCEDURES[self.document_kind]


class Emission(models.Model):
    """What the project will emit of one pollutant, tonnes a year, as the EIA table states it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="emissions")
    pollutant = models.CharField(_("污染物"), max_length=10, choices=Pollutant.choices)
    tonnes = models.DecimalField(_("吨/年"), max_digits=14, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "pollutant"], name="pollutant_is_stated_once"),
            models.CheckConstraint(condition=Q(tonnes__gte=0), name="emission_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_pollutant_display()} {self.tonnes}"


class Opinion(models.Model):
    """审查意见: what the case officer concludes; a new version never replaces an old row."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="opinions")
    version = models.PositiveSmallIntegerField(_("版本"))
    conclusion = models.CharField(_("结论"), max_length=10, choices=Conclusion.choices)
    text = models.TextField(_("审查意见"), max_length=8000)
    ground = models.CharField(_("不予批准的理由"), max_length=2, choices=RefusalGround.choices, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提出时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "version"], name="opinion_version_is_written_once"),
            models.CheckConstraint(
                condition=~Q(conclusion=Conclusion.REFUSE) | ~Q(ground=""), name="refusal_names_one_of_five_grounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.version}"


class Proposal(models.Model):
    """The section head's proposal: an opinion put before the public and then the signatory."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals")
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="+")
    # Neither for a registration, which is not put before the public.
    notice = models.ForeignKey("board.Notice", models.PROTECT, null=True, blank=True, related_name="+")
    hearing_letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    # The applicant may ask for a hearing until the end of this day: 5 working days from service (行政许可法第47条).
    hearing_until = models.DateField(_("听证申请截止"), null=True, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("提出时间"))
    sent_back_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    sent_back_why = models.CharField(_("退回理由"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(sent_back_at=None), name="one_proposal_stands_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.opinion.get_conclusion_display()}"

"""The departments, the limit each has, what they were asked and said, and what was pushed to the regulator."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.departments.enums import Field, Reply, Way


class Department(models.Model):
    """Another department whose opinion a bureau asks for; who answers for it may have an account, or gets links."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="departments")
    code = models.SlugField(_("代号"))
    name = models.CharField(_("名称"), max_length=100)
    field = models.CharField(_("职责"), max_length=12, choices=Field.choices)
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("答复人")
    )
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    # It takes over what the bureau approves (行政审批局): conditions of approvals are pushed to it.
    is_regulator = models.BooleanField(_("监管部门"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "code"], name="department_has_one_code_at_a_bureau"),
        ]

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """How long a department has, and what its silence means, from a day on; never changed, only followed."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="terms")
    working_days = models.PositiveSmallIntegerField(_("期限，工作日"))
    silence_consents = models.BooleanField(_("逾期视为没有不同意见"), default=False)
    # Where it is published; without it silence means nothing.
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    valid_from = models.DateField(_("施行日"))

    class Meta:
        ordering: ClassVar = ["valid_from", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "valid_from"], name="department_terms_begin_once_a_day"),
            models.CheckConstraint(condition=Q(working_days__gte=1), name="a_department_has_a_day_at_least"),
            models.CheckConstraint(
                condition=Q(silence_consents=False) | ~Q(basis=""), name="silence_consents_only_by_a_published_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.working_days}"


class Consultation(models.Model):
    """征求意见: one question to one department on one case, and its answer."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="consultations")
    department = models.ForeignKey(Department, models.PROTECT, related_name="consultations")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    question = models.TextField(_("请答复什么"), max_length=2000)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("征求时间"))
    due_on = models.DateField(_("届满日"))

    # One link at a time, its hash alone is kept; a new one makes the one before worthless.
    link_number = models.PositiveSmallIntegerField(default=0)
    link_hash = models.CharField(max_length=64, blank=True, db_index=True)
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    overdue_at = models.DateTimeField(_("逾期提醒时间"), null=True, blank=True)

    reply = models.CharField(_("答复"), max_length=12, choices=Reply.choices, blank=True)
    text = models.TextField(_("意见或者条件"), max_length=4000, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    replied_by = models.CharField(_("答复人"), max_length=60, blank=True)
    way = models.CharField(_("答复方式"), max_length=8, choices=Way.choices, blank=True)

    called_off_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    called_off_why = models.CharField(_("撤回理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "department"], condition=Q(reply="", called_off_at=None),
                name="department_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None, way="")
                | (~Q(reply="") & Q(replied_at__isnull=False) & ~Q(way="")),
                name="an_answer_has_a_time_and_a_way",
            ),
            models.CheckConstraint(
                condition=~Q(reply__in=[Reply.CONDITIONS, Reply.OBJECTION]) | ~Q(text=""),
                name="conditions_and_objections_are_written_down",
            ),
            models.CheckConstraint(
                condition=~Q(reply=Reply.SILENCE) | Q(way=Way.RULE), name="silence_is_nobodys_choice"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_why="")
                | (Q(called_off_at__isnull=False, reply="") & ~Q(called_off_why="")),
                name="a_question_is_called_off_with_a_reason_before_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(reply="", called_off_at=None) | Q(link_hash=""), name="a_link_is_used_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case} → {self.department}"


class Handing(models.Model):
    """推送监管部门: what an approval laid down, handed to the department that watches over it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="handings")
    regulator = models.ForeignKey(Department, models.PROTECT, related_name="handings")
    document_number = models.CharField(_("文号"), max_length=60)
    conditions = models.TextField(_("批准条件"), max_length=8000)
    pushed_at = models.DateTimeField(_("推送时间"))
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "regulator", "document_number"], name="approval_is_pushed_once_to_a_regulator"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__gte=F("pushed_at"), received_by__isnull=False),
                name="handing_is_received_by_somebody_afterwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} → {self.regulator}"

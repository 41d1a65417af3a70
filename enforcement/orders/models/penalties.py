"""Penalty cases: what was done, what is proposed, what was decided, and what its days wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.flow import PenaltyFlow
from enforcement.orders.states import (
    CAME_TO_NOTHING,
    Answer,
    EvidenceKind,
    PenaltyKind,
    PenaltyState,
    TransferKind,
)
from envportal.deadlines.enums import Ground

if TYPE_CHECKING:
    from enforcement.orders.models.hearing import Hearing


class Penalty(PenaltyFlow):
    """行政处罚案件; it is a case. A daily penalty is one too, upon the penalty it repeats and an unfollowed order."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="penalty")
    kind = models.CharField(_("种类"), max_length=10, choices=PenaltyKind.choices, default=PenaltyKind.ORDINARY)
    order = models.ForeignKey(
        "orders.Order", models.PROTECT, null=True, blank=True, related_name="penalties", verbose_name=_("责令改正决定")
    )
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="daily", verbose_name=_("原处罚决定")
    )
    # 直接负责的主管人员和其他直接责任人员: a case of their own beside that of the unit.
    beside = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("单位的处罚案件")
    )
    person = models.CharField(_("姓名"), max_length=60, blank=True)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    violation = models.CharField(_("违法行为"), max_length=40)
    facts = models.TextField(_("违法事实"), max_length=4000)
    # The act may go on for a time: the law is that of its last day, and limitation runs from there.
    act_from = models.DateField(_("违法行为开始日期"))
    act_until = models.DateField(_("违法行为终了日期"), null=True, blank=True)
    discovered_on = models.DateField(_("发现日期"))
    is_harmful = models.BooleanField(_("造成环境污染或者生态破坏"), default=False)
    is_person = models.BooleanField(_("当事人是个人"), default=False)
    investment = models.DecimalField(_("总投资额（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    filed_on = models.DateField(_("立案日期"), null=True, blank=True)
    # What is proposed: how it was reckoned is kept as it was on that day.
    is_serious = models.BooleanField(_("情节严重"), default=False)
    is_complex = models.BooleanField(_("情节复杂或者重大违法行为"), default=False)
    steps = models.JSONField(_("裁量因素"), default=dict, blank=True)
    reckoning = models.JSONField(_("裁量过程"), default=list, blank=True)
    law = models.CharField(_("处罚依据"), max_length=300, blank=True)
    choice = models.CharField(_("适用法律的理由"), max_length=500, blank=True)
    by_table = models.DecimalField(_("按裁量表的罚款（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("罚款（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    deviates_why = models.CharField(_("偏离裁量表的理由"), max_length=1000, blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_on = models.DateField(_("提出处罚建议日期"), null=True, blank=True)
    notice = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    notified_amount = models.DecimalField(_("告知的罚款（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    notice_served_on = models.DateField(_("告知书送达日期"), null=True, blank=True)
    defend_until = models.DateField(_("陈述申辩最后一天"), null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decision = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField(_("决定书送达日期"), null=True, blank=True)
    pay_by = models.DateField(_("缴款最后一天"), null=True, blank=True)
    urged_on = models.DateField(_("催告送达日期"), null=True, blank=True)
    court_on = models.DateField(_("申请强制执行日期"), null=True, blank=True)
    court_words = models.CharField(_("申请强制执行情况"), max_length=500, blank=True)
    ended_why = models.CharField(_("办结理由"), max_length=1000, blank=True)
    # 终结执行 by a leader: what is left is owed no more.
    is_given_up = models.BooleanField(_("终结执行"), default=False)
    shown_until = models.DateField(_("公示到哪天"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=PenaltyFlow.known_states(), name="penalty_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(act_until=None) | Q(act_until__gte=F("act_from")), name="act_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(discovered_on__gte=F("act_from")), name="act_is_discovered_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PenaltyState.LEAD, PenaltyState.NOT_FILED]) | Q(filed_on__isnull=False),
                name="penalty_case_is_filed_before_it_is_investigated",
            ),
            models.CheckConstraint(
                condition=Q(filed_by=None) | ~Q(filed_by=F("opened_by")), name="case_is_filed_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("opened_by")) & ~Q(decided_by=F("proposed_by"))),
                name="nobody_decides_what_they_investigated",
            ),
            models.CheckConstraint(
                condition=~Q(state=PenaltyState.DECIDED)
                | Q(decided_on__isnull=False, decision__isnull=False, amount__gt=0),
                name="decided_penalty_has_day_letter_and_amount",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PenaltyKind.DAILY) | Q(repeats__isnull=False, order__isnull=False),
                name="daily_penalty_repeats_a_penalty_upon_an_order",
            ),
            models.CheckConstraint(
                condition=Q(kind=PenaltyKind.PERSON, beside__isnull=False, is_person=True) & ~Q(person="") & ~Q(post="")
                | ~Q(kind=PenaltyKind.PERSON) & Q(beside=None, person="", post=""),
                name="person_is_punished_beside_a_unit_with_name_and_post",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount=F("by_table")) | ~Q(deviates_why=""),
                name="deviation_from_the_table_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["order"],
                # One that was not filed, or ended without a fine, stands in the way of none.
                condition=Q(kind=PenaltyKind.DAILY) & ~Q(state__in=sorted(CAME_TO_NOTHING)),
                name="order_brings_one_daily_penalty",
            ),
            models.UniqueConstraint(
                fields=["beside", "person"],
                condition=Q(kind=PenaltyKind.PERSON) & ~Q(state__in=sorted(CAME_TO_NOTHING)),
                name="person_is_punished_once_for_an_act_of_the_unit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def party(self) -> str:
        """Who is punished, by name; never for the public."""
        return self.person or str(self.case.enterprise or "")

    @property
    def hearing(self) -> Hearing | None:
        """The hearing asked for upon the notice that stands, or one of an earlier notice that still waits."""
        upon = Q(notice=self.notice_id) | Q(minuted_on=None, withdrawn_on=None)
        return self.hearings.filter(upon).order_by("-pk").first()


class Evidence(models.Model):
    """A piece of evidence; one that is preserved must be dealt with within days (行政处罚法第56条)."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("证据种类"), max_length=14, choices=EvidenceKind.choices)
    what = models.CharField(_("名称和内容"), max_length=500)
    taken_on = models.DateField(_("取得日期"))
    file = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    preserved_on = models.DateField(_("先行登记保存日期"), null=True, blank=True)
    settle_by = models.DateField(_("作出处理决定的最后一天"), null=True, blank=True)
    settled_on = models.DateField(_("处理日期"), null=True, blank=True)
    settled_how = models.CharField(_("怎样处理"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["taken_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(preserved_on=None, settle_by=None) | Q(preserved_on__isnull=False, settle_by__isnull=False),
                name="preserved_evidence_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Waiting(models.Model):
    """Days of the decision that do not count, with the paper they rest on; a second person confirms."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="waits")
    ground = models.CharField(_("不计入期限的事由"), max_length=24, choices=Ground.choices)
    paper = models.CharField(_("依据的文书"), max_length=300)
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("到哪天为止"), null=True, blank=True)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    declined_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    declined_why = models.CharField(_("不同意的理由"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
                name="days_not_counted_are_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="wait_ends_after_it_has_begun"
            ),
            models.CheckConstraint(
                condition=Q(declined_by=None) | (Q(confirmed_by=None) & ~Q(declined_why="")),
                name="wait_is_declined_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_ground_display()}"


class Transfer(models.Model):
    """移送公安机关, and what they answered."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="transfers")
    kind = models.CharField(_("移送种类"), max_length=10, choices=TransferKind.choices)
    authority = models.CharField(_("接收机关"), max_length=120)
    facts = models.TextField(_("移送的事实和理由"), max_length=4000)
    law = models.CharField(_("移送依据"), max_length=300)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(_("移送日期"))
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    replied_on = models.DateField(_("回复日期"), null=True, blank=True)
    accepted = models.BooleanField(_("是否接收"), null=True, blank=True)
    reply = models.CharField(_("回复内容"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["sent_on", "pk"]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_kind_display()}"


class Repair(models.Model):
    """信用修复: the party asks that the display of its penalty ends early."""

    penalty = models.ForeignKey(Penalty, models.PROTECT, related_name="repairs")
    words = models.CharField(_("整改和履行情况"), max_length=2000)
    asked_on = models.DateField(_("申请日期"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answer = models.CharField(_("处理结果"), max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["penalty"], condition=Q(answer=Answer.WAITING), name="repair_is_asked_for_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.penalty} {self.get_answer_display()}"

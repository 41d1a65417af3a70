"""Experts, their ties, and draws with all that is needed to repeat them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.experts.enums import TRAILS, SeatState, Speciality
from approvals.experts.enums import Tie as TieKind


class Expert(models.Model):
    """Somebody a bureau may ask to review; with an account they answer and write for themselves."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="experts")
    code = models.SlugField(_("编号"))
    name = models.CharField(_("姓名"), max_length=60)
    employer = models.CharField(_("工作单位"), max_length=120)
    title = models.CharField(_("职称"), max_length=60, blank=True)
    # Words of `Speciality` parted by spaces.
    specialities = models.CharField(_("专业"), max_length=80)
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="expert_of", verbose_name=_("账号")
    )
    is_active = models.BooleanField(_("在库"), default=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "code"], name="expert_has_one_code_at_a_bureau"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signs_in(self) -> bool:
        """Whether they answer and write for themselves: in the register still, with an account that is open."""
        return self.is_active and self.person is not None and self.person.is_active

    @property
    def speciality_names(self) -> str:
        return str(_("、")).join(str(Speciality(one).label) for one in self.specialities.split())


class Tie(models.Model):
    """利害关系: an expert is not drawn for cases of an enterprise they are tied to; ended or struck, never deleted.

    By its credit code, so that a tie to an enterprise nobody here has heard of counts once it applies.
    """

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="ties")
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    name = models.CharField(_("单位名称"), max_length=120)
    kind = models.CharField(_("关系"), max_length=10, choices=TieKind.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=300)
    # Nobody where a table was loaded.
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    struck_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    struck_why = models.CharField(_("撤销的理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["expert", "uscc", "kind", "since"], condition=Q(struck_at=None), name="tie_is_entered_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="tie_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(source=""), name="a_tie_says_where_it_is_known_from"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_why="") | (Q(struck_at__isnull=False) & ~Q(struck_why="")),
                name="a_tie_is_struck_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} – {self.name}"

    @property
    def keeps_away_until(self) -> date | None:
        """The last day it keeps the expert away; None while its end is not known."""
        if self.until is None:
            return None
        year = self.until.year + TRAILS.get(TieKind(self.kind), 0)
        return date(year, 3, 1) if (self.until.month, self.until.day) == (2, 29) else self.until.replace(year=year)


class Draw(models.Model):
    """抽取: seed, pool and order as they were; a later draw stands beside it with its reason."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="expert_draws")
    number = models.PositiveSmallIntegerField(_("第几次"))
    specialities = models.CharField(_("需要的专业"), max_length=80)
    size = models.PositiveSmallIntegerField(_("人数"))
    seed = models.CharField(_("种子"), max_length=64)
    # Codes, as they were drawn from and as they came out; and who was left out, with why.
    pool = models.JSONField(_("候选"))
    order = models.JSONField(_("次序"))
    left_out = models.JSONField(_("回避"), default=list)
    # Code and name of each whose ties were looked at: the owner, and who drafted the document.
    against = models.JSONField(_("核对利害关系的单位"), default=list)
    why_again = models.CharField(_("重新抽取的理由"), max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("抽取时间"))
    joint_opinion = models.TextField(_("专家组意见"), max_length=8000, blank=True)
    joint_by = models.ForeignKey(Expert, models.PROTECT, null=True, blank=True, related_name="+")
    joint_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    # How many are enough where the pool ran out, and why.
    fewer = models.PositiveSmallIntegerField(_("减少后的人数"), null=True, blank=True)
    fewer_why = models.CharField(_("减少人数的理由"), max_length=300, blank=True)
    # Its review was called off before the panel was done.
    closed_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    closed_why = models.CharField(_("终止的理由"), max_length=300, blank=True)
    # Signed on paper, where nobody of the panel has an account: the paper, and who took it in.
    joint_paper = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    joint_taken_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="draw_is_numbered_once"),
            models.CheckConstraint(condition=~Q(seed=""), name="a_draw_has_its_seed"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why_again=""), name="a_second_draw_has_its_reason"),
            models.CheckConstraint(
                condition=Q(joint_opinion="", joint_by=None, joint_at=None)
                | (~Q(joint_opinion="") & Q(joint_by__isnull=False, joint_at__isnull=False)),
                name="a_joint_opinion_is_somebodys_of_a_time",
            ),
            models.CheckConstraint(
                condition=Q(fewer=None, fewer_why="") | (Q(fewer__gte=1, fewer__lt=F("size")) & ~Q(fewer_why="")),
                name="a_smaller_panel_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_why="")
                | (Q(closed_at__isnull=False, joint_at=None) & ~Q(closed_why="")),
                name="a_draw_is_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(joint_paper=None, joint_taken_by=None)
                | (Q(joint_paper__isnull=False, joint_taken_by__isnull=False) & ~Q(joint_opinion="")),
                name="a_joint_opinion_on_paper_was_taken_in_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.number}"

    @property
    def needed(self) -> int:
        return self.fewer or self.size

    @property
    def is_open(self) -> bool:
        """Whether the panel still owes its joint opinion."""
        return self.joint_at is None and self.closed_at is None


class Seat(models.Model):
    """One expert asked by a draw, in its order: invitation, answer, own opinion."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField(_("次序"))
    state = models.CharField(_("状态"), max_length=10, choices=SeatState.choices, default=SeatState.INVITED)
    invited_at = models.DateTimeField(_("邀请时间"))
    # The last day for what is owed next: the answer, the own opinion, from whoever leads the joint one.
    due_on = models.DateField(_("最迟"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    why_not = models.CharField(_("不能参加的理由"), max_length=300, blank=True)
    opinion = models.TextField(_("个人意见"), max_length=8000, blank=True)
    opined_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    # Signed on paper by who has no account: the paper, and who took it in.
    paper = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "expert"], name="expert_sits_once_in_a_draw"),
            models.UniqueConstraint(fields=["draw", "position"], name="one_expert_in_one_place_of_the_order"),
            models.CheckConstraint(
                condition=~Q(state=SeatState.DECLINED) | ~Q(why_not=""), name="who_declines_says_why"
            ),
            models.CheckConstraint(
                # Who stands down for a tie that came out later leaves the words in the record.
                condition=Q(state__in=[SeatState.OPINED, SeatState.DECLINED], opined_at__isnull=False) & ~Q(opinion="")
                | (~Q(state=SeatState.OPINED) & Q(opinion="", opined_at=None)),
                name="an_opinion_has_words_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(paper=None, taken_by=None)
                | Q(paper__isnull=False, taken_by__isnull=False, state__in=[SeatState.OPINED, SeatState.DECLINED]),
                name="an_opinion_on_paper_was_taken_in_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw} · {self.expert}"

    def is_late(self, on: date) -> bool:
        """Whether the day for the answer or for the own opinion went by in silence."""
        return self.state in (SeatState.INVITED, SeatState.ACCEPTED) and on > self.due_on

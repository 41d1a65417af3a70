"""The report as it came, and where it lies."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.petitions.flow import PetitionFlow
from enforcement.petitions.states import Channel, Door, Kind, Pollution, State


class Petition(PetitionFlow):
    """A tip-off or a petition; it is a case. Its enterprise stands here and not on the case: no party reads it."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="petition")
    kind = models.CharField(_("依法属于"), max_length=10, choices=Kind.choices)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    # The number another hotline gave it: the same order comes in once.
    order_number = models.CharField(_("工单编号"), max_length=60, blank=True)
    # The key of the form it came by: two clicks make one petition.
    key = models.CharField(max_length=36, unique=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"))
    what = models.TextField(_("反映的情况"), max_length=5000)
    place = models.CharField(_("地点"), max_length=200)
    division = models.CharField(_("乡镇街道"), max_length=60)
    happened = models.CharField(_("什么时候"), max_length=100, blank=True)
    # Whom it is about, in the reporter's words; and the enterprise the bureau found it to be.
    about = models.CharField(_("反映谁"), max_length=120, blank=True)
    enterprise = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="petitions", verbose_name=_("企业")
    )
    # Parted and framed by commas: ",air,noise,".
    pollution = models.CharField(_("污染类型"), max_length=120)
    is_anonymous = models.BooleanField(_("匿名"), default=True)
    is_dispute = models.BooleanField(_("厂群矛盾"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )
    merged_why = models.CharField(_("并案的理由"), max_length=300, blank=True)
    declined_why = models.CharField(_("不予受理或者转送的理由"), max_length=1000, blank=True)
    right_authority = models.CharField(_("应当找的机关"), max_length=120, blank=True)
    door = models.CharField(_("应当走的渠道"), max_length=20, choices=Door.choices, blank=True)
    # Dissatisfied as often as that: those who watch the bureau were told.
    supervised_at = models.DateTimeField(_("督办时间"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-received_at"], name="petition_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=PetitionFlow.known_states(), name="petition_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, channel__in=Channel.values), name="petition_has_its_kind_and_channel"
            ),
            models.UniqueConstraint(
                fields=["order_number"], condition=~Q(order_number=""), name="hotline_order_comes_in_once"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.HOTLINE) ^ Q(order_number=""), name="hotline_order_has_its_number"
            ),
            models.CheckConstraint(condition=~Q(pollution__in=["", ","]), name="petition_names_its_pollution"),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | (Q(merged_into__isnull=False) & ~Q(merged_why="")),
                name="merged_petition_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("case")), name="petition_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECLINED, State.TRANSFERRED, State.DIRECTED]) | ~Q(declined_why=""),
                name="petition_not_taken_up_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TRANSFERRED) | ~Q(right_authority=""),
                name="transferred_petition_names_its_authority",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DIRECTED) | ~Q(door=""), name="directed_petition_names_its_door"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.case)

    @property
    def pollutions(self) -> list[Pollution]:
        """In the order of the list, whatever order they were ticked in."""
        named = set(self.pollution.split(","))
        return [one for one in Pollution if one.value in named]


class Addition(models.Model):
    """补充材料: what whoever reported sent later by number and code, their words kept without their name."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="additions")
    # Of the form it came by: two clicks add once.
    key = models.CharField(max_length=36, editable=False)
    text = models.TextField(_("补充的内容"), max_length=2000, blank=True)
    sent_at = models.DateTimeField(_("补充时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "key"], name="petition_is_added_to_once_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.petition} {self.sent_at}"


class Photo(models.Model):
    """A photograph that came with it or later: without place, time and telephone, and inside the bureau alone."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="photos")
    addition = models.ForeignKey(Addition, models.PROTECT, null=True, blank=True, related_name="photos")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.document)


class Visiting(models.Model):
    """The visit that was asked for to look at it."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="visitings")
    demand = models.OneToOneField("inspections.Demand", models.PROTECT, related_name="petition")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    def __str__(self) -> str:
        return str(self.demand)

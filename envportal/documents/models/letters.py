"""What a bureau writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import OF_THE_HOUSE, POSTED_UP, LetterKind, LetterState

if TYPE_CHECKING:
    from datetime import date


class Letter(models.Model):
    """What a bureau serves on a party: numbered in the deciding transaction, printed afterwards."""

    Kind = LetterKind
    State = LetterState

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="letters")
    kind = models.CharField(_("文书种类"), max_length=20, choices=LetterKind.choices)
    number = models.CharField(_("文号"), max_length=60)
    title = models.CharField(_("标题"), max_length=400)
    to = models.ForeignKey(
        "accounts.Enterprise", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("主送")
    )
    fields = models.JSONField(_("内容"), encoder=DjangoJSONEncoder)
    # Bureau, addressee, remedies and legal basis as they stood on the day of issue.
    frame = models.JSONField(_("文书要素"), encoder=DjangoJSONEncoder)
    template_version = models.CharField(_("模板版本"), max_length=20)
    issued_at = models.DateTimeField(_("成文时间"))
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    sealed_at = models.DateTimeField(_("用印时间"), null=True, blank=True)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name=_("替换")
    )
    # The decision by which this approval came to its end (撤销, 撤回, 注销); the letter is no mistake, and not void.
    ended_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="ends", verbose_name=_("终止本批复的决定")
    )
    # Public and not to be guessed; printed in the PDF, whose hash it helps to prove, so it is drawn at issue.
    code = models.CharField(_("核验码"), max_length=16, unique=True)
    # Counts what the PDF has to say anew: sealed, voided. A worker that printed an older edition throws it away.
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)

    state = models.CharField(_("状态"), max_length=10, choices=LetterState.choices, default=LetterState.PENDING)
    path = models.CharField(max_length=200, blank=True, help_text="below MEDIA_ROOT")
    sha256 = models.CharField(max_length=64, blank=True)
    sm3 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("大小"), default=0)
    pages = models.PositiveIntegerField(_("页数"), default=0)
    rendered_at = models.DateTimeField(_("生成时间"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # A worker that renders the letter has it until then; after a failure, the time to try again.
    not_before = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    verified_at = models.DateTimeField(_("最近核验时间"), null=True, blank=True)
    is_damaged = models.BooleanField(_("与摘要不符"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=LetterState.RENDERED) | (~Q(path="") & ~Q(sha256="") & Q(pages__gt=0)),
                name="letter_is_rendered_with_file_hash_and_pages",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="letter_has_a_code_to_verify_it_by"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("pk")), name="letter_does_not_replace_itself"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(kind=LetterKind.APPROVAL), name="only_an_approval_comes_to_its_end"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(kind=LetterKind.RECEIPT), name="letter_number_is_given_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["issued_at"], condition=Q(state=LetterState.PENDING), name="letter_waits_for_its_pdf")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def is_posted_up(self) -> bool:
        """It is read by everybody and served on nobody."""
        return self.kind in POSTED_UP

    @property
    def is_of_the_house(self) -> bool:
        """A form the bureau keeps for itself: no party gets it."""
        nobodys = self.to_id is None and not self.fields.get("addressee")
        return self.kind in OF_THE_HOUSE or (self.kind == LetterKind.CASE_DROPPED and nobodys)

    @property
    def decided_on(self) -> date:
        """The day printed on the letter."""
        return timezone.localdate(self.issued_at)

"""What everybody may read of good answers: articles, their versions, and whether they helped."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.questions.flow import ArticleFlow
from approvals.questions.models.questions import Question
from approvals.questions.states import ArticleState, Topic


class Article(ArticleFlow):
    """One thing to know; what it says stands in its versions."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="articles")
    source = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="articles")
    topic = models.CharField(_("哪一方面"), max_length=12, choices=Topic.choices)
    # The version the public reads.
    current = models.OneToOneField("questions.Version", models.PROTECT, null=True, blank=True, related_name="+")
    first_published_on = models.DateField(_("首次发布日期"), null=True, blank=True)
    review_on = models.DateField(_("最迟复核日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("下架日期"), null=True, blank=True)
    withdrawn_why = models.CharField(_("下架的理由"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ArticleFlow.known_states(), name="article_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=ArticleState.PUBLISHED) | Q(current__isnull=False, review_on__isnull=False),
                name="published_article_has_a_version_and_a_day_of_review",
            ),
            models.CheckConstraint(
                condition=Q(state=ArticleState.WITHDRAWN) ^ Q(withdrawn_on=None, withdrawn_why=""),
                name="withdrawn_article_leaves_a_trace",
            ),
        ]

    def __str__(self) -> str:
        return str(self.current or self.pk)


class Version(models.Model):
    """What an article says from one day on; proposed by one person, published by another."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("第几版"))
    question = models.CharField(_("问"), max_length=200)
    answer = models.TextField(_("答"), max_length=3000)
    basis = models.CharField(_("依据"), max_length=300)
    next_steps = models.TextField(_("下一步怎么办"), max_length=3000)
    where = models.CharField(_("在哪里办、找谁"), max_length=300)
    reason = models.CharField(_("为什么写这一版"), max_length=300)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    declined_why = models.CharField(_("不采用的理由"), max_length=300, blank=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="article_has_each_version_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(published_at=None, declined_why=""), name="article_has_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("proposed_by")), name="nobody_publishes_alone"
            ),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False, declined_why=""),
                name="published_version_knows_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(declined_why="", declined_by=None) | (~Q(declined_why="") & Q(declined_by__isnull=False)),
                name="declined_version_says_why_and_who",
            ),
            models.CheckConstraint(
                condition=~Q(answer="") & ~Q(basis="") & ~Q(next_steps="") & ~Q(where=""),
                name="version_says_what_applies_and_a_way_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Vote(models.Model):
    """Whether it helped: one voice an article and a neighbourhood of the net, whose address is not kept."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="votes")
    source = models.CharField(max_length=64, editable=False)
    is_yes = models.BooleanField(_("有帮助"))
    on = models.DateField(_("日期"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "source"], name="one_voice_an_article_and_source")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.is_yes}"

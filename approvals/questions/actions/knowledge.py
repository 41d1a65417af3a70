"""Good answers become articles: proposed by their writer, published by another, revised, looked at again, withdrawn."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.questions.actions.common import locked, note
from approvals.questions.models import Article, Version, Vote
from approvals.questions.queries import articles as queries
from approvals.questions.rules import articles as rules
from approvals.questions.rules.questions import require as require_question
from approvals.questions.states import CHAIN
from disclosure.board import board
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class Written(TypedDict):
    """What a version says, and why it is written."""

    question: str
    answer: str
    basis: str
    next_steps: str
    where: str
    reason: str


@transaction.atomic
def propose(pk: int, *, topic: str, by: User, at: datetime, key: str = "", **written: Unpack[Written]) -> Article:
    """提出: the answer to a question, without the question's asker, as something everybody may read."""
    source = locked(pk)
    if event := log.already(key):
        return Article.objects.get(pk=int(str(event.facts["article"])))
    require_question("propose", by, source, timezone.localdate(at))
    rules.is_fit_to_be_public(source, *_texts(written))
    article = Article.objects.create(bureau=source.case.bureau, source=source, topic=topic)
    Version.objects.create(article=article, number=1, proposed_by=by, proposed_at=at, **written)
    note(source, "article_proposed", by=by, at=at, key=key, article=article.pk)
    return article


def _texts(written: Any) -> list[str]:
    return [str(text) for name, text in written.items() if name != "reason"]


def _locked(pk: int) -> Article:
    return Article.objects.select_for_update().get(pk=pk)


def _note(article: Article, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    log.record(None, f"article_{name}", by=by, at=at, key=key or None, chain=CHAIN,
               facts={"article": article.pk, **facts})  # fmt: skip


@transaction.atomic
def revise(pk: int, *, by: User, at: datetime, key: str = "", **written: Unpack[Written]) -> Article:
    """修订: a new version with its reason; the old one stays public until another person publishes this."""
    article = _locked(pk)
    if log.already(key):
        return article
    rules.require("revise", by, article, timezone.localdate(at))
    rules.is_fit_to_be_public(article.source, *_texts(written))
    number = article.versions.count() + 1
    Version.objects.create(article=article, number=number, proposed_by=by, proposed_at=at, **written)
    _note(article, "revised", by=by, at=at, key=key, version=number, why=written["reason"])
    return article


@transaction.atomic
def publish(pk: int, *, by: User, at: datetime, key: str = "") -> Article:
    """发布 by a second person, who looks for personal data once more; it is to be looked at again in a year."""
    article, on = _locked(pk), timezone.localdate(at)
    if log.already(key):
        return article
    rules.require("publish", by, article, on)
    version = queries.open_version(article)
    assert version is not None  # noqa: S101  the rule has asked
    rules.is_fit_to_be_public(
        article.source, version.question, version.answer, version.basis, version.next_steps, version.where
    )
    version.published_by, version.published_at = by, at
    version.save(update_fields=["published_by", "published_at"])
    article.publish()
    article.current, article.review_on = version, _review_on(article, on)
    article.first_published_on = article.first_published_on or on
    article.save()
    _note(article, "published", by=by, at=at, key=key, version=version.number)
    return article


def _review_on(article: Article, on: date) -> date:
    return clocks.due_day(article.bureau, Matter.KNOWLEDGE_REVIEW, "", on=on)


@transaction.atomic
def decline(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Article:
    """不采用 this version, with a reason; what was published before stays."""
    article = _locked(pk)
    if log.already(key):
        return article
    rules.require("decline", by, article, timezone.localdate(at))
    version = queries.open_version(article)
    assert version is not None  # noqa: S101  the rule has asked
    version.declined_why, version.declined_by = reason, by
    version.save(update_fields=["declined_why", "declined_by"])
    if article.current is None:
        article.decline()
        article.save()
    _note(article, "declined", by=by, at=at, key=key, version=version.number, why=reason)
    return article


@transaction.atomic
def confirm(pk: int, *, by: User, at: datetime, key: str = "") -> Article:
    """复核: it still holds; looked at again in another year."""
    article, on = _locked(pk), timezone.localdate(at)
    if log.already(key):
        return article
    rules.require("confirm", by, article, on)
    article.review_on = _review_on(article, on)
    article.save(update_fields=["review_on"])
    _note(article, "confirmed", by=by, at=at, key=key)
    return article


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Article:
    """下架: what it was about, the day and the reason stay at its address."""
    article, on = _locked(pk), timezone.localdate(at)
    if log.already(key):
        return article
    rules.require("withdraw", by, article, on)
    rules.is_fit_to_be_public(article.source, reason)
    article.withdraw()
    article.withdrawn_on, article.withdrawn_why = on, reason
    article.save()
    _note(article, "withdrawn", by=by, at=at, key=key, why=reason)
    return article


def vote(pk: int, *, is_yes: bool, address: str, at: datetime) -> None:
    """有没有帮助: one voice from where it comes; a second one changes nothing."""
    source = board.source_of(f"{pk} {address}")
    with suppress(IntegrityError), transaction.atomic():
        Vote.objects.create(article_id=pk, source=source, is_yes=is_yes, on=timezone.localdate(at))

"""Articles by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery

from approvals.questions.models import Article, Version
from approvals.questions.states import ArticleState

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User

OPEN_VERSION = Q(published_at=None, declined_why="")
COUNTS = {
    "yes": Count("votes", filter=Q(votes__is_yes=True), distinct=True),
    "no": Count("votes", filter=Q(votes__is_yes=False), distinct=True),
}


def public(bureau: Bureau | None) -> QuerySet[Article]:
    """What everybody reads, newest first."""
    rows = Article.objects.filter(bureau=bureau, state=ArticleState.PUBLISHED).select_related("current", "bureau")
    return rows.annotate(**COUNTS).order_by("-current__published_at", "-pk")


def withdrawn(bureau: Bureau | None) -> QuerySet[Article]:
    rows = Article.objects.filter(bureau=bureau, state=ArticleState.WITHDRAWN).select_related("current")
    return rows.order_by("-withdrawn_on", "-pk")


def ever_public() -> QuerySet[Article]:
    """What has an address for everybody: published, or withdrawn with its trace."""
    rows = Article.objects.filter(state__in=[ArticleState.PUBLISHED, ArticleState.WITHDRAWN])
    return rows.select_related("current", "bureau").annotate(**COUNTS)


def on_desk(user: User) -> QuerySet[Article]:
    """Every article of the bureau: what waits for a second person first, then what is to be reviewed."""
    first = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    rows = Article.objects.filter(bureau=user.bureau_id).select_related("current", "source__case")
    rows = rows.annotate(
        **COUNTS, waiting=Count("versions", filter=_of("versions", OPEN_VERSION), distinct=True),
        newest=Subquery(first.values("question")[:1]), writer=Subquery(first.values("proposed_by__name")[:1]),
    )  # fmt: skip
    return rows.order_by("-waiting", "review_on", "-pk")


def _of(relation: str, condition: Q) -> Q:
    """A condition on rows of a relation."""
    return Q(**{f"{relation}__{name}": value for name, value in condition.children})  # type: ignore[misc]


def overdue(rows: QuerySet[Article], today: date) -> QuerySet[Article]:
    """Nobody has looked in time whether it still holds."""
    return rows.filter(state=ArticleState.PUBLISHED, review_on__lt=today)


def versions(article: Article) -> list[Version]:
    rows = Version.objects.filter(article=article)
    return list(rows.select_related("proposed_by", "published_by", "declined_by").order_by("-number"))


def open_version(article: Article) -> Version | None:
    return Version.objects.filter(OPEN_VERSION, article=article).select_related("proposed_by").first()

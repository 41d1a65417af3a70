"""What was asked or written before and is like a text: by the pairs of characters they share."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, TypeVar

from approvals.questions.models import Article, Question
from approvals.questions.states import ArticleState
from disclosure.board.queries.search import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

Row = TypeVar("Row")
# As many as somebody reads before sending; as many of the newest as are compared.
MOST, NEWEST = 4, 400
# Below that they share no more than any two questions to a bureau do.
LEAST, LEAST_PAIRS = 0.16, 3
# What every question says says nothing of what it is about.
COMMON = frozenset(
    {"请问", "怎么", "什么", "需要", "要不", "不要", "我们", "我司", "公司", "可以", "是否", "哪些", "办理", "问一"}
)


def pairs(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) > 1) - COMMON


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0, nothing shared, to 1, the same."""
    shared = len(one & other)
    if shared < min(LEAST_PAIRS, len(one), len(other)) or not shared:
        return 0.0
    return shared / sqrt(len(one) * len(other))


def articles_like(text: str, bureau: Bureau | None) -> list[Article]:
    """Published articles that may answer it already, the likest first."""
    rows = Article.objects.filter(bureau=bureau, state=ArticleState.PUBLISHED).select_related("current")
    return _likest(text, rows.order_by("-first_published_on", "-pk")[:NEWEST], _title)


def questions_like(text: str, bureau: Bureau, but: int | None = None) -> list[Question]:
    """Earlier questions to the bureau, for whoever answers one."""
    rows: QuerySet[Question] = Question.objects.filter(case__bureau=bureau).exclude(pk=but).select_related("case")
    return _likest(text, rows.order_by("-received_at", "-pk")[:NEWEST], lambda one: one.what)


def _title(one: Article) -> str:
    return one.current.question if one.current else ""


def _likest(text: str, rows: Iterable[Any], words_of: Callable[[Any], str]) -> list[Any]:
    asked = pairs(text)
    found = [(likeness(asked, pairs(words_of(row))), row) for row in rows] if asked else []
    found = [one for one in found if one[0] >= LEAST]
    return [row for _share, row in sorted(found, key=lambda one: -one[0])[:MOST]]

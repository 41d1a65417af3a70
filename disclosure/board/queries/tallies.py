"""How many notices a filter means: stored figures where it asks by kind, year and bureau, else counted to a limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, ExtractYear

from disclosure.board.enums import History
from disclosure.board.models import Figure
from disclosure.board.queries import lists, slices
from disclosure.board.queries import notices as queries
from disclosure.board.queries.frequency import are_many
from disclosure.board.queries.lists import Wanted
from disclosure.board.queries.memory import MEMORY

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    Key = tuple[str, int, int]

MOST_COUNTED = 1_000
# Grouping stops here: some ten milliseconds, once an edition and filter.
MOST_GROUPED = 20_000


def counted(wanted: Wanted, today: date, edition: int) -> int:
    """How many; what stored figures do not know is counted up to a thousand and one. Kept for the edition."""
    plain = replace(wanted, order="")
    return MEMORY.of(edition, ("counted", plain, today), lambda: _counted(plain, today, edition))


def by_kind(wanted: Wanted, today: date, edition: int) -> dict[str, int] | None:
    """How many of each kind, whichever kind is asked for; None where there are too many to count each time."""
    plain = replace(wanted, order="", kind="")
    return MEMORY.of(edition, ("by kind", plain, today), lambda: _by_kind(plain, today, edition))


def figures() -> list[tuple[int, str, int]]:
    """The board in figures: year, kind and how many, the newest year first."""
    rows = Figure.objects.filter(n__gt=0).values_list("year", "kind").annotate(all=Sum("n"))
    return list(rows.order_by("-year", "kind"))


def stored() -> dict[Key, int]:
    """The figures as triggers keep them; what came to nothing is as if it had never been."""
    return {(one.kind, one.year, one.bureau_key): one.n for one in Figure.objects.exclude(n=0)}


def live() -> dict[Key, int]:
    """The same counted anew from every notice."""
    rows = queries.on_board().values_list("kind", ExtractYear("published_at"), Coalesce("bureau", 0))
    return {(kind, year, bureau): n for kind, year, bureau, n in rows.annotate(n=Count("pk")).order_by()}


def _by_kind(wanted: Wanted, today: date, edition: int) -> dict[str, int] | None:
    if _is_stored(wanted, today):
        return dict(_stored(wanted, edition).order_by().values_list("kind").annotate(all=Sum("n")).filter(all__gt=0))
    words = wanted.words()
    if words and are_many(words, wanted.parts())[0]:
        return None
    inner = lists.matching(wanted, today).order_by().values_list("kind")[: MOST_GROUPED + 1]
    sql, params = inner.query.sql_with_params() if not wanted.is_nothing else ("SELECT '' AS kind LIMIT 0", ())
    with connection.cursor() as cursor:
        # The SQL inside is as Django wrote it.
        asked = f"SELECT kind, count(*) FROM ({sql}) found GROUP BY kind"  # noqa: S608  # nosec B608
        cursor.execute(asked, params)
        found = dict(cursor.fetchall())
    return found if sum(found.values()) <= MOST_GROUPED else None


def _counted(wanted: Wanted, today: date, edition: int) -> int:
    kinds = by_kind(wanted, today, edition)
    if kinds is not None:
        return kinds.get(wanted.kind, 0) if wanted.kind else sum(kinds.values())
    words = wanted.words()
    if words and not wanted.is_nothing:
        many, depth = are_many(words, wanted.parts())
        rows = lists.found(wanted, today).order_by("-published_at", "-public_id")
        if many and len(slices.walked(rows, words, max(depth, 4 * MOST_COUNTED), MOST_COUNTED + 1)) > MOST_COUNTED:
            return MOST_COUNTED + 1
    return lists.matching(wanted, today).order_by()[: MOST_COUNTED + 1].count()


def _is_stored(wanted: Wanted, today: date) -> bool:
    """Whether it asks for nothing but kind, bureau, history and whole years."""
    others = replace(wanted, kind="", bureau="", since=None, history="", order="")
    from_new_year = wanted.since is None or wanted.since == today.replace(month=1, day=1)
    return others == Wanted() and from_new_year


def _stored(wanted: Wanted, edition: int) -> QuerySet[Figure]:
    rows = Figure.objects.all()
    if wanted.since:
        rows = rows.filter(year__gte=wanted.since.year)
    if wanted.bureau:
        rows = rows.filter(bureau_key__in=[one.pk for one in lists.bureaus(edition) if one.code == wanted.bureau])
    if wanted.history:
        rows = rows.filter(bureau_key=0) if wanted.history == History.ONLY else rows.exclude(bureau_key=0)
    return rows

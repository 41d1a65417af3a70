"""Every way a search can be put to an engine, each giving the newest hits: the portal's own stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from disclosure.board.queries import lists
from disclosure.board.queries.listed import SHOWN
from disclosure.board.queries.lists import Wanted


def methods(wanted: Wanted, today: date, most: int) -> dict[str, Callable[[], list[Any]]]:
    words = wanted.words()
    assert words is not None
    rows, newest = lists.found(wanted, today), ("-published_at", "-public_id")
    like = Q(*(("search__contains", f" {term} ") for term in words.anywhere))
    named = rows.filter(words.indexed())

    def read(asked: Any) -> Callable[[], list[Any]]:
        return lambda: [SHOWN.made(values) for values in asked.values_list(*SHOWN.names)[:most]]

    return {
        "the index of words, as the planner will": read(named.order_by(*newest)),
        "the index of words, then sorted": read(
            named.order_by(Coalesce("published_at", "published_at").desc(), "-public_id")
        ),
        "LIKE along the list": read(rows.filter(like).order_by(*newest)),
    }

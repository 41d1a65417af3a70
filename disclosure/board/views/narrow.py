"""The conditions of a filter by name, and what dropping one of them would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure.board.queries import tallies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.board.forms import BoardFilter
    from disclosure.board.views.filtered import Filtered

    Condition = tuple[object, str, dict[str, str]]

# Dates stand before the span they replace; what is dropped with them.
NARROWING = ("q", "p", "w", "e", "k", "d", "r", "b", "f", "u", "s", "h")


def narrowed(form: BoardFilter) -> Iterator[Condition]:
    """Each condition that was understood: its label, its value in words, what leaves it out of the address."""
    for name in NARROWING:
        field = form.fields.get(name)
        value = getattr(form, "cleaned_data", {}).get(name)
        if field is None or not value:
            continue
        choices = dict(getattr(field, "choices", ()))
        yield field.label or _("状态"), str(choices.get(value, value)), {name: ""}
    if not (form.data.get("f") or form.data.get("u")) and form.data.get("t") != "all":
        span = form.fields["t"]
        value = getattr(form, "cleaned_data", {}).get("t", "")
        yield span.label, str(dict(span.choices)[value]), {"t": "all"}  # type: ignore[attr-defined]


def ways_out(page: Filtered, conditions: list[Condition]) -> list[dict[str, str]]:
    """Each condition whose dropping finds something, and how much; the address leads there."""
    ways = []
    for label, text, dropped in conditions:
        data = {**page.request.GET.dict(), **dropped}
        n = page.counted(page.filter_of(data).wanted(page.today))
        if n:
            most = n == tallies.MOST_COUNTED + 1
            shown = f"{tallies.MOST_COUNTED:,}+" if most else f"{n:,}"
            url = page.address(page.request.path, **dropped)
            found = ngettext("%(n)s 项", "%(n)s 项", n) % {"n": shown}
            ways.append({"label": str(label), "text": text, "url": url, "n": found})
    return ways

"""A list as the filter in its address means it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.http import urlencode

from disclosure.board.forms import BoardFilter
from disclosure.board.queries import lists, tallies
from disclosure.board.queries.memory import MEMORY
from disclosure.board.views.anonymous import Anonymous

if TYPE_CHECKING:
    from disclosure.board.queries.slices import Stage

PLACES = ("after", "before")


class Filtered(Anonymous):
    """Nothing is read before somebody asks for it: an unchanged page needs none of it."""

    @cached_property
    def form(self) -> BoardFilter:
        form = self.filter_of(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def wanted(self) -> lists.Wanted:
        """Understood once a minute and question: the form it comes from is worth a hundred rows."""
        asked = tuple((name, value) for name, value in self.request.GET.items() if name not in PLACES)
        return MEMORY.of(self.edition, ("wanted", asked, self.today), lambda: self.form.wanted(self.today))

    def filter_of(self, data: Any) -> BoardFilter:
        return BoardFilter(data, divisions=lists.divisions(self.edition), bureaus=lists.bureaus(self.edition))

    def counted(self, wanted: lists.Wanted) -> int:
        return tallies.counted(wanted, self.today, self.edition)

    def stages(self, order: str) -> list[Stage]:
        return lists.stages(replace(self.wanted, order=order), self.today)

    def address(self, path: str, **changes: str) -> str:
        """An address with the same filter, changed in parts; an empty value leaves its part out."""
        query = self.request.GET.copy()
        for name in PLACES:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        kept = {name: str(value) for name, value in query.dict().items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

"""The home page and the list of notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disclosure.board.enums import History, Kind
from disclosure.board.forms import since
from disclosure.board.queries import lists, tallies
from disclosure.board.queries import notices as queries
from disclosure.board.views import drawn, shell
from disclosure.board.views.anonymous import Anonymous
from disclosure.board.views.feeds import MOST_IN_A_WORKBOOK
from disclosure.board.views.filtered import Filtered
from disclosure.board.views.narrow import narrowed, ways_out
from envportal.web.views import Page

if TYPE_CHECKING:
    from disclosure.board.queries.listed import Listed

A_PAGE, AT_HOME = 25, 5
FEEDS = ("csv", "xlsx", "json", "atom")
# In the order people ask: what happened nearby, what the bureau did about it, what it says.
COLUMNS_AT_HOME = (
    ("incidents", Kind.INCIDENT), ("penalties", Kind.PENALTY), ("inspections", Kind.INSPECTION),
    ("campaigns", Kind.CAMPAIGN), ("key-polluters", Kind.KEY_POLLUTER), ("petition-results", Kind.PETITION_RESULT),
    ("completion", Kind.COMPLETION), ("green-channel", Kind.GREEN_CHANNEL), ("quotas", Kind.QUOTA),
    ("fees", Kind.FEE), ("disclosed", Kind.DISCLOSED), ("policy", Kind.POLICY), ("news", Kind.NEWS),
)  # fmt: skip


class Board(Filtered, Page):
    """公示栏."""

    template_name = "board/list.html"
    title = gettext_lazy("公示栏")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        places = request.GET.get("after", ""), request.GET.get("before", "")
        part = lists.cut(self.wanted, self.today, A_PAGE, *places)
        path = request.path
        newer = self.address(path, before=part.before) if part.before else ""
        older = self.address(path, after=part.after) if part.after else ""
        word = _("后面的公示") if self.wanted.sorting == lists.BEST else _("更早的公示")
        rows = self.rows(part.rows) if part.rows else self.nothing()
        page = shell.whole(self, self.around, rows, drawn.pager(newer, older, word))
        return HttpResponse(page)

    def around(self) -> str:
        """The page with marks where the rows belong."""
        return render_to_string(self.template_name, self.get_context_data(), self.request)

    def rows(self, rows: list[Listed]) -> str:
        return drawn.Rows(self.today, several=len(lists.bureaus(self.edition)) > 1).draw(rows)

    def nothing(self) -> str:
        """What would help where nothing was found: each condition that could be dropped, with what is then found."""
        conditions = list(narrowed(self.form))
        ways = ways_out(self, conditions) if conditions else []
        return render_to_string("board/_nothing.html", {"conditions": conditions, "ways": ways})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = self.request.path
        n = self.counted(self.wanted)
        conditions = [(label, text, self.address(path, **dropped)) for label, text, dropped in narrowed(self.form)]
        feeds = [(name.upper(), self.address(reverse("board:feed", args=[name]))) for name in FEEDS]
        return super().get_context_data(
            form=self.form, sentence=self.sentence(n), orders=self.orders(path), chips=self.chips(), kinds=self.kinds(),
            conditions=conditions, feeds=feeds, subscribe=self.address(reverse("board:subscribe"), t="", o=""),
            most_in_a_workbook=f"{MOST_IN_A_WORKBOOK:,}",
            is_long=n > tallies.MOST_COUNTED, rows=shell.ROWS, pager=shell.PAGER, words=self.wanted.q, **kwargs,
        )  # fmt: skip

    def sentence(self, n: int) -> str:
        if n == tallies.MOST_COUNTED + 1:
            return _("%(n)s 项以上") % {"n": f"{tallies.MOST_COUNTED:,}"}
        return ngettext("%(n)s 项", "%(n)s 项", n) % {"n": f"{n:,}"}

    def orders(self, path: str) -> list[tuple[object, str]]:
        """The ways to sort, the present one without an address."""
        words = [(lists.CLOSING, _("先截止的在前")), (lists.NEWEST, _("新发布的在前"))]
        if self.wanted.q:
            words.insert(0, (lists.BEST, _("名称含有的在前")))
        first, now = words[0][0], self.wanted.sorting
        return [
            (word, "" if name == now else self.address(path, o="" if name == first else name)) for name, word in words
        ]

    def chips(self) -> list[dict[str, object]]:
        """Everything, what is open, and history, which is looked for in all years."""
        wanted, old = self.wanted, self.wanted.history == History.ONLY
        live = replace(wanted, history=History.WITH, since=since("", self.today)) if old else wanted
        back = {"h": "", "t": ""} if old else {}
        past = replace(wanted, only_open=False, history=History.ONLY, since=None)
        chips = [
            self.chip(_("全部"), replace(live, only_open=False), not (old or wanted.only_open), s="", **back),
            self.chip(_("还能提意见"), replace(live, only_open=True), wanted.only_open and not old, s="open", **back),
            self.chip(_("历史导入"), past, old, s="", h=History.ONLY, t="all"),
        ]
        return [chip for chip in chips if chip["n"] != "0" or chip["label"] != _("历史导入")]

    def chip(self, label: str, wanted: lists.Wanted, current: bool, **changes: str) -> dict[str, object]:
        n = self.counted(wanted)
        shown = f"{tallies.MOST_COUNTED:,}+" if n == tallies.MOST_COUNTED + 1 else f"{n:,}"
        return {"label": label, "url": self.address(self.request.path, **changes), "n": shown, "current": current}

    def kinds(self) -> list[dict[str, object]]:
        """Each kind that has a notice under this filter, with how many; without numbers where there are too many."""
        found, path = tallies.by_kind(self.wanted, self.today, self.edition), self.request.path
        there = tallies.by_kind(lists.Wanted(), self.today, self.edition) if found is None else found
        return [
            {
                "label": kind.label, "url": self.address(path, k="" if kind == self.wanted.kind else kind.value),
                "n": None if found is None else f"{found.get(kind, 0):,}", "current": kind == self.wanted.kind,
            }
            for kind in Kind if kind in (there or ()) or kind == self.wanted.kind
        ]  # fmt: skip


class Home(Anonymous, Page):
    """首页: the doors that exist, and what closes soon."""

    template_name = "board/home.html"
    title = gettext_lazy("首页")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recent = lists.Wanted(since=since("", self.today), history=History.WITHOUT)
        still_open = lists.Wanted(only_open=True)
        soon = lists.cut(still_open, self.today, AT_HOME).rows
        figures = tallies.by_kind(lists.Wanted(), self.today, self.edition) or {}
        return super().get_context_data(
            soon=drawn.Rows(self.today, deep=True).draw(soon) if soon else "", first=soon[0] if soon else None,
            ends_today=bool(soon) and soon[0].closes_on == self.today,
            count=tallies.counted(recent, self.today, self.edition),
            open_count=tallies.counted(still_open, self.today, self.edition),
            most=tallies.MOST_COUNTED, kinds=self.kinds(figures), month=self.month(),
            columns=[(Kind(kind).label, reverse(f"board:{place}")) for place, kind in COLUMNS_AT_HOME], **kwargs,
        )  # fmt: skip

    def month(self) -> dict[str, int]:
        """What this month brought in two doors."""
        counts = queries.published_since(self.today.replace(day=1))
        acts = counts.get(Kind.PENALTY, 0) + counts.get(Kind.INSPECTION, 0)
        return {"acts": acts, "incidents": counts.get(Kind.INCIDENT, 0)}

    def kinds(self, figures: dict[str, int]) -> list[dict[str, object]]:
        """The whole board in figures, each a way to its notices."""
        board = reverse("board:list")
        return [
            {"label": kind.label, "url": f"{board}?t=all&k={kind.value}", "n": f"{figures[kind]:,}"}
            for kind in Kind if figures.get(kind)
        ]  # fmt: skip

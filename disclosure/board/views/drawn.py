"""The rows of a list as HTML, written by hand: a page of them is drawn some fifty times quicker than by a template."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.board.enums import DocumentKind, Kind, Outcome, State
from disclosure.board.queries import lists
from disclosure.board.queries.answer import working_days_left
from disclosure.board.queries.fields import name_of
from envportal.web.templatetags import days, ep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import TextChoices

    from disclosure.board.queries.listed import Listed, Told


@lru_cache
def _labels(choices: type[TextChoices], _language: str) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


class Rows:
    """What is the same for every row of a page is worked out once."""

    def __init__(self, today: date, *, deep: bool = False, several: bool = False, labels: tuple[str, ...] = ()) -> None:
        """`labels`: which facts a row tells, too; its notices are then asked for with their facts."""
        self.today, self.deep, self.several, self.labels = today, deep, several, labels
        self.head = "h3" if deep else "h2"
        self.zone = timezone.get_current_timezone()
        self.address, self.address_end = reverse("board:notice", args=["x"]).rsplit("x", 1)
        language = get_language()
        self.kinds, self.documents = _labels(Kind, language), _labels(DocumentKind, language)
        self.outcomes = _labels(Outcome, language)
        self.withdrawn, self.published, self.closed = _("已撤回"), _("%(day)s发布"), _("已截止")
        self.states: dict[tuple[str, bool], str] = {}
        self.left: dict[date, str] = {}
        self.days: dict[date, str] = {}

    def day(self, value: date | None) -> str:
        """10月21日, with its year where that is not this one."""
        if value is None:
            return "—"
        on = value.astimezone(self.zone).date() if isinstance(value, datetime) else value
        if on not in self.days:
            self.days[on] = f'<time datetime="{on.isoformat()}">{days.near(on)}</time>'
        return self.days[on]

    def draw(self, notices: Iterable[Listed | Told]) -> SafeString:
        rows = "".join([self.row(notice) for notice in notices])
        # Every value in it is escaped below.
        return mark_safe(f'<ul class="ep-notices">{rows}</ul>')  # noqa: S308  # nosec B308 B703

    def row(self, notice: Any) -> str:
        is_open = lists.is_open(notice, self.today)
        link = f'<a class="govuk-link" href="{self.address}{notice.public_id}{self.address_end}" lang="zh-Hans">'
        title = f"<{self.head}>{link}{escape(notice.title)}</a></{self.head}>"
        what = f"<p>{self.state(notice, is_open=is_open)} {self.named(notice)}</p>"
        until = f'<p class="ep-notices__until">{self.until(notice, is_open=is_open)}</p>'
        return f"<li><div>{title}{what}{self.source(notice)}</div>{until}</li>"

    def state(self, notice: Listed, *, is_open: bool) -> str:
        word = self.word(notice)
        key = (word, is_open)
        if key not in self.states:
            self.states[key] = ep.state(word, "" if is_open else "idle")
        return self.states[key]

    def word(self, notice: Listed) -> str:
        """What it is: a kind may have several forms, each with a name of its own."""
        return self.withdrawn if notice.state == State.WITHDRAWN else name_of(notice.form) or self.kinds[notice.kind]

    def named(self, notice: Any) -> str:
        """报告表 · 青石镇 · 云溪和信包装有限公司: only names stay Chinese on the English page."""
        told = (notice.division, notice.owner_name, *self.facts(notice))
        names = " · ".join(escape(name) for name in told if name)
        document = self.documents.get(notice.document_kind, "")
        return f'{document}{" · " if document and names else ""}<span lang="zh-Hans">{names}</span>'

    def facts(self, notice: Any) -> list[str]:
        """较大（Ⅲ级）, 交通事故: as they were printed."""
        known = dict(notice.facts) if self.labels else {}
        return [known.get(label, "") for label in self.labels]

    def source(self, notice: Listed) -> str:
        if notice.is_historical:
            publisher, source = escape(notice.publisher), escape(notice.source)
            by = f'{_("原发布机关")} <span lang="zh-Hans">{publisher}</span>'
            return f'<p class="ep-quiet">{_("历史导入")} · {by} · {_("来源")} <span lang="zh-Hans">{source}</span></p>'
        if self.deep:
            return ""
        bureau = f' · <span lang="zh-Hans">{escape(notice.publisher)}</span>' if self.several else ""
        return f'<p class="ep-quiet">{self.published % {"day": self.day(notice.published_at)}}{bureau}</p>'

    def until(self, notice: Listed, *, is_open: bool) -> str:
        """What stands on the right of a row depends on the day."""
        if notice.state == State.WITHDRAWN:
            return f"<b>{self.withdrawn}</b>{self.day(notice.withdrawn_at)}"
        if is_open:
            return self.still_open(notice)
        if notice.is_historical:
            return self.past(notice)
        if notice.outcome:
            return f"<b>{self.outcomes[notice.outcome]}</b>{self.number(notice)}"
        return f"<b>{self.closed}</b>{self.day(notice.closes_on)}" if notice.closes_on else ""

    def still_open(self, notice: Listed) -> str:
        last = notice.closes_on
        assert last is not None  # noqa: S101  an open one has its last day
        if last == self.today:
            return f"<b>{_('今天 24:00')}</b>{_('意见截止')}"
        if last not in self.left:
            self.left[last] = f"<b>{ep.day(last)}</b>{days.left(working_days_left(notice, self.today), 'working_day')}"
        return self.left[last] + (_("（暂定）") if notice.provisional else "")

    def past(self, notice: Listed) -> str:
        number = self.number(notice)
        if notice.opens_on and notice.closes_on:
            window = f"<b>{self.day(notice.opens_on)}—{self.day(notice.closes_on)}</b>{_('原公示期')}"
            return f"{window} · {number}" if number else window
        return f"<b>{_('日期不详') if notice.is_undated else self.day(notice.published_at)}</b>{number}"

    def number(self, notice: Listed) -> str:
        return f'<span lang="zh-Hans">{escape(notice.document_number)}</span>' if notice.document_number else ""


def pager(newer: str, older: str, title: str) -> SafeString:
    """The way to the former page and to the next, where there is one."""
    ways = (("prev", newer, _("前面的公示")), ("next", older, title))
    links = "".join([_way(rel, url, word) for rel, url, word in ways if url])
    nav = f'<nav class="govuk-pagination ep-noprint" aria-label="{_("翻页")}">{links}</nav>' if links else ""
    # The addresses are escaped in _way.
    return mark_safe(nav)  # noqa: S308  # nosec B308 B703


def _way(rel: str, url: str, word: str) -> str:
    inside = f'<span class="govuk-pagination__link-title">{word}</span>'
    link = f'<a class="govuk-link govuk-pagination__link" href="{escape(url)}" rel="{rel}">{inside}</a>'
    return f'<div class="govuk-pagination__{rel}">{link}</div>'

"""Pieces of a page: dates, states, and the components of templates/components/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from envportal.web.templatetags import days, laws

if TYPE_CHECKING:
    from decimal import Decimal

    from django.core.paginator import Page

register = template.Library()
register.filter("law", laws.law)
register.filter("named", laws.named)
register.filter("han", laws.han)
Fields = Mapping[str, Any]
KILO = 1024


# WORDS ------------------------------------------------------------------------
def _time(machine: str, text: str) -> str:
    return format_html('<time datetime="{}">{}</time>', machine, text)


@register.filter
def day(value: date | datetime | None, note: str = "") -> str:
    """10月21日（周三）, the way staff pages write a day; {{ d|day:"调休上班" }} adds a note."""
    return "—" if value is None else _time(days.local(value).isoformat(), days.short(value, note))


@register.filter
def fullday(value: date | datetime | None, note: str = "") -> str:
    """2026年10月21日（周三）, the way the public and letters are told a day."""
    return "—" if value is None else _time(days.local(value).isoformat(), days.full(value, note))


@register.filter
def instant(value: datetime | None) -> str:
    """10月15日 00:00, on the wall clock of the bureau."""
    if value is None:
        return "—"
    return _time(timezone.localtime(value).isoformat(timespec="minutes"), days.moment(value))


@register.filter
def when(value: date | datetime | str | None) -> str:
    """A moment, a day or a text, whichever it is."""
    if isinstance(value, datetime):
        return instant(value)
    return day(value) if isinstance(value, date) else value or ""


@register.filter
def shown(value: object) -> object:
    """A value as a page shows it: days and moments in words, nothing as a dash."""
    if isinstance(value, date):
        return when(value)
    return "—" if value is None or value == "" else value


@register.simple_tag
def span(first: date, last: date) -> str:
    """10月13日—19日."""
    return days.span(first, last)


@register.simple_tag
def days_left(n: int, unit: str = "calendar_day") -> str:
    """还剩 5 天, 今天到期, 已超 1 天."""
    return days.left(n, unit)


@register.filter
def size(octets: int) -> str:
    """12.4 MB."""
    if octets < KILO * KILO:
        return f"{max(1, round(octets / KILO))} KB"
    return f"{octets / KILO / KILO:.1f} MB"


@register.filter
def number(value: float | Decimal | None) -> str:
    """1,860 with its comma; nothing is a dash."""
    return "—" if value is None else f"{value:,}"


@register.filter
def money(value: float | Decimal | None) -> str:
    """1,860.00 元."""
    return "—" if value is None else _("%s 元") % f"{value:,.2f}"


# STATES -----------------------------------------------------------------------
@register.simple_tag
def state(word: object, tone: str = "") -> str:
    """One word of state; tone is "", soon, late, paused, done or idle."""
    return format_html('<span class="ep-state{}">{}</span>', f" ep-state--{tone}" if tone else "", word)


@register.simple_tag
def card(colour: str, removed: bool = False) -> str:
    """黄牌 or 红牌, in a card's shape; a removed one stays, struck through."""
    word = _("红牌") if colour == "red" else _("黄牌")
    tone = "removed" if removed else colour
    return format_html('<span class="ep-card ep-card--{}">{}</span>', tone, word)


# FORMS ------------------------------------------------------------------------
@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What is to be mended, each sentence a link to its field."""
    found = [("", error) for error in form.non_field_errors()]
    for field in form:
        found += [(getattr(field, "target", field.auto_id), error) for error in field.errors]
    return {"rows": found}


@register.inclusion_tag("components/step_form.html", takes_context=True)
def step_form(context: template.Context) -> dict[str, Any]:
    """The form of a FormPage or StepView with its button."""
    return dict(context.flatten())  # type: ignore[arg-type]


@register.inclusion_tag("components/filter.html", takes_context=True)
def filter_form(context: template.Context, form: forms.BaseForm, main: bool = False) -> dict[str, Any]:
    """The GET form above a list; `main` where finding is the page's one task."""
    request = context["request"]
    return {"form": form, "main": main, "path": request.path, "keep": _to_keep(request)}


def _to_keep(request: Any) -> str:
    """The address of a narrowed list of the desk, for whoever would find it again."""
    at_desk = "/desk/" in request.path[:9] and getattr(request.user, "bureau_id", None) is not None
    return request.get_full_path() if at_desk and request.GET and request.may("case.find") else ""


@register.inclusion_tag("components/list_table.html", takes_context=True)
def list_table(context: template.Context, caption: str) -> dict[str, Any]:
    """The rows of a ListPage as its columns have them, with links that sort."""
    columns, asked = context["columns"], context["request"].GET.get("sort", "")
    query = context["request"].GET.copy()
    for name in ("page", "format", "sort"):
        query.pop(name, None)
    heads = [_head(column, asked, query.urlencode()) for column in columns]
    return {"caption": caption, "heads": heads, "table": [[one.of(row) for one in columns] for row in context["rows"]]}


@register.inclusion_tag("components/list_cards.html", takes_context=True)
def list_cards(context: template.Context, caption: str) -> dict[str, Any]:
    """The same, each row a card of named facts on a phone: nothing is looked for sideways."""
    told = list_table(context, caption)
    labels = [head["label"] for head in told["heads"]]
    return {**told, "table": [list(zip(labels, cells, strict=True)) for cells in told["table"]]}


def _head(column: Any, asked: str, query: str) -> dict[str, object]:
    if not column.sort:
        return {"label": column.label}
    order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(asked, "")
    to = f"-{column.sort}" if order == "ascending" else column.sort
    return {"label": column.label, "order": order, "url": f"?sort={to}" + (f"&{query}" if query else "")}


# LISTS ------------------------------------------------------------------------
@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened and what comes next; an item has at, verb and may have text, small, url, link and next."""
    return {"items": items}


@register.inclusion_tag("components/gate.html")
def gate(
    conditions: Iterable[Any], *, verb: str, url: str, title: str = "", note: str = "", gate_id: str = "gate"
) -> dict[str, Any]:
    """Why a button is shut, beside the button; a condition has met, sentence and may have hint, url and link."""
    listed = list(conditions)
    met, missing = ([one for one in listed if bool(_of(one, "met")) is holds] for holds in (True, False))
    return {
        "met": met, "missing": missing, "unmet": len(missing), "verb": verb, "url": url,
        "title": title or verb, "note": note, "gate_id": gate_id,
    }  # fmt: skip


@register.inclusion_tag("components/life.html")
def life(steps: Iterable[Any]) -> dict[str, Any]:
    """The way of a project, at most six steps; a step has name, when, note and state (done, now or nothing)."""
    return {"steps": steps}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Four to eight facts, label above value."""
    return {"pairs": pairs}


@register.inclusion_tag("components/empty.html")
def empty(sentence: str, more: str = "") -> dict[str, Any]:
    """What would stand here, and when."""
    return {"sentence": sentence, "more": more}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Ready-made filters as links; an item has label, url and may have n and current."""
    return {"items": items, "label": label or _("快速筛选")}


@register.inclusion_tag("components/pagination.html")
def pagination(page: Page[Any], filtered: str = "") -> dict[str, Any]:
    """The way to the next and the former page, with the same filter."""
    return {"page": page, "query": f"&{filtered}" if filtered else ""}


@register.inclusion_tag("components/take_away.html", takes_context=True)
def take_away(context: template.Context, filtered: str = "") -> dict[str, Any]:
    """The same rows as CSV, XLSX and JSON, and as a feed where everybody reads them."""
    return {"query": f"&{filtered}" if filtered else "", "has_feed": context.get("has_feed", False)}


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)

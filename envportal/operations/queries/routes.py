"""The public pages, read from the route table and the permission matrix: a new room's come by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from envportal.accounts.enums import Role
from envportal.accounts.rules import action_of, matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# The code of the matrix for what is published; others a stranger may do (A) are acts: sign in, ask after a case.
PUBLISHED = "P"
LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class Route:
    """One line of the route table."""

    path: str  # as its pattern has it, with its parameters in brackets
    name: str
    view: Callable[..., object]
    has_parameters: bool

    @property
    def action(self) -> str:
        return action_of(self.view, self.name) or ""

    @property
    def is_public(self) -> bool:
        return matrix().get(self.action, {}).get(Role.PUBLIC) == PUBLISHED


@cache
def public_routes() -> tuple[Route, ...]:
    """Every address pattern of what is published, in Chinese: the English one is the same under /en."""
    with translation.override(LANGUAGE):
        return tuple(route for route in _walk(get_resolver().url_patterns) if route.is_public)


def route_of(path: str) -> Route | None:
    """The line of the table an address belongs to."""
    with translation.override("en" if path.startswith("/en/") else LANGUAGE):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    return Route(path, match.view_name, match.func, has_parameters=bool(match.kwargs))


@lru_cache(maxsize=2**15)
def is_public(path: str) -> bool:
    """Whether an address is one of what is published; the same for everybody, and asked of every link of a page."""
    route = route_of(path)
    return route is not None and route.is_public


def _title(view: Callable[..., object]) -> object:
    """What a page is called, or a step by the word its room has for its verb; "" for what has neither."""
    of = getattr(view, "view_class", None)
    told = getattr(view, "view_initkwargs", {}).get("title") or getattr(of, "title", "")
    words = getattr(of, "words", None)
    return told or (words.get(getattr(of, "verb", ""), "") if isinstance(words, Mapping) else "")


@cache
def opened_by() -> dict[str, tuple[object, ...]]:
    """Action → the titles of the pages and steps it opens, each once, as the route table has them."""
    found: dict[str, dict[str, object]] = {}
    with translation.override(LANGUAGE):
        for route in _walk(get_resolver().url_patterns):
            if route.action and (title := _title(route.view)):
                found.setdefault(route.action, {}).setdefault(str(title), title)
    return {action: tuple(titles.values()) for action, titles in found.items()}


def _walk(
    patterns: Sequence[URLPattern | URLResolver], before: str = "/", spaces: tuple[str, ...] = ()
) -> Iterator[Route]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            name = ":".join((*spaces, pattern.name or ""))
            yield Route(here, name, pattern.callback, has_parameters=pattern.pattern.regex.groups > 0)

"""What search engines, archives and finders of weaknesses ask a site for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.board import board
from envportal.operations import queries
from envportal.web.rules import LARGE
from envportal.web.views import permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.board.board import Dataset

FRESH = "public, max-age=3600"
A_PAGE = 10_000  # keys, so at most as many addresses; the protocol allows 50,000
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
# Forms and private parts: nothing to find there.
PRIVATE = ("/my/", "/desk/", "/accounts/", "/demo/", "/progress/", "/subscribe/")
A_YEAR = timedelta(days=365)


@permission("public.view")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    closed = [f"Disallow: {before}{path}" for before in ("", "/en") for path in PRIVATE]
    lines = ["User-agent: *", *closed, f"Disallow: {LARGE}/", "", f"Sitemap: {settings.PORTAL_URL}/sitemap.xml"]
    return _answer("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@permission("public.view")
@require_safe
def security(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """RFC 9116, where the bureau named somebody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    day = datetime.combine(timezone.localdate() + A_YEAR, datetime.min.time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {day:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: zh, en",
        f"Canonical: {settings.PORTAL_URL}/.well-known/security.txt",
    ]  # fmt: skip
    return _answer("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@permission("public.view")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The list of the lists: pages without a number, then each dataset in parts by its keys."""
    parts = ["/sitemap/pages.xml", *(f"/sitemap/{one.name}/{part}.xml" for one in _paged() for part in _parts(one))]
    told = "".join(f"<sitemap><loc>{_loc(path)}</loc></sitemap>" for path in parts)
    return _xml(f"<sitemapindex {SITEMAP}>{told}</sitemapindex>")


@permission("public.view")
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every public page of the route table that needs no number or name; and the page of each dataset."""
    plain = [route.path for route in queries.public_routes() if not route.has_parameters and route.path.endswith("/")]
    shown = [path for path in plain if not path.startswith("/api/")]
    return _urlset((path, None) for path in [*shown, *(f"/open-data/{one.name}/" for one in board.datasets())])


@permission("public.view")
@require_safe
def sitemap_part(request: HttpRequest, name: str, part: int) -> HttpResponse:  # noqa: ARG001
    dataset = next((one for one in _paged() if one.name == name), None)
    if dataset is None or dataset.pages is None or part not in _parts(dataset):
        raise Http404
    entries = dataset.pages(part * A_PAGE + 1, (part + 1) * A_PAGE)
    return _urlset((entry.path, entry.changed_at) for entry in entries)


def _paged() -> list[Dataset]:
    return [one for one in board.datasets() if one.pages is not None]


def _parts(dataset: Dataset) -> range:
    return range(-(-dataset.last_key() // A_PAGE))


def _urlset(pages: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    urls = "".join(_url(path, changed_at) for path, changed_at in pages)
    return _xml(f"<urlset {SITEMAP} {ALTERNATES}>{urls}</urlset>")


def _url(path: str, changed_at: datetime | None) -> str:
    both = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{_loc(before + path)}"/>'
        for language, before in (("zh-Hans", ""), ("en", "/en"))
    )
    day = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<url><loc>{_loc(path)}</loc>{day}{both}</url>"


def _loc(path: str) -> str:
    return escape(f"{settings.PORTAL_URL}{path}", {'"': "&quot;"})


def _xml(content: str) -> HttpResponse:
    return _answer(f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n', "application/xml; charset=utf-8")


def _answer(content: str, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type, headers={"Cache-Control": FRESH})

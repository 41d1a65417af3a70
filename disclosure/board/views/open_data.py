"""Open data: what there is, what each field means, and everything in one file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from disclosure.board.queries import datasets, dumps
from disclosure.board.views.anonymous import FRESH, Anonymous
from disclosure.board.views.dcat import catalogue, described, licence
from envportal.web.views import Column, Page, PagePart
from envportal.web.views.export import as_csv

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from disclosure.board.queries.datasets import Dataset

NAMES = {"page": gettext_lazy("网页"), "atom": gettext_lazy("Atom 订阅"), "api": "API"}
DICTIONARY = (
    Column("dataset", lambda line: line[0].name),
    Column("field", lambda line: line[1].name),
    Column("type", lambda line: line[1].type),
    Column("unit", lambda line: line[1].unit),
    Column("title", lambda line: line[1].title),
    Column("meaning", lambda line: line[1].meaning),
    Column("source", lambda line: line[1].source),
    Column("example", lambda line: line[1].example),
    Column("values", lambda line: "; ".join(f"{code} {label}" for code, label in line[1].values)),
)


class Given(Anonymous):
    """Made of the datasets, the dumps and the terms."""

    def also(self) -> tuple[object, ...]:
        updated = tuple(dataset.updated() for dataset in datasets.datasets())
        return (*updated, dumps.mark(), settings.OPEN_DATA_TERMS, settings.OPEN_DATA_LICENCE_URL)


class OpenData(Given, Page):
    """开放数据."""

    template_name = "board/open_data.html"
    title = gettext_lazy("开放数据")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = list(dumps.standing())
        shown = [_shown(dataset, newest) for dataset in datasets.datasets()]
        return super().get_context_data(datasets=shown, licence=licence(), days=settings.OPEN_DATA_DAYS, **kwargs)


class DatasetPage(Given, Page):
    """One dataset: its dictionary, and the dumps of the last days."""

    template_name = "board/dataset.html"

    @cached_property
    def dataset(self) -> Dataset:
        found = datasets.dataset(self.kwargs["name"])
        if found is None:
            raise Http404(_("没有这份数据。"))
        return found

    def get_title(self) -> object:
        return self.dataset.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = [dump for dump in dumps.standing() if dump.dataset == self.dataset.name]
        shown = _shown(self.dataset, files)
        return super().get_context_data(one=shown, dumps=files, licence=licence(self.dataset), **kwargs)


class Dictionary(Given):
    """Every field of every dataset, for machines."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002
        if kind == "csv":
            lines = [(dataset, field) for dataset in datasets.datasets() for field in dataset.fields]
            return as_csv("dictionary", DICTIONARY, lines)
        told = {"datasets": [described(dataset) for dataset in datasets.datasets()], "licence": licence()}
        return _json(told)


class DataCatalogue(Given):
    """The same as the page, in the words of DCAT."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = _json(catalogue(request, list(dumps.standing())))
        response["Content-Type"] = "application/ld+json; charset=utf-8"
        return response


class DumpFile(PagePart):
    """One dump, streamed from the disk; once something in it was taken back, no more."""

    permission = "public.view"

    def get(self, request: HttpRequest, on: str, name: str) -> HttpResponseBase:  # noqa: ARG002
        dump = dumps.one(_day(on), name)
        try:
            file = dump.path.open("rb") if dump else None
        except OSError:
            file = None
        if dump is None or file is None:
            raise Http404(_("没有这份文件：已过保留期，或者其中有内容已经撤回。请取最近一天的。"))
        response = FileResponse(file, as_attachment=True, filename=f"{on}-{name}", content_type="application/gzip")
        response["ETag"], response["Cache-Control"] = f'"{dump.sha256}"', FRESH
        return response


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404(_("没有这份文件：已过保留期，或者其中有内容已经撤回。请取最近一天的。")) from error


def _json(told: dict[str, Any]) -> HttpResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _shown(dataset: Dataset, newest: list[dumps.Dump]) -> dict[str, object]:
    """A dataset as the pages show it, with its dumps of the newest day that still stands."""
    files = [dump for dump in newest if dump.dataset == dataset.name]
    before = "/en" if get_language() == "en" else ""
    links = [
        (NAMES.get(kind, kind.upper()), path if kind == "api" else f"{before}{path}")
        for kind, path in dataset.addresses.items()
    ]
    return {
        "dataset": dataset, "updated": dataset.updated(), "links": links,
        "files": [dump for dump in files if dump.on == files[0].on],
        "url": reverse("board:dataset", args=[dataset.name]),
    }  # fmt: skip

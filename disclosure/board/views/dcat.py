"""The datasets described for machines: plainly, and in the words of DCAT (W3C Recommendation, version 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disclosure.board.queries import datasets

if TYPE_CHECKING:
    from django.http import HttpRequest

    from disclosure.board.queries.datasets import Dataset
    from disclosure.board.queries.dumps import Dump

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
MEDIA = {
    "page": "text/html", "csv": "text/csv", "json": "application/json", "atom": "application/atom+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "api": "application/json",
}  # fmt: skip


def licence(dataset: Dataset | None = None) -> dict[str, str]:
    """The terms under which data may be used: a bureau's own sentence, or the one the portal comes with.

    No licence of the world is claimed: a bureau that chose one names it in its settings, with its address.
    """
    own = str(dataset.licence) if dataset else ""
    text = own or settings.OPEN_DATA_TERMS or _(
        "任何人都可以免费下载、复制、加工、再传播这些数据，不用申请。使用时请注明来源和取得日期，改动过的请说明。"
        "数据按现状提供；与公示原文不一致的，以公示原文为准。"
    )  # fmt: skip
    return {"text": text, "url": settings.OPEN_DATA_LICENCE_URL}


def described(dataset: Dataset) -> dict[str, Any]:
    """One dataset with its data dictionary."""
    updated = dataset.updated()
    return {
        "name": dataset.name, "title": str(dataset.title), "description": str(dataset.description),
        "coverage": str(dataset.coverage), "updated": updated, "addresses": dict(dataset.addresses),
        "why_empty": "" if updated else str(dataset.why_empty), "licence": licence(dataset),
        "fields": [
            {
                "name": field.name, "type": field.type, "unit": str(field.unit), "title": str(field.title),
                "meaning": str(field.meaning), "source": field.source, "example": field.example,
                "values": [{"code": code, "label": str(label)} for code, label in field.values],
            }
            for field in dataset.fields
        ],
    }  # fmt: skip


def catalogue(request: HttpRequest, dumps: list[Dump]) -> dict[str, Any]:
    """Everything as JSON-LD. Distributions are the lists as they are now and the dumps of the last days."""
    known = datasets.datasets()
    here = request.build_absolute_uri(reverse("board:open_data"))
    return {
        "@context": CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": _text(_("开放数据")),
        "dct:language": [name for name, _label in settings.LANGUAGES],
        "dct:rights": _text(licence()["text"]),
        "foaf:homepage": {"@id": request.build_absolute_uri(reverse("board:home"))},
        "dcat:dataset": [_dataset(request, one, [dump for dump in dumps if dump.dataset == one.name]) for one in known],
    }


def _dataset(request: HttpRequest, dataset: Dataset, dumps: list[Dump]) -> dict[str, Any]:
    updated, terms = dataset.updated(), licence(dataset)
    page = request.build_absolute_uri(reverse("board:dataset", args=[dataset.name]))
    described_at = request.build_absolute_uri(reverse("board:dictionary", args=["json"]))
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _text(dataset.title),
        "dct:description": _text(dataset.description),
        "dct:coverage": _text(dataset.coverage),
        "dct:rights": _text(terms["text"]),
        **({"dct:license": {"@id": terms["url"]}} if terms["url"] else {}),
        **({"dct:modified": {"@type": "xsd:dateTime", "@value": updated.isoformat()}} if updated else {}),
        "dct:conformsTo": {"@id": described_at},
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            *(_address(request, kind, path) for kind, path in dataset.addresses.items()),
            *(_dump(request, dump) for dump in dumps),
        ],
    }


def _address(request: HttpRequest, kind: str, path: str) -> dict[str, Any]:
    there = {"@id": request.build_absolute_uri(path)}
    found = {"@type": "dcat:Distribution", "dct:title": kind, "dcat:accessURL": there}
    found |= {"dcat:mediaType": MEDIA[kind]} if kind in MEDIA else {}
    return found if kind in {"page", "api"} else {**found, "dcat:downloadURL": there}


def _dump(request: HttpRequest, dump: Dump) -> dict[str, Any]:
    there = {"@id": request.build_absolute_uri(reverse("board:dump", args=[dump.on.isoformat(), dump.name]))}
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"{dump.on.isoformat()} {dump.name}",
        "dct:issued": {"@type": "xsd:dateTime", "@value": dump.made_at.isoformat()},
        "dcat:mediaType": dump.media_type,
        "dcat:compressFormat": "application/gzip",
        "dcat:byteSize": dump.size,
        "dcat:accessURL": there,
        "dcat:downloadURL": there,
        "spdx:checksum": {"spdx:algorithm": "spdx:checksumAlgorithm_sha256", "spdx:checksumValue": dump.sha256},
    }


def _text(value: object) -> dict[str, str]:
    return {"@language": get_language() or "zh-hans", "@value": str(value)}

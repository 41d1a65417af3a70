"""Workbooks that swell, lie, are locked or carry macros: each one sentence, and nothing of them is kept or run."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from envportal.documents.guards import children
from envportal.documents.guards import tables as guards
from tests.documents.hostile.other import ole
from tests.imports import tables

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&a9;</t></is></c></row></sheetData></worksheet>"
)
OUTSIDE = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><worksheet>&a;</worksheet>"


def sound() -> bytes:
    content: bytes = tables.workbook().read()
    return content


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            packed.writestr(name, parts.get(name, whole.read(name)))
        for name in parts.keys() - set(whole.namelist()):
            packed.writestr(name, parts[name])
    return out.getvalue()


def _lying(field: int, value: int) -> bytes:
    whole = bytearray(sound())
    struct.pack_into("<L", whole, whole.rindex(b"PK\x01\x02") + field, value)
    return bytes(whole)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a part that swells 200 times": (partial(_packed, {"xl/x.xml": bytes(64 << 20)}), {"heavy"}),
    "a sheet that swells": (partial(_packed, {SHEET: b" " * (64 << 20)}), {"heavy"}),
    "a billion laughs": (partial(_packed, {SHEET: LAUGHS}), {"damaged", "heavy", "empty"}),
    "an entity from outside": (partial(_packed, {SHEET: OUTSIDE}), {"damaged", "empty"}),
    "a sheet that is no XML": (partial(_packed, {SHEET: b"not at all"}), {"damaged"}),
    "strings that are no XML": (partial(_packed, {"xl/workbook.xml": b"<"}), {"damaged"}),
    "a directory that says 3 GiB": (partial(_lying, 24, 3 << 30), {"heavy"}),
    "an entry beyond the end": (partial(_lying, 42, 1 << 30), {"damaged"}),
    "locked": (partial(ole, "EncryptionInfo", "EncryptedPackage"), {"encrypted"}),
    "of before 2007": (partial(ole, "Workbook"), {"encrypted"}),
    "a Word": (lambda: _zip("word/document.xml"), {"not_a_table"}),
    "an archive": (lambda: _zip("公示.csv"), {"not_a_table"}),
    "names that lead away alone": (lambda: _zip("../../etc/passwd"), {"not_a_table"}),
    "a PDF": (lambda: b"%PDF-1.7\n%%EOF", {"not_a_table"}),
    "nothing": (lambda: b"", {"not_a_table"}),
    **{f"cut at {percent} %": (partial(lambda percent: sound()[: len(sound()) * percent // 100], percent), {"damaged"})
       for percent in (5, 25, 50, 75, 95, 99)},
}  # fmt: skip


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, b"x")
    return out.getvalue()


def converted(content: bytes, folder: Path) -> dict[str, Any]:
    (folder / "in").write_bytes(content)
    return children.run(str(guards.CHILD), str(folder / "in"), str(folder / "out"), seconds=guards.XLSX_SECONDS)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused_for_what_it_is(what: str, tmp_path: Path) -> None:
    make, why = HOSTILE[what]

    answer = converted(make(), tmp_path)

    assert answer.get("unfit") in why
    assert {str(answer["unfit"])} <= set(guards.SENTENCES)


def test_macros_links_and_names_that_lead_away_are_left_behind_with_the_workbook(tmp_path: Path) -> None:
    more = {
        "xl/vbaProject.bin": b"macro", "../../evil.txt": b"evil", "xl/externalLinks/externalLink1.xml": b"<x/>",
        "xl/embeddings/oleObject1.bin": b"MZ",
    }  # fmt: skip

    answer = converted(_packed(more), tmp_path)

    assert "unfit" not in answer
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "out"]
    assert not (tmp_path.parent / "evil.txt").exists()
    assert b"macro" not in (tmp_path / "out").read_bytes()

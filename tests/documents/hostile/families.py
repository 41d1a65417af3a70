"""All families of hostile files."""

from __future__ import annotations

from tests.documents.hostile import active, broken, names, other, pictures
from tests.documents.hostile.specimen import Specimen

FAMILIES: dict[str, tuple[Specimen, ...]] = {
    "PDFs that act": active.SPECIMENS,
    "PDFs locked, cut, damaged or swelling": broken.SPECIMENS,
    "no PDFs": other.SPECIMENS,
    "pictures": pictures.SPECIMENS,
    "names": names.SPECIMENS,
}


def all_specimens() -> list[Specimen]:
    return [specimen for family in FAMILIES.values() for specimen in family]


__all__ = ["FAMILIES", "Specimen", "all_specimens"]

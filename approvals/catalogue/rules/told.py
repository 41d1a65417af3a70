"""What is told once: the lines as words, and the hash that proves them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from approvals.catalogue.models import Material, Told
    from envportal.documents.queries.wording import Block

LENGTH = 12


def line(material: Material) -> dict[str, object]:
    """A line of the list as it is told and kept."""
    return {
        "key": material.key, "version": material.number, "title": material.title, "copies": material.copies,
        "act": material.act, "article": material.article, "evidence": material.evidence, "sample": material.sample,
        "is_main": material.is_main, "follows": False, "fetched_from": material.fetched_from,
    }  # fmt: skip


def later_line(one: Block) -> dict[str, object]:
    """A secondary material the bureau lets follow, by the list it published, in the shape of the others."""
    return {
        "key": one.key, "version": one.number, "title": one.title, "copies": 1, "act": one.rule, "article": "",
        "evidence": "", "sample": one.text, "is_main": False, "follows": True, "fetched_from": "",
    }  # fmt: skip


def digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def list_version(lines: Sequence[dict[str, object]]) -> str:
    """Two lists of the same lines in the same versions have the same."""
    return digest(lines)[:LENGTH]


def hash_of(told: Told) -> str:
    """Over everything that was told, to whom, when and how; the log keeps it, too."""
    return digest({
        "bureau": told.bureau.code, "on": told.on.isoformat(), "document": told.document,
        "industry": told.industry, "to": told.to, "project": told.project, "channel": told.channel,
        "check": digest(told.snapshot.entries) if told.snapshot else "", "lines": told.lines,
    })  # fmt: skip


def is_whole(told: Told) -> bool:
    """The row still says what was told."""
    return hash_of(told) == told.sha256

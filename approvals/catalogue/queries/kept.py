"""Checks that were kept, what was told, and the people who advise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.access import queries as access
from approvals.access.enums import RuleKind
from approvals.catalogue.models import Basis, Ruling, Snapshot, Told
from envportal.accounts.enums import SectionKind
from envportal.accounts.models import Section

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.access.models import Rule
    from envportal.accounts.models import Bureau
    from envportal.cases.models import Case


def snapshot(code: str) -> Snapshot | None:
    """A kept check by the code somebody brings back, however they wrote it."""
    plain = "".join(code.split()).replace("-", "").lower()[:12]
    return Snapshot.objects.filter(code=plain).first() if plain else None


def snapshot_by_key(key: str) -> Snapshot | None:
    return Snapshot.objects.filter(key=key).first()


def basis_of(case: Case) -> Basis | None:
    """The check a case stands on, the latest where there are several."""
    return Basis.objects.filter(case=case).select_related("snapshot", "by").order_by("-pk").first()


def rulings_of(case: Case) -> QuerySet[Ruling]:
    return Ruling.objects.filter(case=case).select_related("by").order_by("-pk")


def told_by(bureau: Bureau) -> QuerySet[Told]:
    return Told.objects.filter(bureau=bureau).select_related("by", "bureau").order_by("-at", "-pk")


def told(code: str) -> Told | None:
    return Told.objects.filter(code=code.strip().lower()[:12]).select_related("bureau", "by").first()


# Who advises, where a bureau has such a section.
ADVISERS = (SectionKind.ADVICE, SectionKind.REVIEW, SectionKind.WINDOW)


def adviser(bureau: Bureau) -> Section | None:
    """Whom to ask: the advice section, else the section that reviews, else the window."""
    found = Section.objects.filter(bureau=bureau, kind__in=ADVISERS).order_by("pk")
    return min(found, key=lambda one: ADVISERS.index(SectionKind(one.kind)), default=None)


def policy_rows(bureau: Bureau, words: str, on: date) -> list[Rule]:
    """Entries of the industrial catalogue in force that have all the words in their name or text."""
    parts = words.split()
    rows = [one for one in access.in_force(bureau, on) if one.kind == RuleKind.POLICY]
    return [one for one in rows if parts and all(part in one.title + one.text for part in parts)]


def policy_sources(bureau: Bureau, on: date) -> list[tuple[str, date, bool, int]]:
    """Every industrial catalogue that is searched: its name, its day, whether only samples of it are here, rows."""
    found: dict[tuple[str, date, bool], int] = {}
    for one in access.in_force(bureau, on):
        if one.kind == RuleKind.POLICY:
            mark = (one.source, one.dated_on or one.valid_from, one.is_sample)
            found[mark] = found.get(mark, 0) + 1
    return [(*mark, count) for mark, count in found.items()]

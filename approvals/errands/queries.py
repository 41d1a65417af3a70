"""Reads with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from approvals.errands.models import Errand, Item, Sought
from approvals.errands.states import ABOVE, WITH_US, State
from envportal.accounts.models import Bureau
from envportal.accounts.queries import applicants_of
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks
from envportal.documents.guards.zips import Entry, made_here, of_document, safe_name

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.errands.models import Package
    from envportal.accounts.models import Enterprise, User
    from envportal.cases.models import Case

PARTS = ("case__bureau", "case__section", "case__holder", "case__enterprise", "superior", "consented_by")


def visible(user: User, on: date) -> QuerySet[Errand]:
    """What this person may see of the errands of their own side, the open ones first."""
    seen = visible_to(user, on, "errand.view").order_by().values("pk")
    found = Errand.objects.filter(case__in=seen).select_related(*PARTS)
    return found.order_by(F("case__closed_on").desc(nulls_first=True), F("superior_due_on").asc(nulls_last=True), "pk")


def own(user: User, on: date) -> QuerySet[Errand]:
    """Those of one's own enterprise and of the enterprises that let this unit act."""
    return visible(user, on).filter(case__enterprise__in=applicants_of(user, on))


def from_below(user: User) -> QuerySet[Errand]:
    """What bureaus of this portal sent up to the person's own, and nothing that was not sent yet."""
    found = Errand.objects.filter(superior=user.bureau_id, packages__isnull=False).distinct()
    return found.select_related(*PARTS).order_by(F("case__closed_on").desc(nulls_first=True), "pk")


def superiors(bureau: Bureau) -> QuerySet[Bureau]:
    """The bureaus of this portal that stand above a bureau."""
    above, parent = [], bureau.parent
    while parent is not None and parent.pk not in above:
        above.append(parent.pk)
        parent = parent.parent
    return Bureau.objects.filter(pk__in=above).order_by("pk")


def current_round(errand: Errand) -> int:
    """The number of the package that is being prepared, or would be next."""
    return errand.packages.count() + 1


def missing(errand: Errand) -> list[Item]:
    """What is asked for in the package that is being prepared and has no file."""
    return list(errand.items.filter(round=current_round(errand), document=None))


def late(today: date) -> Q:
    """With the bureau above past the day it had to decide by."""
    return Q(state__in=ABOVE, superior_due_on__lt=today)


def due_on(errand: Errand) -> date | None:
    """The day that binds whoever has it now: our own limit, or that of the bureau above."""
    if errand.state in WITH_US:
        return clocks.due_on(errand.case, clocks.Matter.ERRAND)
    return errand.superior_due_on if errand.state in ABOVE else None


def sought(user: User, on: date) -> QuerySet[Sought]:
    """Every delegation asked for in the errands this person may see, what waits for an answer first."""
    seen = visible(user, on).order_by().values("pk")
    found = Sought.objects.filter(errand__in=seen).select_related("errand__case", "asked_by", "proof")
    return found.order_by(F("answered_on").desc(nulls_first=True), "-pk")


@dataclass(frozen=True)
class Made:
    """A package as a file: its list of contents, and every file of it."""

    name: str
    entries: list[Entry]

    @property
    def files(self) -> list[dict[str, object]]:
        return [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in self.entries[1:]]


def package_to_send(errand: Errand, on: date) -> Made:
    """What would go up today: a list of contents with digests, and the files asked for in this round."""
    number = current_round(errand)
    items = list(errand.items.filter(round=number).select_related("document"))
    files = [
        of_document(f"{n:02d} {safe_name(item.name)}.pdf", item.document)
        for n, item in enumerate(items, 1)
        if item.document is not None
    ]
    return Made(_name(errand, number), [made_here(CONTENTS, _contents(errand, number, files, on)), *files])


CONTENTS = "目录.txt"


def _contents(errand: Errand, number: int, files: list[Entry], on: date) -> bytes:
    """In Chinese as all papers are."""
    case = errand.case
    consent = timezone.localdate(errand.consented_at).isoformat()
    lines = [
        f"{case.title}　{errand.get_what_display()}　第 {number} 次上报", f"上报机关：{case.bureau.name}",
        f"上级机关：{errand.superior_name}", f"建设单位：{case.enterprise}", f"编号：{case.number}",
        f"上报日期：{on.isoformat()}",
        f"建设单位于 {consent} 同意由{case.bureau.name}代为上报；代为上报不收取任何费用。", "",
        *(f"{one.name}\t{one.size} 字节\tSHA-256 {one.sha256}" for one in files), "",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _name(errand: Errand, number: int) -> str:
    return safe_name(f"{errand.case.number or errand.pk} 第{number}次上报.zip")


def package_sent(package: Package) -> Made:
    """A package once more as it went up: the same list, the same files."""
    items = package.errand.items.filter(round=package.number).select_related("document")
    kept = {one.document.sha256: one.document for one in items if one.document is not None}
    files = [of_document(str(told["name"]), kept[told["sha256"]]) for told in package.files if told["sha256"] in kept]
    return Made(_name(package.errand, package.number), [made_here(CONTENTS, package.contents.encode()), *files])


def running(enterprise: Enterprise, name: str, what: str) -> Case | None:
    """An errand of the same for the same project that is not over."""
    mine = Errand.objects.filter(case__enterprise=enterprise, case__title__iexact=name, what=what, case__closed_on=None)
    found = mine.exclude(state=State.ENDED).select_related("case").order_by("pk").first()
    return found.case if found else None

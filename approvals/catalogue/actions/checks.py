"""A check is kept, stands under a case, and may be overruled with a reason; all of it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.catalogue.models import Basis, Ruling, Snapshot
from approvals.catalogue.queries import kept
from approvals.catalogue.queries.table import edition_on, editions
from approvals.catalogue.rules import answers as words
from approvals.catalogue.rules import cases as rules
from approvals.catalogue.rules import guide
from approvals.catalogue.rules.cases import OVERRULE
from approvals.catalogue.rules.told import digest
from disclosure.board import board
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.models import Case
from envportal.documents.actions.codes import new_code
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from approvals.catalogue.enums import Tier
    from envportal.accounts.models import User

# Items of one project in one check; more are for a person.
MOST = 12
CODE = 8


class NotFinished(Refused):
    """Something that decides has not been answered."""


class TooManyItems(Refused):
    """More items than one check takes."""


@transaction.atomic
def keep(
    item: int, typed: Mapping[str, str], *, on: date, at: datetime, key: str, address: str, follows: str = ""
) -> Snapshot:
    """Keep the answers to one item, with those of the check it follows; the same form keeps one.

    Raises TooManyTries.
    """
    done = kept.snapshot_by_key(key)
    if done is not None:
        return done
    before = kept.snapshot(follows)
    entries = [one for one in (before.entries if before else []) if one["item"] != item]
    if len(entries) >= MOST:
        raise TooManyItems(_("一次最多判断 %(n)d 个项目类别，更多的请直接问受理的生态环境局。") % {"n": MOST})
    edition = editions()[before.edition] if before else edition_on(on)
    if edition is None or item not in edition.items:
        raise NotFinished(_("这一天没有可用的名录。"))
    found = edition.items[item]
    said = words.parse_all(found, typed)
    verdict = guide.judge(found, said)
    if verdict.waiting:
        raise NotFinished(_("还有决定结果的问题没有回答。"))
    _count(address, at)
    entries.append(words.entry(found, said, verdict))
    return Snapshot.objects.create(
        code=new_code()[:CODE], key=key, edition=edition.key, entries=entries, at=at, follows=before,
        possible=[str(tier) for tier in guide.strictest_of(entries)],
    )  # fmt: skip


def _count(address: str, at: datetime) -> None:
    """As tries of a source of their own: whoever kept checks may still report a spill or write an opinion."""
    source = board.source_of(board.source_of(address))
    board.require_few_wrong_codes(source, at)
    board.count_wrong_code(source, at)


@transaction.atomic
def attach(case: Case, code: str, *, by: User, at: datetime) -> Basis | None:
    """Let a case stand on a check; a code nobody knows attaches nothing. The case is new or locked."""
    snapshot = kept.snapshot(code)
    if snapshot is None:
        return None
    basis, is_new = Basis.objects.get_or_create(case=case, snapshot=snapshot, defaults={"by": by, "at": at})
    if is_new:
        facts = {"sha256": digest(snapshot.entries), "possible": snapshot.possible}
        log.record(case, "catalogue_attached", by=by, at=at, facts=facts)
    return basis


@transaction.atomic
def overrule(pk: int, *, tier: Tier, reason: str, by: User, at: datetime, key: str = "") -> Ruling:
    """Say what the project needs, with the reason; the check stays beside it."""
    case = Case.objects.select_for_update().get(pk=pk)
    if event := log.already(key):
        return Ruling.objects.get(pk=event.facts["ruling"])
    rules.require_open(case)
    case_rules.require(by, OVERRULE, case, timezone.localdate(at))
    ruling = Ruling.objects.create(case=case, tier=tier, reason=reason, by=by, at=at)
    facts = {"ruling": ruling.pk, "tier": str(tier), "why": reason}
    log.record(case, "catalogue_overruled", by=by, at=at, key=key or None, facts=facts)
    return ruling

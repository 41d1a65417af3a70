"""一次性告知: what was told, to whom and when, kept so that it can be proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.catalogue.actions.books import CHAIN
from approvals.catalogue.models import Told
from approvals.catalogue.queries import books, kept
from approvals.catalogue.rules import told as rules
from envportal.audit import log
from envportal.documents.actions.codes import new_code
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


class NothingToTell(Refused):
    """The bureau's list has nothing for this document."""


@transaction.atomic
def tell(*, document: str, industry: str, check: str = "", by: User, at: datetime, key: str = "", **whom: str) -> Told:
    """Tell the whole list in force today, once; the log keeps its hash. `whom`: to, project, channel."""
    if event := log.already(key):
        return Told.objects.get(pk=event.facts["told"])
    if by.bureau is None:
        raise NotYours(_("只能以本局名义告知。"))
    on = timezone.localdate(at)
    lines = [rules.line(one) for one in books.to_bring(by.bureau, document, industry, on)]
    if not lines:
        raise NothingToTell(_("本局的材料清单里没有这一类文件的材料，请先登记清单。"))
    lines += [rules.later_line(one) for one in books.may_follow(by.bureau, on)]
    told = Told(
        code=new_code(), bureau=by.bureau, on=on, document=document, industry=industry, snapshot=kept.snapshot(check),
        lines=lines, list_version=rules.list_version(lines), by=by, at=at, **whom,
    )  # fmt: skip
    told.sha256 = rules.hash_of(told)
    told.save()
    facts = {"told": told.pk, "list": told.list_version, "sha256": told.sha256}
    log.record(None, "materials_told", by=by, at=at, key=key or None, chain=CHAIN, facts=facts)
    return told

"""Keep a list at hand, and put it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import SavedList
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

# More would be a list to search in its turn.
MOST = 20


@transaction.atomic
def save_list(*, name: str, address: str, by: User, at: datetime) -> SavedList:
    """Keep it under a name; the same name keeps the later one. Raises Refused where there are too many."""
    if by.saved_lists.exclude(name=name).count() >= MOST:
        raise Refused(_("最多保存 %(n)s 个查找，请先删去不用的。") % {"n": MOST}, "")
    kept, _new = SavedList.objects.update_or_create(user=by, name=name, defaults={"address": address})
    log.record(None, "list_saved", by=by, at=at, facts={"name": name, "address": address})
    return kept


@transaction.atomic
def drop_list(pk: int, *, by: User, at: datetime, key: str) -> None:
    kept = SavedList.objects.select_for_update().get(pk=pk, user=by)
    log.record(None, "list_dropped", by=by, at=at, key=key, facts={"name": kept.name, "address": kept.address})
    kept.delete()

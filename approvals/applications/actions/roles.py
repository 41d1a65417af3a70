"""审查和科室审核可否由一人办理: a dated, published setting of the bureau."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications.models import RolesSetting
from approvals.applications.rules.settings import may_set_roles
from disclosure.board import board
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class RolesSet(Refused):
    """A version begins on a day to come, one a day: what was done under the old one stays as it was."""


@transaction.atomic
def set_roles(
    bureau_pk: int, *, may_coincide: bool, valid_from: date, basis: str, decided_by: str, by: User | None, at: datetime,
    key: str = "",
) -> RolesSetting:  # fmt: skip
    """Whether one person may review a table and propose, from a day on; at a set-up nobody types it."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    if (done := log.already(key)) is not None:
        return RolesSetting.objects.get(pk=int(str(done.facts["setting"])))
    if by is not None:
        may_set_roles(by, bureau)
        if valid_from <= timezone.localdate(at):
            raise RolesSet(_("最早自明天起施行：公布在先，已经办理的不变。"))
        board.refuse_numbers_of_people(f"{basis}\n{decided_by}")
    if RolesSetting.objects.filter(bureau=bureau, valid_from=valid_from).exists():
        raise RolesSet(_("已有一版从这一天起施行，请另选一天。"))
    facts = {"may_coincide": may_coincide, "basis": basis, "decided_by": decided_by}
    found = RolesSetting.objects.create(bureau=bureau, valid_from=valid_from, set_by=by, set_at=at, **facts)
    told = {"setting": found.pk, "bureau": bureau.code, "valid_from": valid_from, **facts}
    log.record(None, "roles_set", by=by, at=at, key=key or None, facts=told)
    return found

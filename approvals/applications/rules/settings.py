"""Who sets for a bureau how its decisions are shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.accounts import rules as account_rules
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau, User


def may_set_roles(user: User, bureau: Bureau) -> None:
    """A leader, at their own bureau."""
    if user.bureau_id != bureau.pk or not account_rules.codes(user, "roles.set"):
        raise NotYours(_("职责分工由本局局领导设定。"), "roles.set")

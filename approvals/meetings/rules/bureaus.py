"""What is done for a bureau and not on a case: who may do it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.accounts import rules as account_rules
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau, User


def is_of(user: User, bureau: Bureau, action: str) -> None:
    """Raise NotYours unless the person may do this at their own bureau."""
    if user.bureau_id != bureau.pk or not account_rules.codes(user, action):
        raise NotYours(_("这件事不在您的办理范围内，请找经办人或本科室负责人。"), action)

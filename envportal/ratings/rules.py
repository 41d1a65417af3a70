"""Who may rate, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.accounts.rules import codes
from envportal.ratings.guards import RatedAlready
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from envportal.accounts.models import User
    from envportal.ratings.models import Invitation

GIVE: Final = "rating.give"
VIEW: Final = "rating.view"


def may_rate(user: User, invitation: Invitation) -> None:
    """Raise NotYours for another enterprise, RatedAlready the second time."""
    if not codes(user, GIVE) or user.enterprise_id != invitation.enterprise_id:
        raise NotYours(_("只有被服务的单位可以评价。"), GIVE)
    if invitation.used_on is not None:
        raise RatedAlready(_("这一次服务已经评价过了。评价不记名，所以谁也找不出来再改。"))

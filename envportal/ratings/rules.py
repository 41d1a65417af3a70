"""Who may rate, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.accounts.rules import codes
from envportal.ratings.guards import LinkIsOver, RatedAlready
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User
    from envportal.ratings.models import Invitation

GIVE: Final = "rating.give"
VIEW: Final = "rating.view"
BY_LINK: Final = "rating.by_link"
# A link that nobody uses is worth nothing after so many days; a new one may be made.
LASTS: Final = timedelta(days=60)


def may_rate(user: User, invitation: Invitation) -> None:
    """Raise NotYours for another enterprise, RatedAlready the second time."""
    if not codes(user, GIVE) or user.enterprise_id != invitation.enterprise_id:
        raise NotYours(_("只有被服务的单位可以评价。"), GIVE)
    not_rated(invitation)


def may_make_link(user: User, invitation: Invitation) -> None:
    """A supervisor or a leader outside the section that is rated, or the enterprise itself; while nobody has rated."""
    own = codes(user, GIVE) and user.enterprise_id is not None and user.enterprise_id == invitation.enterprise_id
    watches = codes(user, VIEW) and user.bureau_id is not None and user.bureau_id == invitation.case.bureau_id
    if not own and (not watches or user.section_id == invitation.section_id):
        raise NotYours(_("评价链接由效能监察、局领导或者企业自己生成，被评价的科室不能经手。"), VIEW)
    not_rated(invitation)


def not_rated(invitation: Invitation) -> None:
    if invitation.used_on is not None:
        raise RatedAlready(_("这一次服务已经评价过了。评价不记名，所以谁也找不出来再改。"))


def is_open(invitation: Invitation | None, on: date) -> Invitation:
    """The invitation a link leads to, while it may be used."""
    if invitation is None or invitation.link_on is None or on > invitation.link_on + LASTS:
        raise LinkIsOver(_("这个评价链接已经用过、被新的链接代替或者过期。每个链接只能用一次。"))
    return invitation

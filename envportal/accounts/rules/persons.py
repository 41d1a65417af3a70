"""What a person may hold and in whose name they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import MACHINE_ROLES, Role
from envportal.refusals import Refused

if TYPE_CHECKING:
    from envportal.accounts.models import Enterprise, User

# Who somebody is without a grant, or by a document they show: nobody is given these.
NEVER_GRANTED = frozenset({Role.PUBLIC, Role.OWNER, Role.CONSULTANT, Role.CODE_HOLDER})
GRANTABLE = tuple(role for role in Role if role not in NEVER_GRANTED)


class MachineRolesStandAlone(Refused):
    """三员分离: a system, security or audit administrator holds no other role."""


class RoleNeedsStaff(Refused):
    """Applicants are who their enterprise is; roles are for staff."""


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def check_role_fits(user: User, role: str) -> None:
    """Refuse a role this person may not hold beside what they are and have."""
    if user.enterprise_id is not None or role in NEVER_GRANTED:
        raise RoleNeedsStaff(_("角色只能授予本局工作人员。"))
    others = set(user.grants.exclude(role=role).values_list("role", flat=True))
    if others and (role in MACHINE_ROLES or others & MACHINE_ROLES):
        raise MachineRolesStandAlone(
            _("系统管理员、安全管理员、审计管理员须各由一人担任，且不得兼任业务角色。"), "GB/T 22239-2019 8.1.5"
        )


def acting_for(user: User, enterprise: Enterprise | None) -> str:
    """The enterprise a drafting unit's person acts for, as the log names it; "" when they act for their own."""
    if enterprise is None or user.enterprise_id in {None, enterprise.pk}:
        return ""
    return enterprise.name

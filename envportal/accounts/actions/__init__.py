"""The verbs of this room: each one transaction, logged."""

from envportal.accounts.actions.agents import AlreadyGranted, GrantIsOver, NoSuchDraftingUnit, give_grant, revoke_grant
from envportal.accounts.actions.claims import (
    AlreadyRegistered,
    NobodyClaims,
    confirm_claim,
    decline_claim,
    register_at_counter,
)
from envportal.accounts.actions.delegations import (
    agree_delegation,
    decline_delegation,
    delegate,
    end_delegation,
)
from envportal.accounts.actions.enterprises import AlreadyVerified, doubt, mend, register, verify
from envportal.accounts.actions.persons import deny, edit_self, leave, set_password, sign_in
from envportal.accounts.actions.records import ContactDetails, EnterpriseDetails, PersonDetails
from envportal.accounts.actions.roles import (
    NeedsSecondPerson,
    decline_role,
    grant_role,
    request_role,
    revoke_role,
)
from envportal.accounts.actions.saved import drop_list, save_list
from envportal.accounts.actions.staff import (
    NotYourself,
    StaffDetails,
    UsernameTaken,
    create_staff,
    disable,
    readmit,
    reset_second_factor,
)

__all__ = [
    "AlreadyGranted",
    "AlreadyRegistered",
    "AlreadyVerified",
    "ContactDetails",
    "EnterpriseDetails",
    "GrantIsOver",
    "NeedsSecondPerson",
    "NoSuchDraftingUnit",
    "NobodyClaims",
    "NotYourself",
    "PersonDetails",
    "StaffDetails",
    "UsernameTaken",
    "agree_delegation",
    "confirm_claim",
    "create_staff",
    "decline_claim",
    "decline_delegation",
    "decline_role",
    "delegate",
    "deny",
    "disable",
    "doubt",
    "drop_list",
    "edit_self",
    "end_delegation",
    "give_grant",
    "grant_role",
    "leave",
    "mend",
    "readmit",
    "register",
    "register_at_counter",
    "request_role",
    "reset_second_factor",
    "revoke_grant",
    "revoke_role",
    "save_list",
    "set_password",
    "sign_in",
    "verify",
]

"""What people may type about themselves, their enterprise and their colleagues."""

from envportal.accounts.forms.enterprises import CounterForm, DoubtForm, GrantForm, MendForm, RegisterForm
from envportal.accounts.forms.fields import UsccField
from envportal.accounts.forms.people import (
    ApplicantForm,
    DisableForm,
    FirstPasswordForm,
    NewStaffForm,
    RoleForm,
    SelfForm,
)
from envportal.accounts.forms.signin import (
    ChangePasswordForm,
    CodeAgainForm,
    CodeForm,
    EnrolForm,
    LoginForm,
    NewPasswordForm,
    PasswordAgainForm,
    ResetPasswordForm,
)

__all__ = [
    "ApplicantForm",
    "ChangePasswordForm",
    "CodeAgainForm",
    "CodeForm",
    "CounterForm",
    "DisableForm",
    "DoubtForm",
    "EnrolForm",
    "FirstPasswordForm",
    "GrantForm",
    "LoginForm",
    "MendForm",
    "NewPasswordForm",
    "NewStaffForm",
    "PasswordAgainForm",
    "RegisterForm",
    "ResetPasswordForm",
    "RoleForm",
    "SelfForm",
    "UsccField",
]

"""Signing in and out, the second factor, passwords: allauth's views under our permissions and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.shortcuts import redirect
from django.utils import timezone

from envportal.accounts import actions
from envportal.web.views import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

ENTER = "account.sign_in"
ENROL = "account.enrol_second_factor"


@permission(ENTER)
class Login(account.LoginView):
    """Name and password; who has a second factor is asked for it next."""


@permission("account.sign_out")
class Logout(account.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            actions.leave(request.user.pk, at=timezone.now())
        return super().post(request, *args, **kwargs)


@permission(ENTER)
class Inactive(account.AccountInactiveView):
    """The account was closed."""


@permission("account.view_self")
class PasswordAgain(account.ReauthenticateView):
    """Show again who you are, by password."""


@permission("account.view_self")
class ChangePassword(account.PasswordChangeView):
    """A new password for the old one."""


@permission(ENTER)
class ResetPassword(account.PasswordResetView):
    """Always answers the same, whether the address is known or not."""


@permission(ENTER)
class ResetPasswordSent(account.PasswordResetDoneView):
    pass


@permission(ENTER)
class NewPassword(account.PasswordResetFromKeyView):
    """From the link in the mail."""


@permission(ENTER)
class NewPasswordDone(account.PasswordResetFromKeyDoneView):
    pass


@permission(ENTER)
class Code(mfa.AuthenticateView):
    """The one-time code after the password."""


@permission("account.view_self")
class CodeAgain(mfa.ReauthenticateView):
    """Show again who you are, by one-time code."""


@permission(ENROL)
class SecondFactor(mfa.IndexView):
    """What the account has: app and recovery codes."""


@permission(ENROL)
class Enrol(totp.ActivateTOTPView):
    """Scan, type the first code, receive recovery codes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if mfa.is_mfa_enabled(request.user, [totp.Authenticator.Type.TOTP]):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


@permission("account.drop_second_factor")
class Unenrol(totp.DeactivateTOTPView):
    """Applicants may do without; staff may not."""


@permission(ENROL)
class RecoveryCodes(recovery.ViewRecoveryCodesView):
    """Shown once after enrolment, to be written down."""


@permission(ENROL)
class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):
    pass

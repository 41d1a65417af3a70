"""Signing in and out, the second factor, passwords: allauth's views under our permissions and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, rules
from envportal.web.views import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

ENTER = "account.sign_in"
ENROL = "account.enrol_second_factor"


@permission(ENTER)
class Login(account.LoginView):
    """Name and password; who has a second factor is asked for it next."""

    template_name = "account/login.html"
    extra_context = {"title": _("办事登录"), "button": _("登录"), "is_demo": settings.DEMO}


@permission("account.sign_out")
class Logout(account.LogoutView):
    template_name = "account/logout.html"
    extra_context = {"title": _("退出登录")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            actions.leave(request.user.pk, at=timezone.now())
        return super().post(request, *args, **kwargs)


@permission(ENTER)
class Inactive(account.AccountInactiveView):
    """The account was closed."""

    template_name = "account/entrance.html"
    extra_context = {
        "title": _("账号已停用"),
        "intro": _("这个账号已停用。需要恢复的，请联系本单位的安全管理员或窗口。"),
    }


@permission("account.view_self")
class PasswordAgain(account.ReauthenticateView):
    """Show again who you are, by password."""

    template_name = "account/entrance.html"
    extra_context = {
        "title": _("请再确认是您本人"),
        "button": _("确认"),
        "intro": _("接下来的事项涉及账号安全或他人的权限，请再写一遍密码。"),
    }


@permission("account.view_self")
class ChangePassword(account.PasswordChangeView):
    """A new password for the old one."""

    template_name = "account/entrance.html"
    extra_context = {"title": _("更换密码"), "button": _("更换密码"), "intro": _("更换后，您在别处的登录全部失效。")}


@permission(ENTER)
class ResetPassword(account.PasswordResetView):
    """Always answers the same, whether the address is known or not."""

    template_name = "account/entrance.html"
    extra_context = {
        "title": _("忘记密码"),
        "button": _("发送重设链接"),
        "intro": _("我们向登记的邮箱发一个链接，一小时内有效。"),
    }


@permission(ENTER)
class ResetPasswordSent(account.PasswordResetDoneView):
    template_name = "account/login_again.html"
    extra_context = {
        "title": _("请查收邮件"),
        "intro": _("邮箱已登记的，几分钟内会收到重设密码的链接。没有收到的，请查看垃圾邮件，或请窗口核对登记的邮箱。"),
    }


@permission(ENTER)
class NewPassword(account.PasswordResetFromKeyView):
    """From the link in the mail."""

    template_name = "account/new_password.html"
    extra_context = {"title": _("设置新密码"), "button": _("设置新密码")}


@permission(ENTER)
class NewPasswordDone(account.PasswordResetFromKeyDoneView):
    template_name = "account/login_again.html"
    extra_context = {"title": _("密码已更换"), "intro": _("请用新密码登录。")}


@permission(ENTER)
class Code(mfa.AuthenticateView):
    """The one-time code after the password."""

    template_name = "account/entrance.html"
    extra_context = {"title": _("请输入验证码"), "button": _("登录")}


@permission("account.view_self")
class CodeAgain(mfa.ReauthenticateView):
    """Show again who you are, by one-time code."""

    template_name = "account/entrance.html"
    extra_context = {
        "title": _("请再确认是您本人"),
        "button": _("确认"),
        "intro": _("接下来的事项涉及账号安全或他人的权限，请再输入一次验证码。"),
    }


@permission(ENROL)
class SecondFactor(mfa.IndexView):
    """What the account has: app and recovery codes."""

    template_name = "mfa/second_factor.html"
    extra_context = {"title": _("两步验证"), "intro": _("密码之外，再用手机上的验证器确认是您本人。")}


@permission(ENROL)
class Enrol(totp.ActivateTOTPView):
    """Scan, type the first code, receive recovery codes."""

    template_name = "mfa/enrol.html"
    extra_context = {
        "title": _("绑定手机验证器"),
        "button": _("绑定"),
        "intro": _("密码之外，登录时再用手机验证器确认是您本人。工作人员绑定后才能打开其他页面。"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and rules.has_second_factor(request.user):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


@permission("account.drop_second_factor")
class Unenrol(totp.DeactivateTOTPView):
    """Applicants may do without; staff may not."""

    template_name = "account/entrance.html"
    extra_context = {
        "title": _("解除手机验证器"),
        "button": _("解除绑定"),
        "intro": _("解除后只用密码登录，备用码同时作废。"),
    }


@permission(ENROL)
class RecoveryCodes(recovery.ViewRecoveryCodesView):
    """Shown once after enrolment, to be written down."""

    template_name = "mfa/codes.html"
    extra_context = {"title": _("备用码")}


@permission(ENROL)
class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):
    template_name = "account/entrance.html"
    extra_context = {"title": _("换一组备用码"), "button": _("换一组"), "intro": _("原来的备用码全部作废。")}

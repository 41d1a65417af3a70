"""What allauth asks us: where to go after signing in, how to store a password and the secret of a telephone."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING, Any, cast

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from envportal.accounts import actions, rules
from envportal.web.forms import tidy

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

    from envportal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或密码不对。请核对大小写，或用“忘记密码”重设。"),
        "invalid_login": _("登录名或密码不对。请核对大小写，或用“忘记密码”重设。"),
        "account_inactive": _("这个账号已停用，请联系本单位的安全管理员。"),
        "rate_limited": _("操作太频繁，请过几分钟再试。"),
        "invalid_password_reset": _("这个链接已经失效，请重新申请重设密码。"),
        "too_many_login_attempts": _("尝试次数太多，请过 15 分钟再试。"),
        "incorrect_password": _("密码不对，请重新写。"),
        "enter_current_password": _("现在的密码不对，请重新写。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  enterprises register on a page of ours
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """One spelling of name and password, whichever form and keyboard they came from."""
        name = str(credentials.get("username", "")).strip().lower()
        secret = tidy(str(credentials.get("password", "")))
        return super().authenticate(request, **{**credentials, "username": name, "login": name, "password": secret})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user)

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002  one rule for all
        """Who signed in a moment ago need not do so again."""
        return not rules.confirmed_recently(context.request, timezone.now())

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        person = cast("User", user)
        changed = actions.set_password(person.pk, password=tidy(password), at=timezone.now())
        person.password, person.password_expires_on = changed.password, changed.password_expires_on

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        actions.sign_in(user.pk, at=timezone.now())
        now = timezone.now().timestamp()
        request.session["began_at"] = request.session["seen_at"] = now
        return super().post_login(request, user, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Signing in and out needs no banner: the page that follows shows it."""


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对，请等验证器显示下一个 6 位数字后再写。"),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        picture = io.BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return picture.getvalue().decode()


def home_of(user: Any) -> str:
    area = "/desk/" if user.is_staff_member else "/my/"
    size = get_script_prefix().rstrip("/")
    return f"{size}/en{area}" if get_language() == "en" else f"{size}{area}"


def _box() -> MultiFernet:
    """Keys from the portal's secret; the former ones still open what they closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(b"second factor" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

"""One-time codes (RFC 6238): each is good once, for signing in and for signing alike."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from allauth.account import app_settings as app_settings_of_accounts
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import UsedCode
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from envportal.accounts.models import User

P = ParamSpec("P")
R = TypeVar("R")
KEPT = timedelta(days=1)
MOST_WRONG = 5
REST = 5 * 60


class WrongCode(Refused):
    """The one-time code is not the one of this moment, or it was used before; `counts` for whom it is held against."""

    counts = ""


def signed(action: Callable[P, R]) -> Callable[P, R]:
    """A step signed with a one-time code: one transaction, and a wrong code counts though all of it is rolled back."""
    step = transaction.atomic(action)

    @wraps(action)
    def sign(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except WrongCode as wrong:
            if wrong.counts:
                cache.set(wrong.counts, cache.get(wrong.counts, 0) + 1, REST)
            raise

    return sign


def confirm_second_factor(user: User, code: str, at: datetime) -> None:
    """Use up a one-time code of the person's authenticator app, or raise WrongCode, which `signed` counts."""
    counter = f"wrong-codes:{user.get_username()}"
    if cache.get(counter, 0) >= MOST_WRONG:
        raise WrongCode(_("验证码连续写错多次，请过 5 分钟再试。"))
    step = step_of(user, code, at)
    if step is None or not use_up(user, step, at):
        wrong = WrongCode(_("动态验证码不对或已经用过，请等验证器显示下一个 6 位数字后再输入。"))
        wrong.counts = counter
        raise wrong
    cache.delete(counter)


def confirmed_recently(request: HttpRequest, at: datetime) -> bool:
    """Whether the person in this session showed who they are within ten minutes: by code if they have an app."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
        records = [record for record in records if record["method"] == "mfa"]
    latest: float = max((record["at"] for record in records), default=0)
    allowed: float = app_settings_of_accounts.REAUTHENTICATION_TIMEOUT
    return at.timestamp() - latest < allowed


def step_of(user: User, code: str, at: datetime) -> int | None:
    """The half minute a code belongs to, if it is one the person's app shows around this moment."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return None
    return step_in(decrypt(authenticator.data["secret"]), code, at)


def step_in(secret: str, code: str, at: datetime) -> int | None:
    typed = "".join(code.split())
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    for step in range(now - tolerance, now + tolerance + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), typed.encode()):
            return step
    return None


def use_up(user: User, step: int, at: datetime) -> bool:
    """Mark a step as used; False if somebody was there before."""
    UsedCode.objects.filter(user=user, used_at__lt=at - KEPT).delete()
    try:
        with transaction.atomic():
            UsedCode.objects.create(user=user, step=step, used_at=at)
    except IntegrityError:
        return False
    return True

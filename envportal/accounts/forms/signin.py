"""The forms of allauth, in our words; a one-time code is good once."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.rules.passwords import profile_of
from envportal.accounts.rules.second_factor import step_in, step_of, use_up
from envportal.web.forms import tidy

STAFF_HINT = _("至少 %(least)d 个字符，大写字母、小写字母、数字、符号中占三类")
HINT = _("至少 %(least)d 个字符，可以是一句话；不要用常见密码")


def _say(form: forms.Form, **labels: object) -> None:
    """Our labels, and no text inside a field that vanishes as soon as one types."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)  # type: ignore[assignment]


def _ask_password(form: Any, user: Any) -> None:
    profile = profile_of(user)
    form.fields["password1"].help_text = (STAFF_HINT if profile.classes else HINT) % {"least": profile.least}


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("登录名"), password=_("密码"))
        self.fields["password"].help_text = ""
        self.fields["login"].error_messages["required"] = _("写明登录名")
        self.fields["password"].error_messages["required"] = _("写明密码")


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_("密码"))
        self.fields["password"].help_text = ""


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, oldpassword=_("现在的密码"), password1=_("新密码"), password2=_("再写一遍新密码"))
        self.fields["oldpassword"].help_text = ""
        _ask_password(self, self.user)

    def clean_oldpassword(self) -> str:
        self.cleaned_data["oldpassword"] = tidy(self.cleaned_data["oldpassword"])
        return str(super().clean_oldpassword())

    def clean_password1(self) -> str:
        new: str = self.cleaned_data["password1"]
        if self.user is not None and self.user.check_password(new):
            raise forms.ValidationError(_("新密码要与现在的密码不同"))
        return new


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("登记时用的电子邮箱"))


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("新密码"), password2=_("再写一遍新密码"))
        _ask_password(self, self.user)


class OneTimeCode(mfa.BaseAuthenticateForm):
    """A code of the authenticator app, used up in the database, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("验证码"))
        self.fields["code"].help_text = _("手机验证器上的 6 位数字；手机不在身边时，写一个备用码")
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-10", "inputmode": "text"}

    def clean_code(self) -> str:
        code: str = super().clean_code()
        at = timezone.now()
        if self.authenticator.type == Authenticator.Type.TOTP:
            step = step_of(self.user, code, at)
            if step is None or not use_up(self.user, step, at):
                raise forms.ValidationError(_("这个验证码已经用过，请等验证器显示下一个 6 位数字"))
        return code


class CodeForm(OneTimeCode, mfa.AuthenticateForm):
    pass


class CodeAgainForm(OneTimeCode, mfa.ReauthenticateForm):
    pass


class EnrolForm(ActivateTOTPForm):
    """The first code proves that the app has the secret; it cannot be used again to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("验证器显示的 6 位数字"))
        self.fields["code"].widget.attrs |= {"class": "govuk-input--width-10", "inputmode": "numeric"}

    def clean_code(self) -> str:
        code: str = super().clean_code()
        at = timezone.now()
        step = step_in(self.secret, code, at)
        if step is None or not use_up(self.user, step, at):
            raise forms.ValidationError(_("这个验证码已经用过，请等验证器显示下一个 6 位数字"))
        return code

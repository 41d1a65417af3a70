"""A person's own details, and what a security administrator types about colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import Role
from envportal.accounts.forms import fields
from envportal.accounts.models import Bureau, Section, User
from envportal.accounts.rules.persons import GRANTABLE
from envportal.web.forms import Form

if TYPE_CHECKING:
    from envportal.accounts.actions import StaffDetails

STAFF = ("username", "name", "title", "email", "phone", "bureau", "section")


class SelfForm(Form):
    """What staff may change about themselves; their name is changed by the security administrator."""

    email = fields.email(required=False)
    phone = fields.PhoneField(required=False)
    language = forms.ChoiceField(label=_("消息用的语言"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class ApplicantForm(SelfForm):
    name = fields.text(_("姓名"), _("写明您的姓名"), most=60)
    field_order = ("name", "email", "phone", "language")


class FirstPasswordForm(Form):
    """A first password; its owner has to change it when they first sign in."""

    password = fields.password(_("初始密码"), _("至少 10 个字符，大写、小写、数字、符号占三类；首次登录时须更换"))

    def clean_password(self) -> str:
        secret: str = self.cleaned_data["password"]
        validate_password(secret, User())
        return secret


class NewStaffForm(FirstPasswordForm):
    """A new colleague of the administrator's bureau."""

    username = fields.UsernameField()
    name = fields.text(_("姓名"), _("写明姓名"), most=60)
    title = forms.CharField(label=_("职务（可不填）"), max_length=40, required=False)
    email = fields.email()
    phone = fields.PhoneField(required=False)
    bureau = forms.ModelChoiceField(label=_("单位"), queryset=Bureau.objects.none(), empty_label=None)
    section = forms.ModelChoiceField(
        label=_("科室（可不选）"), queryset=Section.objects.none(), required=False, empty_label=_("不分科室")
    )
    field_order = ("username", "name", "title", "email", "phone", "bureau", "section", "password")

    def __init__(self, *args: Any, manager: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bureaus, sections = Bureau.objects.order_by("pk"), Section.objects.select_related("bureau").order_by("pk")
        if manager.bureau_id is not None:
            bureaus, sections = bureaus.filter(pk=manager.bureau_id), sections.filter(bureau=manager.bureau_id)
        self._choose_from("bureau", bureaus)
        self._choose_from("section", sections)

    def _choose_from(self, name: str, rows: Any) -> None:
        choice = self.fields[name]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = rows

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        section, bureau = typed.get("section"), typed.get("bureau")
        if section and bureau and section.bureau_id != bureau.pk:
            self.add_error("section", _("这个科室不属于所选单位，请重新选择"))
        return typed

    def details(self) -> StaffDetails:
        return {name: self.cleaned_data[name] for name in STAFF}  # type: ignore[return-value]


class RoleForm(Form):
    role = forms.ChoiceField(
        label=_("角色"),
        choices=[("", _("请选择")), *((role.value, role.label) for role in Role if role in GRANTABLE)],
        error_messages={"required": _("选择一个角色")},
    )


class DisableForm(Form):
    reason = fields.text(_("停用原因"), _("写明停用原因，例如：调离本局"), most=200)

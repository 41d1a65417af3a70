"""Registration of an enterprise, its mending, and grants to drafting units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import EnterpriseKind, SectionKind
from envportal.accounts.forms import fields
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from envportal.accounts.actions import EnterpriseDetails, PersonDetails

ENTERPRISE = ("uscc", "name", "kind", "legal_representative", "address", "bureau")


class RegisterForm(Form):
    """The enterprise, and the person who registers it."""

    kind = forms.ChoiceField(
        label=_("贵单位是"),
        choices=[
            (EnterpriseKind.OWNER, _("建设单位（办理自己项目的环评审批）")),
            (EnterpriseKind.CONSULTANT, _("编制单位（受委托编制环评文件）")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("选择建设单位或编制单位")},
    )
    uscc = fields.UsccField()
    name = fields.text(_("单位名称"), _("写明单位名称，与营业执照一致"), autocomplete="organization")
    legal_representative = fields.text(_("法定代表人"), _("写明法定代表人姓名"), most=60)
    address = fields.text(_("住所"), _("写明住所，与营业执照一致"), most=200)
    bureau = forms.ModelChoiceField(
        label=_("由哪个生态环境局核验"),
        queryset=Bureau.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("选择项目所在地的生态环境局")},
    )
    person = fields.text(_("您的姓名"), _("写明您的姓名"), most=60, autocomplete="name")
    phone = fields.PhoneField()
    email = fields.email()
    username = fields.UsernameField()
    password = fields.password(_("密码"), _("至少 12 个字符，可以是一句话；不要用常见密码"))
    password_again = fields.password(_("再写一遍密码"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["bureau"]
        if isinstance(choice, forms.ModelChoiceField):
            has_a_window = Q(sections__kind=SectionKind.WINDOW) | Q(subordinates=None)
            choice.queryset = Bureau.objects.filter(has_a_window).distinct().order_by("parent_id", "pk")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("这个登录名已有人使用，请换一个"))
        return username

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        secret = typed.get("password")
        if secret and typed.get("password_again") not in {None, secret}:
            self.add_error("password_again", _("两遍密码不一样，请重新写"))
        if secret:
            person = User(**{name: typed.get(name, "") for name in ("username", "email", "phone")})
            person.enterprise = Enterprise(name=typed.get("name", ""))
            fields.check_with(lambda: validate_password(secret, person), self, "password")
        return typed

    def enterprise_details(self) -> EnterpriseDetails:
        return {name: self.cleaned_data[name] for name in ENTERPRISE}  # type: ignore[return-value]

    def person_details(self) -> PersonDetails:
        typed = self.cleaned_data
        return {"name": typed["person"], **{n: typed[n] for n in ("username", "email", "phone", "password")}}  # type: ignore[typeddict-item]


class MendForm(Form):
    """What an enterprise may correct about itself."""

    uscc = fields.UsccField()
    name = fields.text(_("单位名称"), _("写明单位名称，与营业执照一致"))
    legal_representative = fields.text(_("法定代表人"), _("写明法定代表人姓名"), most=60)
    address = fields.text(_("住所"), _("写明住所，与营业执照一致"), most=200)


class CounterForm(MendForm):
    """An enterprise that stands at the window, as its licence has it, and who came for it."""

    contact_name = fields.text(_("来人姓名"), _("写明来办事的人的姓名"), most=60)
    contact_phone = fields.PhoneField()
    contact_email = fields.email(required=False)
    contact_email.label = _("联系邮箱（可不填）")
    licence_seen = forms.BooleanField(
        label=_("已核对营业执照原件，以上内容与执照一致"),
        error_messages={"required": _("请核对营业执照原件；没有带来的，请对方带来再登记")},
    )


class DoubtForm(Form):
    """What is doubtful, in the clerk's words."""

    reason = forms.CharField(
        label=_("哪里不一致，请对方怎样改"),
        help_text=_("对方会看到这句话，例如：住所与营业执照不一致，请按执照填写"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写明哪里不一致、请对方怎样改")},
    )


class GrantForm(Form):
    """Which drafting unit, from when to when."""

    uscc = fields.UsccField()
    valid_from = ChineseDateField(label=_("自哪天起"))
    valid_to = ChineseDateField(label=_("到哪天止（含当天）"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, ends = typed.get("valid_from"), typed.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("截止日期应在起始日期当天或以后"))
        return typed

"""Bureaus, the people in them, and the enterprises that apply to them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import EnterpriseKind, Role, SectionKind


class Proposed(models.Model):
    """What one person proposes and another agrees to or turns down; in force from a day on and never changed then."""

    valid_from = models.DateField(_("施行日"))
    why = models.CharField(_("理由"), max_length=300)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    agreed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(_("同意时间"), null=True, blank=True)
    declined_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    declined_why = models.CharField(_("退回理由"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")),
                name="nobody_agrees_to_their_own_%(class)s",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="%(class)s_is_agreed_by_somebody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(declined_by=None, declined_at=None, declined_why="")
                | (Q(declined_by__isnull=False, declined_at__isnull=False, agreed_by=None) & ~Q(declined_why="")),
                name="%(class)s_is_declined_with_a_reason_or_agreed",
            ),
        ]


class Bureau(models.Model):
    """An ecology and environment bureau; a branch licenses in the name of the city bureau above it."""

    code = models.SlugField(_("代号"), unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=150, blank=True)
    mark = models.CharField(_("机关代字"), max_length=12, help_text="发文机关代字，如“云环”")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")
    is_branch = models.BooleanField(_("派出机构"), default=False)
    division = models.CharField(_("行政区划代码"), max_length=12, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮编"), max_length=10, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A section (科室) of a bureau."""

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="sections")
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=SectionKind.choices)
    phone = models.CharField(_("电话"), max_length=30, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "name"], name="section_has_one_name_in_its_bureau")
        ]

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A project owner or an EIA drafting unit, by its unified social credit code (GB 32100)."""

    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("单位名称"), max_length=120)
    kind = models.CharField(_("类别"), max_length=12, choices=EnterpriseKind.choices)
    legal_representative = models.CharField(_("法定代表人"), max_length=60)
    address = models.CharField(_("住所"), max_length=200)
    bureau = models.ForeignKey(Bureau, models.PROTECT, verbose_name=_("核验的生态环境局"), related_name="enterprises")
    verified_on = models.DateField(_("核验日期"), null=True, blank=True)
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Why a clerk could not verify it: shown to the enterprise until it mends its details.
    doubt = models.CharField(_("未通过核验的原因"), max_length=300, blank=True)
    # Who came to the counter for it: whom to call while it has no account.
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    contact_email = models.EmailField(_("联系邮箱"), blank=True)
    # Who asked online for the account of an enterprise entered at the counter; lets nobody in until a clerk confirms.
    claimant = models.OneToOneField(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="claim", verbose_name=_("认领人")
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(verified_on=None, verified_by=None)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
                name="enterprise_is_verified_by_somebody_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person: of a bureau (staff) or of an enterprise (applicant), never of both."""

    username = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("邮箱"), blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")
    bureau = models.ForeignKey(Bureau, models.PROTECT, null=True, blank=True, related_name="staff")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="staff")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, blank=True, related_name="users")
    title = models.CharField(_("职务"), max_length=40, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    # A first password of staff has expired when it is set; null: it serves until it is changed.
    password_expires_on = models.DateField(_("密码有效期至"), null=True, blank=True)
    created_at = models.DateTimeField(_("建立时间"), null=True, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(bureau=None) | Q(enterprise=None), name="user_serves_a_bureau_or_an_enterprise"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff_member(self) -> bool:
        """Whether the person is no applicant (and so needs a second factor)."""
        return self.enterprise_id is None


class RoleGrant(models.Model):
    """A role a member of staff holds; effective on the next request."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(_("授予时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="role_is_granted_once")]

    def __str__(self) -> str:
        return self.get_role_display()


class RoleRequest(models.Model):
    """A role one security administrator asks for and another one grants."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_requests")
    role = models.CharField(_("角色"), max_length=20, choices=Role.choices)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    was_granted = models.BooleanField(_("已授予"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(decided_by=None), name="role_is_asked_for_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(was_granted=False) | ~Q(decided_by=F("requested_by")),
                name="role_is_granted_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class UsedCode(models.Model):
    """A one-time code that has done its work: the half minute it belongs to."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    step = models.BigIntegerField(_("时间步"))
    used_at = models.DateTimeField(_("使用时间"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "step"], name="one_time_code_is_used_once")]

    def __str__(self) -> str:
        return str(self.step)


class Counter(models.Model):
    """What limits stand on, kept by Django's cache in the database: wrong passwords and codes of the last minutes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class AgentGrant(models.Model):
    """An enterprise lets a drafting unit act for it until a day, or until it revokes the grant."""

    owner = models.ForeignKey(Enterprise, models.PROTECT, related_name="grants_given")
    consultant = models.ForeignKey(Enterprise, models.PROTECT, related_name="grants_held")
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("授权时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="agent_grant_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(owner=F("consultant")), name="nobody_is_their_own_agent"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="agent_grant_is_revoked_by_somebody_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.consultant}"

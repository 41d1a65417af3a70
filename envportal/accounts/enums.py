"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Who somebody is to the permission matrix; one column of it each."""

    PUBLIC = "public", _("公众")
    OWNER = "owner", _("建设单位")
    CONSULTANT = "consultant", _("编制单位")
    CLERK = "clerk", _("窗口人员")
    OFFICER = "officer", _("经办人")
    SECTION_HEAD = "section_head", _("科室负责人")
    LEADER = "leader", _("局领导")
    INSPECTOR = "inspector", _("执法人员")
    FINANCE = "finance", _("财务")
    EDITOR = "editor", _("信息公开编辑")
    SUPERVISOR = "supervisor", _("效能监察")
    API = "api", _("开放数据用户")
    SYSOP = "sysop", _("系统管理员")
    SECADM = "secadm", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")
    CODE_HOLDER = "code_holder", _("持查询码的人")
    EXPERT = "expert", _("评审专家")
    DEPARTMENT = "department", _("其他部门")
    LEGAL = "legal", _("法制审核人员")


class Reach(models.TextChoices):
    """How far a cell of the permission matrix reaches; the code is what the file has."""

    ALL = "A", _("都可以")
    OWN = "O", _("本单位的")
    GRANTED = "G", _("授权给本单位的")
    HELD = "S", _("自己经手的")
    SECTION = "D", _("本科室的")
    BUREAU = "B", _("本局的")
    NOT_RECUSED = "N", _("自己范围内的，回避的除外")
    FOUR_EYES = "F", _("前面没有经手的人才可以")
    PUBLISHED = "P", _("已经公开的")
    MASKED = "M", _("遮去个人信息的")
    CONFIRMED = "C", _("十分钟内验证过身份的")
    SELF = "I", _("自己的")
    NEVER = "-", _("不可以")


# 三员: who runs the machine, who grants roles and who reads the log are three people without a business role.
MACHINE_ROLES = frozenset({Role.SYSOP, Role.SECADM, Role.AUDITOR})
# Who acts in somebody's name in a decision. Who watches, runs the machine or judges from outside is nobody's
# substitute, whatever else they are.
SUBSTITUTES = frozenset({Role.CLERK, Role.OFFICER, Role.SECTION_HEAD, Role.LEADER, Role.LEGAL})
NEVER_SUBSTITUTES = MACHINE_ROLES | {Role.SUPERVISOR}


class SectionKind(models.TextChoices):
    WINDOW = "window", _("窗口")
    REVIEW = "review", _("审批科室")
    ADVICE = "advice", _("环保技术服务股")
    OFFICE = "office", _("办公室")
    SUPERVISION = "supervision", _("效能监察室")
    ENFORCEMENT = "enforcement", _("执法科室")


class EnterpriseKind(models.TextChoices):
    OWNER = "owner", _("建设单位")
    CONSULTANT = "consultant", _("编制单位")


class Power(models.TextChoices):
    """What a leader or a section head may let somebody else do in their name; `rules.delegation` has who and what."""

    SIGN = "sign", _("签发审批决定")
    EXTEND = "extend", _("批准延长承诺时限")
    PROPOSE = "propose", _("审核并提出拟审批意见")
    PAUSE = "pause", _("确认停止计时")


# Whose power it is, and the row of the permission matrix it opens.
OF_ROLE = {
    Power.SIGN: Role.LEADER,
    Power.EXTEND: Role.LEADER,
    Power.PROPOSE: Role.SECTION_HEAD,
    Power.PAUSE: Role.SECTION_HEAD,
}
OPENS = {
    "decision.sign": Power.SIGN,
    "clock.extend": Power.EXTEND,
    "decision.approve_first": Power.PROPOSE,
    "clock.confirm_pause": Power.PAUSE,
}


class DelegatedKind(models.TextChoices):
    """For which documents a power is delegated, by the kinds of cases."""

    REPORT = "eia_report", _("报告书")
    TABLE = "eia_table", _("报告表")
    REGISTRATION = "eia_registration", _("登记表")

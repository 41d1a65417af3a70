"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of the case, its series of numbers, its evidence files, the reason of a link to what it called for.
KIND = "incident"
SERIES = "突发"
EVIDENCE = "incident_evidence"
CALLED_FOR = "incident"
# What the log says of a visit that is wanted.
VISIT_ASKED = "incident_visit_asked"


class State(models.TextChoices):
    RECEIVED = "received", _("已接报，待核实定级")
    HANDLING = "handling", _("已定级，处置中")
    CONCLUDED = "concluded", _("已写结论，待结案")
    CLOSED = "closed", _("已结案")
    DISMISSED = "dismissed", _("经核实不是突发环境事件")


OPEN = frozenset({State.RECEIVED, State.HANDLING, State.CONCLUDED})


class Source(models.TextChoices):
    """信息来源."""

    PUBLIC = "public", _("公众报告")
    ENTERPRISE = "enterprise", _("涉事单位报告")
    TELEPHONE = "telephone", _("电话接报")
    PATROL = "patrol", _("执法巡查发现")
    OTHER_BODY = "other_body", _("其他部门通报")
    SUBORDINATE = "subordinate", _("下级机关报告")


TYPED_IN = (Source.TELEPHONE, Source.PATROL, Source.OTHER_BODY, Source.SUBORDINATE)


class Level(models.TextChoices):
    """From the least to the gravest; the words are those of the notice board's forms."""

    IV = "4", _("一般（Ⅳ级）")
    III = "3", _("较大（Ⅲ级）")
    II = "2", _("重大（Ⅱ级）")
    I = "1", _("特别重大（Ⅰ级）")  # noqa: E741  the law's own numeral


class Sensitive(models.TextChoices):
    """What makes an incident of unknown level one to be reported as major."""

    WATER_ZONE = "water_zone", _("饮用水水源保护区")
    PEOPLE = "people", _("居民聚居区、学校、医院等")
    METALS = "metals", _("重金属或者类金属污染")
    BORDER = "border", _("可能跨省或者跨国界")
    MASS = "mass", _("引发群体性事件或者社会影响较大")


class WaterCut(models.TextChoices):
    """Whose centralised drinking-water intake had to stop."""

    NONE = "", _("没有中断取水，或者还不知道")
    TOWNSHIP = "township", _("乡镇集中式饮用水水源地取水中断")
    COUNTY = "county", _("县级城市集中式饮用水水源地取水中断")
    CITY = "city", _("设区的市级以上城市集中式饮用水水源地取水中断")


class Cause(models.TextChoices):
    SAFETY = "safety", _("安全生产")
    TRAFFIC = "traffic", _("交通事故")
    DISCHARGE = "discharge", _("企业排污")
    NATURE = "nature", _("自然灾害")
    OTHER = "other", _("其他")


class Who(models.TextChoices):
    """Who has to be told."""

    GOVERNMENT = "government", _("本级人民政府")
    SUPERIOR = "superior", _("上一级生态环境主管部门")
    PROVINCE = "province", _("省级生态环境主管部门")
    MINISTRY = "ministry", _("生态环境部")


class Way(models.TextChoices):
    TELEPHONE = "telephone", _("电话")
    WRITTEN = "written", _("书面")


class ReportKind(models.TextChoices):
    FIRST = "first", _("初报")
    FOLLOW_UP = "follow_up", _("续报")
    FINAL = "final", _("处理结果报告")


class Stage(models.TextChoices):
    """What the public reads, version after version; the values name the forms of the notice board."""

    INITIAL = "incident_initial", _("初步情况")
    FOLLOW_UP = "incident_followup", _("处置进展")
    CONCLUSION = "incident_conclusion", _("调查结论")

"""The words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Medium(models.TextChoices):
    """What is measured."""

    AIR = "air", _("环境空气")
    WATER = "water", _("地表水")
    DRINKING = "drinking", _("饮用水水源")
    NOISE = "noise", _("声环境")


class Level(models.TextChoices):
    """Whose network a station belongs to."""

    STATE = "state", _("国控")
    PROVINCE = "province", _("省控")
    CITY = "city", _("市控")
    COUNTY = "county", _("县控")


class WaterKind(models.TextChoices):
    """Which columns of the standard hold: lakes have total nitrogen and phosphorus of their own."""

    RIVER = "river", _("河流")
    LAKE = "lake", _("湖库")
    GROUND = "ground", _("地下水")


class Zone(models.TextChoices):
    """Functional zones of GB 3096-2008."""

    ZERO = "0", _("0 类")
    ONE = "1", _("1 类")
    TWO = "2", _("2 类")
    THREE = "3", _("3 类")
    FOUR_A = "4a", _("4a 类")
    FOUR_B = "4b", _("4b 类")


class Averaging(models.TextChoices):
    """Over what time a value stands."""

    HOUR = "hour", _("小时")
    DAY = "day", _("日")
    MONTH = "month", _("月")
    YEAR = "year", _("年")


class Flag(models.TextChoices):
    """Whether a value may be counted, and if not why."""

    VALID = "valid", _("有效")
    INVALID = "invalid", _("无效")
    BELOW = "below", _("未检出")
    NOT_MEASURED = "none", _("未监测")


class Parameter(models.TextChoices):
    """What is measured, by the keys the tables of the standards use."""

    SO2 = "SO2", _("二氧化硫")
    NO2 = "NO2", _("二氧化氮")
    PM10 = "PM10", _("可吸入颗粒物 PM10")
    PM25 = "PM2.5", _("细颗粒物 PM2.5")
    CO = "CO", _("一氧化碳")
    O3 = "O3", _("臭氧 1 小时")
    O3_8H = "O3_8h", _("臭氧 8 小时")
    TEMPERATURE = "temperature", _("水温")
    PH = "pH", _("pH 值")
    DO = "DO", _("溶解氧")
    CODMN = "CODMn", _("高锰酸盐指数")
    COD = "COD", _("化学需氧量")
    BOD5 = "BOD5", _("五日生化需氧量")
    NH3N = "NH3-N", _("氨氮")
    TP = "TP", _("总磷")
    TN = "TN", _("总氮")
    CU = "Cu", _("铜")
    ZN = "Zn", _("锌")
    F = "F", _("氟化物")
    SE = "Se", _("硒")
    AS = "As", _("砷")
    HG = "Hg", _("汞")
    CD = "Cd", _("镉")
    CR6 = "Cr6", _("六价铬")
    PB = "Pb", _("铅")
    CN = "CN", _("氰化物")
    PHENOL = "phenol", _("挥发酚")
    OIL = "oil", _("石油类")
    LAS = "LAS", _("阴离子表面活性剂")
    SULFIDE = "S", _("硫化物")
    COLIFORM = "coliform", _("粪大肠菌群")
    CHLA = "chla", _("叶绿素 a")
    SD = "SD", _("透明度")
    VOLUME = "volume", _("取水量")
    LD = "Ld", _("昼间等效声级")
    LN = "Ln", _("夜间等效声级")


AIR = (Parameter.PM25, Parameter.PM10, Parameter.O3_8H, Parameter.NO2, Parameter.SO2, Parameter.CO)
AIR_HOURLY = (Parameter.PM25, Parameter.PM10, Parameter.O3, Parameter.NO2, Parameter.SO2, Parameter.CO)
NOISE = (Parameter.LD, Parameter.LN)
# What is told of water but has no class: what the trophic state of a lake takes besides, and what was drawn.
TROPHIC = (Parameter.CHLA, Parameter.SD)
NOT_CLASSED = (Parameter.TEMPERATURE, *TROPHIC, Parameter.VOLUME)
CLASSED = tuple(Parameter)[len((*AIR, Parameter.O3)) : -len((*TROPHIC, Parameter.VOLUME, *NOISE))]
OF_MEDIUM: dict[str, tuple[Parameter, ...]] = {
    Medium.AIR: (*AIR, Parameter.O3), Medium.WATER: (*CLASSED, *TROPHIC),
    Medium.DRINKING: (*CLASSED, *TROPHIC, Parameter.VOLUME), Medium.NOISE: NOISE,
}  # fmt: skip


class Span(models.TextChoices):
    """Of what a bulletin tells."""

    MONTH = "month", _("月报")
    YEAR = "year", _("年报")


class BulletinState(models.TextChoices):
    DRAFT = "draft", _("待另一人发布")
    PUBLISHED = "published", _("已发布")
    SUPERSEDED = "superseded", _("已更正")
    DROPPED = "dropped", _("已放弃")


class Column(models.TextChoices):
    """What a column of a table may say besides a value of a parameter."""

    CODE = "code", _("站点代号")
    STATION = "station", _("站点、断面、水源、测点")
    RIVER = "river", _("河流或湖库")
    PLACE = "place", _("城市或区县")
    DATE = "date", _("日期")
    HOUR = "hour", _("时")
    PERIOD = "period", _("月份或时段")
    UNIT = "unit", _("单位")
    ATTRIBUTE = "attribute", _("断面属性")
    WATER_TYPE = "water_type", _("水源类型")
    TARGET = "target", _("水质目标")
    CLASS = "class", _("水质类别")
    CLASS_LAST_MONTH = "class_last_month", _("上月类别")
    CLASS_LAST_YEAR = "class_last_year", _("去年同期类别")
    COMPLIANT = "compliant", _("达标情况")
    RATE = "rate", _("达标率")
    EXCEEDANCE = "exceedance", _("超标指标及倍数")
    VALID_DAYS = "valid_days", _("有效天数")
    GOOD_DAYS = "good_days", _("优良天数")
    GOOD_RATE = "good_rate", _("优良率")
    INDEX = "index", _("综合指数")
    AQI = "aqi", _("空气质量指数")
    API = "api", _("空气污染指数（旧）")
    PRIMARY = "primary", _("首要污染物")
    PUBLISHER = "publisher", _("发布单位")
    SOURCE = "source", _("来源")

"""批准条件: what each is about, as its words suggest, and how they read in one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from envportal.documents.enums import Origin, Topic
from envportal.documents.queries import wording as words
from envportal.documents.rules.wording import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from approvals.applications.models import Condition, Opinion
    from envportal.documents.queries.wording import Block

# What its words say it is about, asked in this order: the particular before what is named everywhere.
SUGGEST: Final = (
    (Topic.CONSTRUCTION, r"施工"),
    (Topic.THREE, r"三同时|同时设计|排污许可|以新带老|原有环境问题|竣工"),
    (Topic.TOTAL, r"总量"),
    (Topic.MONITORING, r"自行监测|在线监测|监测方案|监测点|信息公开"),
    (Topic.RISK, r"应急|风险|事故|围堰|泄漏"),
    (Topic.AIR, r"恶臭|除臭|臭气"),
    (Topic.SOLID, r"固体废物|危险废物|危废|固废|污泥|弃渣"),
    (Topic.NOISE, r"噪声|夜间|隔声|减振|鸣笛"),
    (Topic.WATER, r"废水|污水|雨污|冷却水|清洗水|排放口|防渗|地下水|回用水|混合区|枯水期"),
    (Topic.AIR, r"废气|大气|粉尘|扬尘|烟尘|除尘|颗粒物|无组织|排气筒|集气|挥发性有机物|有机溶剂|漆|酸雾|低氮"),
    (Topic.ECOLOGY, r"生态|植被|水土保持|绿化|种树|物种"),
)


class Worded(NamedTuple):
    """A condition before it is written: what it is about and its words."""

    topic: str
    text: str


def topic_of(text: str, library: Iterable[Block] = ()) -> str:
    """What a condition is about: as the library has the entry it is from, else as its words suggest; "" if neither."""
    origin = origin_of(text, list(library)).get("key")
    known = next((block.topic for block in library if block.key == origin), "")
    return known or next((str(topic) for topic, pattern in SUGGEST if re.search(pattern, text)), "")


def typed(lines: str, library: Sequence[Block] = ()) -> list[Worded]:
    """One condition a line, each with what it is about; what says nothing of it is about something else."""
    texts = (line.strip() for line in lines.splitlines())
    return [Worded(topic_of(text, library) or str(Topic.OTHER), text) for text in texts if text]


def conditions_of(opinion: Opinion) -> list[Condition]:
    return list(opinion.conditions.all())


def own_words(opinion: Opinion, on: date) -> set[int]:
    """The conditions somebody worded, or altered so much that no entry of the library reads like them."""
    library = words.ever_in_library(words.whose(opinion.application.case.bureau), on)
    return {one.pk for one in conditions_of(opinion) if origin_of(one.text, library)["origin"] != Origin.LIBRARY}


def in_one_text(opinion: Opinion) -> str:
    """All of them for a reader elsewhere: number, what it is about, words; one a line."""
    return "\n".join(f"{one.number}. {headed(one.topic, one.text)}" for one in conditions_of(opinion))


def headed(topic: str, text: str) -> str:
    """The words after what they are about, unless they say it themselves."""
    label = str(Topic(topic).label)
    return text if text.startswith(label) else f"{label}：{text}"

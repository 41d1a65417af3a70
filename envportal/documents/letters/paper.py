"""A letter in words: its fields as they are printed, and the whole as HTML."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from envportal.documents.enums import LetterKind, Standing, Topic
from envportal.documents.guards import fonts
from envportal.documents.letters import wording
from envportal.documents.letters.proof import square
from envportal.documents.rules import fields_of, standing
from envportal.documents.rules.field_types import Day, Field, Lines, Rows, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envportal.documents.models import Letter

NO_SEAL = "样张·未用印"
MARKS = {
    Standing.UNSEALED: NO_SEAL,
    Standing.STAMPED: "纸质原件已用印，本电子件未加盖电子印章",
    Standing.SIGNED: "",
    Standing.VOID: "已作废",
    Standing.REPLACED: "已作废，由{}替换",
    Standing.REVOKED: "本批复已由{}终止",
}
ANNEX = "办理期限逐日计算表"
PRINT, SCREEN, CSS = "letters/base.html", "letters/screen.html", "letters/print.css"
DIGITS = "零一二三四五六七八九"
STOPS = "。！？；：”）"
TITLE_WIDTH = 20
# What a line of a title does not part: a figure and its unit, a set phrase, a mark and what it closes or opens.
UNITS = (
    "平方千米|平方公里|平方米|立方米|兆瓦时?|千瓦时?|千米|公里|公顷|千克|毫米|厘米|蒸吨|标准箱|吨|克|米|亩|升|"
    "台套|台|套|件|只|个|座|条|头|羽|辆|艘|床|张|户|期|号|层|伏"
)
WORDS = (
    "(?:生态)?环境影响(?:报告[书表]?|登记表)|生态环境局|有限(?:责任)?公司|股份|集团|项目|关于|不予(?:批准|受理)|审批意见|无需办理|"
    "的(?:批复|决定|答复|公示|通知书?|函)|生产线|生产|工程|建设|技术|改造|技改|改扩建|改建|扩建|新建|迁建|搬迁|年产|加工|处理|处置|制造|"
    "综合|利用|工业园区?|产业园区?|开发区|高新区|经济|园区|基地|中心|仓储|物流|配套|设施|设备|污水|废水|废气|废物|危险|固体|污染|治理|研发|"
    "电子|机械|化工|制药|医药|食品|包装|塑料|金属|汽车|零部件|材料|纺织|家具|水泥|混凝土|锂电池|光伏|风电|发电|热电联产|医院|学校|公路|铁路|"
    "(?:第?[一二三四五六七八九十]+|[一二三四]至?[一二三四])期|及其"
)
FIGURE = rf"(?:第|年产|年处理|日处理)? ?[!-~]+(?:×[!-~]+)* ?[十百千万亿]*(?:{UNITS})?(?:/(?:年|天|日|小时))?"
PHRASES = re.compile(rf"[（《〈“「]?(?:{FIGURE}|{WORDS}|.)[）》〉”」、，：；]*")
# How an approval that stands comes to its end (行政许可法 §69, §8, §70).
WAYS = {"revoked": "撤销", "recalled": "撤回", "cancelled": "注销"}
# Five grounds of refusal, in the order of 生态环境法典 §105 (before it 建设项目环境保护管理条例 §11).
GROUNDS = {
    "1": "建设项目类型及其选址、布局、规模等不符合生态环境保护法律法规和相关法定规划",
    "2": "所在区域环境质量未达到标准，且拟采取的措施不能满足区域环境质量改善目标管理要求",
    "3": "拟采取的污染防治措施无法确保污染物排放达到标准，或者未采取必要措施预防和控制生态破坏",
    "4": "改建、扩建和技术改造项目，未针对项目原有环境污染和生态破坏提出有效防治措施",
    "5": "基础资料数据明显不实，内容存在重大缺陷、遗漏或者虚假，或者评价结论不明确、不合理",
}


def html(letter: Letter) -> str:
    """The letter as it goes to the press. Nothing in it is fetched."""
    context = paper(letter) | {"layout": PRINT, "proof": square(letter)}
    return lowered(render_to_string(_template(letter), context))


def css(letter: Letter) -> str:
    """How it is set, the same for all letters that bear the same mark."""
    return render_to_string(CSS, {"stacks": fonts.stacks(), "mark": mark(letter)})


def mark(letter: Letter) -> str:
    """What stands above every page: how far the letter may be relied on. Only a signed PDF needs no such words."""
    words = MARKS[standing(letter)]
    other = letter.ended_by if letter.voided_at is None else getattr(letter, "replacement", None)
    return words.format(other.number) if other is not None else words


def paper(letter: Letter) -> dict[str, Any]:
    """Everything a template of templates/letters says; `layout` SCREEN makes it part of a page."""
    known, said = fields_of(letter.kind), said_of(letter.kind, letter.fields)
    words = letter.frame.get("wording") or wording.shipped(letter.kind, said, letter.frame, letter.decided_on)
    if "sheet" in said:
        said["annex"] = ANNEX
        said["attachments"] = printed(known["attachments"], [*letter.fields.get("attachments", []), ANNEX])
    return {
        "letter": letter,
        "letter_template": _template(letter),
        "layout": SCREEN,
        "f": said,
        "w": {part: one["words"] for part, one in words.items()},
        "basis": letter.frame["basis"],
        "day": chinese_day(letter.frame["day"]),
        "title_lines": balanced(letter.title),
        "authority_size": _size(letter.frame["bureau"]),
        # 报告书, 报告表 or 登记表: what the letter calls the document further on.
        "short_name": str(said.get("document_kind", ""))[-3:],
        "conditions": _under_topics(said),
        "after_conditions": chinese_number(len(said.get("conditions", ())) + 1),
        **(_ground(said["ground"]) if letter.kind == LetterKind.REFUSAL else {}),
        "you": "你" if said.get("addressee") else "你单位",
        "way_words": WAYS.get(str(said.get("way")), ""),
    }


def _under_topics(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The conditions of an approval, where what they are about changes a line that says it before them."""
    topics = [Topic(one["words"]).label for one in said.get("topics", ())]
    rows = list(zip_longest(said.get("conditions", ()), topics, [None, *topics]))[: len(said.get("conditions", ()))]
    return [{**item, "head": topic if topic != before else ""} for item, topic, before in rows]


def said_of(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a letter as they are printed."""
    known = fields_of(kind)
    return {name: printed(known[name], value) for name, value in fields.items()}


def _template(letter: Letter) -> str:
    return f"letters/{letter.kind}.html"


def _ground(number: str) -> dict[str, str]:
    return {"ground_mark": chinese_number(int(number)), "ground_words": GROUNDS[number]}


def printed(field: Field, value: Any) -> Any:
    """One field as it is printed: days in Chinese, items numbered, sentences ended and phrases not."""
    if isinstance(field, Day):
        return chinese_day(value)
    if isinstance(field, Text):
        return _ended(value) if field.is_sentence else value.rstrip("。；;.")
    if isinstance(field, Lines):
        ended = [_ended(item) if field.are_sentences else item.rstrip("。；;") for item in value]
        return [_ordinals(n) | {"words": words} for n, words in enumerate(ended, 1)]
    if isinstance(field, Rows):
        return [_ordinals(n) | {key: row[key].rstrip("。；;.") for key in field.keys} for n, row in enumerate(value, 1)]
    return value


def _ordinals(n: int) -> dict[str, Any]:
    return {"n": n, "cn": chinese_number(n)}


def _ended(words: str) -> str:
    return words if words.endswith(tuple(STOPS)) else words.rstrip(".;") + "。"


def chinese_day(iso: str) -> str:
    """2026年9月14日: the year whole, month and day without a leading zero (GB/T 9704)."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(n: int) -> str:
    """一 … 十 … 二十一, to 999."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones else "")


def balanced(title: str) -> list[str]:
    """A title over as few lines as it needs, about equally wide, never parting a figure, its unit or a set phrase."""
    pieces = re.findall(PHRASES, title)
    lines = _filled(pieces, TITLE_WIDTH)
    narrow = sum(map(_width, pieces)) / len(lines)
    widths = (narrow + step / 2 for step in range(2 * TITLE_WIDTH))
    best = next(made for made in (_filled(pieces, min(w, TITLE_WIDTH)) for w in widths) if len(made) == len(lines))
    return [line.strip() for line in best]


def _filled(pieces: list[str], width: float) -> list[str]:
    """Piece after piece, a new line where the next one does not fit."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and _width(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return lines


def _width(piece: str) -> float:
    return sum(0.55 if mark.isascii() else 1 for mark in piece)


def _size(name: str) -> str:
    return "s" if len(name) <= 8 else "m" if len(name) <= 12 else "l"


def lowered(page: str) -> str:
    """CO₂ with a lowered 2 of the body's own font, which has no small figures."""
    return re.sub("[₀-₉]+", lambda found: f"<sub>{''.join(str(ord(c) - 0x2080) for c in found[0])}</sub>", page)

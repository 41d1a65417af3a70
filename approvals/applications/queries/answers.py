"""Everything an applicant answered, for the page where it is checked before it is filed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.applications.queries.facts import drafted_by
from approvals.applications.queries.files import files, in_chinese
from approvals.applications.queries.later import promised
from approvals.applications.queries.lists import open_correction
from approvals.applications.states import FileKind
from approvals.catalogue.queries.industries import industry_label
from envportal.cases.queries.codes import CODE_SIGNS
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from decimal import Decimal

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Answer:
    """One row of the summary: question, answer, files, and the step that changes it."""

    question: str | _StrPromise
    answer: str
    step: str
    files: list[Document] = field(default_factory=list)
    # Of an answer to a correction letter: its item, which is changed at an address of its own.
    item: int = 0


def answers(application: Application) -> list[tuple[str, list[Answer]]]:
    """Group title → its rows, in the order of the task list."""
    groups = [
        (_("项目"), _project(application)),
        (_("公众参与"), _participation(application)),
        (_("材料"), _files(application)),
        (_("联系"), _contact(application)),
        (_("逐项补正"), _corrected(application)),
    ]
    return [(title, rows) for title, rows in groups if rows]


@in_chinese
def filed(application: Application) -> dict[str, str]:
    """What is filed, for the log: a correction overwrites the rows. Whom to telephone is not the log's business."""
    rows = [*_project(application), *_participation(application), *_files(application)]
    return {str(row.question): str(row.answer or "") for row in rows}


@in_chinese
def check_code(application: Application, way: str = "submit") -> str:
    """核对码: six signs that change with any answer or file and with the way of filing.

    Printed where one signs, typed when it is handed in.
    """
    rows: list[object] = [way] if way != "submit" else []
    rows += [
        (str(row.question), str(row.answer), [file.sha256 for file in row.files])
        for _group, group in answers(application)
        for row in group
    ]
    number = int.from_bytes(sha256(json.dumps(rows, ensure_ascii=False).encode()).digest(), "big")
    signs = []
    for _n in range(6):
        number, place = divmod(number, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[place])
    return "".join(signs)


def _project(application: Application) -> list[Answer]:
    case, project = application.case, application.project
    money = f"{plain(application.investment)} / {plain(application.environmental_investment)} " + _("万元")
    begins = application.starts_on
    started = _("（已开工）") if application.has_started else ""
    rows = {
        _("建设单位"): application.owner.name,
        _("受理机关"): case.bureau.name,
        _("项目名称"): project.name,
        _("项目代码"): project.code,
        _("建设地点"): _("%(what)s（%(more)s）") % {"what": project.place, "more": project.division},
        _("行业"): industry_label(project.industry),
        _("建设性质"): application.get_nature_display(),
        _("总投资 / 环保投资"): money,
        _("计划开工日期"): f"{days.dated(begins)}{started}" if begins else "",
        _("项目概况"): application.overview,
        _("主要环境影响和措施"): application.impacts,
    }
    return [*(Answer(question, answer, "project") for question, answer in rows.items()), *_site(application)]


def _site(application: Application) -> list[Answer]:
    if application.procedure.full_text is None:
        return []
    told = screening.site(screening.facts_of(application.case))
    return [Answer(question, answer, "site") for question, answer in told.items()]


def _participation(application: Application) -> list[Answer]:
    told = getattr(application, "participation", None)
    if told is None or not application.procedure.consults:
        return []
    have = list(files(application))
    rows = {
        _("首次公开"): days.dated(told.disclosed_on) if told.disclosed_on else _("依法免于首次公开"),
        _("征求意见稿公开"): _("%(from)s至%(to)s")
        % {"from": days.dated(told.draft_from), "to": days.dated(told.draft_to)},
        _("公开网址"): told.web_address,
        _("登报"): f"{told.newspaper} {days.dated(told.printed_on)}、{days.dated(told.printed_again_on)}",
        _("张贴公告"): told.posted_at or _("依法免于张贴"),
        _("报批前公开全文"): days.dated(told.full_text_on),
        _("收到的意见"): _("%(n)s 条") % {"n": told.opinions},
        _("园区规划环评"): told.park_plan,
    }
    paper = Answer(_("公众参与说明"), "", "participation", _of(have, FileKind.PARTICIPATION))
    return [*(Answer(question, answer, "participation") for question, answer in rows.items() if answer), paper]


def _files(application: Application) -> list[Answer]:
    full_text = application.procedure.full_text
    if full_text is None:
        return []
    have = list(files(application))
    author = _("%(what)s（%(more)s）") % {"what": application.lead_author, "more": application.lead_author_credit}
    secrets = _("没有删减") if application.nothing_withheld else application.withheld
    return [
        Answer(_("编制单位"), drafted_by(application), "drafting"),
        Answer(_("编制主持人"), author, "drafting"),
        Answer(FileKind(full_text).label, "", "document", _of(have, full_text)),
        Answer(_("公开本"), secrets, "public", _of(have, FileKind.PUBLIC)),
        Answer(
            _("其他附件"),
            _("没有") if application.no_attachments else "",
            "attachments",
            _of(have, FileKind.ATTACHMENT),
        ),
        *_later(application),
        Answer(_("排放量"), _emissions(application), "emissions"),
        Answer(_("重金属"), _("涉及") if application.heavy_metals else _("不涉及"), "emissions"),
    ]


def _contact(application: Application) -> list[Answer]:
    service = _("同意门户送达") if application.portal_service else _("到窗口领取")
    return [
        Answer(_("联系人"), application.contact_name, "contact"),
        Answer(_("联系电话"), _("%(phone)s（不公开）") % {"phone": application.contact_phone}, "contact"),
        Answer(_("联系邮箱"), application.contact_email or "—", "contact"),
        Answer(_("文书送达"), service, "contact"),
    ]


def _later(application: Application) -> list[Answer]:
    """承诺后补的材料, where any is promised."""
    told = _("；").join(
        _("%(what)s（受理后 %(n)s 个工作日内）") % {"what": one.title, "n": one.days} for one in promised(application)
    )
    return [Answer(_("承诺后补的材料"), told, "later")] if told else []


def _corrected(application: Application) -> list[Answer]:
    """What is answered to the open correction letter: signed for like the rest."""
    correction = open_correction(application)
    items = correction.items.prefetch_related("files") if correction else []
    return [
        Answer(item.what, item.answer, "", [one for one in item.files.all() if one.replaced_by_id is None], item.pk)
        for item in items
    ]


def _of(have: list[Document], kind: str) -> list[Document]:
    return [file for file in have if file.kind == kind]


def _emissions(application: Application) -> str:
    rows = application.emissions.order_by("pk")
    unit = _("吨/年")
    return _("；").join(f"{row.get_pollutant_display()} {plain(row.tonnes)} {unit}" for row in rows)


def plain(number: Decimal | None) -> str:
    """1,860.5: thousands by a comma, no trailing zeros."""
    return "—" if number is None else f"{number.normalize():,f}"

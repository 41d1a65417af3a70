"""Filling in a draft in a browser, step by step, as an applicant does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import builders
from tests.browser.people import PROJECT
from tests.documents import corpus

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.people import Desk


def begin(desk: Desk, kind: str = "table", bureau: str = "") -> None:
    """A new draft; without a bureau the form's own choice stays."""
    desk.page.goto("/my/")
    desk.follow("新建申请或者备案")
    if bureau:
        desk.page.select_option("[name=bureau]", label=bureau)
    desk.choose(document_kind=kind)
    desk.fill(project_name=PROJECT)
    desk.send()


def project(desk: Desk) -> None:
    desk.follow("项目基本情况")
    desk.fill(
        project_code="2609-990102-07-02-418823", project_place="云溪市青石镇工业东路 18 号", project_division="青石镇",
        project_industry="C2231", investment="1,860", environmental_investment="96", starts_on="2027年3月1日",
        overview="新增 12 条成型线和 2 条水性油墨印刷线。", impacts="废气密闭收集，活性炭吸附后排放。",
    )  # fmt: skip
    desk.choose(nature="upgrade")
    desk.send()


def site(desk: Desk) -> None:
    desk.follow("选址和敏感区")
    desk.choose(site_known="unknown")
    desk.tick("[name=site_no_areas]")
    desk.send()


def drafting(desk: Desk) -> None:
    desk.follow("编制单位与主持人")
    desk.choose(drafted_by_owner="False")
    desk.fill(consultant_uscc=builders.USCCS[1], lead_author="程以宁", lead_author_credit="BH012345")
    desk.send()


def choose_file(desk: Desk, folder: Path, name: str, pages: int = 2) -> None:
    paper = folder / name
    paper.write_bytes(corpus.pdf(pages))
    desk.page.set_input_files("[name=file]", paper)


def paper(desk: Desk, folder: Path, link: str, name: str) -> None:
    desk.follow(link)
    choose_file(desk, folder, name, 3)
    desk.send()
    desk.page.wait_for_url("**/tasks/")


def public_version(desk: Desk, folder: Path) -> None:
    desk.follow("公开本与不公开说明")
    choose_file(desk, folder, "公开本.pdf")
    desk.choose(nothing_withheld="True")
    desk.send()
    desk.page.wait_for_url("**/tasks/")


def the_rest_of_the_files(desk: Desk) -> None:
    """No attachments, and the tonnes of every pollutant."""
    desk.follow("其他附件")
    desk.tick("[name=no_attachments]")
    desk.send()
    desk.page.goto(desk.page.url.replace("attachments", "tasks"))
    desk.follow("污染物排放量")
    tonnes = {"cod": "0.125", "nh3n": "0.012", "so2": "0", "nox": "0", "dust": "0", "vocs": "0.82"}
    desk.fill(**{f"emission_{name}": value for name, value in tonnes.items()})
    desk.choose(heavy_metals="False")
    desk.send()


def contact(desk: Desk) -> None:
    desk.follow("联系人和文书送达")
    desk.fill(contact_name="沈雁", contact_phone="0999-0000123")
    desk.choose(portal_service="True")
    desk.send()


def declare(desk: Desk) -> None:
    """Check the answers, take responsibility, and press the button twice, as people do."""
    desk.follow("核对全部内容")
    desk.tick("[name=declared]")
    desk.page.dblclick("#step-form .ep-actions button")

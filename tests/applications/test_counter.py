"""窗口代录 through the actions: who may, what is signed, what the log says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from approvals.applications import actions, queries, rules
from approvals.applications.actions.counter import ChangedSincePrinted
from approvals.applications.actions.filing import NoMailbox, NotSigned
from approvals.applications.models import Application
from approvals.applications.queries.timeline import timeline
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import FileKind, Part, State
from envportal.accounts import actions as accounts
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise, User
from envportal.audit import log
from envportal.documents.models import Document, Letter
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
MORNING, LATER = moment("2026-09-14", "09:00"), moment("2026-09-14", "11:00")
CODE = "91520900MA6DQ0CT0E"
ANSWERS: dict[str, Any] = {
    "project_code": "2609-990102-07-02-418823", "project_place": "云溪市石桥镇 3 号", "project_division": "石桥镇",
    "project_industry": "C2231", "nature": "new", "investment": Decimal(300), "environmental_investment": Decimal(20),
    "starts_on": date(2027, 3, 1), "overview": "新建两条生产线。", "impacts": "粉尘经除尘后排放。",
    "drafted_by_owner": True, "lead_author": "程以宁", "lead_author_credit": "BH012345", "nothing_withheld": True,
    "no_attachments": True, "heavy_metals": False, "site_unit": "", "site_longitude": None, "site_latitude": None,
    "site_inside": [], "site_near": [],
    **{f"emission_{name}": Decimal(0) for name in ("cod", "nh3n", "so2", "nox", "dust", "vocs")},
}  # fmt: skip
CONTACT = {"contact_name": "沈雁", "contact_phone": "09990000123"}


def signed_page(pages: int = 1, name: str = "承诺书.pdf") -> Any:
    return corpus.upload(corpus.pdf(pages), name)


def entered(yunxi: world.World, **changes: object) -> Enterprise:
    """An enterprise that came to the window with its licence and had no account."""
    details: dict[str, Any] = {
        "uscc": CODE, "name": "石桥新岸砖厂", "kind": "owner", "legal_representative": "范仲林",
        "address": "云溪市石桥镇 3 号", "bureau": yunxi.bureau, **changes,
    }  # fmt: skip
    contact: Any = {"contact_name": "范小舟", "contact_phone": "13800001234", "contact_email": ""}
    return accounts.register_at_counter(enterprise=details, contact=contact, by=yunxi.clerk, at=MORNING)  # type: ignore[arg-type]


def typed(
    yunxi: world.World, owner: Enterprise | None = None, by: User | None = None, answers: dict[str, Any] | None = None
) -> Application:
    """A draft the window made and filled in, for an enterprise without an account if none is named."""
    by = by or yunxi.clerk
    application = actions.create_draft(
        owner or entered(yunxi), yunxi.bureau, document_kind="table", project_name="砖厂技改", by=by, at=MORNING
    )
    actions.save_step(application.pk, by=by, at=MORNING, **ANSWERS, **(answers or {}))
    for kind, pages in ((FileKind.TABLE, 3), (FileKind.PUBLIC, 2)):
        actions.attach(application.pk, file=signed_page(pages, "报告表.pdf"), kind=kind, by=by, at=MORNING)
    return Application.objects.get(pk=application.pk)


def filed(yunxi: world.World, application: Application | None = None) -> Application:
    application = Application.objects.get(pk=(application or typed(yunxi)).pk)
    return actions.submit_at_counter(
        application.pk, file=signed_page(), sheet=queries.check_code(application), by=yunxi.clerk, at=LATER
    )


def test_an_application_is_typed_signed_corrected_and_withdrawn_at_the_counter_with_both_names_in_the_log() -> None:
    yunxi = world.world()
    application = filed(yunxi)
    assert (application.state, application.declared_by) == (State.SUBMITTED, None)
    item = world.ITEM
    world.ask_correction(application.pk, items=[item], by=yunxi.clerk, at=moment("2026-09-15"))
    actions.attach(
        application.pk, file=signed_page(4, "监测报告.pdf"), kind=FileKind.ATTACHMENT, by=yunxi.clerk,
        at=moment("2026-09-16"),
    )  # fmt: skip
    world.answer_items(application.pk, by=yunxi.clerk, at=moment("2026-09-16"))
    actions.supplement_at_counter(
        application.pk, answer="补了监测报告", file=signed_page(5), sheet=queries.check_code(application),
        by=yunxi.clerk, at=moment("2026-09-17"),
    )  # fmt: skip
    ended = actions.withdraw_at_counter(
        application.pk, reason="不建了", file=signed_page(2, "撤回申请.pdf"), by=yunxi.clerk, at=moment("2026-09-18")
    )

    assert ended.state == State.WITHDRAWN
    by_applicant = log.history(ended.case).filter(
        name__in=["draft_created", "draft_edited", "file_uploaded", "submitted", "supplemented", "withdrawn"]
    )
    assert {(event.actor_name, event.acting_for) for event in by_applicant} == {("罗静", "石桥新岸砖厂")}
    assert by_applicant.get(name="submitted").facts["signed"] == "承诺书.pdf"
    assert log.history(ended.case).get(name="correction_asked").acting_for == ""
    kinds = Document.objects.filter(case=ended.case, replaced_by=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["attachment", "declaration", "declaration", "eia_table", "public_version", "withdrawal"]


def test_the_timeline_says_who_typed_for_whom_and_that_it_came_over_the_counter() -> None:
    yunxi = world.world()
    application = filed(yunxi)

    line = timeline(application)[-1]

    assert (str(line.verb), line.text) == ("窗口收件", "罗静 代 石桥新岸砖厂")
    assert application.case.assisted


def test_letters_wait_at_the_window_unless_the_applicant_agrees_and_can_open_a_mailbox() -> None:
    yunxi = world.world()
    application = typed(yunxi)
    assert application.portal_service is False
    actions.save_step(application.pk, by=yunxi.clerk, at=MORNING, portal_service=True)

    with pytest.raises(NoMailbox):
        filed(yunxi, application)
    actions.save_step(application.pk, by=yunxi.clerk, at=MORNING, portal_service=False)
    filed(yunxi, application)

    receipt = Letter.objects.get(case=application.case)
    assert (receipt.kind, receipt.served_on) == ("receipt", None)
    assert receipt in queries.letters_to_hand_over(yunxi.clerk, date(2026, 9, 15))


def test_with_an_account_the_applicant_may_agree_to_the_portal_at_the_counter() -> None:
    yunxi = world.world()
    application = typed(yunxi, yunxi.owner, answers={**CONTACT, "portal_service": True})

    filed(yunxi, application)

    assert Letter.objects.get(case=application.case).served_on == date(2026, 9, 14)


def test_a_clerk_files_nothing_without_the_applicants_signature() -> None:
    yunxi = world.world()
    application = typed(yunxi)

    with pytest.raises(NotSigned):
        actions.submit(application.pk, declared=True, by=yunxi.clerk, at=LATER)

    assert Application.objects.get(pk=application.pk).state == State.DRAFT


def test_a_signature_under_other_content_is_refused_and_leaves_nothing_behind() -> None:
    yunxi = world.world()
    application = typed(yunxi)
    printed = queries.check_code(application)
    actions.save_step(application.pk, by=yunxi.clerk, at=MORNING, investment=Decimal(301))

    with pytest.raises(ChangedSincePrinted):
        actions.submit_at_counter(application.pk, file=signed_page(), sheet=printed, by=yunxi.clerk, at=LATER)

    assert not Document.objects.filter(case=application.case, kind=FileKind.DECLARATION).exists()


def test_the_check_code_follows_every_answer_and_file_and_no_language() -> None:
    yunxi = world.world()
    application = typed(yunxi)
    before = queries.check_code(application)
    with translation.override("en"):
        assert queries.check_code(application) == before

    actions.attach(application.pk, file=signed_page(7, "报告表.pdf"), kind=FileKind.TABLE, by=yunxi.clerk, at=MORNING)

    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", before)
    assert queries.check_code(application) != before


def test_a_page_signed_for_the_first_filing_does_not_sign_the_supplement() -> None:
    yunxi = world.world()
    application = filed(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))

    with pytest.raises(NotSigned):
        actions.supplement_at_counter(
            application.pk, answer="补了", file=signed_page(), sheet=queries.check_code(application), by=yunxi.clerk,
            at=moment("2026-09-16"),
        )  # fmt: skip


def test_a_supplement_agrees_to_no_mailbox_nobody_can_open_either() -> None:
    yunxi = world.world()
    application = filed(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))
    actions.save_step(application.pk, by=yunxi.clerk, at=moment("2026-09-16"), portal_service=True)
    sheet = queries.check_code(Application.objects.get(pk=application.pk))

    with pytest.raises(NoMailbox):
        actions.supplement_at_counter(
            application.pk, answer="补了", file=signed_page(4), sheet=sheet, by=yunxi.clerk, at=moment("2026-09-16")
        )


def test_the_same_form_sent_twice_files_once() -> None:
    yunxi = world.world()
    application = typed(yunxi)
    sheet = queries.check_code(application)

    for _click in range(2):
        actions.submit_at_counter(
            application.pk, file=signed_page(), sheet=sheet, by=yunxi.clerk, at=LATER, key="one click"
        )
    with pytest.raises(OutOfOrder):
        actions.submit_at_counter(application.pk, file=signed_page(), sheet=sheet, by=yunxi.clerk, at=LATER)

    assert log.history(application.case).filter(name="submitted").count() == 1


def test_who_typed_may_accept_but_judges_it_in_no_other_part() -> None:
    yunxi = world.world()
    application = filed(yunxi)
    assert rules.parts_of(yunxi.clerk, application) == {Part.INTAKE}

    actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-15"))

    assert Application.objects.get(pk=application.pk).state == State.IN_REVIEW
    for part in (Part.REVIEW, Part.HEAD, Part.SIGN):
        with pytest.raises(ActedBefore):
            rules.apart(yunxi.clerk, application, part)


def test_a_colleague_who_only_typed_does_not_review_either() -> None:
    yunxi = world.world()
    both = builders.staff(Role.CLERK, "窗口兼经办", in_section=builders.section())
    world.give_role(both, Role.OFFICER)
    application = filed(yunxi, typed(yunxi, by=both))

    with pytest.raises(ActedBefore):
        rules.apart(both, application, Part.REVIEW)

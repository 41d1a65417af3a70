"""Evidence and proofs of service as files: hashed, listed, in the decision, and for who may read the case alone."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from enforcement.orders import actions
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Order, Penalty
from envportal.accounts.enums import Role
from envportal.documents.models import Document
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.orders import builders as build
from tests.orders.test_pages import at, post

pytestmark = pytest.mark.django_db
PHOTO, SLIP = corpus.pdf(1, words=b"BT 1 ET"), corpus.pdf(1, words=b"BT 2 ET")
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def of() -> build.Force:
    return build.force()


def signed(of: build.Force) -> Any:
    """An order whose letter waits for its service."""
    return actions.sign_order(build.drafted(of).pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-02"))


def test_a_file_of_a_penalty_is_hashed_shown_and_named_in_the_decision(of):
    penalty = build.filed(of)
    with at("2026-09-04"):
        typed = {"kind": "site", "what": "排口照片", "taken_on": "2026-9-1", "file": corpus.upload(PHOTO, "排口.pdf")}
        answer = post(signed_in(of.inspector), f"/desk/penalties/{penalty.pk}/add_evidence/", **typed)
        assert answer.status_code == 302, answer.context["form"].errors
        page = signed_in(of.leader).get(f"/desk/penalties/{penalty.pk}/").content.decode()

    found = penalty.evidence.get(what="排口照片")
    assert (found.file.sha256, found.file.is_inside, found.file.case_id) == (SHA, True, penalty.pk)
    assert SHA in page
    actions.propose(
        penalty.pk, facts=penalty.facts, steps=build.MILD, article=build.ARTICLE, by=of.inspector,
        at=moment("2026-09-08"),
    )  # fmt: skip
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    build.serve(of, penalty, penalty.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    build.waived(of, Penalty.objects.get(pk=penalty.pk))
    build.reviewed(of, penalty)
    decision = build.decide(of, penalty, moment("2026-09-15")).decision
    assert decision.fields["evidence"] == ["现场检查笔录", f"排口照片（电子文件《排口.pdf》，SHA-256：{SHA}）"]


def test_a_file_of_an_order_stands_in_its_list_of_evidence_once(of):
    order = build.drafted(of)
    for _n in range(2):
        actions.attach(
            order.pk, what="排口照片", file=corpus.upload(PHOTO, "排口.pdf"), by=of.inspector, at=moment("2026-09-01"),
            key="same",
        )  # fmt: skip
    with pytest.raises(NotPossible, match="已经是本案的证据"):
        actions.attach(
            order.pk, what="又一张", file=corpus.upload(PHOTO, "排口.pdf"), by=of.inspector, at=moment("2026-09-01")
        )
    order = actions.sign_order(order.pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-02"))

    assert order.letter.fields["evidence"] == ["现场检查笔录", f"排口照片（电子文件《排口.pdf》，SHA-256：{SHA}）"]
    with at("2026-09-02"):
        assert SHA in signed_in(of.leader).get(f"/desk/orders/{order.pk}/").content.decode()
        assert SHA not in signed_in(of.applicant).get(f"/my/orders/{order.pk}/").content.decode()


def test_who_may_not_register_evidence_leaves_no_file(of):
    order = build.drafted(of)
    with pytest.raises(NotYours):
        actions.attach(order.pk, what="x", file=corpus.upload(PHOTO), by=of.finance, at=moment("2026-09-01"))
    assert not Document.objects.filter(case=order.case).exists()


def test_the_scan_of_a_service_is_kept_with_it_and_listed_beside_the_letter(of):
    order = signed(of)
    with at("2026-09-03"):
        typed = {
            "letter": order.letter.pk, "way": "post", "on": "2026-9-3", "tracking": "EMS 1",
            "evidence": corpus.upload(SLIP, "回执.pdf"),
        }  # fmt: skip
        assert post(signed_in(of.inspector), f"/desk/orders/{order.pk}/serve/", **typed).status_code == 302
        page = signed_in(of.leader).get(f"/desk/orders/{order.pk}/").content.decode()

    proof = order.letter.services.get().evidence
    assert (proof.kind, proof.is_inside, proof.sha256) == ("service_proof", True, hashlib.sha256(SLIP).hexdigest())
    assert proof.sha256 in page
    # A second person puts the day right with a better scan.
    again: Any = actions.correct_service(
        order.pk, model=Order, letter=order.letter, on=date(2026, 9, 2), reason="回执日期看错",
        evidence=corpus.upload(PHOTO, "回执原件.pdf"), by=of.second, at=moment("2026-09-04"),
    )  # fmt: skip
    assert order.letter.services.get(superseded_at=None).evidence.sha256 == SHA
    assert again.served_on == date(2026, 9, 2)


def test_a_try_in_vain_has_its_scan_too(of):
    order = signed(of)
    actions.record_not_served(
        order.pk, model=Order, letter=order.letter, way="post", on=date(2026, 9, 3), reason="查无此人",
        evidence=corpus.upload(SLIP, "退件.pdf"), by=of.inspector, at=moment("2026-09-03"),
    )  # fmt: skip

    assert order.letter.services.get().evidence.name == "退件.pdf"


def test_only_who_may_read_the_case_fetches_its_files(of):
    penalty = build.filed(of)
    found = actions.add_evidence(
        penalty.pk, kind="site", what="照片", taken_on=date(2026, 9, 1), file=corpus.upload(PHOTO), by=of.inspector,
        at=moment("2026-09-04"),
    )  # fmt: skip
    clerk = builders.staff(Role.CLERK, "窗口", at=of.bureau)
    with at("2026-09-04"):
        page = f"/files/{found.file_id}/"
        for reader in (of.leader, of.inspector):
            answer = signed_in(reader).get(page)
            assert (answer.status_code, b"".join(answer.streaming_content) == PHOTO) == (200, True)
        for stranger in (of.applicant, clerk):
            assert signed_in(stranger).get(page).status_code in {403, 404}

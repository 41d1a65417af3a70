"""Every page of a visit opens for those it is for, in both languages; forms do what they say."""

from __future__ import annotations

import base64
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from enforcement.inspections import actions, queries
from enforcement.inspections.models import Advice, Certificate, Demand, Finding, Tie, Visit
from enforcement.inspections.states import AdviceState, DemandState, Purpose, Signed, State
from envportal.documents.models import Document
from tests import world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.documents.test_photos import JPEG
from tests.inspections import rows
from tests.inspections.rows import GATE, Squad

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Squad:
    return rows.squad()


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_open_in_both_languages(of: Squad, language: str) -> None:
    left = rows.advised(of)
    demand = rows.asked(of, purpose=Purpose.CAMPAIGN)
    ahead = rows.plan(of, rows.asked(of, purpose=Purpose.RANDOM), apart_why="抽中的对象")
    one = left.advice.get()
    pages = {
        of.head: ["desk/demands/", "desk/visits/", f"desk/visits/{ahead.pk}/approve/", "desk/inspectors/",
                  "desk/check-lists/", f"desk/inspectors/{of.third.pk}/certify/", f"desk/visits/{ahead.pk}/cancel/",
                  *(f"desk/inspectors/{of.third.pk}/{page}/" for page in ("train", "tie", "untie"))],
        of.lead: ["desk/demands/new/", "desk/demands/duties/", f"desk/demands/{demand.pk}/plan/",
                  f"desk/visits/{left.pk}/", f"desk/visits/advice/{one.pk}/end/", f"desk/visits/{left.pk}/close/",
                  f"desk/visits/{left.pk}/letters/{left.feedback_letter_id}/"],
        of.world.officer: ["desk/demands/", f"desk/demands/{demand.pk}/withdraw/", f"desk/visits/{left.pk}/"],
        of.world.supervisor: ["desk/visits/?late=on&q=和信", "desk/visits/?format=csv"],
        of.world.applicant: ["my/visits/", f"my/visits/{left.pk}/", f"my/visits/{left.pk}/answer/",
                             f"my/visits/advice/{one.pk}/", f"my/visits/{left.pk}/letters/{left.notice_letter_id}/"],
    }  # fmt: skip

    with time_machine.travel(moment("2026-11-10", "15:00"), tick=True):
        answers = {
            (person.name, page): signed_in(person).get(f"{language}/{page}").status_code
            for person, paths in pages.items()
            for page in paths
        }

    assert set(answers.values()) == {200}, {page: code for page, code in answers.items() if code != 200}


def test_on_the_telephone_from_the_gate_to_the_signature(of: Squad) -> None:
    visit = rows.noticed(of)
    phone, at = signed_in(of.lead), f"/desk/visits/{visit.pk}/"
    drawn = "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()

    with time_machine.travel(GATE, tick=True):
        wrong = phone.post(at + "enter/", {**key(), "code": "2222-2222"})
        phone.post(at + "enter/", {**key(), "code": queries.entry_code(visit).lower()})
        items = queries.items_of(visit)
        half = {f"result_{items[0].pk}": "not", f"words_{items[0].pk}": ""}
        unsaid = phone.post(at + "list/", {**key(), **half})
        phone.post(at + "list/", {**key(), **{f"result_{one.pk}": "ok" for one in items}})
        shot = SimpleUploadedFile("IMG_0001.JPG", JPEG, "image/jpeg")
        phone.post(at + "photo/", {**key(), "file": shot})
        phone.post(at + "advise/", {**key(), "text": "更换活性炭", "owner": "沈雁", "due_on": "2026年11月30日"})
        told = {"seen": "印刷车间密闭。", "pointed_out": "台账缺页", "outcome": "advised", "left_at": "11:10"}
        unsigned = phone.post(at + "leave/", {**key(), **told, "signed": "drawn", "signer": "沈雁"})
        done = phone.post(at + "leave/", {**key(), **told, "signed": "drawn", "signer": "沈雁", "drawn": drawn})

    assert [answer.status_code for answer in (wrong, unsaid, unsigned, done)] == [409, 422, 422, 302]
    found = Visit.objects.get(pk=visit.pk)
    assert (found.state, found.signed, Finding.objects.count()) == (State.LEFT, Signed.DRAWN, len(items))
    photo = Document.objects.get(case=visit.case, kind=queries.PHOTO)
    assert (photo.name, photo.is_inside) == ("现场照片.pdf", True)
    answer = signed_in(of.lead).get(f"{at}files/{photo.pk}/")
    assert answer.getvalue().startswith(b"%PDF")
    assert signed_in(of.world.applicant).get(f"{at}files/{photo.pk}/").status_code in {403, 404}
    assert signed_in(of.world.clerk).get(f"{at}files/{photo.pk}/").status_code == 403


def test_the_feedback_is_read_as_the_letter_it_is(of: Squad) -> None:
    left = rows.advised(of)
    number = left.feedback_letter.number

    for person, at in ((of.lead, "desk"), (of.world.applicant, "my")):
        page = signed_in(person).get(f"/{at}/visits/{left.pk}/letters/{left.feedback_letter_id}/").content.decode()
        assert all(words in page for words in (number, "涉企行政检查反馈书", "责任人：沈雁", "990102-001"))


def test_from_the_demand_to_the_notice_by_forms(of: Squad) -> None:
    asker, planner, head = (signed_in(person) for person in (of.world.officer, of.lead, of.head))
    with time_machine.travel(moment("2026-11-03", "09:00"), tick=True):
        asker.post("/desk/demands/new/", {
            **key(), "enterprise": of.world.owner.pk, "purpose": "return_visit", "what": "批复条件落实",
            "skills": ["air"], "earliest": "2026-11-04", "latest": "2026-11-20", "minutes": "45",
        })  # fmt: skip
        demand = Demand.objects.get()
        planner.post(f"/desk/demands/{demand.pk}/plan/", {
            **key(), "demands": [demand.pk], "day": "2026-11-10", "begins_at": "09:30", "lead": of.lead.pk,
            "people": [of.lead.pk, of.second.pk],
        })  # fmt: skip
        visit = Visit.objects.get()
        own = planner.post(f"/desk/visits/{visit.pk}/approve/", key())
        head.post(f"/desk/visits/{visit.pk}/approve/", key())
        planner.post(f"/desk/visits/{visit.pk}/notice/", {**key(), "told_how": ""})

    assert demand.check_list.code == "return"
    assert own.status_code == 403
    assert Visit.objects.get().state == State.NOTICED
    assert Demand.objects.get().state == DemandState.PLANNED


def test_the_enterprise_reads_the_code_and_anybody_checks_it(of: Squad) -> None:
    visit = rows.noticed(of)
    code = queries.entry_code(visit)

    page = signed_in(of.world.applicant).get(f"/my/visits/{visit.pk}/").content.decode()
    desk = signed_in(of.lead).get(f"/desk/visits/{visit.pk}/").content.decode()
    checked = signed_in(world.other_applicant(of.world)).get("/visits/check/", {"code": code}).content.decode()
    wrong = signed_in(of.world.applicant).get("/visits/check/", {"code": "2222-2222"}).content.decode()

    assert code in page
    assert code not in desk
    assert all(words in checked for words in ("高远", "990102-001", "云溪市生态环境局", "11月10日"))
    assert of.world.owner.name not in checked
    assert "印刷废气" not in checked
    assert "高远" not in wrong


def test_an_inspector_of_the_visit_who_scans_the_square_goes_in_with_its_code(of: Squad) -> None:
    visit = rows.noticed(of)
    code = queries.entry_code(visit)
    with time_machine.travel(GATE, tick=True):
        for stranger in (of.third, of.world.applicant):
            page = signed_in(stranger).get("/visits/check/", {"code": code}).content.decode()
            assert f"/desk/visits/{visit.pk}/enter/" not in page
        lead = signed_in(of.lead)
        gate = f"/desk/visits/{visit.pk}/enter/?code={code}"
        assert gate in lead.get("/visits/check/", {"code": code}).content.decode()
        assert f'value="{code}"' in lead.get(gate).content.decode()


def test_an_unannounced_visit_shows_its_code_at_the_desk_only(of: Squad) -> None:
    told = {"purpose": Purpose.COMPLAINT, "unannounced": True, "lawful_reason": "事先通知会妨碍取证"}
    covert = actions.approve(rows.plan(of, rows.asked(of, **told)).pk, by=of.head, at=moment("2026-11-03"))

    assert queries.entry_code(covert) in signed_in(of.lead).get(f"/desk/visits/{covert.pk}/").content.decode()
    assert signed_in(of.world.applicant).get(f"/my/visits/{covert.pk}/").status_code == 404
    assert of.world.owner.name not in signed_in(of.world.applicant).get("/my/visits/").content.decode().split("<h1")[1]


def test_who_is_tied_to_an_enterprise_learns_of_no_unannounced_visit_to_it(of: Squad) -> None:
    told = {"purpose": Purpose.COMPLAINT, "unannounced": True, "lawful_reason": "事先通知会妨碍取证"}
    rows.asked(of, **told)
    covert = rows.plan(of, rows.asked(of, **{**told, "purpose": Purpose.ROUTINE}))
    Tie.objects.create(user=of.third, enterprise=of.world.owner, why="配偶在该单位任职")

    near, other = signed_in(of.third), signed_in(of.second)

    assert near.get(f"/desk/visits/{covert.pk}/").status_code == 404
    assert of.world.owner.name not in near.get("/desk/demands/").content.decode()
    assert of.world.owner.name in other.get("/desk/demands/").content.decode()


def test_other_enterprises_and_other_bureaus_see_nothing(of: Squad) -> None:
    left = rows.advised(of)
    stranger = signed_in(world.other_applicant(of.world))
    abroad = world.world(code="dongling")

    assert stranger.get(f"/my/visits/{left.pk}/").status_code == 404
    assert stranger.get(f"/my/visits/advice/{left.advice.get().pk}/").status_code == 404
    assert signed_in(abroad.head).get(f"/desk/visits/{left.pk}/").status_code in {403, 404}
    assert left.case.number not in signed_in(abroad.head).get("/desk/visits/").content.decode()


def test_the_answer_and_the_end_of_an_advice_by_forms(of: Squad) -> None:
    left = rows.advised(of)
    one, mine, desk = left.advice.get(), signed_in(of.world.applicant), signed_in(of.lead)

    with time_machine.travel(moment("2026-11-20"), tick=True):
        mine.post(f"/my/visits/{left.pk}/answer/", {**key(), "words": "说明：台账在另一间办公室。"})
        mine.post(f"/my/visits/advice/{one.pk}/", {**key(), "is_done": "no", "words": "本季度产量减半，半年更换一次"})
        desk.post(f"/desk/visits/advice/{one.pk}/end/", {**key(), "state": "declined", "words": "理由成立"})
        closed = desk.post(f"/desk/visits/{left.pk}/close/", key())

    assert closed.status_code == 302
    assert Advice.objects.get().state == AdviceState.DECLINED
    assert Visit.objects.get().state == State.CLOSED
    assert left.answers.get().by == of.world.applicant


def test_certificates_skills_and_ties_are_entered(of: Squad) -> None:
    head, at = signed_in(of.head), f"/desk/inspectors/{of.third.pk}/"

    bad = head.post(
        at + "certify/", {**key(), "number": "990102-001", "valid_from": "2026-1-1", "valid_to": "2030-1-1"}
    )
    head.post(at + "certify/", {**key(), "number": "990102-009", "valid_from": "2026-1-1", "valid_to": "2030-1-1"})
    head.post(at + "train/", {**key(), "skills": ["noise", "waste"]})
    head.post(at + "tie/", {**key(), "enterprise": of.world.owner.pk, "why": "近亲属任职", "until": ""})

    assert bad.status_code == 409
    assert Certificate.objects.get(number="990102-009").valid_to == date(2030, 1, 1)
    assert sorted(of.third.qualifications.values_list("skill", flat=True)) == ["noise", "waste"]
    assert Tie.objects.get().user == of.third
    head.post(at + "untie/", {**key(), "enterprise": of.world.owner.pk, "why": "已离职"})
    assert not Tie.objects.exists()


def test_lists_ask_as_often_for_three_rows_as_for_one(of: Squad) -> None:
    pages = {of.head: ["/desk/visits/", "/desk/demands/", "/desk/inspectors/"], of.world.applicant: ["/my/visits/"]}
    rows.noticed(of)
    with time_machine.travel(moment("2026-11-05"), tick=True):
        before = {page: queries_of(signed_in(who), page) for who, paths in pages.items() for page in paths}
        for purpose in (Purpose.CAMPAIGN, Purpose.RANDOM):
            visit = rows.plan(of, rows.asked(of, purpose=purpose), apart_why="分开查")
            actions.notice(
                actions.approve(visit.pk, by=of.head, at=moment("2026-11-04")).pk, by=of.lead, at=moment("2026-11-04")
            )
        after = {page: queries_of(signed_in(who), page) for who, paths in pages.items() for page in paths}

    assert after == before

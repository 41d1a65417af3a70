"""The pages of the bureau's words: the list, one text, its preview, two people, and the library of conditions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from envportal.accounts.enums import Role
from envportal.documents import actions
from envportal.documents.models import Letter, Remedy, Wording
from envportal.documents.queries import wording as words
from tests import builders, world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db
DUTY = "approval_reply.duty"
TEXT = "/desk/wording/texts"


@pytest.fixture
def head():
    return builders.staff(Role.SECTION_HEAD, "许望舒", in_section=builders.section())


@pytest.fixture
def leader():
    return builders.staff(Role.LEADER, "韩松年")


def text(response) -> str:
    return str(response.content.decode())


def typed(**told: Any) -> dict[str, Any]:
    return {
        "text": "项目应当严格执行“三同时”制度（{三同时依据}）。", "valid_from": "2099年1月1日", "why": "写短些",
        "_key": str(uuid4()), **told,
    }  # fmt: skip


def proposal(by) -> Wording:
    block = words.in_force(builders.bureau(), date(2026, 10, 19))[DUTY]
    told = {"text": typed()["text"], "valid_from": date(2099, 1, 1), "why": "写短些"}
    return actions.propose_wording(block, by=by, at=moment("2026-10-19"), **told)


def test_the_list_is_narrowed_sorted_and_taken_away(head):
    client = just_confirmed(head)
    proposal(head)

    def keys(query: str) -> list[str]:
        return [block.key for block in client.get(f"/desk/wording/?{query}").context["rows"]]

    assert keys("show=waiting") == [DUTY]
    assert keys("kind=approval_reply") == [f"approval_reply.{part}" for part in ("opening", "duty", "supervision")]
    assert keys("kind=all") == ["all.contact", "all.remedies", "all.remedies_first"]
    assert keys("kind=condition&q=粉尘") == ["condition.air.dust"]
    labels = [block.label for block in client.get("/desk/wording/?sort=-label").context["rows"]]
    assert labels == sorted(labels, reverse=True)
    assert "{三同时依据}" in client.get("/desk/wording/?kind=approval_reply&format=csv").content.decode()
    assert "等另一人决定的新版本" in text(client.get("/desk/wording/"))


def test_the_words_are_not_there_for_an_applicant():
    client = Client()
    client.force_login(builders.applicant())

    assert client.get("/desk/wording/").status_code == 404


def test_the_pages_lead_from_proposal_to_agreement_and_show_the_difference(head, leader):
    page = just_confirmed(head).post(f"{TEXT}/{DUTY}/propose/", typed(), follow=True)
    version = Wording.objects.get()
    asked = text(just_confirmed(leader).get(f"/desk/wording/versions/{version.pk}/agree/"))

    just_confirmed(leader).post(f"/desk/wording/versions/{version.pk}/agree/", {"_key": str(uuid4())})

    version.refresh_from_db()
    assert "须由另一人决定" in text(page)
    assert "<del>" in asked
    assert (version.agreed_by, version.number) == (leader, 1)


def test_who_proposed_it_is_told_that_another_decides(leader):
    version = proposal(leader)
    page = just_confirmed(leader).post(f"/desk/wording/versions/{version.pk}/agree/", {"_key": str(uuid4())})

    version.refresh_from_db()
    assert (page.status_code, version.agreed_by) == (409, None)
    assert "须由另一人决定" in text(page)


def test_an_officer_does_not_decide(head):
    version = proposal(builders.staff(Role.LEADER))

    assert just_confirmed(head).get(f"/desk/wording/versions/{version.pk}/agree/").status_code == 403


def test_an_unknown_word_in_braces_is_said_in_place_and_nothing_typed_is_lost(head):
    page = just_confirmed(head).post(f"{TEXT}/{DUTY}/propose/", typed(text="执行“三同时”（{三同时}）。"))

    assert (page.status_code, Wording.objects.count()) == (422, 0)
    assert "不能用 {三同时}" in str(page.context["form"].errors["text"])
    assert "写短些" in text(page)


def test_a_form_posted_twice_makes_one_proposal(head):
    client, once = just_confirmed(head), typed()

    for _n in range(2):
        assert client.post(f"{TEXT}/{DUTY}/propose/", once).status_code == 302

    assert Wording.objects.count() == 1


def test_a_real_letter_is_previewed_while_the_text_is_typed_and_nothing_is_kept(leader):
    letter = specimens.letter(Kind.APPROVAL)
    before = Letter.objects.values().get()

    page = just_confirmed(leader).post(
        f"{TEXT}/{DUTY}/propose/", typed(_switch="preview", sample=letter.pk, text="“三同时”照办（{三同时依据}）。")
    )

    assert "“三同时”照办（《中华人民共和国生态环境法典》第一百六十二条）。" in text(page)
    assert "预览，不是文书" in text(page)
    assert page.context["form"]["why"].value() == "写短些"
    assert (Wording.objects.count(), Letter.objects.values().get()) == (0, before)


def test_a_proposal_is_previewed_with_a_case_the_reader_may_see(leader):
    specimens.letter(Kind.APPROVAL)
    version = proposal(leader)
    stranger = builders.staff(Role.LEADER, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    shown = text(just_confirmed(leader).get(f"{TEXT}/{DUTY}/preview/?version={version.pk}"))
    elsewhere = text(just_confirmed(stranger).get(f"{TEXT}/{DUTY}/preview/?version={version.pk}"))
    not_theirs = text(just_confirmed(builders.staff(Role.OFFICER)).get(f"{TEXT}/{DUTY}/preview/"))

    assert "项目应当严格执行“三同时”制度（《中华人民共和国生态环境法典》第一百六十二条）。" in shown
    assert "食品纸容器" not in elsewhere
    assert "食品纸容器" not in not_theirs


@pytest.mark.parametrize("key", ["all.contact", "all.remedies", "all.remedies_first", "condition.air.dust"])
def test_every_sort_of_text_has_its_page_and_its_preview(leader, key):
    specimens.letter(Kind.DECLINED)
    specimens.letter(Kind.APPROVAL, of=specimens.case_of("138"))
    client = just_confirmed(leader)

    assert client.get(f"{TEXT}/{key}/").status_code == 200
    assert "预览，不是文书" in text(client.get(f"{TEXT}/{key}/preview/"))


@pytest.mark.parametrize("address", ["no.such", "condition.own9"])
def test_a_text_that_is_not_there_is_missing(leader, address):
    assert just_confirmed(leader).get(f"{TEXT}/{address}/").status_code == 404


def test_a_condition_of_the_bureaus_own_is_added_by_two_people(head, leader):
    condition = {"topic": "noise", "title": "码头鸣笛", "industries": "", "text": "装卸船只在【时段】不得鸣笛。"}
    just_confirmed(head).post("/desk/wording/conditions/propose/", typed(**condition))
    version = Wording.objects.get()

    just_confirmed(leader).post(f"/desk/wording/versions/{version.pk}/agree/", {"_key": str(uuid4())})

    offered = words.library(head.bureau, date(2099, 1, 1))
    assert [block.title for block in offered if block.key == "condition.own1"] == ["码头鸣笛"]


def test_remedies_are_changed_by_two_people_on_their_page(head, leader):
    told = {"organ": "云溪市人民政府", "local_organ": "", "court": "江原铁路运输法院", "valid_from": "2099-01-01"}
    just_confirmed(head).post("/desk/wording/remedies/propose/", {**told, "why": "集中管辖", "_key": str(uuid4())})
    remedy = Remedy.objects.get(proposed_by=head)

    just_confirmed(leader).post(f"/desk/wording/remedies/{remedy.pk}/agree/", {"_key": str(uuid4())})

    remedy.refresh_from_db()
    assert remedy.agreed_by == leader
    assert "江原铁路运输法院" in text(just_confirmed(leader).get("/desk/wording/remedies/"))


def test_the_desk_page_of_a_letter_says_which_versions_it_was_made_with(leader):
    letter = specimens.letter(Kind.APPROVAL, conditions=["厂门口种树。"])

    page = text(just_confirmed(leader).get(f"/desk/letters/{letter.pk}/"))

    assert "用的是哪一版文字" in page
    assert "自拟" in page


# The officer's step


def opinion(**told: Any) -> dict[str, Any]:
    said = {"conclusion": "approve", "text": "同意。", "condition_1": "夜间不生产。", "topic_1": "", "ground": ""}
    return {**said, **told}


def test_conditions_picked_from_the_library_land_in_the_form_and_nothing_typed_is_lost():
    yunxi = world.world()
    application = world.accepted(yunxi)
    picked = ["condition.air.voc", "condition.noise.night"]

    page = just_confirmed(yunxi.officer).post(
        f"/desk/cases/{application.pk}/opinion/", opinion(library=picked, _switch="library")
    )

    form = page.context["form"]
    assert (form["condition_1"].value(), form["text"].value()) == ("夜间不生产。", "同意。")
    assert form["condition_2"].value().startswith("挥发性有机物治理。")
    assert [form[f"topic_{n}"].value() for n in (1, 2, 3)] == ["noise", "air", "noise"]
    more = just_confirmed(yunxi.officer).post(f"/desk/cases/{application.pk}/opinion/", opinion(later="1"))
    assert (more.context["form"]["condition_1"].value(), len(more.context["form"].numbers)) == ("夜间不生产。", 5)
    assert application.opinions.count() == 0


def test_ticked_conditions_are_never_lost_by_submitting_too_soon():
    yunxi = world.world()
    application = world.accepted(yunxi)

    page = just_confirmed(yunxi.officer).post(
        f"/desk/cases/{application.pk}/opinion/", opinion(library=["condition.risk.plan"], _key=str(uuid4()))
    )

    assert "环境风险防范" in page.context["form"]["condition_2"].value()
    assert application.opinions.count() == 0


def test_a_condition_with_a_place_nobody_filled_in_is_refused_in_place():
    yunxi = world.world()
    application = world.accepted(yunxi)

    page = just_confirmed(yunxi.officer).post(
        f"/desk/cases/{application.pk}/opinion/", opinion(condition_1="排气筒高度【排气筒高度】。", _key=str(uuid4()))
    )

    assert page.status_code == 422
    assert "【排气筒高度】" in str(page.context["form"].errors["condition_1"])

"""Experts are drawn at random, and anyone can draw them again; who is tied stays away."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from approvals.experts import actions, panel, queries, rules
from approvals.experts.models import Draw, Expert, Seat
from envportal.audit import log
from envportal.lots import shuffled
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.experts.rows import AT, SEED, draw, register, say, tie, who

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def test_the_order_follows_from_seed_and_codes_alone():
    assert shuffled(["e1", "e2", "e3"], SEED) == shuffled(["e3", "e1", "e2"], SEED)
    assert shuffled(["e1", "e2", "e3", "e4"], "a") == ["e2", "e4", "e1", "e3"]
    firsts = [shuffled(["e1", "e2", "e3", "e4"], str(n))[0] for n in range(4000)]
    assert all(900 < firsts.count(code) < 1100 for code in ("e1", "e2", "e3", "e4"))


def test_the_first_of_the_order_are_invited_and_the_draw_keeps_all_it_needs(yunxi):
    register(yunxi)
    application = world.accepted(yunxi)

    found = draw(yunxi, application)

    assert found.order == shuffled(["e1", "e2", "e3", "e4", "e5", "e6"], SEED)
    assert [seat.expert.code for seat in found.seats.all()] == found.order[:3]
    assert Message.objects.filter(template="expert_invited").count() == 3
    event = log.history(application.case).get(name="experts_drawn")
    assert (event.facts["seed"], event.facts["pool"]) == (SEED, ["e1", "e2", "e3", "e4", "e5", "e6"])


def test_who_is_tied_or_of_another_field_or_told_to_stay_away_is_not_drawn(yunxi):
    people = register(yunxi)
    application = world.accepted(yunxi)
    tie(people[0], yunxi.owner, "kin")
    tie(people[1], yunxi.owner, "shares", until=date(2026, 9, 20))
    Expert.objects.filter(pk=people[2].pk).update(specialities="noise")
    Expert.objects.filter(pk=people[3].pk).update(is_active=False)

    found = draw(yunxi, application, size=1, avoid=[people[4]], why_avoided="本件环评编制人的导师")

    assert found.pool == ["e2", "e6"]
    assert found.left_out == [{"code": "e1", "why": "kin"}, {"code": "e5", "why": "本件环评编制人的导师"}]
    with pytest.raises(rules.TooFewExperts):
        draw(yunxi, application, size=5, why_again="人数不够")


def test_who_declines_says_why_and_the_next_of_the_order_is_invited(yunxi):
    register(yunxi, 4)
    found = draw(yunxi, world.accepted(yunxi))
    first = found.seats.get(position=1)

    with pytest.raises(rules.NeedsReason):
        say(first, accepts=False)
    say(first, accepts=False, reason="在建设单位任职")

    assert [seat.expert.code for seat in found.seats.order_by("position")] == found.order
    with pytest.raises(rules.AnsweredAlready):
        say(Seat.objects.get(pk=first.pk))
    say(found.seats.get(position=2), accepts=False, reason="出差")
    assert Message.objects.get(template="experts_run_out").to_user == found.case.holder


def test_the_section_answers_for_nobody_who_can_answer(yunxi):
    register(yunxi, 4)
    found = draw(yunxi, world.accepted(yunxi))
    seat = found.seats.get(position=1)

    with pytest.raises(NotYours):
        say(seat, accepts=False, reason="出差", by=yunxi.officer)
    with time_machine.travel(AT, tick=True):
        page = reverse("experts:answer_for", args=[seat.pk])
        typed = {"accepts": "no", "reason": "出差", "_key": str(uuid4())}
        assert signed_in(yunxi.officer).post(page, typed).status_code == 403
    assert Seat.objects.get(pk=seat.pk).state == "invited"


def test_drawing_again_has_a_reason_and_the_first_draw_stays(yunxi):
    register(yunxi)
    application = world.accepted(yunxi)
    draw(yunxi, application)

    with pytest.raises(rules.NeedsReason):
        draw(yunxi, application, seed="ff")
    draw(yunxi, application, seed="ff", why_again="专业不够")

    assert [one.number for one in queries.draws(application.case)] == [2, 1]


def test_each_writes_for_themselves_and_the_first_of_the_panel_for_all(yunxi):
    register(yunxi)
    application = world.accepted(yunxi)
    found = draw(yunxi, application)
    seats = list(found.seats.order_by("position"))
    for seat in seats:
        say(seat)
    assert panel.names(application.case) == "、".join(seat.expert.name for seat in seats)

    for seat in seats[:2]:
        actions.opine(seat.pk, opinion=f"{seat.expert.name}：可行", by=who(seat.expert), at=AT)
    with pytest.raises(rules.PanelIncomplete):
        actions.join(seats[0].pk, opinion="可行", by=who(seats[0].expert), at=AT)
    with pytest.raises(NotYours):
        actions.opine(seats[2].pk, opinion="代写", by=who(seats[0].expert), at=AT)
    actions.opine(seats[2].pk, opinion="可行", by=who(seats[2].expert), at=AT)
    with pytest.raises(rules.AnsweredAlready):
        actions.opine(seats[2].pk, opinion="改一改", by=who(seats[2].expert), at=AT)
    with pytest.raises(NotYours):
        actions.join(seats[1].pk, opinion="可行", by=who(seats[1].expert), at=AT)
    actions.join(seats[0].pk, opinion="治理工艺可行，建议明确更换周期。", by=who(seats[0].expert), at=AT)

    assert panel.joint_opinion(application.case) == "治理工艺可行，建议明确更换周期。"
    assert Message.objects.get(template="experts_joined").to_user == application.case.holder


@pytest.mark.parametrize("role", ["leader", "clerk", "supervisor"])
def test_only_the_section_draws(yunxi, role: str):
    register(yunxi)
    application = world.accepted(yunxi)

    with pytest.raises(NotYours):
        draw(yunxi, application, by=getattr(yunxi, role))


def test_anyone_repeats_a_draw_on_the_command_line(yunxi, monkeypatch: pytest.MonkeyPatch):
    register(yunxi)
    found = draw(yunxi, world.accepted(yunxi))
    out = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO("\n".join(found.pool)))

    call_command("repeat_draw", seed=SEED, stdout=out)
    assert out.getvalue().split() == found.order
    call_command("repeat_draw", stdout=out)
    assert "1 draws, each in the order of its seed." in out.getvalue()
    Draw.objects.update(order=found.order[::-1])
    with pytest.raises(CommandError):
        call_command("repeat_draw")


def test_a_register_is_entered_from_a_table(yunxi, tmp_path: Path):
    table, out = tmp_path / "experts.csv", StringIO()
    table.write_text("code,name,employer,title,specialities,username\nx1,方工,江原大学,教授,air water,\n")

    for _twice in range(2):
        call_command("load_experts", table, bureau="yunxi", stdout=out)

    assert [line.split("\t")[2] for line in out.getvalue().splitlines()] == ["entered", "there already"]
    assert Expert.objects.get().speciality_names == "大气、水"


def test_the_pages_tell_the_draw_and_take_the_answers(yunxi):
    people = register(yunxi, 3)
    application = world.accepted(yunxi)
    with time_machine.travel(AT, tick=True):
        officer = signed_in(yunxi.officer)
        typed = {"specialities": ["air"], "size": "3", "_key": str(uuid4())}
        page = reverse("applications:draw_experts", args=[application.pk])
        assert officer.post(page, {**typed, "specialities": []}).status_code == 422
        for _twice in range(2):
            assert officer.post(page, typed).status_code == 302
        found = Draw.objects.get()
        told = officer.get(reverse("experts:case", args=[application.pk])).content.decode()
        assert [word in told for word in (found.seed, "刚才重算，结果相同", "专家1")] == [True] * 3
        assert "共 3 位专家" in officer.get(reverse("experts:register")).content.decode()

        seat = Seat.objects.get(expert=people[0])
        mine = signed_in(who(people[0]))
        assert "答复邀请" in mine.get(reverse("experts:mine")).content.decode()
        no = mine.post(reverse("experts:answer", args=[seat.pk]), {"accepts": "no", "_key": str(uuid4())})
        assert (no.status_code, "写明不能参加的理由" in no.content.decode()) == (422, True)
        yes = {"accepts": "yes", "reason": "", "_key": str(uuid4())}
        assert mine.post(reverse("experts:answer", args=[seat.pk]), yes).status_code == 302
        said = {"opinion": "可行", "_key": str(uuid4())}
        assert mine.post(reverse("experts:opine", args=[seat.pk]), said).status_code == 302
        assert signed_in(who(people[1])).get(reverse("experts:opine", args=[seat.pk])).status_code == 404
        commission = officer.get(reverse("applications:commission_expert_review", args=[application.pk]))

    assert commission.context["form"].initial["experts"] == "专家1"
    assert "可行" in officer_page(yunxi, application)


def officer_page(yunxi: world.World, application: Any) -> Any:
    with time_machine.travel(AT, tick=True):
        return signed_in(yunxi.officer).get(reverse("experts:case", args=[application.pk])).content.decode()

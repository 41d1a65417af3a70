"""The desk: who sees, shows, weighs, and looks behind the seal."""

from __future__ import annotations

import pytest
import time_machine

from disclosure.participation.models import Submission
from envportal.audit.models import Event
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.participation import rows

pytestmark = pytest.mark.django_db
TODAY = "2026-10-14 11:00+08:00"


@time_machine.travel(TODAY, tick=False)
def test_who_handles_the_case_and_its_editor_see_it_and_others_do_not():
    yunxi, dongling = world.world(), world.world(code="dongling")
    made = rows.comment(world.proposed(yunxi))

    def status(person) -> int:
        return int(signed_in(person).get(f"/desk/comments/{made.pk}/").status_code)

    inside = [status(person) for person in (yunxi.officer, yunxi.head, yunxi.leader, yunxi.editor, yunxi.supervisor)]
    outside = [status(person) for person in (dongling.officer, dongling.editor, yunxi.applicant)]

    assert inside == [200] * 5
    assert outside == [404] * 3
    assert signed_in(yunxi.clerk).get("/desk/comments/").status_code == 403
    assert made.number in signed_in(yunxi.editor).get("/desk/comments/?only=open").content.decode()
    assert made.number not in signed_in(yunxi.editor).get("/desk/comments/?only=late").content.decode()
    assert made.number not in signed_in(dongling.editor).get("/desk/comments/").content.decode()


@time_machine.travel(TODAY, tick=False)
def test_the_name_is_seen_for_a_reason_that_is_logged():
    yunxi = world.world()
    made = rows.comment(world.proposed(yunxi), name="方晓", contact="13912345678")
    officer, page = signed_in(yunxi.officer), f"/desk/comments/{made.pk}/author/"

    before = officer.get(page).content.decode() + officer.get(f"/desk/comments/{made.pk}/").content.decode()
    without = officer.post(page, {"reason": ""})
    seen = officer.post(page, {"reason": "核实所说的地点"})

    assert "方晓" not in before
    assert without.status_code == 422
    assert "13912345678" in seen.content.decode()
    event = Event.objects.get(name="author_seen")
    assert (event.actor, event.facts["reason"]) == (yunxi.officer, "核实所说的地点")
    assert signed_in(yunxi.editor).post(page, {"reason": "好奇"}).status_code == 403
    assert Event.objects.filter(name="author_seen").count() == 1


@time_machine.travel(TODAY, tick=False)
def test_the_editor_shows_and_hides_with_a_reason_of_the_list():
    yunxi = world.world()
    made = rows.comment(world.proposed(yunxi), "方晓家 13912345678")
    editor, page = signed_in(yunxi.editor), f"/desk/comments/{made.pk}/moderate/"

    without = editor.post(page, {"what": "hide"})
    editor.post(page, {"what": "hide", "hidden_why": "insult"})
    hidden = Submission.objects.get()
    editor.post(page, {"what": "show", "also": "方晓家"})
    shown = Submission.objects.get()

    assert without.status_code == 422
    assert (hidden.state, hidden.public_text) == ("hidden", "")
    assert (shown.state, shown.public_text, shown.hidden_why) == ("shown", "■■ ■■", "")
    assert signed_in(yunxi.officer).post(page, {"what": "show"}).status_code == 403
    assert list(Event.objects.filter(name__startswith="comment_").values_list("name", flat=True).order_by("pk")) == [
        "comment_received", "comment_hidden", "comment_shown",
    ]  # fmt: skip


@time_machine.travel(TODAY, tick=False)
def test_the_officer_weighs_on_the_page_and_sees_what_is_missing():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.comment(application)
    officer, page = signed_in(yunxi.officer), f"/desk/comments/case/{application.pk}/consider/"

    short = officer.post(page, {"comments": [made.pk], "disposition": "adopted"})
    done = officer.post(
        page,
        {"comments": [made.pk], "summary": "气味", "disposition": "adopted", "reason": "属实", "changed": "第2条"},
    )

    assert [word in short.content.decode() for word in ("写明这一组意见的概要", "写明采纳", "写明改了")] == [True] * 3
    assert done.status_code == 302
    assert "采纳" in officer.get(f"/desk/comments/case/{application.pk}/").content.decode()
    assert signed_in(yunxi.leader).get(page).status_code == 403
    assert signed_in(yunxi.leader).get(f"/desk/comments/case/{application.pk}/").status_code == 200


@time_machine.travel("2026-10-20 09:00+08:00", tick=False)
def test_the_shut_gate_leads_to_the_comments():
    yunxi = world.world()
    application = world.proposed(yunxi)
    rows.comment(application)
    rows.hearing(application)

    page = signed_in(yunxi.leader).get(f"/desk/cases/{application.pk}/").content.decode()

    assert f'href="/desk/comments/case/{application.pk}/"' in page
    assert "行政许可法第36条" in page.replace(" ", "") or "第三十六条" in page
    assert f"/desk/cases/{application.pk}/go-on/" in page
    clerk = signed_in(yunxi.clerk).get(f"/desk/cases/{application.pk}/").content.decode()
    assert "/desk/comments/case/" not in clerk
    assert f"/desk/cases/{application.pk}/hearing/take-up/" in clerk


@time_machine.travel(TODAY, tick=False)
def test_the_box_is_worked_by_its_bureau():
    yunxi = world.world()
    one = rows.message(yunxi.bureau)
    clerk = signed_in(yunxi.clerk)

    assert one.number in clerk.get("/desk/opinions/").content.decode()
    assert clerk.post(f"/desk/opinions/{one.pk}/answer/", {"heading": "噪声", "text": "好"}).status_code == 302
    assert signed_in(yunxi.editor).post(f"/desk/comments/{one.pk}/moderate/", {"what": "show"}).status_code == 302
    assert signed_in(builders.staff("finance", at=yunxi.bureau)).get("/desk/opinions/").status_code == 403
    one.refresh_from_db(fields=["public_text"])
    assert one.public_text == "夜间施工噪声找谁？"

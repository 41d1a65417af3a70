"""A zone as the desk types it and everybody reads it."""

from __future__ import annotations

import pytest

from tests.accounts.conftest import signed_in
from tests.stories import test_zone_from_survey_to_opinion as zone
from tests.stories.test_zone_from_survey_to_opinion import concluded, proposed, reviewed

of = zone.of
pytestmark = pytest.mark.django_db


def test_the_opinion_is_typed_with_its_lists_and_stands_on_the_public_page(of, client):
    plan = reviewed(of)
    typed = {
        "opinion_number": "云环规审〔2026〕2号", "opinion_on": "2026年8月3日", "opinion": "同意。",
        "valid_to": "2035-12-31", "simplifies": "on", "processes": "含铬电镀\n", "total_cod": "20",
        "industries": "C2221 机制纸及纸板制造\n2614　有机化学原料",
    }  # fmt: skip
    page = signed_in(of.leader)

    bad = page.post(f"/desk/zones/{plan.pk}/conclude/", {**typed, "industries": "造纸"})
    done = page.post(f"/desk/zones/{plan.pk}/conclude/", typed)
    shown = client.get("/zones/yunxi-park/").content.decode()

    assert (bad.status_code, "先写行业代码" in bad.content.decode(), done.status_code) == (422, True, 302)
    assert all(
        said in shown for said in ("C2221 机制纸及纸板制造", "2614 有机化学原料", "含铬电镀", "还剩 20", "第31条")
    )


def test_pages_open_for_who_may(of, client):
    plan = concluded(of)
    application = proposed(of)
    addresses = ("", "new/", "begin/", f"{plan.pk}/", f"cases/{application.pk}/", f"cases/{application.pk}/place/")

    assert [signed_in(of.officer).get(f"/desk/zones/{one}").status_code for one in addresses] == [200] * 6
    assert [signed_in(of.applicant).get(f"/desk/zones/{one}").status_code for one in addresses] == [404] * 6
    assert signed_in(of.head).get("/desk/zones/?format=csv&q=云溪").content.decode().count("云溪工业园") == 1
    assert client.get("/zones/").status_code == 200
    assert signed_in(of.officer).get(f"/desk/cases/{plan.pk}/").url == f"/desk/zones/{plan.pk}/"
    assert "云溪工业园" in signed_in(of.officer).get(f"/desk/cases/{application.pk}/").content.decode()


def test_a_project_in_no_zone_is_bound_by_none(of):
    concluded(of)
    application = world.proposed(of, project_industry="C2221")
    zones.place(application.pk, zone=None, by=of.officer, at=moment("2026-10-12", "07:00"))

    assert (zoning.binds(application.case, ON), unmet(application)) == (None, [])


# PAGES --------------------------------------------------------------------------------

"""What whoever reported sends later by number and code; and what those who watch the bureau have to do."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enforcement.petitions import actions, guards
from enforcement.petitions.models import Addition, Petition, Photo
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.messaging.models import Message
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.petitions import rows

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db
KEY = "6c1f9f5e-52f5-4f3e-9b67-0f1f4b1d0a11"


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def added(one: Petition, at: Any = rows.TAKEN, address: str = "198.51.100.9", **typed: Any) -> Any:
    told = {"no": one.case.number or "", "code": query_code(one.case), "key": KEY, "text": "昨夜又响了一夜", **typed}
    with time_machine.travel(at, tick=False):
        return Client(REMOTE_ADDR=address).post("/report/add/", told)


def photograph() -> SimpleUploadedFile:
    """A JPEG that says in its EXIF where it was taken."""
    from PIL import Image  # noqa: PLC0415

    exif, file = Image.Exif(), BytesIO()
    exif[0x010F] = "CANARYPHONE"
    Image.new("RGB", (64, 48), "grey").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(f"{rows.NAME}.jpg", file.getvalue(), "image/jpeg")


def test_a_photograph_added_later_is_stripped_told_and_logged(of: rows.Office) -> None:
    one = actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)

    page = added(one, text=f"我是{rows.NAME}，{rows.CONTACT}，又响了", photo_1=photograph())

    assert (page.status_code, "已经收到，并告诉了经办人" in page.content.decode()) == (200, True)
    made = Addition.objects.get()
    assert made.text == "我是■■，■■，又响了"
    document = Photo.objects.get(addition=made).document
    assert (document.name, document.case_id) == ("照片1.pdf", one.pk)
    assert b"CANARYPHONE" not in Path(settings.MEDIA_ROOT, document.path).read_bytes()
    event = list(log.history(one.case))[-1]
    assert (event.name, event.facts["photos"], event.actor) == ("petition_added_to", 1, None)
    assert Message.objects.get(template="petition_added_to").to_user == of.officer
    desk = just_confirmed(of.officer).get(f"/desk/petitions/{one.pk}/").content.decode()
    assert "反映人补充" in desk
    assert "又响了" in desk


def test_two_clicks_add_once_and_nothing_adds_nothing(of: rows.Office) -> None:
    one = rows.taken_up(of)
    for _click in range(2):
        assert added(one).status_code == 200
    assert Addition.objects.count() == 1

    empty = added(one, text="", key="")
    assert (empty.status_code, "写补充的内容，或者选一张照片" in empty.content.decode()) == (422, True)
    broken = added(one, text="还有照片", photo_1=SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg"))
    assert (broken.status_code, "还有照片" in broken.content.decode()) == (422, True)
    odd = added(one, text="第二次", key="not a key")
    assert odd.status_code in {200, 422}
    assert added(one, code="WRONG").status_code == 404
    assert Client().get("/report/add/").status_code == 302


def test_the_same_photograph_again_is_the_one_that_was_there(of: rows.Office) -> None:
    one = rows.taken_up(of)
    for n in range(2):
        answer = added(one, key="", text=f"第 {n} 次", photo_1=photograph(), photo_2=photograph())
        assert answer.status_code == 200

    assert (Addition.objects.count(), Photo.objects.count()) == (2, 1)


def test_nothing_is_added_once_it_is_answered_nor_more_than_ten_times(of: rows.Office) -> None:
    one = rows.taken_up(of)
    for n in range(10):
        actions.add(one, text=f"第 {n} 次", key=str(n), address=str(n), at=rows.TAKEN)
    with pytest.raises(guards.NotPossible):
        actions.add(one, text="又一次", key="more", address="more", at=rows.TAKEN)
    assert 'action="/report/add/"' not in added(one, text="又一次").content.decode()

    other = rows.answered(of, "k2")
    refused = added(other)
    assert (refused.status_code, "不能再补充" in refused.content.decode()) == (409, True)
    assert not other.additions.exists()


def test_an_address_that_sends_too_much_is_stopped_and_keeps_its_words(of: rows.Office) -> None:
    one = rows.taken_up(of)
    answers = [added(one, key="", text=f"第 {n} 次，还在响") for n in range(30)]

    stopped = [page for page in answers if page.status_code == 429]
    assert stopped
    assert "次，还在响" in stopped[0].content.decode()
    assert Addition.objects.count() < 10


# THREE TIMES ---------------------------------------------------------------------------
def thrice(of: rows.Office, key: str = "k1") -> Petition:
    one, hands = rows.answered(of, key), [of.other, of.third]
    for n, day in enumerate(("2026-11-21", "2026-11-24", "2026-11-27")):
        actions.rate(one.pk, satisfied="no", said="还在响", at=moment(day))
        if n < len(hands):
            actions.reopen(one.pk, holder=hands[n], reason="重新核查", by=of.head, at=moment(day))
            actions.answer(one.pk, by=hands[n], at=moment(day, "15:00"), **rows.SAID)
    return Petition.objects.get(pk=one.pk)


def test_who_watches_the_bureau_finds_what_was_bad_three_times_and_what_to_do(of: rows.Office) -> None:
    rows.answered(of, "calm")
    one = thrice(of)
    client = just_confirmed(of.supervisor)
    with time_machine.travel(moment("2026-11-28"), tick=False):
        assert "/desk/petitions/supervised/" in client.get("/desk/petitions/").content.decode()
        page = client.get("/desk/petitions/supervised/").content.decode()
    assert "共 1 件" in page
    assert one.case.number in page
    assert "督促科室负责人决定重新办理，或者回访以后书面说明理由" in page
    assert "不满意 3 次" in page

    with time_machine.travel(moment("2027-11-28"), tick=False):
        late = just_confirmed(of.supervisor).get("/desk/petitions/supervised/?format=csv").content.decode("utf-8-sig")
    assert "已过，查看红牌并要求说明" in late
    actions.settle(one.pk, reason="夜间监测三次达标", by=of.head, at=moment("2026-11-28", "15:00"))
    with time_machine.travel(moment("2026-11-29"), tick=False):
        settled = just_confirmed(of.supervisor).get("/desk/petitions/supervised/").content.decode()
    assert "核对书面说明是否回应了反映人" in settled

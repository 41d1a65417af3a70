"""Numbers of people never get out; telephones and homes are pointed at."""

import pytest

from disclosure.board import board, rules
from disclosure.board.guards import PersonalData
from envportal.personal import is_bank_number, is_identity_number
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db

BLOCKED = {
    "plain": "联系人身份证11010519491231002X。",
    "lower x": "11010519491231002x",
    "full width": "１１０１０５１９４９１２３１００２Ｘ",
    "spaced": "110105 1949 1231 002X",
    "full-width blanks": "110105　19491231　002X",
    "hyphens": "110105-19491231-002X",
    "one by one": "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
    "zero width": "110105\u200b19491231\u200b002X",
    "after another number": "13800001111 11010519491231002X",
    "card": "6222021234567890128",
    "spaced card": "6222 0212 3456 7890 128",
    "full-width card": "６２２２０２１２３４５６７８９０１２８",
}


@pytest.mark.parametrize("text", BLOCKED.values(), ids=BLOCKED)
def test_identity_and_bank_numbers_block_and_name_their_field(text):
    notice = rows.pending(facts={"编制单位": "清源", "公众参与情况": f"意见一条，{text}"})

    with pytest.raises(PersonalData, match="“公众参与情况”里有"):
        board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))


PASSED = {
    "wrong check character": "110105194912310021",
    "no such birthday": "110105194913310023",
    "wrong Luhn digit": "6222021234567890123",
    "credit code": "91350100M000100Y43",
    "project code": "2609-990102-07-02-418823",
    "days and amounts": "2026-10-13 至 2026-10-19，投资 1860 万元，VOCs 0.82 吨/年",
    "coordinates": "东经 119.352817°，北纬 33.124865°",
}


@pytest.mark.parametrize("text", PASSED.values(), ids=PASSED)
def test_other_numbers_pass(text):
    notice = rows.pending(facts={"项目概况": text})

    assert board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18")).state == "published"


def test_an_identity_number_in_the_title_blocks_too():
    notice = rows.pending(rows.case(title=f"张某 {rows.ID_NUMBER} 养殖场"))

    with pytest.raises(PersonalData, match="项目名称"):
        board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))


def test_the_refusal_does_not_repeat_the_number():
    notice = rows.pending(facts={"备注": rows.ID_NUMBER})

    with pytest.raises(PersonalData) as refused:
        board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))

    assert rows.ID_NUMBER not in str(refused.value)


@pytest.mark.parametrize("text", ["电话 138 0000 1111", "家住青石新村", "青石花园 3 栋 1 单元 502 室"])
def test_telephones_and_homes_warn_only(text):
    notice = rows.pending(facts={"公众参与情况": text})

    found = rules.findings(notice)

    assert {finding.blocks for finding in found} == {False}
    assert board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18")).state == "published"


def test_the_bureaus_own_telephone_is_no_finding():
    notice = rows.pending(facts={"联系电话": "0999-0000188"})
    notice.bureau.phone = "0999-000 0188"

    assert rules.findings(notice) == []


def test_the_two_checks_by_themselves():
    assert is_identity_number(rows.ID_NUMBER)
    assert is_bank_number(rows.CARD)
    assert not is_identity_number("110105194912310021")
    assert not is_bank_number("6222021234567890123")

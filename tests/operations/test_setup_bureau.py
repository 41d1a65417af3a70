"""A bureau that is no demo: from an empty database to the first application it accepts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts import actions as accounts
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, RoleGrant, Section, User
from envportal.audit.models import Event
from envportal.deadlines.models import TermRule
from envportal.operations.management.commands.setup_bureau import EXAMPLE
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db
WRITTEN = EXAMPLE.read_text(encoding="utf-8")
THIRD = '\n[[person]]\nusername = "qh.anquan3"\nname = "第三人"\nemail = "c@qinghe.example"\nrole = "secadm"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bureau.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def set_up(*arguments: object) -> str:
    out = io.StringIO()
    call_command("setup_bureau", *map(str, arguments), stdout=out)
    return out.getvalue()


def count() -> list[int]:
    return [model.objects.count() for model in (Bureau, Section, User, RoleGrant, TermRule, Event)]


def password_of(username: str, said: str) -> str:
    return next(line.split()[-1] for line in said.splitlines() if line.startswith("  ") and f" {username} " in line)


def test_the_example_it_prints_is_a_file_it_reads(file: Path):
    assert set_up("--example").strip() == WRITTEN.strip()

    said = set_up(file)

    bureau = Bureau.objects.get()
    assert (bureau.name, bureau.mark, bureau.sections.count(), bureau.staff.count()) == (
        "清河市生态环境局",
        "清环",
        3,
        3,
    )
    assert TermRule.objects.exists()
    assert User.objects.get(username="qh.chuangkou").section == bureau.sections.get(kind="window")
    assert all(user.check_password(password_of(user.username, said)) for user in bureau.staff.all())


def test_it_makes_the_first_two_security_administrators_and_gives_no_other_role(file: Path):
    said = set_up(file)

    assert sorted(RoleGrant.objects.values_list("user__username", "role")) == [
        ("qh.anquan1", Role.SECADM), ("qh.anquan2", Role.SECADM),
    ]  # fmt: skip
    assert "乔木兰 (qh.chuangkou) holds no role yet" in said


def test_a_first_password_is_changed_before_anything_else(client, file: Path):
    said = set_up(file)

    client.post("/accounts/login/", {"login": "qh.anquan1", "password": password_of("qh.anquan1", said)})

    assert client.get("/desk/people/").url.startswith("/accounts/")


def test_a_second_time_it_makes_only_what_was_added_and_names_what_differs(file: Path):
    set_up(file)
    before = count()

    assert "there already" in set_up(file)
    assert count() == before

    added = WRITTEN.replace("长堤路 8 号", "长堤路 9 号") + '\n[[section]]\nname = "监察室"\nkind = "supervision"\n'
    file.write_text(added, encoding="utf-8")
    said = set_up(file)

    assert "otherwise: address." in said
    assert "Sections made: 监察室." in said
    assert Bureau.objects.get().address == "清河市长堤路 8 号"
    assert [now - then for now, then in zip(count(), before, strict=True)] == [0, 1, 0, 0, 0, 1]


def test_a_dry_run_says_the_same_and_changes_nothing(file: Path):
    before = count()

    said = set_up(file, "--dry-run")

    assert "清河市生态环境局 (qinghe): made." in said
    assert "shown when it is made" in said
    assert count() == before


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('role = "secadm"\n\n# Others', "\n# Others", "两名"),
        ("# Others", THIRD + "# Others", "只设两名"),
        ('mark = "清环"', "", "bureau: mark: "),
        ('mark = "清环"', 'marke = "清环"', "不认识“marke”"),
        ('kind = "review"', 'kind = "revue"', "section 2: kind: "),
        ('section = "政务服务窗口"', 'section = "大厅"', "没有名为“大厅”的科室"),
        ('role = "clerk"', 'role = "owner"', "person 3: role: "),
        ('username = "qh.chuangkou"', 'username = "乔"', "person 3: username: "),
        ('# parent = "jiangyuan"', 'parent = "jiangyuan"', "bureau: parent: "),
        ("[bureau]", "[bureau", "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(file: Path, old: str, new: str, why: str):
    before = count()
    assert old in WRITTEN
    file.write_text(WRITTEN.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CommandError, match=why):
        set_up(file)

    assert count() == before


def test_no_file_and_a_missing_one_are_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="--example"):
        set_up()
    with pytest.raises(CommandError, match="cannot be read"):
        set_up(tmp_path / "none.toml")


def test_once_there_are_two_administrators_a_third_is_theirs_to_make(file: Path):
    set_up(file)
    file.write_text(WRITTEN + THIRD, encoding="utf-8")

    with pytest.raises(CommandError, match="只设两名"):
        set_up(file)


def test_a_login_name_of_another_bureau_is_not_taken_over(file: Path):
    other = builders.staff(Role.CLERK)
    file.write_text(WRITTEN.replace("qh.chuangkou", "other.clerk"), encoding="utf-8")
    User.objects.filter(pk=other.pk).update(username="other.clerk")

    with pytest.raises(CommandError, match="已由别的单位使用"):
        set_up(file)


def test_a_bureau_above_needs_no_people_of_its_own(file: Path, tmp_path: Path):
    province = tmp_path / "province.toml"
    province.write_text('[bureau]\ncode = "jiangyuan"\nname = "江原省生态环境厅"\nmark = "江环"\n', encoding="utf-8")
    set_up(province)
    file.write_text(WRITTEN.replace("# parent", "parent"), encoding="utf-8")

    set_up(file)

    assert Bureau.objects.get(code="qinghe").parent == Bureau.objects.get(code="jiangyuan")


# AND THEN ON SCREEN -----------------------------------------------------------
def appoint(bureau: Bureau, username: str, role: Role, section: str) -> User:
    """One security administrator makes the account and asks for the role, the other grants it."""
    first, second = User.objects.filter(grants__role=Role.SECADM, bureau=bureau).order_by("username")
    at = moment("2026-09-01")
    if not User.objects.filter(username=username).exists():
        person: accounts.StaffDetails = {
            "username": username, "name": username, "title": "", "email": f"{username}@qinghe.example", "phone": "",
            "bureau": bureau, "section": bureau.sections.get(name=section),
        }  # fmt: skip
        accounts.create_staff(person=person, password="Clear-skies-1", by=first, at=at)
    user = User.objects.get(username=username)
    accounts.request_role(user.pk, role=role, by=first, at=at)
    with pytest.raises(accounts.NeedsSecondPerson):
        accounts.grant_role(user.pk, role=role, by=first, at=at)
    accounts.grant_role(user.pk, role=role, by=second, at=at)
    return user


def test_an_enterprise_registers_and_files_and_the_window_of_the_new_bureau_accepts(file: Path):
    set_up(file)
    bureau = Bureau.objects.get()
    clerk = appoint(bureau, "qh.chuangkou", Role.CLERK, "政务服务窗口")
    officer = appoint(bureau, "qh.shencha", Role.OFFICER, "审批科")
    enterprise: accounts.EnterpriseDetails = {
        "uscc": builders.USCCS[0], "name": "清河和信包装有限公司", "kind": "owner", "legal_representative": "沈雁",
        "address": "清河市青石镇", "bureau": bureau,
    }  # fmt: skip
    person: accounts.PersonDetails = {
        "username": "hexin", "name": "沈雁", "email": "shenyan@hexin.example", "phone": "13800001234",
        "password": "clear skies over the river",
    }  # fmt: skip
    applicant = accounts.register(enterprise=enterprise, person=person, at=moment("2026-09-10"))
    assert applicant.enterprise is not None
    accounts.verify(applicant.enterprise.pk, by=clerk, at=moment("2026-09-11"))
    of = world.World(
        bureau=bureau, clerk=clerk, officer=officer, head=officer, leader=officer, editor=officer, supervisor=officer,
        owner=applicant.enterprise, applicant=applicant,
    )  # fmt: skip

    application = actions.submit(world.filled(of).pk, declared=True, by=applicant, at=moment("2026-09-14", "16:48"))
    actions.accept(application.pk, by=clerk, at=moment("2026-09-16"))

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.case.number) == (State.IN_REVIEW, "清环收〔2026〕1号")
    assert application.case.holder == officer


@pytest.mark.parametrize("same", ['username = "QH.Anquan1"', 'email = "FANGZHIYUAN@qinghe.example"'])
def test_one_person_cannot_stand_for_both_security_administrators(file: Path, same: str) -> None:
    name, _, _value = same.partition(" ")
    second = WRITTEN.index('username = "qh.anquan2"')
    rest = re.sub(rf'^{name} = ".*"$', same, WRITTEN[second:], count=1, flags=re.MULTILINE)
    file.write_text(WRITTEN[:second] + rest, encoding="utf-8")

    with pytest.raises(CommandError, match="写了不止一次"):
        set_up(file)

    assert not User.objects.exists()

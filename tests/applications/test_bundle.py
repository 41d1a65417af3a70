"""The bundle of a case: whole, the same bytes for the same state, checked by anybody, and nobody else's in it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.actions.bundle import export
from approvals.applications.models import Application
from envportal.audit import log
from envportal.audit.models import Event
from envportal.audit.rules import verify_bundle
from envportal.documents.guards import store, zips
from envportal.documents.guards.zips import safe_name
from envportal.documents.models import Document
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
DAY = moment("2026-10-14", "12:00")
NEIGHBOUR = "青石村村民方某"


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def with_a_neighbour(yunxi: world.World) -> Application:
    """A case in which somebody else asked for a hearing, which the applicant must not read the name of from us."""
    application = world.proposed(yunxi)
    world.ask_on_paper(yunxi, application, "2026-10-13", moment("2026-10-13", "15:00"), name=NEIGHBOUR)
    log.seal(at=moment("2026-10-14", "00:10"))
    return application


def written(entries: list[zips.Entry], folder: Path) -> Path:
    path = folder / "case.zip"
    path.write_bytes(b"".join(zips.stream(entries)))
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same zip file, its members changed as asked."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def wrong(path: Path) -> dict[str, str]:
    return {line.name: line.state for line in verify_bundle.check(path) if not line.is_right}


def test_a_whole_bundle_is_right_in_every_file_event_and_seal(yunxi, tmp_path):
    application = with_a_neighbour(yunxi)

    path = written(export(application.pk, inside=True, by=yunxi.head, at=DAY).entries, tmp_path)

    lines = verify_bundle.check(path)
    assert [str(line) for line in lines if not line.is_right] == []
    with zipfile.ZipFile(path) as archive:
        names, events = archive.namelist(), archive.read("log/events.jsonl").decode().splitlines()
    assert names[:2] == ["manifest.json", "index.html"]
    assert {"documents/001 报告表.pdf", "clocks/why.json", "verify.py"} <= set(names)
    assert len(events) == log.history(application.case).count()
    assert any(line.name == "seal 1" for line in lines)


def test_the_same_state_on_the_same_day_gives_the_same_bytes(yunxi, tmp_path):
    application = with_a_neighbour(yunxi)

    first, again = (
        written(export(application.pk, inside=True, by=yunxi.head, at=at).entries, tmp_path).read_bytes()
        for at in (DAY, moment("2026-10-14", "18:00"))
    )

    assert first == again


def test_what_was_replaced_is_kept_in_a_folder_of_its_own(yunxi, tmp_path):
    application = world.submitted(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))
    file = corpus.upload(corpus.pdf(5), "报告表（修改）.pdf")
    actions.attach(application.pk, file=file, kind="eia_table", by=yunxi.applicant, at=moment("2026-09-16"))

    names = {entry.name for entry in export(application.pk, inside=True, by=yunxi.supervisor, at=DAY).entries}

    assert {"documents/replaced/001 报告表.pdf", "documents/003 报告表（修改）.pdf"} <= names


def one_byte(name: str) -> Callable[[dict[str, bytes]], object]:
    def change(members: dict[str, bytes]) -> None:
        members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])

    return change


def another_actor(members: dict[str, bytes]) -> None:
    """Somebody who mends the manifest too: the event's own hash does not fit any more."""
    members["log/events.jsonl"] = members["log/events.jsonl"].replace("许望舒".encode(), "许望书".encode())
    _mend(members, "log/events.jsonl")


def one_event_less(members: dict[str, bytes]) -> None:
    members["log/events.jsonl"] = b"".join(members["log/events.jsonl"].splitlines(keepends=True)[:-1])
    _mend(members, "log/events.jsonl")


def another_seal(members: dict[str, bytes]) -> None:
    chain = json.loads(members["log/chain.json"])
    chain["seals"][0]["root"] = "0" * 64
    members["log/chain.json"] = json.dumps(chain).encode()
    _mend(members, "log/chain.json")


def another_way_to_the_root(members: dict[str, bytes]) -> None:
    chain = json.loads(members["log/chain.json"])
    chain["seals"][0]["path"].append(["left", "0" * 64])
    members["log/chain.json"] = json.dumps(chain).encode()
    _mend(members, "log/chain.json")


def _mend(members: dict[str, bytes], name: str) -> None:
    digest = store.Digest()
    digest.update(members[name])
    sha256, sm3 = digest.hex()
    manifest = json.loads(members["manifest.json"])
    for row in manifest["files"]:
        if row["path"] == name:
            row.update(size=len(members[name]), sha256=sha256, sm3=sm3)
    members["manifest.json"] = json.dumps(manifest).encode()


# What is done to a bundle, and what the check says of it.
CHANGES: dict[str, tuple[Callable[[dict[str, bytes]], object], dict[str, str]]] = {
    "one byte of a file": (one_byte("documents/001 报告表.pdf"), {"documents/001 报告表.pdf": "altered"}),
    "one byte of the index": (one_byte("index.html"), {"index.html": "altered"}),
    "a file taken out": (lambda members: members.pop("clocks/why.json"), {"clocks/why.json": "missing"}),
    "a file put in": (lambda members: members.update({"../evil.txt": b"x"}), {"../evil.txt": "extra"}),
    "a longer file": (
        lambda members: members.update({"case.json": members["case.json"] * 9}),
        {"case.json": "altered"},
    ),
    "no manifest": (lambda members: members.pop("manifest.json"), {"manifest.json": "missing"}),
    "half a manifest": (
        lambda members: members.update({"manifest.json": b'{"files": [{"path": "a"}]}'}),
        {"manifest.json": "altered"},
    ),
    "the last event cut": (one_event_less, {"log": "altered", "seal 1": "altered"}),
    "another root": (another_seal, {"seal 1": "altered"}),
    "another way to the root": (another_way_to_the_root, {"seal 1": "altered"}),
}


def test_whatever_is_changed_is_named(yunxi, tmp_path):
    made = export(with_a_neighbour(yunxi).pk, inside=True, by=yunxi.head, at=DAY)

    found = {what: wrong(changed(written(made.entries, tmp_path), change)) for what, (change, _) in CHANGES.items()}

    assert found == {what: expected for what, (_, expected) in CHANGES.items()}


def test_an_event_that_was_rewritten_is_named_though_the_manifest_was_mended(yunxi, tmp_path):
    made = export(with_a_neighbour(yunxi).pk, inside=True, by=yunxi.head, at=DAY)

    found = wrong(changed(written(made.entries, tmp_path), another_actor))

    assert found
    assert all(name.startswith("log event") for name in found)


def test_a_file_gone_from_the_store_is_left_out_and_called_missing(yunxi, tmp_path):
    application = world.submitted(yunxi)
    file = Document.objects.get(case=application.case, kind="eia_table")
    file.path = "documents/00/gone.pdf"
    file.save()

    made = export(application.pk, inside=True, by=yunxi.supervisor, at=DAY)

    assert [entry.name for entry in made.gone] == ["documents/001 报告表.pdf"]
    assert wrong(written(made.entries, tmp_path)) == {"documents/001 报告表.pdf": "missing"}


def test_the_applicants_copy_holds_nothing_kept_inside_and_no_neighbours_name_and_is_right(yunxi, tmp_path):
    application = with_a_neighbour(yunxi)
    assert Document.objects.filter(case=application.case, is_inside=True).exists()

    whole = written(export(application.pk, inside=True, by=yunxi.head, at=DAY).entries, tmp_path).read_bytes()
    own = written(export(application.pk, inside=False, by=yunxi.applicant, at=DAY).entries, tmp_path)

    assert NEIGHBOUR.encode() not in own.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert any("听证申请书" in name for name in archive.namelist())
    with zipfile.ZipFile(own) as archive:
        assert not any("听证申请书" in name for name in archive.namelist())
        told = [json.loads(line) for line in archive.read("log/events.jsonl").decode().splitlines()]
    assert wrong(own) == {}
    assert "opinion_written" not in {event.get("name") for event in told}
    assert [event["position"] for event in told] == list(range(1, len(told) + 1))


def test_the_script_inside_needs_nothing_but_python(yunxi, tmp_path):
    made = export(world.submitted(yunxi).pk, inside=False, by=yunxi.applicant, at=DAY)
    path = written(made.entries, tmp_path)
    with zipfile.ZipFile(path) as archive:
        (tmp_path / "verify.py").write_bytes(archive.read("verify.py"))

    said = [run(tmp_path)]
    changed(path, one_byte("case.json"))
    said.append(run(tmp_path))

    assert [one.returncode for one in said] == [0, 1]
    assert "altered  case.json" in said[1].stdout


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """The script on the bundle beside it, by a Python that knows no package."""
    command = [sys.executable, "-I", "-S", "verify.py", "case.zip"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_commands_write_a_bundle_and_check_it(yunxi, tmp_path, capsys):
    application = world.submitted(yunxi)
    out = tmp_path / "out.zip"

    call_command("export_case", application.case.number, "--out", str(out))
    call_command("verify_bundle", str(out))
    changed(out, one_byte("style.css"))
    with pytest.raises(SystemExit):
        call_command("verify_bundle", str(out))

    told = capsys.readouterr().out
    assert "0 not; this portal gave it out at" in told
    assert "altered  style.css" in told
    with pytest.raises(CommandError, match="no application"):
        call_command("export_case", "无此编号", "--out", str(out))


@pytest.mark.parametrize(
    ("name", "safe"),
    [("..\\..\\a.pdf", "_.._a.pdf"), ("a/b:c.pdf", "a_b_c.pdf"), ("", "_"), ("长" * 118 + ".pdf", "长" * 60 + ".pdf")],
)
def test_a_name_in_the_bundle_is_one_file_wherever_it_is_unpacked(name: str, safe: str) -> None:
    assert safe_name(name) == safe


class TestPages:
    def test_who_may_take_it_and_that_it_is_noted_once(self, yunxi):
        application = world.accepted(yunxi)
        desk = reverse("applications:bundle", args=[application.pk])
        mine = reverse("applications:my_bundle", args=[application.pk])
        people = [yunxi.clerk, yunxi.officer, yunxi.head, yunxi.leader, yunxi.supervisor, yunxi.editor]

        assert [signed_in(one).get(desk).status_code for one in people] == [403, 200, 200, 200, 200, 403]
        assert signed_in(yunxi.applicant).get(desk).status_code in (403, 404)
        assert signed_in(world.other_applicant(yunxi)).post(mine).status_code == 404
        key, owner = {"_key": "7b0a4c56-8a6e-4b6c-9a55-5f0e3a1d2c11"}, signed_in(yunxi.applicant)
        assert owner.get(mine).status_code == 200
        bodies = [b"".join(owner.post(mine, key)) for _again in range(2)]

        assert bodies[0] == bodies[1]
        assert zipfile.ZipFile(io.BytesIO(bodies[0])).testzip() is None
        noted = Event.objects.get(name="case_exported")
        assert (noted.actor, noted.facts["inside"], noted.facts["case"]) == (yunxi.applicant, False, application.pk)

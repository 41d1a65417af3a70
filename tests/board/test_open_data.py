"""Everything public can be had whole, said what it means, and is the same bytes however often it is asked for."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from disclosure.board import actions, board
from disclosure.board.models import Notice
from disclosure.board.queries import datasets, dumps, open_data
from disclosure.board.tasks import dump_open_data
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db
NIGHT = moment("2026-11-20", "00:20")


@pytest.fixture(autouse=True)
def var_dir(tmp_path: Path, settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def lines(dump: dumps.Dump) -> list[dict[str, object]]:
    return [json.loads(line) for line in gzip.decompress(dump.path.read_bytes()).decode().splitlines()]


def body(client: Client, dump: dumps.Dump) -> tuple[int, bytes]:
    answer = client.get(f"/open-data/dumps/{dump.on}/{dump.name}")
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def fetched(address: str) -> int:
    answer = Client().get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def withdraw(notice: Notice, at) -> Notice:
    return board.withdraw(notice.pk, by=builders.staff(Role.LEADER), at=at, reason="地点写错")


def of_notices(dumps):
    return [dump for dump in dumps if dump.name.startswith("notices")]


# DUMPS --------------------------------------------------------------------------
def test_a_dump_has_every_public_version_and_says_its_rows_size_and_hash():
    first = rows.published()
    board.correct(first.pk, title=first.title, facts=dict(first.facts), reason="写错", by=rows.editor(),
                  at=moment("2026-09-18"))  # fmt: skip
    hidden = rows.pending(rows.case("还没有发布的项目"))

    in_csv, in_lines = of_notices(actions.dump(at=NIGHT))

    told = lines(in_lines)
    table = list(csv.DictReader(io.StringIO(gzip.decompress(in_csv.path.read_bytes()).decode())))
    assert [row["id"] for row in told] == [row["id"] for row in table] == [first.public_id]
    assert hidden.public_id not in str(told)
    assert table[0]["facts"] == json.dumps(told[0]["facts"], ensure_ascii=False, separators=(",", ":"))
    for dump in (in_csv, in_lines):
        content = dump.path.read_bytes()
        assert (dump.rows, dump.size, dump.sha256) == (1, len(content), hashlib.sha256(content).hexdigest())


def test_a_second_run_of_a_day_writes_nothing_and_the_next_day_gets_its_own():
    rows.published()
    before = [(dump.path, dump.path.stat().st_mtime_ns) for dump in actions.dump(at=NIGHT)]
    rows.published(rows.case("又一个项目"))

    again = [(dump.path, dump.path.stat().st_mtime_ns) for dump in actions.dump(at=NIGHT + timedelta(hours=20))]
    tomorrow = actions.dump(at=NIGHT + timedelta(days=1))

    assert again == before
    assert [dump.rows for dump in of_notices(tomorrow)] == [2, 2]


def test_the_same_rows_give_the_same_bytes():
    rows.published()

    one, other = actions.dump(at=NIGHT), actions.dump(at=NIGHT + timedelta(days=1))

    assert [dump.sha256 for dump in one] == [dump.sha256 for dump in other]


def test_a_run_that_breaks_leaves_nothing_behind(monkeypatch, var_dir: Path):
    def broken():
        yield {"id": "x"}
        raise OSError("the disk is full")

    one = datasets.Dataset(**{**vars(datasets.datasets()[0]), "rows": broken})
    monkeypatch.setitem(datasets._known, one.name, one)

    with pytest.raises(OSError, match="the disk is full"):
        actions.dump(at=NIGHT)

    assert list((var_dir / "open-data").iterdir()) == []


def test_dumps_are_kept_as_many_days_as_the_bureau_set(settings):
    settings.OPEN_DATA_DAYS = 2
    for day in range(3):
        actions.dump(at=NIGHT + timedelta(days=day))

    actions.sweep(at=NIGHT + timedelta(days=2))

    assert [day.isoformat() for day in dumps.days()] == ["2026-11-22", "2026-11-21"]


def test_a_file_with_a_notice_that_was_withdrawn_since_is_given_to_nobody_and_deleted():
    notice = rows.published()
    dump = actions.dump(at=NIGHT)[1]
    client = Client()
    assert body(client, dump)[0] == 200

    withdraw(notice, NIGHT + timedelta(hours=9))

    assert body(client, dump)[0] == 404
    assert dump.name not in client.get("/open-data/").content.decode()
    actions.sweep(at=NIGHT + timedelta(hours=10))
    assert not dump.path.exists()
    [row] = lines(actions.dump(at=NIGHT + timedelta(days=1))[1])
    assert (row["state"], row["facts"], row["withdrawal_reason"]) == ("withdrawn", None, "地点写错")


def test_the_task_and_the_command_write_today_once(capsys):
    rows.published()

    dump_open_data()
    call_command("dump_open_data")

    assert [str(day) for day in dumps.days()] == [str(timezone.localdate())]
    assert "notices.csv.gz: 1 rows" in capsys.readouterr().out


def test_writing_many_rows_takes_no_more_memory_than_writing_few(monkeypatch):
    one = rows.published()

    def peak(n: int, day: int) -> int:
        row = open_data.whole(one)
        copy = datasets.Dataset(**{**vars(datasets.datasets()[0]), "rows": lambda: (dict(row) for _n in range(n))})
        monkeypatch.setitem(datasets._known, copy.name, copy)
        tracemalloc.start()
        actions.dump(at=NIGHT + timedelta(days=day))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(4000, 2) < peak(200, 1) + 400_000


def test_the_rows_come_in_parts_and_none_is_lost_between_them(monkeypatch):
    monkeypatch.setattr(open_data, "AT_ONCE", 2)
    told = [rows.published(rows.case(f"项目{n}")).public_id for n in range(4)]

    assert [notice.public_id for notice in open_data.everything()] == told


# PAGES ----------------------------------------------------------------------------
def test_the_page_lists_the_dataset_with_its_addresses_and_the_newest_files():
    rows.published()
    dump = actions.dump(at=NIGHT)[0]

    shown = Client().get("/open-data/").content.decode()

    assert all(f'href="/board.{kind}?t=all"' in shown for kind in ("csv", "xlsx", "json", "atom"))
    assert f'href="/open-data/dumps/2026-11-20/{dump.name}"' in shown
    assert dump.sha256 in shown
    assert "1 行" in shown


def test_an_empty_dataset_says_why():
    assert "还没有发布过公示" in Client().get("/open-data/").content.decode()
    assert Client().get("/open-data/dictionary.json").json()["datasets"][0]["why_empty"] != ""


def test_a_dump_is_sent_as_it_lies_with_its_hash_as_its_etag():
    rows.published()
    dump = actions.dump(at=NIGHT)[0]

    answer = Client().get(f"/open-data/dumps/{dump.on}/{dump.name}")

    assert answer.streaming
    assert b"".join(answer) == dump.path.read_bytes()
    assert (answer["Content-Type"], answer["ETag"]) == ("application/gzip", f'"{dump.sha256}"')


@pytest.mark.parametrize(
    "address",
    ["2026-11-20/manifest.json", "2026-11-20/..%2F..%2Fsecret_key", "2026-02-30/notices.csv.gz", "x/notices.csv.gz",
     "2026-11-21/notices.csv.gz", "..%2f/secret_key", "%00/%00"],
)  # fmt: skip
def test_no_other_file_can_be_had_by_such_an_address(address: str, var_dir: Path):
    (var_dir / "secret_key").write_text("secret")
    actions.dump(at=NIGHT)

    assert Client().get(f"/open-data/dumps/{address}").status_code == 404


# DICTIONARY AND CATALOGUE -----------------------------------------------------------
@pytest.mark.parametrize("name", [dataset.name for dataset in datasets.datasets()])
def test_every_dataset_says_all_about_each_of_its_fields(name: str):
    rows.published()
    dataset = datasets.dataset(name)
    told = Client().get("/open-data/dictionary.json").json()
    lines = list(csv.DictReader(io.StringIO(Client().get("/open-data/dictionary.csv").content.decode("utf-8-sig"))))

    [one] = [one for one in told["datasets"] if one["name"] == name]
    fields = {field.name for field in dataset.fields}
    assert [field["name"] for field in one["fields"]] == [line["field"] for line in lines if line["dataset"] == name]
    assert all(field[part] for field in one["fields"] for part in ("title", "meaning", "type", "source"))
    assert [set(row) - fields for row in dataset.rows()] in ([], [set()])
    assert Client().get(f"/open-data/{name}/").status_code == 200


def test_the_dictionary_has_every_field_of_a_whole_notice_live_or_withdrawn():
    live, gone = rows.published(), rows.published(rows.case("又一个项目"))
    gone = withdraw(gone, moment("2026-09-18"))
    known = {field.name for field in datasets.dataset("notices").fields}

    assert set(open_data.whole(live)) | set(open_data.whole(gone)) == known


def test_the_catalogue_speaks_dcat_and_names_what_can_be_fetched():
    rows.published()
    dump = actions.dump(at=NIGHT)[0]

    answer = Client().get("/open-data/catalog.json")

    told = json.loads(answer.content)
    dataset = told["dcat:dataset"][0]
    assert answer["Content-Type"].startswith("application/ld+json")
    assert (told["@type"], dataset["@type"]) == ("dcat:Catalog", "dcat:Dataset")
    urls = {one["dcat:accessURL"]["@id"]: one for one in dataset["dcat:distribution"]}
    assert urls["http://testserver/board.csv?t=all"]["dcat:mediaType"] == "text/csv"
    its = urls[f"http://testserver/open-data/dumps/{dump.on}/{dump.name}"]
    assert (its["dcat:byteSize"], its["spdx:checksum"]["spdx:checksumValue"]) == (dump.size, dump.sha256)
    assert {fetched(url.removeprefix("http://testserver")) for url in urls} == {200}


def test_the_terms_are_the_bureaus_own_where_it_set_any(settings):
    settings.OPEN_DATA_TERMS, settings.OPEN_DATA_LICENCE_URL = "请注明来源。", "https://bureau.example/licence"

    told = Client().get("/open-data/catalog.json").json()

    assert told["dct:rights"]["@value"] == "请注明来源。"
    assert told["dcat:dataset"][0]["dct:license"] == {"@id": "https://bureau.example/licence"}
    assert "请注明来源。" in Client().get("/open-data/").content.decode()


def test_a_name_is_given_to_one_dataset_only():
    one = datasets.datasets()[0]
    board.register(one)

    with pytest.raises(ValueError, match="notices"):
        board.register(datasets.Dataset(**vars(one)))


def test_the_page_is_kept_until_a_dump_or_a_notice_comes():
    client = Client()
    first = client.get("/open-data/")
    assert client.get("/open-data/", headers={"If-None-Match": first["ETag"]}).status_code == 304

    actions.dump(at=NIGHT)

    assert client.get("/open-data/", headers={"If-None-Match": first["ETag"]}).status_code == 200

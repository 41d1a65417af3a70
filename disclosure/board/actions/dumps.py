"""Write every dataset whole into files, once a day; delete what is old or was taken back."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from disclosure.board.queries import datasets, dumps
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from disclosure.board.queries.datasets import Dataset

# A folder of a run that was killed is nobody's after this.
ABANDONED = timedelta(hours=6)


def dump(*, at: datetime) -> list[dumps.Dump]:
    """The dumps of the local day of `at`, written unless they are there; whole or not at all.

    They are written into a folder of another name, which is renamed at the end: of two that run at once one wins.
    """
    on = timezone.localdate(at)
    if not dumps.of_day(on):
        _write_day(on, at)
    return dumps.of_day(on)


def sweep(*, at: datetime) -> int:
    """Delete the dumps of days past OPEN_DATA_DAYS, files with something that was taken back, and broken runs."""
    first = timezone.localdate(at) - timedelta(days=settings.OPEN_DATA_DAYS - 1)
    old = [dumps.folder() / day.isoformat() for day in dumps.days() if day < first]
    for path in [*old, *_abandoned(at)]:
        shutil.rmtree(path, ignore_errors=True)
    fallen = [dump for day in dumps.days() for dump in dumps.of_day(day) if dump.path.exists() and not dump.stands]
    for dump in fallen:
        dump.path.unlink(missing_ok=True)
    return len(old) + len(fallen)


def _write_day(on: date, at: datetime) -> None:
    dumps.folder().mkdir(parents=True, exist_ok=True)
    temporary = Path(mkdtemp(prefix=f".{on.isoformat()}-", dir=dumps.folder()))
    try:
        files = [file for dataset in datasets.datasets() for file in _write(dataset, temporary)]
        listed = {"made_at": at.isoformat(), "files": files}
        (temporary / dumps.LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
        temporary.chmod(0o755)  # nginx may be another user
        _put_in_place(temporary, dumps.folder() / on.isoformat())
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(temporary: Path, final: Path) -> None:
    try:
        temporary.rename(final)
    except OSError:
        if not (final / dumps.LIST).exists():
            raise


def _write(dataset: Dataset, folder: Path) -> list[dict[str, object]]:
    """Both files in one pass over the rows, which are never all in memory."""
    names = [field.name for field in dataset.fields]
    paths = {kind: folder / f"{dataset.name}.{kind}.gz" for kind in dumps.FORMATS}
    rows = 0
    with _zipped(paths["csv"]) as csv_file, _zipped(paths["jsonl"]) as lines:
        table = csv.writer(csv_file)
        table.writerow(names)
        for row in dataset.rows():
            table.writerow([_flat(row.get(name)) for name in names])
            lines.write(_json({name: row.get(name) for name in names}) + "\n")
            rows += 1
    return [
        {"dataset": dataset.name, "format": kind, "name": path.name, "rows": rows, "size": path.stat().st_size,
         "sha256": _digest(path)}
        for kind, path in paths.items()
    ]  # fmt: skip


@contextmanager
def _zipped(path: Path) -> Iterator[io.TextIOWrapper]:
    """No name and no time inside: the same rows give the same bytes."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        yield text


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flat(value: object) -> object:
    """A value for a cell: what has parts as JSON, moments with their zone, text that no spreadsheet runs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return _json(value)
    return cell(value.isoformat() if hasattr(value, "isoformat") else value)


def _json(value: Mapping[str, object] | list[object] | dict[str, object]) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def _abandoned(at: datetime) -> list[Path]:
    before = (at - ABANDONED).timestamp()
    return [path for path in dumps.folder().glob(".*") if path.is_dir() and path.stat().st_mtime < before]

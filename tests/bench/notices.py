"""Public notices by the hundred thousand, laid down set-based on either engine, with the words real ones have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice, product
from typing import Any

from django.db import connection
from django.utils import timezone

from disclosure.board.enums import DocumentKind, Kind, Outcome
from disclosure.board.models import Notice
from disclosure.board.queries import notices as queries
from disclosure.board.queries.search import index
from envportal.accounts.enums import Role
from tests import builders

YEARS = 19
POOL = 5_000
# In as many notices as stand for one of the pool: a word hardly any title has.
RARE = "琉璃"
TOWNS = ("青石镇", "城北街道", "云溪街道", "白鹭镇", "东岭乡", "石桥镇", "柳林镇", "清波街道", "南屏乡", "沙河镇")
GOODS = (
    "食品纸容器", "汽车零部件", "塑料薄膜", "水泥制品", "中药饮片", "五金工具", "纺织面料", "木质家具", "锂电池隔膜",
    "光学镜片", "生物有机肥", "精密铸件", "电子元件", "涂料", "瓦楞纸箱", "预拌混凝土", "医用敷料", "废矿物油利用",
)  # fmt: skip
WORKS = ("技改项目", "新建项目", "扩建项目", "迁建项目", "生产线项目", "仓储项目", "研发中心")
FIRMS = ("和信", "清源", "宏达", "华盛", "绿洲", "恒泰", "联创", "金石", "东方", "远航")
COLUMNS = (
    "state, public_id, kind, document_kind, title, owner_name, place, division, facts, outcome, document_number,"
    " search, submitted_at, published_by_id, published_at, opens_on, closes_on, provisional, version,"
    " correction_reason, withdrawal_reason, publisher_name, source, wording, form, usc_code, arose_on, bureau_id"
)
POOLED = (
    "nr integer, kind text, document_kind text, title text, owner text, place text, division text, facts text,"
    " outcome text, search text"
)
# What differs between the engines: a row of numbers, an address, the moment n steps back, its day and the last day.
ENGINES = {
    "postgresql": {
        "numbers": "SELECT n FROM generate_series(1, %(count)s) n", "id": "substr(md5(n::text), 1, 16)",
        "json": "::jsonb",
        "at": "%(now)s::timestamptz - n * %(step)s * interval '1 second'", "no": "false",
        "day": "(at AT TIME ZONE 'Asia/Shanghai')::date", "last": "(at AT TIME ZONE 'Asia/Shanghai')::date + 14",
    },
    "sqlite": {
        "numbers": "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %(count)s)"
        " SELECT n FROM s",
        "id": "lower(hex(randomblob(8)))", "json": "", "no": "0",
        "at": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', %(now)s, '-' || (n * %(step)s) || ' seconds')",
        "day": "date(at, '+8 hours')", "last": "date(at, '+8 hours', '+14 days')",
    },
}  # fmt: skip
PUT_ASIDE = {
    "postgresql": (
        "SELECT 'INDEX', indexname, indexdef FROM pg_indexes WHERE tablename = 'board_notice'"
        " AND indexdef NOT LIKE 'CREATE UNIQUE%'"
    ),
    "sqlite": (
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'board_notice' AND sql IS NOT NULL"
        " AND (type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%' OR name = 'board_notice_words_put')"
    ),
}
FILL = """
INSERT INTO board_notice ({columns})
SELECT 'published', {id}, kind, document_kind, title || serial, owner, place, division, facts{json}, outcome,
       CASE WHEN outcome = '' THEN '' ELSE '云环审〔2026〕' || serial || '号' END, search || serial || ' ', at,
       %(by)s, at, {day}, CASE WHEN outcome = '' THEN {last} END, {no}, 1, '', '', '', '', '[]'{json},
       'bench', '', {day}, %(bureau)s
FROM (SELECT s.n, 100000 + s.n AS serial, {at} AS at, pool.kind, pool.document_kind, pool.title, pool.owner, pool.place,
             pool.division, pool.facts, pool.outcome, pool.search
      FROM ({numbers}) s JOIN bench_pool pool ON pool.nr = s.n %% {size}) made
"""


def fill(count: int) -> None:
    """`count` notices over nineteen years, the newest an instant old; statistics as the database keeps them itself."""
    parts: dict[str, str] = ENGINES[connection.vendor]
    pool = list(islice(_pool(), POOL))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bench_pool ({POOLED})")
        cursor.executemany(f"INSERT INTO bench_pool VALUES ({', '.join(['%s'] * 10)})", pool)
        asked: dict[str, Any] = {
            "count": count, "now": timezone.now().strftime("%Y-%m-%d %H:%M:%S"), "by": builders.staff(Role.EDITOR).pk,
            "step": int(timedelta(days=365 * YEARS).total_seconds() // count), "bureau": builders.bureau().pk,
        }  # fmt: skip
        with _indexed_afterwards(cursor):
            cursor.execute(FILL.format(columns=COLUMNS, size=POOL, **parts), asked)
        cursor.execute("DROP TABLE bench_pool")
    queries.turn_edition()
    settle()


@contextmanager
def _indexed_afterwards(cursor: Any) -> Iterator[None]:
    """What is laid down at once is indexed at once, many times quicker than row by row."""
    cursor.execute(PUT_ASIDE[connection.vendor])
    aside = cursor.fetchall()
    for kind, name, _sql in aside:
        cursor.execute(f'DROP {kind} "{name}"')
    yield
    if connection.vendor == "postgresql":
        cursor.execute("SET maintenance_work_mem = '1GB'")
    else:
        cursor.execute("INSERT INTO board_notice_words(board_notice_words) VALUES ('rebuild')")
    for _kind, _name, sql in aside:
        cursor.execute(sql.replace("%", "%%") if connection.vendor == "sqlite" else sql)


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _pool() -> Iterator[tuple[Any, ...]]:
    """Notices that differ in their words, with the search column the portal gives them."""
    chance = random.Random(1)  # the same board in every run
    kinds = [(Kind.ACCEPTANCE, ""), (Kind.PROPOSED_DECISION, ""), (Kind.DECISION, Outcome.APPROVED)]
    mixed = list(product(FIRMS, GOODS, WORKS, TOWNS))
    for n in range(POOL):
        firm, goods, work, town = chance.choice(mixed)
        kind, outcome = chance.choice(kinds)
        word = RARE if n == POOL // 2 else ""
        notice = Notice(
            kind=kind, outcome=outcome, document_kind=chance.choice([DocumentKind.REPORT, DocumentKind.TABLE]),
            title=f"年产{word}{goods}{work}", owner_name=f"云溪{firm}{goods[-2:]}有限公司", division=town,
            place=f"云溪市{town}工业东路", facts=[["编制单位", f"云溪{chance.choice(FIRMS)}环境咨询有限公司"]],
        )  # fmt: skip
        facts = f'[["编制单位", "{notice.facts[0][1]}"]]'
        yield (
            n, str(kind), str(notice.document_kind), notice.title, notice.owner_name, notice.place, town, facts,
            str(outcome), index(notice),
        )  # fmt: skip

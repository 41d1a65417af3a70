"""What the demo's bureaus were asked, by whom it was answered first, and what of it everybody may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from approvals.questions import actions
from approvals.questions.models import Article, Question
from approvals.questions.states import Topic
from envportal.accounts.models import Bureau, User

if TYPE_CHECKING:
    from envportal.operations.actions.days import Days

Turn = tuple[date, str, Callable[[datetime], object]]
CLERK, OFFICER, SECOND, HEAD, EDITOR = "luojing", "zhoumingyuan", "songzhiyao", "xuwangshu", "linxiaoman"
INSPECTOR, LEADER = "leijunshan", "hansongnian"
WINDOW = "政务服务窗口 0999-000 0188"
CATALOGUE = "《建设项目环境影响评价分类管理名录（2021年版）》"
ASKED: dict[str, dict[str, str]] = {
    "boxes": {
        "topic": Topic.DOCUMENT, "what": "食品厂新增一条纸容器生产线，要不要办环评，报哪一类文件？",
        "name": "邵女士", "contact": "0999-000 0231",
    },
    "copies": {"topic": Topic.FILING, "what": "报告表要交几份纸质的？附件里的合同可以遮掉价格吗？"},
    "repair": {
        "topic": Topic.WASTE, "what": "汽车修理店换下来的废机油交给谁，自己要做什么台账？", "name": "卫先生",
        "contact": "0999-000 0232",
    },
    "acceptance": {"topic": Topic.COMPLETION, "what": "环保设施建好以后，自主验收的报告在哪里公开，公开多少天？"},
    "moved": {"topic": Topic.PERMIT, "what": "搬到同一园区另一栋厂房，排污许可证要重新申请还是变更？"},
    "noise": {"topic": Topic.MONITORING, "what": "厂界噪声夜间执行几类标准，自己监测要找什么机构？"},
    "order": {"topic": Topic.OTHER, "what": "小区门口要建洗车店，市民想知道要办什么环保手续。"},
    "bakery": {"topic": Topic.DOCUMENT, "what": "开一家面包店，烤箱用电，要办环评或者登记表吗？"},
    "again": {
        "topic": Topic.WASTE, "what": "上次问过废机油，那废滤芯也算危险废物吗？", "name": "卫先生",
        "contact": "0999-000 0232",
    },
    "check": {"topic": Topic.RULES, "what": "执法人员来检查要出示什么，企业能不能核对？"},
}  # fmt: skip
SAID: dict[str, dict[str, str]] = {
    "boxes": {
        "applies": "新增纸制品生产线属于改扩建；有涂布、印刷、复合工艺的报环境影响报告表。", "basis": CATALOGUE,
        "next_steps": "先在“准入查询”核对地块，再在门户上提出申请；拿不准工艺的，先提申请前审查。",
        "where": "审批科 0999-000 0166，门户“我的申请”",
    },
    "copies": {
        "applies": "网上申请只交电子版，纸质一份也不用；公开本里可以遮去商业秘密并说明理由。",
        "basis": "《环境影响评价公众参与办法》第八条",
        "next_steps": "上传报告表和公开本，公开本旁写明遮了什么、为什么。",
        "where": WINDOW,
    },
    "repair": {
        "applies": "废机油属于危险废物 HW08，交给有相应经营许可证的单位。",
        "basis": "《固体废物污染环境防治法》第七十九条、第八十条",
        "next_steps": "签委托合同，做产生、贮存、转移台账，转移时在系统里填联单。",
        "where": "环保技术服务股 0999-000 0188",
    },
    "acceptance": {
        "applies": "验收报告编制完成后五个工作日内公开，公示不少于二十个工作日。",
        "basis": "《建设项目竣工环境保护验收暂行办法》第十一条",
        "next_steps": "在本单位网站或者便于公众知晓的方式公开，同时在全国平台填报。", "where": "审批科 0999-000 0166",
    },
    "order": {
        "applies": "洗车店一般不需要办环评；废水要接市政污水管。", "basis": CATALOGUE,
        "next_steps": "向城市排水主管部门申请排水许可，装沉淀池和隔油设施。", "where": "市住房和城乡建设局窗口",
    },
    "check": {
        "applies": "执法人员不少于两人，出示执法证件。", "basis": "《行政处罚法》第五十五条",
        "next_steps": "在门户“核对检查”里输入检查编号，看是不是本局安排的。", "where": "门户页脚“核对检查”",
    },
}  # fmt: skip
GENERAL = {
    "boxes": "新增生产线要不要办环评，报哪一类文件？", "copies": "报告表要交几份纸质的？",
    "repair": "修理店的废机油交给谁？", "acceptance": "自主验收的报告在哪里公开，公开多少天？",
    "check": "执法人员来检查要出示什么？",
}  # fmt: skip


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield from _of_old(days, opened)
    yield from _under_way(days)
    yield from _at_the_window(days)


def _of_old(days: Days, opened: int) -> Iterator[Turn]:
    n = opened - 6
    for turn, name in enumerate(("boxes", "copies", "acceptance")):
        yield days.ago(n - turn), "09:20", partial(_ask, name)
        yield days.ago(n - turn), "10:10", partial(_take, name, OFFICER)
        yield days.ago(n - turn - 1), "15:10", partial(_answer, name, OFFICER)
        yield days.ago(n - turn - 2), "16:20", partial(_propose, name, OFFICER)
        yield days.ago(n - turn - 4), "09:40", partial(_publish, name)
    yield days.ago(n - 3), "20:15", lambda at: actions.rate(_pk("boxes"), score=5, said="说得很清楚", at=at)
    yield days.ago(n - 6), "11:00", lambda at: _vote("boxes", 6, True, at)
    yield days.ago(n - 6), "11:05", lambda at: _vote("copies", 2, False, at)
    yield days.ago(n - 9), "14:00", _revise
    yield days.ago(n - 10), "09:10", lambda at: _publish("copies", at)
    yield days.ago(n - 14), "16:00", _withdraw


def _under_way(days: Days) -> Iterator[Turn]:
    yield days.ago(9), "10:20", lambda at: _ask("repair", at)
    yield days.ago(9), "11:00", lambda at: _take("repair", CLERK, at)
    yield days.ago(8), "15:30", lambda at: _answer("repair", CLERK, at)
    yield days.ago(7), "19:40", lambda at: actions.rate(_pk("repair"), score=2, said="没说找哪家单位", at=at)
    yield days.ago(6), "09:30", _settle
    yield days.ago(6), "14:20", lambda at: _propose("repair", CLERK, at)
    # Handed over and accepted; offered today, and nobody has answered yet.
    yield days.ago(3), "09:15", lambda at: _ask("moved", at)
    yield days.ago(3), "10:00", lambda at: _take("moved", CLERK, at)
    yield days.ago(3), "10:20", lambda at: _offer("moved", CLERK, SECOND, at)
    yield days.ago(3), "11:10", lambda at: actions.accept_handover(_pk("moved"), by=_person(SECOND), at=at)
    yield days.ago(1), "14:05", lambda at: _ask("noise", at)
    yield days.ago(1), "15:00", lambda at: _take("noise", OFFICER, at)
    yield days.ago(0), "07:50", lambda at: _offer("noise", OFFICER, INSPECTOR, at)
    # Asked back; and one nobody has taken.
    yield days.ago(5), "16:40", lambda at: _ask("again", at)
    yield days.ago(4), "09:00", lambda at: _take("again", CLERK, at)
    yield days.ago(4), "09:20", lambda at: _answer_like("again", "repair", CLERK, at)
    yield days.ago(2), "21:10", lambda at: actions.ask_back(_pk("again"), again="滤芯沥干了也算吗？", at=at)
    yield days.ago(0), "07:30", lambda at: _ask("bakery", at)


def _at_the_window(days: Days) -> Iterator[Turn]:
    yield days.ago(4), "10:40", lambda at: _register("order", at, channel="hotline", order_number=f"YX{at:%Y%m%d}0021")
    yield days.ago(3), "16:30", lambda at: _answer("order", CLERK, at)
    yield days.ago(2), "09:40", lambda at: _register("check", at, channel="counter", size="simple")
    yield days.ago(2), "09:55", lambda at: _answer("check", CLERK, at)
    yield days.ago(1), "10:10", lambda at: _propose("check", CLERK, at)


def _person(name: str) -> User:
    return User.objects.get(username=name)


def _key(name: str) -> str:
    return f"demo-question-{name}"


def _pk(name: str) -> int:
    return int(Question.objects.get(key=_key(name)).pk)


def _article(name: str) -> int:
    return int(Article.objects.get(source=_pk(name)).pk)


def _ask(name: str, at: datetime) -> None:
    """Each from an address of its own, as people's are."""
    bureau, place = Bureau.objects.get(code="yunxi"), list(ASKED).index(name) + 40
    actions.ask(bureau, actions.Asked(**ASKED[name]), key=_key(name), address=f"198.51.100.{place}", at=at)


def _register(name: str, at: datetime, **more: str) -> None:
    actions.register(actions.Asked(**{**ASKED[name], **more}), by=_person(CLERK), at=at, key=_key(name))


def _take(name: str, who: str, at: datetime) -> None:
    actions.take(_pk(name), size="other", by=_person(who), at=at)


def _offer(name: str, giver: str, taker: str, at: datetime) -> None:
    actions.hand_over(_pk(name), to_user=_person(taker), reason="属于您的业务，请答复", by=_person(giver), at=at)


def _answer(name: str, who: str, at: datetime) -> None:
    _answer_like(name, name, who, at)


def _answer_like(name: str, words: str, who: str, at: datetime) -> None:
    said: Any = SAID[words]
    actions.answer(_pk(name), by=_person(who), at=at, **said)


def _settle(at: datetime) -> None:
    why = "已回电，告知本市两家有许可证的单位可在省厅网站查询。"
    actions.settle(_pk("repair"), reason=why, by=_person(LEADER), at=at)


def _written(name: str) -> Any:
    said = SAID[name]
    told = {part: said[part] for part in ("basis", "next_steps", "where")}
    return {**told, "question": GENERAL[name], "answer": said["applies"], "reason": "常有人问"}


def _propose(name: str, who: str, at: datetime) -> None:
    actions.propose(_pk(name), topic=ASKED[name]["topic"], by=_person(who), at=at, **_written(name))


def _publish(name: str, at: datetime) -> None:
    actions.publish(_article(name), by=_person(EDITOR), at=at)


def _vote(name: str, n: int, is_yes: bool, at: datetime) -> None:
    for turn in range(n):
        actions.vote(_article(name), is_yes=is_yes, address=f"203.0.113.{turn}", at=at)


def _revise(at: datetime) -> None:
    told = {**_written("copies"), "reason": "写明公开本怎么说明理由"}
    told["next_steps"] = "上传报告表和公开本；遮去的每一处写明属于商业秘密的理由。"
    actions.revise(_article("copies"), by=_person(OFFICER), at=at, **told)


def _withdraw(at: datetime) -> None:
    actions.withdraw(_article("acceptance"), reason="等生态环境部修订验收办法后重写", by=_person(HEAD), at=at)

"""The parts of the house and their pages: the public at the root, applicants under /my/, staff under /desk/."""

from django.utils.translation import gettext_lazy as _

PUBLIC = (
    ("/", _("首页")),
    ("/board/", _("公示栏")),
    ("/quality/", _("环境质量")),
    ("/progress/", _("办理进度")),
    ("/performance/", _("承诺兑现")),
    ("/opinions/", _("意见箱")),
    ("/requests/", _("依申请公开")),
    ("/calculator/", _("期限计算")),
    ("/access/", _("准入查询")),
    ("/open-data/", _("开放数据")),
)
MY = (
    ("/my/", _("我的申请")),
    ("/my/pre-reviews/", _("申请前审查")),
    ("/my/monitoring/", _("监测结果")),
    ("/my/ratings/", _("评价服务")),
    ("/my/visits/", _("到我单位的检查")),
    ("/my/orders/", _("责令改正")),
    ("/my/penalties/", _("行政处罚")),
    ("/my/sealings/", _("查封扣押")),
    ("/my/aftercare/", _("批后：建设和验收")),
    ("/my/duties/", _("要办的事和日期")),
    ("/my/fees/", _("排污费")),
    ("/my/messages/", _("消息")),
    ("/my/enterprise/", _("企业资料")),
    ("/my/grants/", _("授权编制单位")),
    ("/my/account/", _("我的账号")),
)
DESK = (
    ("/desk/", _("我的桌面")),
    ("/desk/cases/", _("全部案件")),
    ("/desk/pre-reviews/", _("申请前审查")),
    ("/desk/monitoring/", _("监测")),
    ("/desk/aftercare/", _("批后监管")),
    ("/desk/duties/", _("批后要办的事")),
    ("/desk/fees/", _("排污费")),
    ("/desk/fees/payments/", _("缴款核对")),
    ("/desk/quotas/", _("总量指标")),
    ("/desk/zones/", _("开发区规划环评")),
    ("/desk/orders/", _("责令改正")),
    ("/desk/penalties/", _("行政处罚")),
    ("/desk/penalties/calculator/", _("裁量计算")),
    ("/desk/sealings/", _("查封扣押")),
    ("/desk/meetings/", _("会审会")),
    ("/desk/green/", _("绿色通道")),
    ("/desk/demands/", _("检查需求")),
    ("/desk/plan/", _("联合检查计划")),
    ("/desk/draws/", _("双随机抽查")),
    ("/desk/visits/", _("现场检查")),
    ("/desk/coverage/", _("乡镇检查覆盖")),
    ("/desk/inspectors/", _("执法人员")),
    ("/desk/check-lists/", _("检查清单")),
    ("/desk/consultations/", _("征求我部门的意见")),
    ("/desk/legal/", _("法制审核")),
    ("/desk/reviews/", _("请我评审的项目")),
    ("/desk/counter/", _("窗口代录")),
    ("/desk/service/", _("文书送达")),
    ("/desk/supervision/", _("监察总览")),
    ("/desk/supervision/pulse/", _("巡查心跳")),
    ("/desk/ratings/", _("服务评价")),
    ("/desk/access/", _("准入规则")),
    ("/desk/experts/", _("专家库")),
    ("/desk/roles/", _("职责分工")),
    ("/desk/delegations/", _("委托")),
    ("/desk/departments/", _("征求意见的部门")),
    ("/desk/rules/", _("时限规则")),
    ("/desk/calendar/", _("工作日历")),
    ("/desk/wording/", _("文书用语")),
    ("/desk/board/", _("公示待发")),
    ("/desk/comments/", _("公众意见")),
    ("/desk/opinions/", _("意见箱")),
    ("/desk/requests/", _("信息公开申请")),
    ("/desk/numbers/", _("文号簿")),
    ("/desk/imports/", _("历史导入")),
    ("/desk/quality/", _("环境质量")),
    ("/desk/enterprises/", _("企业核验")),
    ("/desk/people/", _("人员与角色")),
    ("/desk/messages/", _("消息")),
    ("/desk/account/", _("我的账号")),
)
# The pages of an area by what they are for: first these, then, of the one that is open, its pages. A page that stands
# in none of them is found under the last.
MY_GROUPS = (
    (_("申请"), ("/my/", "/my/pre-reviews/")),
    (_("批后和检查"), (
        "/my/duties/", "/my/aftercare/", "/my/visits/", "/my/monitoring/", "/my/orders/", "/my/penalties/",
        "/my/sealings/", "/my/fees/", "/my/ratings/",
    )),
    (_("我的"), ("/my/messages/", "/my/enterprise/", "/my/grants/", "/my/account/")),
)  # fmt: skip
DESK_GROUPS = (
    (_("我的"), ("/desk/", "/desk/messages/", "/desk/account/")),
    (_("办件"), (
        "/desk/cases/", "/desk/counter/", "/desk/pre-reviews/", "/desk/service/", "/desk/legal/",
        "/desk/consultations/", "/desk/reviews/", "/desk/enterprises/",
    )),
    (_("会审和准入"), (
        "/desk/meetings/", "/desk/green/", "/desk/experts/", "/desk/access/", "/desk/quotas/", "/desk/zones/",
    )),
    (_("批后和检查"), (
        "/desk/aftercare/", "/desk/duties/", "/desk/demands/", "/desk/plan/", "/desk/draws/", "/desk/visits/",
        "/desk/monitoring/", "/desk/coverage/", "/desk/inspectors/", "/desk/check-lists/",
    )),
    (_("处罚和收费"), (
        "/desk/orders/", "/desk/penalties/", "/desk/penalties/calculator/", "/desk/sealings/", "/desk/fees/",
        "/desk/fees/payments/",
    )),
    (_("公开"), (
        "/desk/board/", "/desk/comments/", "/desk/opinions/", "/desk/requests/", "/desk/quality/", "/desk/imports/",
    )),
    (_("监察"), ("/desk/supervision/", "/desk/supervision/pulse/", "/desk/ratings/")),
    (_("规则和人员"), (
        "/desk/roles/", "/desk/delegations/", "/desk/rules/", "/desk/calendar/", "/desk/wording/", "/desk/numbers/",
        "/desk/people/", "/desk/departments/",
    )),
)  # fmt: skip
GROUPS = {"/my/": MY_GROUPS, "/desk/": DESK_GROUPS}
AREAS = {"/my/": ("my.html", MY), "/desk/": ("desk.html", DESK), "/": ("public.html", PUBLIC)}
FOOTER = (
    ("/v/", _("文书核验")),
    ("/visits/check/", _("核对检查")),
    ("/inspections/ledger/", _("企业检查台账")),
    ("/inspection-draws/", _("双随机抽查记录")),
    ("/seals/", _("日志封存")),
    ("/who-decides/", _("谁来审、谁来签")),
    ("/green-channel/projects/", _("绿色通道项目名单")),
    ("/expert-draws/", _("专家抽取记录")),
    ("/acceptance-draws/", _("自主验收抽查的抽取")),
    ("/board/catalogue/", _("公开目录")),
    ("/about/", _("关于本站")),
    ("/privacy/", _("隐私说明")),
    ("/accessibility/", _("无障碍说明")),
)

"""The verbs of this room."""

from enforcement.petitions.actions.adding import add
from enforcement.petitions.actions.handling import accept, answer, ask_extension, decide_extension, review_organ
from enforcement.petitions.actions.intake import Told, register, report
from enforcement.petitions.actions.mediating import judge_mediation, mediate
from enforcement.petitions.actions.merging import ask_visit, link, merge
from enforcement.petitions.actions.publishing import submit_result
from enforcement.petitions.actions.rating import rate, reopen, settle
from enforcement.petitions.actions.reviewing import answer_review, ask_review, stage_of, until
from enforcement.petitions.actions.routing import correct, decline, direct, move, route, send_out
from enforcement.petitions.actions.seeing import see_reporter

__all__ = [
    "Told",
    "accept",
    "add",
    "answer",
    "answer_review",
    "ask_extension",
    "ask_review",
    "ask_visit",
    "correct",
    "decide_extension",
    "decline",
    "direct",
    "judge_mediation",
    "link",
    "mediate",
    "merge",
    "move",
    "rate",
    "register",
    "reopen",
    "report",
    "review_organ",
    "route",
    "see_reporter",
    "send_out",
    "settle",
    "stage_of",
    "submit_result",
    "until",
]

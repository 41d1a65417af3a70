"""What was asked, who asked (sealed apart), who owned it, what was answered; and what of it everybody may read."""

from approvals.questions.models.articles import Article, Version, Vote
from approvals.questions.models.questions import Answer, Asker, Handover, Question

__all__ = ["Answer", "Article", "Asker", "Handover", "Question", "Version", "Vote"]

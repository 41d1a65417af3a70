from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "approvals.questions"
    label = "questions"

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "disclosure.board"
    label = "board"

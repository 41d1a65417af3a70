from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "enforcement.petitions"
    label = "petitions"

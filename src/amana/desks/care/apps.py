from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "amana.desks.care"
    label = "care"

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "amana.kernel.vocabulary"
    label = "vocabulary"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonsConfig(AppConfig):
    name = "amana.contexts.persons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the jobs of this app, and say its rules in plain words."""
        from amana.contexts.persons.identity import jobs as jobs
        from amana.kernel.ui.rules import SECOND_PERSON, RuleWords, explain

        explain(
            {
                "persons.s4_contrary_answered": RuleWords(
                    rule=_("Something speaks against it that nobody has answered, so the two are not held to be one person."),
                    instead=_("Answer each piece of evidence against in words, or decide otherwise."),
                ),
                "persons.s4_more_than_names": RuleWords(
                    rule=_("Nobody is held to be somebody else because of a name."),
                    instead=_("Ask for the father's name, a document, a phone or a birth date, and write it into the file."),
                ),
                "persons.s4_second_person": RuleWords(
                    rule=_("This takes two people, and nobody is their own second person."), instead=SECOND_PERSON
                ),
            }
        )

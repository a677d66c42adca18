"""An erased file leaves nothing here, and takes nothing of anybody else's with it."""

from django.apps import apps
from django.utils import timezone

from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent.terms import Form
from amana.contexts.cases.forgetting import forget
from amana.contexts.cases.identification import actions as identification
from amana.contexts.cases.identification.terms import Instance, Outcome, Step
from amana.contexts.cases.screening import actions as screening
from amana.contexts.cases.screening.terms import AgeGroup, Conclusion, Profile
from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.sealed.fields import SealedModel
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_consent import agreed, opened, tell
from tests.contexts.cases.test_a_identification import decided
from tests.contexts.cases.test_a_screening import yes


def rows_of(file):
    with floor(system_access()):
        models = [model for model in apps.get_app_config("cases").get_models() if issubclass(model, SealedModel)]
        return sum(model.objects.filter(file__ref=file).count() for model in models)


def test_every_row_of_an_erased_file_goes_and_none_of_another(world):
    for person, age in ((world.selam, AgeGroup.ADULT), (world.nobody_knows, AgeGroup.IN_DOUBT)):
        begun = screening.start(person, profile=Profile.LABOUR, age=age, access=world.worker)
        screening.answer(begun, yes("1-pay"), access=world.worker)
        screening.conclude(begun, conclusion=Conclusion.LOOK_FURTHER, reason="Too early.", access=world.worker)
    agreed(world)
    made = tell(world)
    withdrawn = opened(world).lines[0]
    consent.withdraw(withdrawn.ref, on=timezone.localdate(), form=Form.ORAL, access=world.worker)
    (still,) = opened(world).to_tell
    consent.tell_withdrawal(still.withdrawal, made, on=timezone.localdate(), how="By letter", access=world.worker)
    act = identification.decide_step(world.selam, decided(Step.CONCLUSIVE, Outcome.NEGATIVE), access=world.authority_first)
    again = decided(instance=Instance.REVIEW, reviews=act)
    identification.decide_step(world.selam, again, access=world.authority_second)
    with floor(world.worker):
        file = persons.person_file(world.selam, access=world.worker).file
        other = persons.person_file(world.nobody_knows, access=world.worker).file
    before, beside = rows_of(file), rows_of(other)
    assert before >= 10
    assert forget(persons.PersonErased(person=world.selam, file=file)) == before
    assert (rows_of(file), rows_of(other)) == (0, beside)
    assert forget(persons.PersonErased(person=world.selam, file=file)) == 0

"""Whose file something hangs on: finding the person, and what the policies are asked about."""

from amana.contexts.persons.models import Person
from amana.kernel.access.resources import file_resource, record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, PersonId


def find(person: PersonId) -> Person:
    """The stored person with file and holder. Raises NotFound for one that is not there or not within reach."""
    found: Person | None = Person.objects.select_related("file__organisation").filter(ref=person).first()
    if found is None:
        raise NotFound
    return found


def file_resource_of(file: FileId) -> Resource:
    """What the policies are asked about for a file. Raises NotFound."""
    found = File.objects.select_related("organisation").filter(ref=file).first()
    if found is None:
        raise NotFound
    return file_resource(found)


def resource(person: PersonId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a person: their file."""
    return file_resource(find(person).file)


def worker(access: Access) -> User | None:
    """The account behind an access; none where the node itself works."""
    return User.objects.filter(ref=access.user).first() if access.user else None


def register_of(access: Access) -> Resource:
    """The cases of the access's organisation: what lists over many files are asked about."""
    return record_resource("Register", access.organisation or access.ref, organisation=access.organisation)

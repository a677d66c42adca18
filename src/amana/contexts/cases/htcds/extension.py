"""The namespace `amana:`, for what a case needs and HTCDS has no field for (docs/reference/htcds.md). Names never change meaning."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.htcds import methods_of_control
from amana.kernel.errors import Sentence
from amana.kernel.imports.terms import FieldKind

PREFIX = "amana:"
VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One field of the namespace."""

    title: Sentence
    kind: FieldKind
    group: str
    codes: tuple[str, ...] = ()


OF_THE_FILE = frozenset({"missing", "exact"})  # columns that a file needs and a record holds elsewhere
ACTS = ("recruitment", "transportation", "transfer", "harbouring", "receipt")  # Palermo Protocol art. 3(a)

FIELDS: Mapping[str, Declared] = {
    "full_name": Declared(title=_("Full name, as given"), kind=FieldKind.NAME, group="prs"),
    "father_name": Declared(title=_("Father's name"), kind=FieldKind.NAME, group="prs"),
    "grandfather_name": Declared(title=_("Grandfather's name"), kind=FieldKind.NAME, group="prs"),
    "mother_name": Declared(title=_("Mother's name"), kind=FieldKind.NAME, group="prs"),
    "nickname": Declared(title=_("Nickname"), kind=FieldKind.NAME, group="prs"),
    "name_native": Declared(title=_("Name in another script"), kind=FieldKind.NAME, group="prs"),
    "names": Declared(title=_("All names, with role, script and source"), kind=FieldKind.ANYTHING, group="prs"),
    "age": Declared(title=_("Age"), kind=FieldKind.AGE, group="prs"),
    "birth": Declared(title=_("Birth, as far as it is known"), kind=FieldKind.ANYTHING, group="prs"),
    "other_phones": Declared(title=_("Further telephone numbers"), kind=FieldKind.ANYTHING, group="prs"),
    "nationality_documented": Declared(title=_("Nationality, as documents show it"), kind=FieldKind.COUNTRIES, group="prs"),
    "place_of_origin": Declared(title=_("Place of origin"), kind=FieldKind.TEXT, group="prs"),
    "own_number": Declared(title=_("Number in the sheet it came from"), kind=FieldKind.TEXT, group="cas"),
    "act": Declared(title=_("Acts (Palermo Protocol)"), kind=FieldKind.CHOICES, group="vic", codes=ACTS),
    "reasonable_grounds_on": Declared(title=_("Day of the decision on reasonable grounds"), kind=FieldKind.DATE, group="vic"),
    "identified_on": Declared(title=_("Day of the conclusive decision"), kind=FieldKind.DATE, group="vic"),
    "ransom": Declared(title=_("Ransom was demanded"), kind=FieldKind.BOOLEAN, group="vic"),
    "torture": Declared(title=_("The person was tortured"), kind=FieldKind.BOOLEAN, group="vic"),
    "criminal_exploitation": Declared(title=_("Exploited for criminal acts"), kind=FieldKind.BOOLEAN, group="vic"),
    "state_conscription": Declared(title=_("Conscripted by a state without end"), kind=FieldKind.BOOLEAN, group="vic"),
    "child_procedure": Declared(title=_("Guardian, best interests, age assessment"), kind=FieldKind.ANYTHING, group="cas"),
    "vic_MethodsOfControl": Declared(
        title=_("Methods of control, exactly"), kind=FieldKind.CHOICES, group="vic", codes=methods_of_control.UNION
    ),
    "other": Declared(title=_("Words behind “other”, by field"), kind=FieldKind.ANYTHING, group="cas"),
    "events": Declared(title=_("Further trafficking events"), kind=FieldKind.ANYTHING, group="hte"),
    "outgoing_referrals": Declared(title=_("Further outgoing referrals"), kind=FieldKind.ANYTHING, group="cas"),
    "plans": Declared(title=_("Further support plans"), kind=FieldKind.ANYTHING, group="spl"),
    "comments": Declared(title=_("Further comments"), kind=FieldKind.ANYTHING, group="cco"),
    "entries": Declared(title=_("Entries of the case, as they stand"), kind=FieldKind.ANYTHING, group="cas"),
    "missing": Declared(title=_("Why there is no value, by field"), kind=FieldKind.ANYTHING, group="cas"),
    "columns": Declared(title=_("Columns of the sheet that have no field"), kind=FieldKind.ANYTHING, group="cas"),
    "exact": Declared(title=_("Values that a sheet cannot hold exactly"), kind=FieldKind.ANYTHING, group="cas"),
    "sources": Declared(title=_("Source and day, by field"), kind=FieldKind.ANYTHING, group="cas"),
    "source": Declared(title=_("Where the record comes from"), kind=FieldKind.TEXT, group="cas"),
    "source_key": Declared(title=_("Its key in the system it comes from"), kind=FieldKind.TEXT, group="cas"),
    "stated_on": Declared(title=_("Day on which it was stated"), kind=FieldKind.DATE, group="cas"),
}

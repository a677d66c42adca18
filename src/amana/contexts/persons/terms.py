"""The words of a person's file: who says so, what kind of statement it is, and the answers that give no value.

Codes of gender, marital status and education are those of HTCDS 2.0 (IOM, CC BY 4.0), so that they can be looked up.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where a statement comes from. Every statement has one, `UNKNOWN` included."""

    TOLD_BY_PERSON = "told_by_person", _("The person told us")
    SEEN = "seen", _("We saw it ourselves")
    DOCUMENT = "document", _("A document shows it")
    THIRD_PARTY = "third_party", _("Somebody else told us")
    IMPORT = "import", _("It came with an import")
    UNKNOWN = "unknown", _("The source is not known")


class NoValue(TextChoices):
    """Answers that give no value. They differ from each other, and none of them means no, but `NONE` (S6)."""

    NONE = "none", _("Asked: there is none")
    UNKNOWN = "unknown", _("The person does not know")
    NOT_ASKED = "not_asked", _("Not asked")
    WOULD_NOT_SAY = "would_not_say", _("Would not say")


class FactKind(TextChoices):
    """What a statement is about."""

    NAME = "name", _("Name")
    GENDER = "gender", _("Sex or gender")
    BIRTH = "birth", _("Birth")
    NATIONALITY_CLAIMED = "nationality_claimed", _("Nationality, as the person says")
    NATIONALITY_DOCUMENTED = "nationality_documented", _("Nationality, as a document shows")
    PLACE_OF_ORIGIN = "place_of_origin", _("Place of origin")
    LANGUAGE = "language", _("Language")
    DOCUMENT = "document", _("Document")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")
    SAFE_CONTACT = "safe_contact", _("Safe contact")
    STATE_FEARED = "state_feared", _("State the person fears")
    PROTECTION_CLAIM = "protection_claim", _("Claim for international protection")
    MARITAL_STATUS = "marital_status", _("Marital status")
    CHILDREN = "children", _("Number of children")
    EDUCATION = "education", _("Highest education")
    TITLE = "title", _("Form of address")
    DECEASED = "deceased", _("Deceased")
    RELATION = "relation", _("Relation to another person")


# Kinds of which one person has one: two live statements with different values contradict each other and are shown side by side.
ONE_OF_A_KIND = frozenset(
    {
        FactKind.GENDER,
        FactKind.BIRTH,
        FactKind.PROTECTION_CLAIM,
        FactKind.MARITAL_STATUS,
        FactKind.CHILDREN,
        FactKind.EDUCATION,
        FactKind.DECEASED,
    }
)


class NameRole(TextChoices):
    """Which link of the chain a part of a name is. No surname is ever assumed."""

    GIVEN = "given", _("Given name")
    FATHER = "father", _("Father's name")
    GRANDFATHER = "grandfather", _("Grandfather's name")
    FAMILY = "family", _("Family name")
    NICKNAME = "nickname", _("Nickname")
    UNKNOWN = "unknown", _("Part not known")


class Script(TextChoices):
    """Writing systems by ISO 15924 code; all that is not named here is `OTHER`."""

    LATIN = "Latn", _("Latin letters")
    ARABIC = "Arab", _("Arabic letters")
    ETHIOPIC = "Ethi", _("Ge'ez letters")
    OTHER = "Zyyy", _("Other letters")


class Gender(TextChoices):
    """HTCDS prs_Gender."""

    FEMININE = "Feminine", _("Woman or girl")
    MASCULINE = "Masculine", _("Man or boy")
    TRANSGENDER_FEMININE = "TransgenderFeminine", _("Transgender woman or girl")
    TRANSGENDER_MASCULINE = "TransgenderMasculine", _("Transgender man or boy")
    NON_CONFORMING = "NonConforming", _("Neither, or both")
    NOT_SPECIFIED = "NonSpecifiedUnknown", _("Not specified")


class MaritalStatus(TextChoices):
    """HTCDS prs_MaritalStatus."""

    SINGLE = "Single", _("Single")
    MARRIED = "Married", _("Married")
    WIDOWED = "Widowed", _("Widowed")
    DIVORCED = "Divorced", _("Divorced")
    SEPARATED = "Separated", _("Separated")
    REGISTERED = "RegisteredPartnership", _("Registered partnership")


class Education(TextChoices):
    """HTCDS prs_HighestLevelOfEducation (ISCED 2011 levels)."""

    EARLY = "EarlyChildhoodEducation", _("Early childhood education")
    PRIMARY = "PrimaryEducation", _("Primary school")
    LOWER_SECONDARY = "LowerSecondaryEducation", _("Lower secondary school")
    UPPER_SECONDARY = "UpperSecondaryEducation", _("Upper secondary school")
    POST_SECONDARY = "PostSecondaryNonTertiaryEducation", _("After secondary school, not higher education")
    SHORT_TERTIARY = "ShortCycleTertiaryEducation", _("Short higher education")
    BACHELOR = "BachelorsOrEquivalentLevel", _("Bachelor or equivalent")
    MASTER = "MastersOrEquivalentLevel", _("Master or equivalent")
    DOCTOR = "DoctoralOrEquivalentLevel", _("Doctorate or equivalent")


class BirthForm(TextChoices):
    """How a birth was said."""

    EXACT = "exact", _("On a day")
    YEAR = "year", _("In a year")
    RANGE = "range", _("Between two years")
    AGE = "age", _("By age on a day")


class LanguageRank(TextChoices):
    PRIMARY = "primary", _("First language")
    SECONDARY = "secondary", _("Second language")
    OTHER = "other", _("Also speaks")


class PhoneKind(TextChoices):
    MOBILE = "mobile", _("Mobile")
    HOME = "home", _("At home")
    OTHER = "other", _("Other")


class DocumentKind(TextChoices):
    PASSPORT = "passport", _("Passport")
    NATIONAL_ID = "national_id", _("National identity card")
    BIRTH_CERTIFICATE = "birth_certificate", _("Birth certificate")
    REFUGEE_CARD = "refugee_card", _("Refugee or asylum seeker card")
    LAISSEZ_PASSER = "laissez_passer", _("Travel paper or laissez-passer")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit")
    OTHER = "other", _("Another document")
    UNKNOWN = "unknown", _("Kind not known")


class RelationKind(TextChoices):
    """What the other person is to this one: "this person is ... the other"."""

    CHILD_OF = "child_of", _("Child of")
    PARENT_OF = "parent_of", _("Parent of")
    SIBLING = "sibling", _("Brother or sister of")
    SPOUSE = "spouse", _("Married to, or partner of")
    TRAVELS_WITH = "travels_with", _("Travels with")
    KEEP_APART = "keep_apart", _("Must be kept apart from")
    GUARDIAN_OF = "guardian_of", _("Guardian of")
    WARD_OF = "ward_of", _("Under the guardianship of")


INVERSE = {
    RelationKind.CHILD_OF: RelationKind.PARENT_OF,
    RelationKind.PARENT_OF: RelationKind.CHILD_OF,
    RelationKind.GUARDIAN_OF: RelationKind.WARD_OF,
    RelationKind.WARD_OF: RelationKind.GUARDIAN_OF,
}


class Origin(TextChoices):
    """How a person came into the register."""

    SEARCH = "search", _("Registered after a search")
    IMPORT = "import", _("Imported")
    INVENTED = "invented", _("Invented, for trying out")


class ErasureGround(TextChoices):
    """Why a file is destroyed (GDPR art. 17(1) letters; the ground is kept, what was erased is not)."""

    NO_LONGER_NEEDED = "no_longer_needed", _("The data are no longer needed for their purpose")
    WITHDREW = "withdrew", _("The person withdrew consent and nothing else requires keeping")
    OBJECTED = "objected", _("The person objects and nothing overrides it")
    UNLAWFUL = "unlawful", _("The data should never have been recorded")
    RETENTION = "retention", _("The time for which it was to be kept is over")


class CloseReason(TextChoices):
    """Why work on a file ends."""

    GOALS_REACHED = "goals_reached", _("The person needs no further help from us")
    PERSON_LEFT = "person_left", _("The person wishes no further help")
    OUT_OF_REACH = "out_of_reach", _("The person can no longer be reached")
    HANDED_OVER = "handed_over", _("Another service has taken over")
    DIED = "died", _("The person has died")
    RECORDED_TWICE = "recorded_twice", _("The person has another file here")
    OTHER = "other", _("Another reason")


class Doubt(TextChoices):
    """The third answer to "is this a child?". It is true in a condition, because doubt favours the child (S9)."""

    DOUBT = "doubt", _("In doubt, so treated as a child")

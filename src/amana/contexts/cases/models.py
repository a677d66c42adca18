"""All models of the context, gathered from its features for Django."""

from amana.contexts.cases.consent.models import (
    ConsentLine as ConsentLine,
)
from amana.contexts.cases.consent.models import (
    ConsentTalk as ConsentTalk,
)
from amana.contexts.cases.consent.models import (
    ConsentWithdrawal as ConsentWithdrawal,
)
from amana.contexts.cases.consent.models import (
    DisclosureMade as DisclosureMade,
)
from amana.contexts.cases.consent.models import (
    NamedBasis as NamedBasis,
)
from amana.contexts.cases.consent.models import (
    RecipientTold as RecipientTold,
)
from amana.contexts.cases.identification.models import (
    IdentificationAct as IdentificationAct,
)
from amana.contexts.cases.identification.models import (
    IdentificationStep as IdentificationStep,
)
from amana.contexts.cases.identification.models import (
    RecoveryPeriod as RecoveryPeriod,
)
from amana.contexts.cases.screening.models import (
    Screening as Screening,
)
from amana.contexts.cases.screening.models import (
    ScreeningAnswer as ScreeningAnswer,
)
from amana.contexts.cases.screening.models import (
    ScreeningConclusion as ScreeningConclusion,
)

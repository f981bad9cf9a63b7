"""The plan's own fields, its goals and activities, and handing it out."""

from plans.forms.activities import ActivityForm, NewActivityForm, NoteForm
from plans.forms.facts import RelatedForm, SignaturesForm, UndertakingForm
from plans.forms.goals import DropForm, GoalForm, NewGoalForm
from plans.forms.plans import PlanForm
from plans.forms.procurements import (
    DecideProcurementForm,
    FollowUpForm,
    ProcurementForm,
    StartForm,
)
from plans.forms.relatives import OfferForm, RelativeForm
from plans.forms.sharing import NotSharingForm, ShareForm
from plans.forms.supports import NewSupportForm, SupportForm


__all__ = [
    "ActivityForm",
    "DecideProcurementForm",
    "DropForm",
    "FollowUpForm",
    "GoalForm",
    "NewActivityForm",
    "NewGoalForm",
    "NewSupportForm",
    "NotSharingForm",
    "NoteForm",
    "OfferForm",
    "PlanForm",
    "ProcurementForm",
    "RelatedForm",
    "RelativeForm",
    "ShareForm",
    "SignaturesForm",
    "StartForm",
    "SupportForm",
    "UndertakingForm",
]

"""The plan as PDF, beside WeasyPrint alone on the same HTML, styles and fonts."""

from functools import partial
from itertools import cycle, islice
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management.base import CommandError

from cases.models import Area, Case
from organisation.access import acting_as
from organisation.models import User
from plans.documents import STYLES, Copy, plan_html, plan_pdf
from plans.models import Activity, Goal, Plan
from sig.bench.measure import Pair, in_turns
from sig.lib import pdf
from sig.lib.dates import today


INTER = Path(settings.BASE_DIR) / "static" / "vendor" / "inter"
FONTS = "".join(
    f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url({url}) }}"
    for weight, url in (
        (400, (INTER / "Inter-Regular.woff2").as_uri()),
        (700, (INTER / "Inter-Bold.woff2").as_uri()),
    )
)


NUMBER = 2  # beside the plan that the case has
GOALS, GOALS_WITH_ALL = 12, 4  # with four activities, the others with three: forty together
TASKS = (
    "Följa med till skolan",
    "Samtal med mentorn",
    "Träna på tisdagar",
    "Ringa hem på fredagar",
)


def measure(lots: User, rounds: int) -> Pair:
    """Query, template and PDF of a plan with twelve goals and forty activities, beside the PDF alone."""
    if not pdf.available():
        raise CommandError("Pango is missing, so no PDF can be measured.")
    from weasyprint import CSS, HTML  # noqa: PLC0415 - the import fails without Pango

    with acting_as(lots):
        plan = _plan(lots)
        html = plan_html(plan, Copy.MEETING, viewer=lots)
        css = FONTS + Path(finders.find(STYLES) or "").read_text()

        def bare() -> None:
            HTML(string=html).write_pdf(stylesheets=[CSS(string=css)], pdf_variant="pdf/a-3a")

        return in_turns(partial(plan_pdf, plan, Copy.MEETING, viewer=lots), bare, rounds)


def _plan(lots: User) -> Plan:
    case = Case.objects.own(lots).open().select_related("person", "programme", "district")[0]
    plan = Plan.objects.create(
        case=case, number=NUMBER, main_goal="Ett jobb.", follow_up_on=today()
    )
    for position, area in enumerate(islice(cycle(Area), GOALS)):
        goal = Goal.objects.create(
            case=case,
            plan=plan,
            area=area,
            area_label=area.label,
            text="Vara på plats varje dag",
            indicator="Närvarodagar i veckan",
            start_value="2 dagar",
            target_value="5 dagar",
            target_on=today(),
            position=position,
        )
        for what in TASKS if position < GOALS_WITH_ALL else TASKS[1:]:
            Activity.objects.create(
                case=case,
                goal=goal,
                what=what,
                how="Tillsammans",
                when="Varje måndag",
                where="Skolan",
                who="Lots och mentor",
                responsible="Lotsen",
            )
    return plan

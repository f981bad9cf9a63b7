"""Every route of the product with the permissions that it asks for. A route without a row fails."""

from dataclasses import dataclass

from organisation.roles import Permission


P = Permission


@dataclass(frozen=True)
class Route:
    """What GET and POST ask for. None: the method isn't there. ``of_case`` routes hide foreign cases."""

    get: Permission | None = None
    post: Permission | None = None
    of_case: bool = True


READ = Route(get=P.READ_CASE)
FORM = Route(get=P.READ_CASE, post=P.WORK_CASE)
WORK = Route(get=P.WORK_CASE, post=P.WORK_CASE)
PRESS = Route(post=P.WORK_CASE)
DECIDE = Route(get=P.DECIDE, post=P.DECIDE)

ROUTES: dict[str, Route] = {
    "case": READ,
    "cases:referral": FORM,
    "cases:child_protection": PRESS,
    "cases:child_preliminary": PRESS,
    "cases:child_extension": Route(post=P.DECIDE),
    "cases:emergency_end": Route(post=P.READ_LOG),
    "cases:emergency_read": Route(post=P.READ_LOG),
    "cases:protection": Route(get=P.READ_CASE, post=P.LOG_CASE),
    "cases:investigation": READ,
    "cases:needs": READ,
    "cases:needs_start": PRESS,
    "cases:needs_sign": PRESS,
    "cases:needs_correct": WORK,
    "cases:needs_part": WORK,
    "cases:needs_version": READ,
    "cases:needs_paper": READ,
    "cases:threat": Route(get=P.READ_THREAT, post=P.INVESTIGATE),
    "cases:threat_correct": Route(get=P.INVESTIGATE, post=P.INVESTIGATE),
    "cases:threat_version": Route(get=P.READ_THREAT),
    "cases:threat_decide": Route(post=P.DECIDE),
    "cases:criteria": Route(get=P.READ_CASE, post=P.INVESTIGATE),
    "cases:decision": Route(get=P.READ_CASE, post=P.INVESTIGATE),
    "cases:decision_pdf": READ,
    "cases:insats_consent": Route(post=P.INVESTIGATE),
    "cases:staff": Route(get=P.READ_CASE, post=P.STAFF_CASE),
    "cases:release": Route(post=P.STAFF_CASE),
    "cases:disqualify": Route(get=P.READ_CASE, post=P.READ_CASE),
    "cases:trial": DECIDE,
    "cases:journal": FORM,
    "cases:journal_text": READ,
    "cases:journal_file": PRESS,
    "cases:dissent": WORK,
    "cases:draft": PRESS,
    "cases:log": Route(get=P.READ_LOG),
    "reconcile": DECIDE,
    "cases:court": FORM,
    "cases:court_statement": FORM,
    "cases:todos": FORM,
    "cases:todo_done": WORK,
    "consent:list": READ,
    "consent:information": FORM,
    "consent:new": WORK,
    "consent:new_row": Route(get=P.WORK_CASE),
    "consent:withdraw": WORK,
    "consent:withdraw_all": WORK,
    "consent:police": FORM,
    "consent:police_answer": PRESS,
    "consent:print": READ,
    "consent:letter": READ,
    "consent:ground_new": WORK,
    "consent:ground": READ,
    "consent:ground_decide": Route(post=P.DECIDE),
    "consent:ground_carry_out": PRESS,
    "consent:original_add": WORK,
    "consent:original": READ,
    "plans:plan": READ,
    "plans:start": PRESS,
    "plans:edit": FORM,
    "plans:goal_new": WORK,
    "plans:goal": WORK,
    "plans:drop_goal": WORK,
    "plans:activity_new": WORK,
    "plans:activity": WORK,
    "plans:drop_activity": WORK,
    "plans:note": WORK,
    "plans:undertaking": WORK,
    "plans:signatures": WORK,
    "plans:related": FORM,
    "plans:supports": FORM,
    "plans:support": WORK,
    "plans:relatives": WORK,
    "plans:relative": WORK,
    "plans:offer_new": WORK,
    "plans:offer": WORK,
    "plans:procurements": FORM,
    "plans:procurement": FORM,
    "plans:procurement_decide": Route(post=P.DECIDE),
    "plans:activate": PRESS,
    "plans:share": FORM,
    "plans:preview": READ,
    "plans:copy": READ,
    "plans:pdf": READ,
    "plans:version": READ,
    "plans:compare": READ,
    "meetings:list": READ,
    "meetings:book": WORK,
    "meetings:pause": DECIDE,
    "meetings:end_pause": Route(post=P.DECIDE),
    "meetings:meeting": FORM,
    "meetings:sign": PRESS,
    "meetings:decision_row": Route(get=P.WORK_CASE),
    "meetings:minutes": READ,
    "meetings:share": FORM,
    "meetings:preview": READ,
    "meetings:copy": READ,
    "meetings:obstacles": READ,
    "meetings:obstacle": DECIDE,
    "meetings:move": WORK,
    "meetings:cancel": WORK,
    "meetings:calendar": READ,
    "meetings:invitation": READ,
    "meetings:group": READ,
    "meetings:join": WORK,
    "meetings:missing": WORK,
    "meetings:leave": WORK,
    "followup:overview": READ,
    "followup:assessment": READ,
    "followup:assessment_start": PRESS,
    "followup:assessment_sign": PRESS,
    "followup:assessment_part": WORK,
    "followup:assessment_version": READ,
    "followup:contacts": FORM,
    "followup:after_check": WORK,
    "followup:submission": FORM,
    "followup:submission_by_manager": Route(post=P.DECIDE),
    "followup:deviation_of_case": Route(get=P.REPORT_DEVIATION, post=P.REPORT_DEVIATION),
    "followup:transfer": Route(get=P.READ_CASE, post=P.STAFF_CASE),
    "followup:transfer_withdraw": Route(post=P.STAFF_CASE),
    "followup:transfer_documents": Route(post=P.STAFF_CASE),
}

# The gates, one route each.
STEPS: dict[str, Route] = {
    "borja-utreda": WORK,
    "lamna-for-beslut": Route(get=P.INVESTIGATE, post=P.INVESTIGATE),
    "bevilja": DECIDE,
    "aterlamna": DECIDE,
    "avsla": DECIDE,
    "borja-genomfora": WORK,
    "borja-folja-upp": WORK,
    "avsluta-utan-insats": DECIDE,
    "skriv-ut": DECIDE,
    "oppna-igen": DECIDE,
    "avsluta-overlamnat": DECIDE,
}

# Not of one case: signed in is enough, and each shows only what is the viewer's own (other tests).
OWN: dict[str, Route] = {
    "my_day": Route(of_case=False),
    "cases:list": Route(of_case=False),
    "cases:not_executed": Route(of_case=False),  # managers only: tests/cases/test_execution.py
    "cases:search": Route(of_case=False),
    "cases:new": Route(of_case=False),
    "cases:imports": Route(of_case=False),  # who opens and staffs cases: tests/cases/test_import.py
    "cases:import_template": Route(of_case=False),
    "cases:emergency": Route(of_case=False),
    "cases:emergencies": Route(of_case=False),
    "reconciliation": Route(of_case=False),  # managers only: tests/cases/test_reconcile_cases.py
    "meetings:all": Route(of_case=False),
    # Of no case and for uppföljare only: tests/followup/test_report_pages.py
    "followup:reports": Route(of_case=False),
    "followup:statistics": Route(of_case=False),  # tests/followup/test_statistics_page.py
    "followup:statistics_csv": Route(of_case=False),
    "followup:statistics_xlsx": Route(of_case=False),
    "plans:purchases": Route(of_case=False),  # managers only: tests/plans/test_procurements.py
    "meetings:weekly": Route(of_case=False),  # managers only: tests/meetings/test_weekly_list.py
    "meetings:print_week": Route(of_case=False),  # tests/plans/test_print_the_week.py
    "organisation:notices": Route(of_case=False),
    "organisation:deputies": Route(of_case=False),  # managers only: tests/organisation
    "organisation:jobs": Route(of_case=False),
    # Administrators only, and roles for managers too: tests/organisation/test_appointments.py
    "organisation:users": Route(of_case=False),
    "organisation:roles": Route(of_case=False),
    "organisation:all_deputies": Route(of_case=False),
    "organisation:programmes": Route(of_case=False),
    "organisation:lists": Route(of_case=False),
    "organisation:law": Route(of_case=False),
    "organisation:stadsdelar": Route(of_case=False),  # tests/organisation/test_succession_plans.py
    "organisation:competence": Route(of_case=False),  # tests/organisation/test_competence.py
    "organisation:safety": Route(of_case=False),  # tests/organisation/test_safety_talks.py
    "organisation:contacts": Route(of_case=False),  # tests/organisation/test_contacts.py
    "organisation:contact_new": Route(of_case=False),
    "organisation:contacts_xlsx": Route(of_case=False),  # tests/organisation/test_contact_files.py
    "organisation:contacts_pdf": Route(of_case=False),
    "organisation:contacts_import": Route(of_case=False),
    "organisation:resources": Route(of_case=False),
    "organisation:resources_pdf": Route(of_case=False),
    "organisation:agreements": Route(of_case=False),  # tests/organisation/test_agreements.py
    "organisation:agreement_new": Route(of_case=False),
    "followup:received_list": Route(of_case=False),
    "followup:central": Route(of_case=False),  # uppföljare only: tests/followup/test_central.py
    "followup:central_xlsx": Route(of_case=False),
    "followup:deviations": Route(of_case=False),
    "followup:deviation_new": Route(of_case=False),
    "followup:lead_minutes": Route(of_case=False),
    "followup:checklists": Route(of_case=False),
}

# Of one thing that is no case: tests/followup/test_deviations.py, test_checklist.py and
# test_report_pages.py, tests/organisation.
OF_A_THING: dict[str, Route] = {
    "cases:import": Route(of_case=False),  # its owner only: tests/cases/test_import.py
    "organisation:end_deputy": Route(of_case=False),
    "organisation:user": Route(of_case=False),
    "organisation:succession": Route(of_case=False),
    "organisation:account": Route(of_case=False),
    "organisation:role": Route(of_case=False),
    "organisation:job": Route(of_case=False),  # its owner only: tests/organisation/test_jobs.py
    "organisation:job_progress": Route(of_case=False),
    "organisation:contact": Route(of_case=False),
    "organisation:contact_check": Route(of_case=False),
    "organisation:agency": Route(of_case=False),
    "organisation:agreement": Route(of_case=False),
    "organisation:job_file": Route(of_case=False),
    "organisation:competence_record": Route(of_case=False),
    "organisation:talk": Route(of_case=False),
    "organisation:talk_measure": Route(of_case=False),
    "organisation:talk_measure_step": Route(of_case=False),
    "organisation:talk_pdf": Route(of_case=False),
    "organisation:talk_step": Route(of_case=False),
    "followup:report": Route(of_case=False),
    "followup:report_sign": Route(of_case=False),
    "followup:report_order": Route(of_case=False),
    "followup:deviation": Route(of_case=False),
    "followup:deviation_step": Route(of_case=False),
    "followup:lead_minutes_new": Route(of_case=False),
    "followup:lead_minutes_one": Route(of_case=False),
    "followup:lead_minutes_sign": Route(of_case=False),
    "followup:lead_minutes_pdf": Route(of_case=False),
    "followup:checklist": Route(of_case=False),
    "followup:checklist_answer": Route(of_case=False),
    "followup:checklist_sign": Route(of_case=False),
}

# Of one transfer from another stadsdel, and asked by everybody in tests/followup.
RECEIVED: dict[str, Route] = {
    "followup:received": Route(get=P.READ_CASE, of_case=False),
    "followup:received_accept": Route(post=P.DECIDE, of_case=False),
    "followup:received_decline": Route(post=P.DECIDE, of_case=False),
    "followup:received_reassign": Route(post=P.DECIDE, of_case=False),
    "followup:received_open": Route(post=P.READ_CASE, of_case=False),
    "followup:received_confirm": Route(post=P.WORK_CASE, of_case=False),
    "followup:received_document": Route(get=P.READ_CASE, of_case=False),
}

# Open before sign-in: the sign-in itself, whether one is signed in, the load balancer's question.
PUBLIC = {
    "health",
    "session",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "password_link",
}

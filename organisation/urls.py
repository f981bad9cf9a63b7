from django.urls import path

from organisation.views import (
    appointments,
    competence,
    deputies,
    jobs,
    notices,
    safety,
    settings,
    users,
)


app_name = "organisation"
urlpatterns = [
    path("ersattare/", deputies.deputies, name="deputies"),
    path("ersattare/<uuid:pk>/avsluta/", deputies.end, name="end_deputy"),
    path("aviseringar/", notices.notices, name="notices"),
    path("jobb/", jobs.jobs, name="jobs"),
    path("jobb/<uuid:pk>/", jobs.job, name="job"),
    path("jobb/<uuid:pk>/laget/", jobs.progress, name="job_progress"),
    path("jobb/<uuid:pk>/fil/<uuid:part>/", jobs.file, name="job_file"),
    path("roller/", appointments.roles, name="roles"),
    path("roller/<uuid:pk>/<slug:act>/", appointments.role, name="role"),
    path("forvaltning/", users.users, name="users"),
    path("forvaltning/anvandare/<int:pk>/", users.user, name="user"),
    path("forvaltning/anvandare/<int:pk>/konto/<slug:act>/", users.account, name="account"),
    path("forvaltning/ersattare/", settings.all_deputies, name="all_deputies"),
    path("forvaltning/program/", settings.programmes, name="programmes"),
    path("forvaltning/listor/", settings.lists, name="lists"),
    path("forvaltning/lagrum/", settings.law, name="law"),
    path("kompetens/", competence.competence, name="competence"),
    path("kompetens/<uuid:pk>/", competence.record, name="competence_record"),
    path("sakerhet/", safety.safety, name="safety"),
    path("sakerhet/<uuid:pk>/", safety.talk, name="talk"),
    path("sakerhet/<uuid:pk>/atgard/", safety.measure, name="talk_measure"),
    path("sakerhet/<uuid:pk>/pdf/", safety.paper, name="talk_pdf"),
    path("sakerhet/<uuid:pk>/<slug:word>/", safety.step, name="talk_step"),
    path(
        "sakerhet/<uuid:pk>/atgard/<uuid:measure>/<slug:word>/",
        safety.measure_step,
        name="talk_measure_step",
    ),
]

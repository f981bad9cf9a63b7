from django.urls import path

from organisation.views import appointments, deputies, jobs, notices, settings, users


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
]

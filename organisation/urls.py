from django.urls import path

from organisation.views import competence, deputies, jobs, notices, safety


app_name = "organisation"
urlpatterns = [
    path("ersattare/", deputies.deputies, name="deputies"),
    path("ersattare/<uuid:pk>/avsluta/", deputies.end, name="end_deputy"),
    path("aviseringar/", notices.notices, name="notices"),
    path("jobb/", jobs.jobs, name="jobs"),
    path("jobb/<uuid:pk>/", jobs.job, name="job"),
    path("jobb/<uuid:pk>/laget/", jobs.progress, name="job_progress"),
    path("jobb/<uuid:pk>/fil/<uuid:part>/", jobs.file, name="job_file"),
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

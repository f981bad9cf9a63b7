from django.urls import path

from organisation.views import deputies, jobs, notices


app_name = "organisation"
urlpatterns = [
    path("ersattare/", deputies.deputies, name="deputies"),
    path("ersattare/<uuid:pk>/avsluta/", deputies.end, name="end_deputy"),
    path("aviseringar/", notices.notices, name="notices"),
    path("jobb/", jobs.jobs, name="jobs"),
    path("jobb/<uuid:pk>/", jobs.job, name="job"),
    path("jobb/<uuid:pk>/laget/", jobs.progress, name="job_progress"),
    path("jobb/<uuid:pk>/fil/<uuid:part>/", jobs.file, name="job_file"),
]

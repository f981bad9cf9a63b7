from django.urls import path

from organisation.views import (
    agreements,
    contact_files,
    contacts,
    deputies,
    jobs,
    notices,
    resources,
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
    path("samverkan/kontakter/", contacts.contacts, name="contacts"),
    path("samverkan/kontakter/ny/", contacts.new, name="contact_new"),
    path("samverkan/kontakter/kontaktlista.xlsx", contact_files.as_excel, name="contacts_xlsx"),
    path("samverkan/kontakter/kontaktlista.pdf", contact_files.contacts_paper, name="contacts_pdf"),
    path("samverkan/kontakter/las-in/", contact_files.read_in, name="contacts_import"),
    path("samverkan/resurser/resurser.pdf", contact_files.resources_paper, name="resources_pdf"),
    path("samverkan/kontakter/<uuid:pk>/", contacts.contact, name="contact"),
    path("samverkan/kontakter/<uuid:pk>/kontrollerad/", contacts.check, name="contact_check"),
    path("samverkan/resurser/", resources.resources, name="resources"),
    path("samverkan/overenskommelser/", agreements.agreements, name="agreements"),
    path("samverkan/overenskommelser/ny/", agreements.new, name="agreement_new"),
    path("samverkan/overenskommelser/<uuid:pk>/", agreements.agreement, name="agreement"),
    path("samverkan/organisationer/<int:pk>/", contacts.agency, name="agency"),
]

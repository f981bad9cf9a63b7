from django.urls import path

from plans.views import plan, sharing


app_name = "plans"
urlpatterns = [
    path("", plan.plan, name="plan"),
    path("borja/", plan.start, name="start"),
    path("grunden/", plan.edit, name="edit"),
    path("mal/nytt/", plan.goal_new, name="goal_new"),
    path("mal/<uuid:goal_pk>/", plan.goal, name="goal"),
    path("mal/<uuid:goal_pk>/utga/", plan.drop_goal, name="drop_goal"),
    path("mal/<uuid:goal_pk>/aktivitet/", plan.activity_new, name="activity_new"),
    path("aktivitet/<uuid:activity_pk>/", plan.activity, name="activity"),
    path("lat-galla/", plan.activate, name="activate"),
    path("dela-ut/", sharing.share, name="share"),
    path("dela-ut/<int:agency_pk>/", sharing.preview, name="preview"),
    path("exemplar/<int:number>/", sharing.copy, name="copy"),
    path("pdf/", sharing.pdf, name="pdf"),
    path("version/<int:version>/", plan.version, name="version"),
]

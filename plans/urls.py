from django.urls import include, path

from plans.views import (
    activities,
    comparing,
    facts,
    goals,
    page,
    plan,
    procurements,
    purchases,
    relatives,
    sharing,
    supports,
)


app_name = "plans"
of_case = [
    path("", page.plan, name="plan"),
    path("borja/", plan.start, name="start"),
    path("grunden/", plan.edit, name="edit"),
    path("mal/nytt/", goals.goal_new, name="goal_new"),
    path("mal/<uuid:goal_pk>/", goals.goal, name="goal"),
    path("mal/<uuid:goal_pk>/utga/", goals.drop_goal, name="drop_goal"),
    path("mal/<uuid:goal_pk>/aktivitet/", activities.activity_new, name="activity_new"),
    path("aktivitet/<uuid:activity_pk>/", activities.activity, name="activity"),
    path("aktivitet/<uuid:activity_pk>/utga/", activities.drop_activity, name="drop_activity"),
    path("aktivitet/<uuid:activity_pk>/laget/", activities.note, name="note"),
    path("atagande/<int:agency_pk>/", facts.undertaking, name="undertaking"),
    path("underskrifter/", facts.signatures, name="signatures"),
    path("samband/", facts.related, name="related"),
    path("insatser/", supports.supports, name="supports"),
    path("insatser/<uuid:support_pk>/", supports.support, name="support"),
    path("upphandling/", procurements.procurements, name="procurements"),
    path("upphandling/<uuid:procurement_pk>/", procurements.procurement, name="procurement"),
    path(
        "upphandling/<uuid:procurement_pk>/beslut/", procurements.decide, name="procurement_decide"
    ),
    path("lat-galla/", plan.activate, name="activate"),
    path("dela-ut/", sharing.share, name="share"),
    path("dela-ut/<int:agency_pk>/", sharing.preview, name="preview"),
    path("exemplar/<int:number>/", sharing.copy, name="copy"),
    path("pdf/", sharing.pdf, name="pdf"),
    path("versioner/", comparing.compare, name="compare"),
    path("version/<int:version>/", page.version, name="version"),
]

of_relatives = [
    path("", relatives.relatives, name="relatives"),
    path("<uuid:relative_pk>/", relatives.relative, name="relative"),
    path("<uuid:relative_pk>/stod/", relatives.offer, name="offer_new"),
    path("<uuid:relative_pk>/stod/<uuid:offer_pk>/", relatives.offer, name="offer"),
]

urlpatterns = [
    path("arenden/<uuid:pk>/plan/", include(of_case)),
    path("arenden/<uuid:pk>/anhoriga/", include(of_relatives)),
    path("upphandlingar/", purchases.purchases, name="purchases"),
]

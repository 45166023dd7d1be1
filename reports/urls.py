"""Addresses of summary reports, the dashboard and the portraits of units."""

from django.urls import path

from reports.views import dashboard, portrait, summaries, summary, summary_edit, years, zone

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/cases/", dashboard.cases, name="cases"),
    path("campaigns/<int:year>/compare/", years.years, name="years"),
    path("campaigns/<int:year>/carry/", years.carry, name="carry"),
    path("units/<str:code>/", portrait.portrait, name="portrait"),
    path("units/<str:code>/print/<slug:what>/", portrait.print_, name="unit-print"),
    path("zone-report/<int:year>/", zone.report, name="zone"),
    path("zone-report/<int:year>/start/", zone.start, name="zone-start"),
    path("zone-report/<int:year>/edit/", zone.edit, name="zone-edit"),
    path("zone-report/<int:year>/rows/<slug:code>/", zone.rows, name="zone-rows"),
    path("zone-report/<int:year>/steps/<slug:name>/", zone.step, name="zone-step"),
    path("zone-report/<int:year>/print/", zone.print_, name="zone-print"),
    path("zone-report/<int:year>/word/", zone.word, name="zone-word"),
    path("summary/", summaries.summaries, name="summaries"),
    path("summary/make/", summaries.make, name="summary-make"),
    path("summary/start/", summaries.start, name="summary-start"),
    path("summary/<str:number>/", summary.summary, name="summary"),
    path("summary/<str:number>/edit/", summary_edit.summary_edit, name="summary-edit"),
    path("summary/<str:number>/rows/<slug:code>/", summary.rows, name="summary-rows"),
    path("summary/<str:number>/steps/<slug:name>/", summary.step, name="summary-step"),
    path("summary/<str:number>/print/", summary.print_, name="summary-print"),
    path("summary/<str:number>/word/", summary.word, name="summary-word"),
]

"""Addresses of publications: public ones under `/notices/`, the rest under `/staff/`."""

from django.urls import path

from publicity.views import opinions, public, publications, rules

app_name = "publicity"

urlpatterns = [
    path("notices/", public.notices, name="notices"),
    path("notices/<str:number>/", public.notice, name="notice"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<str:number>/", rules.rule, name="rule"),
    path("rules/<str:number>/files/<int:pk>/", rules.file, name="rule-file"),
    path("staff/publications/", publications.listing, name="publications"),
    path("staff/publications/opinions/", opinions.opinions, name="opinions"),
    path("staff/publications/opinions/<int:pk>/", opinions.handle, name="opinion-handle"),
    path("staff/publications/new/<str:code>/", publications.new, name="publication-new"),
    path("staff/publications/<str:number>/", publications.publication, name="publication"),
    path("staff/publications/<str:number>/edit/", publications.edit, name="publication-edit"),
    path("staff/publications/<str:number>/print/", publications.print_, name="publication-print"),
    path("staff/publications/<str:number>/word/", publications.word_file, name="publication-word"),
    path(
        "staff/publications/<str:number>/<slug:name>/", publications.step, name="publication-step"
    ),
]

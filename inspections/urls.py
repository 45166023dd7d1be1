"""Addresses of inspections, findings, slips and opinions."""

from django.urls import path

from inspections.views import (
    conclusion,
    findings,
    inspections,
    interviews,
    opinions,
    plan,
    records,
    reviews,
    slips,
)

app_name = "inspections"

_ONE = "inspections/<slug:number>/"
_FINDING = "findings/<slug:number>/"
_SLIP = "slips/<int:slip_id>/"
_TALK = "interviews/<int:pk>/"

urlpatterns = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", plan.new, name="new"),
    path("inspections/draw/", plan.random_draw, name="draw"),
    path("inspections/worker.js", records.worker, name="worker"),
    path("inspections/records/<int:record_id>/", records.record, name="record"),
    path("inspections/records/<int:record_id>/save/", records.record_save, name="record-save"),
    path("inspections/reviews/<int:review_id>/", reviews.review, name="review"),
    path("inspections/reviews/<int:review_id>/assign/", reviews.assign, name="review-assign"),
    path("inspections/reviews/<int:review_id>/answer/", reviews.answer, name="review-answer"),
    path(_ONE, inspections.inspection, name="inspection"),
    path(_ONE + "edit/", plan.edit, name="edit"),
    path(_ONE + "step/<slug:name>/", inspections.step, name="step"),
    path(_ONE + "conclude/", conclusion.Conclude.as_view(), name="conclude"),
    path(_ONE + "record/", records.record_new, name="record-new"),
    path(_ONE + "finding/", records.finding_new, name="finding-new"),
    path(_ONE + "feedback/", inspections.feedback, name="feedback"),
    path(_ONE + "feedback/review/", reviews.ask, name="review-ask"),
    path(_FINDING, findings.finding, name="finding"),
    path(_FINDING + "state/", findings.state, name="finding-state"),
    path(_FINDING + "decide/", findings.decide, name="finding-decide"),
    path(_FINDING + "step/<slug:name>/", findings.step, name="finding-step"),
    path(_FINDING + "files/<int:link_id>/", findings.evidence, name="evidence"),
    path("slips/", slips.slip_list, name="slips"),
    path("slips/new/", slips.new, name="slip-new"),
    path(_SLIP, slips.slip, name="slip"),
    path(_SLIP + "edit/", slips.edit, name="slip-edit"),
    path(_SLIP + "step/<slug:name>/", slips.step, name="slip-step"),
    path(_SLIP + "reply/", slips.reply, name="slip-reply"),
    path(_SLIP + "judge/", slips.judge, name="slip-judge"),
    path(_SLIP + "print/", slips.print_, name="slip-print"),
    path(_SLIP + "interview/", interviews.new, name="interview-new"),
    path(_TALK, interviews.interview, name="interview"),
    path(_TALK + "edit/", interviews.edit, name="interview-edit"),
    path(_TALK + "step/<slug:name>/", interviews.step, name="interview-step"),
    path(_TALK + "paper/", interviews.sign_on_paper, name="interview-paper"),
    path(_TALK + "scan/", interviews.scan, name="interview-scan"),
    path(_TALK + "print/", interviews.print_, name="interview-print"),
    path("opinions/", opinions.opinion_list, name="opinions"),
    path("opinions/new/", opinions.new, name="opinion-new"),
    path("opinions/<slug:number>/", opinions.opinion, name="opinion"),
]

"""House rules for models: pairs of moment and person, and who may be deleted with whom."""

import pytest
from django.apps import apps
from django.db import models

from tests.house.test_layers import OURS

MODELS = [m for m in apps.get_models() if m._meta.app_label in OURS]
WITH_STATES = [m for m in MODELS if any(f.name == "state" for f in m._meta.get_fields())]

# Moments that no person makes: the portal stamps them itself.
STAMPED_BY_THE_PORTAL = {
    "updated_at",
    "sealed_at",
    "password_changed_at",
    "expires_at",
    "issued_at",
    "cleared_at",  # the clearing batch says who proposed and who decided it
    "erasure_asked_at",  # by the complainant, who has no account
}


@pytest.mark.parametrize("model", WITH_STATES, ids=lambda m: m._meta.label)
def test_a_workflow_stamp_says_when_and_who(model: type[models.Model]) -> None:
    names = {f.name for f in model._meta.get_fields()}
    stamps = {name.removesuffix("_at") for name in names if name.endswith("_at")}
    alone = {
        stem
        for stem in stamps
        if f"{stem}_at" not in STAMPED_BY_THE_PORTAL and f"{stem}_by" not in names
    }
    assert alone == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_people_are_never_deleted_with_their_records(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is not None:
            label = field.related_model._meta.label
            if label in {"accounts.User", "accounts.Unit", "accounts.Post"}:
                assert field.remote_field.on_delete in {models.PROTECT, models.CASCADE}, field
                if field.remote_field.on_delete is models.CASCADE:
                    # Only what belongs to the account itself goes with it.
                    assert model._meta.app_label in {"core", "accounts"}, field

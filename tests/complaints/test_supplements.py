"""What a person adds after the dispatch reaches the unit only redacted and searched (C3)."""

import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from complaints.actions import citizen, copies
from complaints.models import ComplaintFile
from core.errors import DomainError
from core.models import Notice
from tests.crawler import body_of
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDED = "补充：当天我还给窗口打过电话，没有人接。"


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _picture(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def test_a_supplement_reaches_the_unit_only_redacted(cast):
    complaint = make.make_handling(cast)
    citizen.write(complaint=complaint, text=f"{ADDED}我是欧阳测试，电话13800001234。")
    desk, unit = _client(cast.desk), _client(cast.contact)
    page_of = f"/staff/complaints/{complaint.number}/"
    assert ADDED[:8] not in unit.get(page_of).content.decode()
    place = f"/staff/intake/{complaint.number}/supplement/"
    form = desk.get(place).context["form"]
    assert "欧阳测试" not in form["text"].value()
    slip = desk.post(place, {"text": f"{ADDED}欧阳测试", "version": form["version"].value()})
    assert slip.status_code == 422
    assert f"{ADDED}欧阳测试" in slip.content.decode()  # nothing typed is lost
    desk.post(place, {"text": ADDED, "version": form["version"].value()})
    assert ADDED in unit.get(page_of).content.decode()
    assert Notice.objects.get(kind="complaints.supplemented").recipient == cast.contact
    assert desk.get(place).context["form"]["text"].value() == ""


def test_a_file_of_a_message_goes_only_if_it_is_chosen(cast):
    complaint = make.make_handling(cast)
    message = citizen.write(complaint=complaint, text=ADDED)
    file = make.attach(make.fresh(complaint))
    ComplaintFile.objects.filter(pk=file.pk).update(message=message)
    address, unit = reverse("complaints:file", args=[file.pk]), _client(cast.contact)
    copies.pass_on(complaint=make.fresh(complaint), by=cast.desk, text=ADDED)
    assert unit.get(address).status_code == 404
    copies.pass_on(complaint=make.fresh(complaint), by=cast.desk, text=ADDED, files=[file.pk])
    assert b"PNG" in body_of(unit.get(address))


@pytest.mark.parametrize("part", ["contact", "leader", "office", "discipline"])
def test_only_the_desk_passes_on_and_covers(cast, part):
    complaint = make.make_handling(cast)
    file = make.attach(complaint)
    user = getattr(cast, part)
    with pytest.raises(DomainError):
        copies.pass_on(complaint=complaint, by=user, text=ADDED)
    with pytest.raises(DomainError):
        copies.cover(
            complaint=complaint, by=user, file=file.pk, upload=ContentFile(_picture(), "a.png")
        )

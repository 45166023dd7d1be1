"""Three cases whose persons, words and codes may turn up nowhere they do not belong."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from complaints import identity
from complaints.actions import citizen, closing, dispatch, handling, replies, triage
from complaints.models import Complaint, ComplaintFile
from core import attachments, outbox
from tests.cast import Cast
from tests.core.corpus import CANARY, photo_with_exif
from tests.factories import complaints as make

PERSON = frozenset({"欧阳测试", "13800001234", "canary@example.test", "金湖街道测试里", CANARY})
FILE_NAME = "欧阳测试家门口.jpg"
WORDS = frozenset({"来回跑了三趟", "请一次说清楚"})  # the redacted copy says 往返三次
ACCUSATION = "意思意思"
REASON = "核对来信人说的办件时间"


@dataclass(frozen=True)
class Secrets:
    """A case that went all the way through JFJ, one that waits there, one against JFJ."""

    answered: Complaint
    waiting: Complaint
    accusation: Complaint
    codes: frozenset[str]


def _attach(complaint: Complaint, *, released: bool) -> None:
    file = attachments.store(ContentFile(photo_with_exif(), FILE_NAME), by=None)
    ComplaintFile.objects.create(complaint=complaint, attachment=file, released=released)


def _dispatch(cast: Cast, complaint: Complaint) -> None:
    triage.accept(complaint=complaint, by=cast.desk)
    triage.redact(complaint=make.fresh(complaint), by=cast.desk, text=make.REDACTED)
    dispatch.dispatch(complaint=make.fresh(complaint), by=cast.desk, unit=cast.unit)


def make_secrets(cast: Cast) -> Secrets:
    """Everything done through the actions; the outbox is empty at the end."""
    receipts = [make.submit(cast) for _ in range(2)]
    answered, waiting = (Complaint.objects.get(pk=receipt.pk) for receipt in receipts)
    _attach(answered, released=True)
    _attach(waiting, released=False)
    identity.look(answered, by=cast.desk, purpose="verify", reason=REASON)
    for complaint in (answered, waiting):
        _dispatch(cast, complaint)
    handling.sign_for(complaint=make.fresh(answered), by=cast.contact)
    make.report(make.fresh(answered), cast)
    replies.sign(complaint=make.fresh(answered), by=cast.unit_head)
    replies.approve(complaint=make.fresh(answered), by=cast.desk)
    closing.to_item(complaint=make.fresh(answered), by=cast.desk)
    citizen.rate(complaint=make.fresh(answered), score=3)
    accusation = dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    outbox.drain()
    codes = {shown for receipt in receipts for shown in (receipt.code, _grouped(receipt.code))}
    return Secrets(
        make.fresh(answered), make.fresh(waiting), make.fresh(accusation), frozenset(codes)
    )


def _grouped(code: str) -> str:
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))

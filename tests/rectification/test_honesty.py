"""Hints about evidence for the verifier: the same file elsewhere, photos out of time."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from accounts.models import User
from core import attachments
from core.models import Attachment
from core.uploads.images import look_of, taken_on
from core.uploads.policy import DEFAULT, PROOF, Policy
from rectification import honesty
from rectification.actions import progress
from rectification.honesty import remarks
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import finish, make_item, make_pending
from tests.rectification.test_ledger_page import signed_in


def picture(seed: int = 1, *, taken: str = "", size: tuple[int, int] = (180, 160)) -> bytes:
    """A photo of stripes and blocks; the same seed shows the same, whatever the size."""
    image = Image.new("RGB", (180, 160), "white")
    draw = ImageDraw.Draw(image)
    for n in range(12):
        x, y = (n * 37 * seed) % 150, (n * 53 * seed) % 130
        draw.rectangle((x, y, x + 24, y + 20), fill=(n * 19 % 200, n * 7 % 120, 60))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    out = BytesIO()
    image.resize(size).save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def stored(by: User, data: bytes, name: str = "现场.jpg", policy: Policy = PROOF) -> Attachment:
    return attachments.store(ContentFile(data, name=name), by=by, policy=policy)


def reported(item: RectificationItem, cast: Cast, *files: Attachment) -> RectificationItem:
    progress.report(
        item=item,
        by=cast.owner,
        content="叫号系统已更换，等候时间缩短到十分钟以内。",
        progress=60,
        figure_reason="按工作量填报",
        files=files,
    )
    item.refresh_from_db()
    return item


def test_the_day_a_photo_was_taken_is_read_before_it_is_cleaned_away() -> None:
    assert taken_on(picture(taken="2011:08:16 10:20:30")) == dt.date(2011, 8, 16)
    assert taken_on(picture()) is None
    assert taken_on(picture(taken="0000:00:00 00:00:00")) is None
    assert taken_on(b"no picture at all") is None


def test_a_look_survives_scaling_and_tells_pictures_apart() -> None:
    assert look_of(picture(1)) == look_of(picture(1, size=(360, 320)))
    assert look_of(picture(1)) != look_of(picture(5))


def test_pictures_without_features_have_no_look() -> None:
    out = BytesIO()
    Image.new("RGB", (90, 80), "white").save(out, "PNG")
    assert look_of(out.getvalue()) is None
    assert look_of(b"no picture at all") is None


@pytest.mark.django_db
def test_only_proof_keeps_where_it_comes_from(cast: Cast) -> None:
    data = picture(taken="2011:08:16 10:20:30")
    proof, other = stored(cast.owner, data), stored(cast.owner, data, policy=DEFAULT)
    assert proof.taken_on == dt.date(2011, 8, 16)
    assert proof.look is not None
    assert (other.taken_on, other.look) == (None, None)
    assert b"2011:08:16" not in attachments.read(proof)


@pytest.mark.django_db
def test_the_same_file_on_two_items_is_told_with_unit_and_number(cast: Cast) -> None:
    data = picture()
    first = reported(make_item(cast), cast, stored(cast.owner, data))
    second = reported(make_item(cast), cast, stored(cast.owner, data, "又一张.jpg"))
    assert [(r.file, r.text) for r in remarks(second, cast.office)] == [
        ("又一张.jpg", f"同一文件也用作经济发展局 {first.number}的佐证。")
    ]


@pytest.mark.django_db
def test_a_picture_that_looks_the_same_is_told_as_such(cast: Cast) -> None:
    reported(make_item(cast), cast, stored(cast.owner, picture()))
    again = stored(cast.owner, picture(size=(360, 320)))
    item = reported(make_item(cast), cast, again)
    (remark,) = remarks(item, cast.office)
    assert "高度相似" in remark.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mask", "told"), [(0b11111, True), (1 << 63 | 0b1111, True), (0b111111, False)]
)
def test_a_picture_slightly_changed_is_told_too(cast: Cast, mask: int, told: bool) -> None:
    first = stored(cast.owner, picture())
    reported(make_item(cast), cast, first)
    again = stored(cast.owner, picture(5))
    assert first.look is not None
    look = (first.look ^ mask) & (1 << 64) - 1
    again.look = look - (1 << 64) if look >> 63 else look
    again.save(update_fields=["look"])
    item = reported(make_item(cast), cast, again)
    assert ["高度相似" in remark.text for remark in remarks(item, cast.office)] == [True] * told


@pytest.mark.django_db
def test_only_the_newest_pictures_are_compared_bit_by_bit(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = stored(cast.owner, picture())
    reported(make_item(cast), cast, first)
    assert first.look is not None
    again = stored(cast.owner, picture(5))
    again.look = first.look ^ 0b1
    again.save(update_fields=["look"])
    item = reported(make_item(cast), cast, again)
    assert len(remarks(item, cast.office)) == 1
    monkeypatch.setattr(honesty, "NEWEST", 1)  # the item's own picture is the newest
    assert remarks(item, cast.office) == []


@pytest.mark.django_db
def test_items_that_a_verifier_may_not_see_stay_unnamed(cast: Cast) -> None:
    data = picture()
    hidden = reported(make_item(cast, owner_kind="person"), cast, stored(cast.owner, data))
    item = reported(make_item(cast), cast, stored(cast.owner, data))
    (remark,) = remarks(item, cast.office)
    assert remark.text == "同一文件也用作另一事项的佐证。"
    assert hidden.number not in remark.text


@pytest.mark.django_db
def test_the_same_file_twice_on_one_item(cast: Cast) -> None:
    data = picture()
    files = [stored(cast.owner, data, "一.jpg"), stored(cast.owner, data, "二.jpg")]
    item = reported(make_item(cast), cast, *files)
    assert [(r.file, r.text) for r in remarks(item, cast.office)] == [
        ("二.jpg", "同一文件已在本事项中上传过，文件名为“一.jpg”。")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taken", "words"),
    [
        ("2011:07:02 09:00:00", "早于开始整改的"),
        ("2011:08:25 09:00:00", "晚于填报日期"),
        ("2011:08:19 09:00:00", ""),
        ("", ""),
    ],
)
def test_the_day_of_a_photo_against_the_day_that_is_claimed(
    cast: Cast, taken: str, words: str
) -> None:
    item = reported(make_item(cast), cast, stored(cast.owner, picture(taken=taken)))
    said = [remark.text for remark in remarks(item, cast.office)]
    assert len(said) == bool(words)
    assert all(words in one for one in said)


@pytest.mark.django_db
def test_the_verifier_reads_the_hints_and_still_decides(cast: Cast) -> None:
    data = picture()
    reported(make_item(cast), cast, stored(cast.owner, data))
    item = make_item(cast)
    reported(item, cast, stored(cast.owner, data))
    finish(item, cast)
    progress.ask_closing(item=item, by=cast.liaison, result="done", note="措施全部落实到位。")
    progress.vouch(item=item, by=cast.unit_head)
    client = signed_in(cast.office)
    page = client.get(f"/staff/ledger/{item.number}/verify/")
    assert "由您判断" in page.content.decode()
    client.post(
        f"/staff/ledger/{item.number}/verify/",
        {
            "decision": "yes",
            "measures_done": "on",
            "evidence_holds": "on",
            "look_back_on": "2011-10-18",
            "result": "done",
        },
    )
    item.refresh_from_db()
    assert item.state == "closed"


@pytest.mark.django_db
def test_nothing_is_said_when_nothing_is_odd(cast: Cast) -> None:
    page = signed_in(cast.office).get(f"/staff/ledger/{make_pending(cast).number}/verify/")
    assert page.context["remarks"] == []
    assert "由您判断" not in page.content.decode()


@pytest.mark.django_db
def test_the_questions_do_not_grow_with_the_files(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    data = picture()
    for _ in range(3):
        item = reported(make_item(cast), cast, stored(cast.owner, data), stored(cast.owner, data))
    assert cast.office.current_posts
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        assert len(remarks(item, cast.office)) == 9

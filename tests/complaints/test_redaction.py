"""What might tell who wrote it is found and masked; the rest of the text stays."""

import pytest

from complaints import redaction


@pytest.mark.parametrize(
    "secret",
    [
        "zhang.san+a@mail.example.cn",
        "a@b.cn",
        "13800001234",
        "138 0000 1234",
        "１３８００００１２３４",
        "110101199003074514",
        "6222021234567890123",
        "京A·12345",
        "创业路12号3单元501室",
    ],
)
def test_a_secret_is_masked_and_the_words_around_it_stay(secret):
    text = redaction.suggest(f"我去窗口办事，{secret}，来回跑了三趟。")
    assert secret not in text
    assert text.startswith("我去窗口办事")
    assert text.endswith("来回跑了三趟。")


def test_a_telephone_number_keeps_its_ends():
    assert "138****1234" in redaction.suggest("电话13800001234，请联系。")


@pytest.mark.parametrize("name", ["王建国", "李红"])
def test_a_name_that_introduces_itself_is_masked(name):
    assert name not in redaction.suggest(f"我叫{name}，上周去办证。")


def test_words_of_the_complainant_are_masked_wherever_they_stand():
    text = redaction.suggest("欧阳测试来过，欧阳测试又来了。", own=["欧阳测试"])
    assert "欧阳" not in text
    assert text.count("×××") == 2


def test_ordinary_numbers_and_words_stay():
    text = "6月2日排队2小时30分，材料3份，费用120元，编号ZG-2011-JFJ-001。"
    assert redaction.suggest(text) == text


def test_a_sign_in_the_middle_of_a_long_word_is_found_whole():
    text = redaction.suggest(f"{'a' * 100}@example.cn")
    assert "@" not in text
    assert "aaa" not in text

"""Bytes to text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.collect.decode import decode, looks_binary

RUSSIAN = "Армия сообщила в понедельник о гибели трёх солдат на границе. Представитель отказался от комментариев."
SPANISH = "El señor Cáceres, según fuentes de la policía, salió de la prisión el sábado por la mañana."
CHINESE = "军方周一表示三名士兵在边境冲突中丧生。当地官员拒绝评论此事，称调查仍在进行。"


def page(text, charset=None):
    head = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_wide_and_marked_text_is_read_exactly(codec):
    assert decode(SPANISH.encode(codec)) == (SPANISH, ())
    assert not looks_binary(SPANISH.encode(codec))


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (SPANISH, "latin-1", "iso-8859-1"),
        (CHINESE, "gb18030", "gb2312"),
        (SPANISH, "utf-8", "utf-8"),
    ],
)
def test_a_declared_encoding_is_believed(text, codec, declared):
    assert decode(page(text, declared).encode(codec), page=True) == (page(text, declared), ())


@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "cp1251"), (SPANISH, "cp1252"), (CHINESE, "gb18030")])
def test_a_wrong_or_missing_declaration_is_found_out(text, codec):
    for declared in (None, "utf-8", "x-no-such-thing", "rot13", "utf-16"):
        got, warnings = decode(page(text, declared).encode(codec), page=True)
        assert text in got
        assert warnings


def test_utf8_under_an_old_declaration_is_utf8():
    got, warnings = decode(page(SPANISH, "iso-8859-1").encode(), page=True)
    assert SPANISH in got
    assert warnings


def test_a_few_broken_bytes_do_not_spoil_the_rest():
    data = (RUSSIAN * 20).encode()
    got, warnings = decode(data[:500] + b"\xff" + data[500:-1])
    assert RUSSIAN in got
    assert "\ufffd" in got
    assert warnings


def test_a_declaration_far_down_or_in_text_is_no_declaration():
    data = b"He wrote <meta charset=koi8-r> on the wall. " + SPANISH.encode("cp1252")
    assert SPANISH in decode(data)[0]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF" + bytes(2000), b"text" + bytes(100)])
def test_binary_data_is_told(data):
    assert looks_binary(data)


def test_text_with_a_stray_zero_byte_is_text():
    assert not looks_binary(b"The gates were opened late. " * 50 + b"\0")


@settings(deadline=None)
@given(st.binary(max_size=600), st.booleans())
def test_any_bytes_decode_to_text_that_can_be_written(data, as_page):
    text, _ = decode(data, page=as_page)
    text.encode("utf-8")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda t: t[0] != "\ufeff"))
def test_utf8_round_trips(text):
    data = text.encode("utf-8", "replace")
    if b"\0" not in data:
        assert decode(data)[0].encode() == data

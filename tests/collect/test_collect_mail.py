"""Mail and MHTML."""

import pytest

from hearsay.collect import collect

MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://selmpost.example/ferries
Subject: =?utf-8?Q?Ferries=20collide=20=E2=80=93=20two=20hurt?=
Date: Fri, 1 Aug 2031 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://selmpost.example/ferries

<!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><p>Two ferries collided =E2=80=93 nob=
ody was hurt.</p></body></html>
------b
Content-Type: text/css
Content-Location: cid:css-1@mhtml.blink

p { color: red }
------b--
"""
LETTER = """Return-Path: <press@harbour.example>
From: Selm Harbour Authority <press@harbour.example>
To: desk@selmpost.example
Subject: Statement on the collision
Date: Tue, 04 Mar 2031 12:30:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

The harbour at S\xe9lm was closed at noon.
--m
Content-Type: application/pdf
Content-Disposition: attachment; filename="statement.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--m--
"""


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode("latin-1"))
    return collect([str(path)])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_web_archive_gives_its_page_and_address(tmp_path, newline):
    (document,) = write(tmp_path, "a.mhtml", MHTML.replace("\n", newline)).documents
    assert document.media == "html"
    assert "collided – nobody was hurt" in document.source
    assert {k: v[0].value for k, v in document.given.items()} == {
        "url": "https://selmpost.example/ferries",
        "title": "Ferries collide – two hurt",
    }


def test_a_letter_gives_sender_day_and_subject(tmp_path):
    got = write(tmp_path, "a.eml", LETTER)
    (document,) = got.documents
    assert document.media == "text"
    assert document.source.strip() == "The harbour at Sélm was closed at noon."
    assert {k: (v[0].value, v[0].how) for k, v in document.given.items()} == {
        "outlet": ("Selm Harbour Authority", "declared_mail"),
        "published": ("2031-03-04T12:30:00+01:00", "declared_mail"),
        "title": ("Statement on the collision", "declared_mail"),
    }
    assert got.dropped[0].what.endswith("#statement.pdf")
    assert got.unreadable == 0


def test_who_forwards_a_letter_did_not_publish_it(tmp_path):
    (document,) = write(tmp_path, "a.eml", LETTER.replace("Subject: ", "Subject: Fwd: ")).documents
    assert set(document.given) == {"title"}


def test_a_letter_without_an_ending_is_known_by_its_head(tmp_path):
    (document,) = write(tmp_path, "letter", LETTER).documents
    assert document.given["outlet"][0].value == "Selm Harbour Authority"


@pytest.mark.parametrize(
    "text",
    [
        "From: x\n\n",
        "From: x <\nDate: not a day\nContent-Type: text/plain; charset=x-none\n\nThe gates opened.",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--",
        "From: =?utf-8?b?////?=\nContent-Type: ;;;\n\nThe gates opened.",
    ],
)
def test_damaged_mail_gives_no_traceback(tmp_path, text):
    (tmp_path / "good.txt").write_text("The gates were opened.")
    (tmp_path / "bad.eml").write_text(text)
    got = collect([str(tmp_path)])
    assert len(got.documents) + len(got.dropped) == 2

"""PDF."""

import io

import pytest

from hearsay.collect import collect, pdf

STORY = ["The Velm dam was opened late,", "engineers said on Tues-", "day."]


def make_pdf(pages, title=""):
    """A PDF by hand: one text line after another on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        stream = "BT /F1 12 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< /Title ({title}) >>")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF"
    out.write(trailer.encode())
    return out.getvalue()


def read(tmp_path, data, name="a.pdf"):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "other.txt").write_text("Another report.")
    return collect([str(tmp_path)])


def test_pages_are_joined_and_hyphens_stay(tmp_path):
    got = read(tmp_path, make_pdf([STORY, ["Nobody was hurt."]]))
    document = got.documents[0]
    assert document.media == "text"
    assert "Tues-\nday." in document.source
    assert document.source.rstrip().endswith("day.\n\nNobody was hurt.") or "day.\nNobody" in document.source
    assert document.given == {}


def test_a_title_counts_where_the_page_shows_it(tmp_path):
    assert read(tmp_path, make_pdf([["Dam gates opened late", *STORY]], "Dam gates opened late")).documents[0].given
    assert not read(tmp_path, make_pdf([STORY], "Microsoft Word - draft3.doc")).documents[0].given


def test_pages_without_text_give_a_warning_with_the_next_step(tmp_path):
    document = read(tmp_path, make_pdf([STORY, []])).documents[0]
    assert "page 2 of 2" in document.warnings[0]
    assert "ocrmypdf" in document.warnings[0]


def test_a_scan_is_set_aside_with_the_next_step(tmp_path):
    got = read(tmp_path, make_pdf([[], []]))
    assert len(got.documents) == 1
    assert "ocrmypdf" in got.dropped[0].reason


def test_a_locked_file_is_set_aside_with_the_next_step(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf([STORY]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "qpdf --decrypt" in read(tmp_path, out.getvalue()).dropped[0].reason


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\ngarbage" * 50, make_pdf([STORY])[:200]])
def test_damaged_files_are_set_aside(tmp_path, data):
    got = read(tmp_path, data)
    assert got.unreadable == 1
    assert got.dropped[0].reason


def test_a_file_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "LIMIT_S", 0.01)
    assert "took longer" in read(tmp_path, make_pdf([STORY])).dropped[0].reason


def test_a_pdf_under_another_name_is_still_a_pdf(tmp_path):
    assert "Tues-\nday." in read(tmp_path, make_pdf([STORY]), "a.txt").documents[0].source

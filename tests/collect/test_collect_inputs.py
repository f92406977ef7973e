"""Files, folders, globs and standard input."""

import gzip
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.collect import collect
from hearsay.errors import NoSuchPath, NothingReadable

STORY = "Dam gates opened late\n\nThe gates of the Velm dam were opened six hours late, two engineers said.\n"
PAGE = "<!doctype html><html><body><p>The bridge at Orlo was closed on Monday.</p></body></html>"


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(*pile, **more):
    return collect([str(p) for p in pile], **more)


def test_text_keeps_every_character_but_the_byte_order_mark(tmp_path):
    path = put(tmp_path, "a.txt", b"\xef\xbb\xbfOne\r\n\r\n two\xc2\xa0\tthree \x0c\n")
    (document,) = read(path).documents
    assert document.source == "One\r\n\r\n two\xa0\tthree \x0c\n"
    assert document.media == "text"
    assert document.path == path


def test_a_folder_is_read_through_and_paths_stay_as_given(tmp_path, monkeypatch):
    put(tmp_path, "pile/b.txt", STORY)
    put(tmp_path, "pile/deep/er/a.html", PAGE)
    put(tmp_path, "pile/.hidden/x.txt", STORY)
    put(tmp_path, "pile/.x.txt", STORY)
    put(tmp_path, "pile/old.hearsay/y.txt", STORY)
    monkeypatch.chdir(tmp_path)
    got = read("pile")
    assert [d.path for d in got.documents] == ["pile/b.txt", "pile/deep/er/a.html"]
    assert got.dropped == ()
    assert [d.path for d in read("./pile/").documents] == ["./pile/b.txt", "./pile/deep/er/a.html"]


def test_a_pattern_is_opened_where_the_shell_did_not(tmp_path, monkeypatch):
    for name in ("r1.txt", "r2.txt", "other.md"):
        put(tmp_path, name, STORY + name)
    monkeypatch.chdir(tmp_path)
    assert [d.path for d in read("r*.txt").documents] == ["r1.txt", "r2.txt"]
    assert [d.path for d in read("**/*.md").documents] == ["other.md"]


def test_a_file_named_like_a_pattern_is_that_file(tmp_path):
    path = put(tmp_path, "story[1].txt", STORY)
    assert [d.path for d in read(path).documents] == [path]


def test_a_file_reached_twice_counts_once(tmp_path):
    path = put(tmp_path, "a.txt", STORY)
    assert len(read(path, tmp_path, path).documents) == 1


def test_it_is_told_by_which_argument_a_report_came(tmp_path):
    folder, single = tmp_path / "pile", put(tmp_path, "b.jsonl", '{"text": "The gates."}')
    inside = put(folder, "deep/a.txt", STORY)
    assert read(folder, single).roots == {inside: str(folder), f"{single}#1": single}


def test_the_order_of_the_pile_does_not_matter(tmp_path):
    paths = [put(tmp_path, f"{n}.txt", STORY + str(n % 2)) for n in range(5)]
    assert read(*paths) == read(*reversed(paths))


def test_a_missing_path_names_the_nearest_one(tmp_path):
    put(tmp_path, "reports/a.txt", STORY)
    with pytest.raises(NoSuchPath, match=r"Did you mean .*reports\?"):
        read(tmp_path / "report")


@pytest.mark.parametrize("path", ["", "a\0b", "/no/such/folder/x.txt", "nothing-*.txt", "\udcff"])
def test_paths_that_cannot_be_are_refused_with_advice(path):
    with pytest.raises(NoSuchPath) as caught:
        collect([path])
    assert caught.value.next_step


def test_an_empty_folder_has_nothing_to_read(tmp_path):
    with pytest.raises(NothingReadable):
        read(tmp_path)
    with pytest.raises(NothingReadable):
        collect([])


def test_what_is_set_aside_says_why_and_what_next(tmp_path):
    put(tmp_path, "a.txt", STORY)
    put(tmp_path, "blank.txt", " \n\t\n")
    put(tmp_path, "none.txt", b"")
    put(tmp_path, "zero.txt", bytes(range(256)) * 40)
    put(tmp_path, "picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500))
    put(tmp_path, "letter.docx", b"PK\x03\x04" + bytes(100))
    put(tmp_path, "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(100))
    got = read(tmp_path)
    reasons = {os.path.basename(d.what): d.reason for d in got.dropped}
    assert set(reasons) == {"blank.txt", "none.txt", "zero.txt", "picture.txt", "letter.docx", "photo.jpg"}
    assert "empty" in reasons["blank.txt"]
    assert "binary" in reasons["zero.txt"]
    assert "save it as PDF" in reasons["letter.docx"]
    assert got.unreadable == 5  # the photo lies there by right
    assert all(d.stage == "collect" and d.report is None for d in got.dropped)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_permission_is_set_aside(tmp_path):
    put(tmp_path, "a.txt", STORY)
    os.chmod(put(tmp_path, "b.txt", STORY), 0)
    got = read(tmp_path)
    assert len(got.documents) == 1
    assert "Permission denied" in got.dropped[0].reason


def test_links_are_followed_to_files_but_not_to_folders(tmp_path):
    put(tmp_path, "pile/a.txt", STORY)
    put(tmp_path, "elsewhere/b.txt", STORY + "b")
    (tmp_path / "pile/to-file.txt").symlink_to(tmp_path / "elsewhere/b.txt")
    (tmp_path / "pile/loop").symlink_to(tmp_path / "pile")
    (tmp_path / "pile/gone.txt").symlink_to(tmp_path / "nowhere")
    got = read(tmp_path / "pile")
    assert [os.path.basename(d.path) for d in got.documents] == ["a.txt", "to-file.txt"]
    assert [os.path.basename(d.what) for d in got.dropped] == ["gone.txt", "loop"]


def test_the_folder_of_a_saved_page_is_not_taken_for_reports(tmp_path):
    put(tmp_path, "Dam story.html", PAGE)
    put(tmp_path, "Dam story_files/advert.html", PAGE)
    got = read(tmp_path)
    assert len(got.documents) == 1
    assert "saved page" in got.dropped[0].reason
    assert got.unreadable == 0


def test_files_over_fifty_megabytes_are_set_aside(tmp_path):
    put(tmp_path, "a.txt", STORY)
    with open(tmp_path / "big.txt", "wb") as file:
        file.truncate(50_000_001)
    got = read(tmp_path)
    assert "larger than 50 MB" in got.dropped[0].reason


def test_a_line_of_ten_megabytes_is_read(tmp_path):
    path = put(tmp_path, "a.txt", "word " * 2_000_000)
    assert len(read(path).documents[0].source) == 10_000_000


@pytest.mark.parametrize(
    ("content", "media", "path"),
    [
        (STORY, "text", "-"),
        (PAGE, "html", "-"),
        ('{"text": "The gates were opened late."}\n{"text": "They were not."}\n', "text", "-#1"),
        ("  \ufeff<html><p>Hi</p></html>".strip(), "html", "-"),
        ("<3 this town, wrote one user.\n", "text", "-"),
        ("{ not json at all", "text", "-"),
    ],
)
def test_standard_input_is_told_by_its_content(content, media, path):
    got = collect(["-"], stdin=io.BytesIO(content.encode()))
    assert (got.documents[0].media, got.documents[0].path) == (media, path)


def test_empty_standard_input_is_nothing_readable():
    with pytest.raises(NothingReadable, match="empty"):
        collect(["-"], stdin=io.BytesIO(b""))


def test_pages_saved_under_odd_names_are_told_by_content(tmp_path):
    put(tmp_path, "index.php?id=4", PAGE)
    put(tmp_path, "story", STORY)
    put(tmp_path, "story.2031-03-04", STORY + "more")
    put(tmp_path, "packed.html.gz", gzip.compress(PAGE.encode() + b"x"))
    got = read(tmp_path)
    media = {os.path.basename(d.path): d.media for d in got.documents}
    assert media == {"index.php?id=4": "html", "story": "text", "story.2031-03-04": "text", "packed.html.gz": "html"}


def test_a_page_saved_as_text_is_a_page_but_a_text_with_tags_is_a_text(tmp_path):
    put(tmp_path, "a.txt", "<!-- saved --> " + PAGE)
    put(tmp_path, "b.txt", "<p> is a tag, the trainer said.</p>")
    assert [d.media for d in read(tmp_path).documents] == ["html", "text"]


def test_many_comments_do_not_stall_the_reader(tmp_path):
    put(tmp_path, "a", "<!-- x --> " * 700 + "no page")
    put(tmp_path, "b", "<!--" * 2000 + "no page")
    assert [d.media for d in read(tmp_path).documents] == ["text", "text"]


def test_a_gzip_bomb_is_set_aside(tmp_path):
    put(tmp_path, "a.txt", STORY)
    put(tmp_path, "bomb.txt.gz", gzip.compress(bytes(60_000_000)))
    put(tmp_path, "broken.txt.gz", gzip.compress(STORY.encode())[:-20])
    reasons = " ".join(d.reason for d in read(tmp_path).dropped)
    assert "larger than" in reasons
    assert "damaged" in reasons


def test_file_names_that_are_no_utf8_can_be_written(tmp_path):
    try:
        with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
            file.write(STORY.encode())
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    (document,) = read(tmp_path).documents
    assert document.path.encode("utf-8")


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".jsonl", ".json", ".eml", ".mht", "", ".gz"]))
def test_no_bytes_give_a_traceback(tmp_path_factory, data, ending):
    path = tmp_path_factory.mktemp("any") / f"x{ending}"
    path.write_bytes(data)
    try:
        got = collect([str(path)])
    except NothingReadable:
        return
    for document in got.documents:
        document.source.encode("utf-8")

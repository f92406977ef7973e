"""Bad input and bad places: one clear sentence, the next thing to type, nothing lost, no traceback."""

import json
import os
import subprocess
import sys

import pytest

STORY = (
    "Two people were killed when a crane fell at the Lindhaven docks on Tuesday, harbour police said.\n\n"
    "“We heard a crack and then it came down,” said Marit Osei, who was working on the quay.\n"
)


def hearsay(*args, cwd, stdin=None, **env):
    done = subprocess.run(
        [sys.executable, "-m", "hearsay", *map(str, args)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, **env},
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return done.returncode, out, err


def pile(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in {"good.txt": STORY, **files}.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def reports(tmp_path):
    return json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["reports"]


def test_a_path_that_does_not_exist_fails_with_a_close_name(tmp_path):
    pile(tmp_path / "reports")
    code, _, err = hearsay("trace", "report", cwd=tmp_path)
    assert code == 1
    assert "report" in err
    assert "reports" in err


def test_an_empty_folder_fails(tmp_path):
    (tmp_path / "reports").mkdir()
    code, _, err = hearsay("trace", "reports", cwd=tmp_path)
    assert code == 1
    assert "reports" in err


def test_a_pile_without_one_readable_report_fails(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "empty.txt").write_bytes(b"")
    code, _, err = hearsay("trace", "reports", cwd=tmp_path)
    assert code == 1
    assert "empty" in err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty__txt", b""),
        ("blank__txt", b"  \n \n\t\n"),
        ("binary__txt", bytes(range(256)) * 400),
        ("broken__pdf", b"%PDF-1.7 and then nothing of the kind"),
        ("rows__jsonl", b'{"no": "text here"}\nnot json\n'),
    ],
)
def test_an_unreadable_input_is_listed_and_the_rest_goes_on(tmp_path, name, content):
    pile(tmp_path / "reports", **{name: content})
    code, _, err = hearsay("trace", "reports", "--json", "out.json", cwd=tmp_path)
    assert code == 3
    assert name.replace("__", ".") in err
    assert [r["path"] for r in reports(tmp_path)] == ["reports/good.txt"]
    dropped = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["dropped"]
    assert any(name.replace("__", ".") in d["what"] for d in dropped)


ATTRIBUTES = b" ".join(b'a%d="x"' % i for i in range(100_000))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("line__txt", b"The river rose again on Monday, officials said. " * 220_000, None),
        ("deep__html", b"<body>" + b"<div>" * 20_000 + b"<p>Four men were held in Brask, police said.</p>", "Brask"),
        ("attributes__html", b"<body><div " + ATTRIBUTES + b"><p>Ten houses burned in Ostvik.</p></div>", "Ostvik"),
        ("charset__txt", "Der Zoll in Köln hielt drei Männer fest, sagte Müller. ".encode("latin-1") * 5, "Müller"),
        ("cyrillic__html", '<meta charset="utf-8"><p>Армия сообщила о гибели солдат.</p>'.encode("cp1251"), "Армия"),
    ],
)
def test_a_hostile_report_is_read_or_listed_in_time(tmp_path, name, content, says):
    pile(tmp_path / "reports", **{name: content})
    code, _, err = hearsay("trace", "reports", "--json", "out.json", "--html", "out.html", cwd=tmp_path)
    assert code in (0, 3), err
    found = {r["path"]: r for r in reports(tmp_path)}
    assert "reports/good.txt" in found
    if name == "line__txt":
        assert any("600,000 characters" in w for w in found["reports/line.txt"]["warnings"])
    if says:
        assert any(says in line["quote"] for line in found["reports/" + name.replace("__", ".")]["lines"])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said(tmp_path):
    pile(tmp_path / "reports")
    tmp_path.chmod(0o500)
    try:
        code, _, err = hearsay("trace", "reports", cwd=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert code == 1
    assert "--case" in err


def test_results_that_cannot_be_written_are_said(tmp_path):
    pile(tmp_path / "reports")
    code, _, err = hearsay("trace", "reports", "-q", "--json", "no/such/folder/out.json", cwd=tmp_path)
    assert code == 1
    assert "no/such/folder" in err
    assert hearsay("show", "--json", "out.json", cwd=tmp_path)[0] == 0, "the case itself is kept"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_while_writing_results_is_said(tmp_path):
    pile(tmp_path / "reports")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hearsay", "trace", "reports", "-q", "--json", "-"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"space" in done.stderr


def test_a_case_of_another_version_is_refused(tmp_path):
    import apsw

    pile(tmp_path / "reports")
    assert hearsay("trace", "reports", cwd=tmp_path)[0] == 0
    db = apsw.Connection(str(tmp_path / "reports.hearsay" / "case.db"))
    db.execute("PRAGMA user_version=99")
    db.close()
    for command in (("trace", "reports"), ("show",), ("why", "abc")):
        code, _, err = hearsay(*command, cwd=tmp_path)
        assert code == 1
        assert "99" in err


def test_no_case_yet(tmp_path):
    code, _, err = hearsay("show", cwd=tmp_path)
    assert code == 1
    assert "hearsay trace" in err


def test_usage_errors_exit_2(tmp_path):
    for args in (("trace",), ("nonsense",), ("show", "--no-such-option")):
        code, _, err = hearsay(*args, cwd=tmp_path)
        assert code == 2
        assert err


def test_a_folder_in_place_of_a_command_is_explained(tmp_path):
    pile(tmp_path / "reports")
    code, _, err = hearsay("reports", cwd=tmp_path)
    assert code == 2
    assert "hearsay trace reports" in err


def test_a_pile_from_stdin(tmp_path):
    code, out, _ = hearsay("trace", "-", "-q", "--json", "-", cwd=tmp_path, stdin=STORY.encode())
    assert code == 0
    assert json.loads(out)["reports"][0]["path"] == "-"


def test_data_goes_to_stdout_and_the_rest_to_stderr(tmp_path):
    pile(tmp_path / "reports")
    code, out, err = hearsay("trace", "reports", "--json", "-", cwd=tmp_path)
    assert code == 0
    assert json.loads(out)["format"] == "hearsay-case/1"
    assert "case" in err


def test_what_is_gone_from_the_pile_leaves_the_case_and_is_listed(tmp_path):
    folder = pile(tmp_path / "reports", second__txt=STORY.replace("Lindhaven", "Ostvik"))
    assert hearsay("trace", "reports", cwd=tmp_path)[0] == 0
    (folder / "second.txt").unlink()
    code, _, err = hearsay("trace", "reports", "--json", "out.json", cwd=tmp_path)
    assert code == 0
    assert "second.txt" in err
    assert len(reports(tmp_path)) == 1


def test_a_gate_that_is_hit_exits_4(tmp_path):
    pile(tmp_path / "reports")
    assert hearsay("trace", "reports", "--fail-on", "single-origin", cwd=tmp_path)[0] == 4

import json
import math
import os
from dataclasses import replace

import jsonschema
import pytest
from show_pile import build_findings, build_hostile

from hearsay import errors, show


@pytest.fixture(params=[build_findings, build_hostile], ids=["ferry", "hostile"])
def findings(request):
    return request.param()


def written(findings, tmp_path):
    show.write_json(findings, tmp_path / "case.json")
    return (tmp_path / "case.json").read_bytes()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(show.schema())


def test_the_case_file_fits_the_schema(findings, tmp_path):
    case = json.loads(written(findings, tmp_path))
    jsonschema.validate(case, show.schema(), jsonschema.Draft202012Validator)
    assert case["format"] == "hearsay-case/1"


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("claims", 0, "kind"), "rumour"),
        (("claims", 0, "mentions", 0, "start"), -1),
        (("claims", 0, "readings", 0, "grade", "credibility"), 7),
        (("reports", 0, "lines", 0, "role"), "advert"),
        (("derivations", 0, "probability"), 1.5),
        (("disagreements", 0, "kind"), "quarrel"),
    ],
)
def test_the_schema_is_strict_about_what_it_names(path, wrong):
    case = show.to_json(build_findings())
    spot = case
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(case, show.schema())


def test_the_schema_lets_further_fields_through_but_misses_lost_ones():
    case = show.to_json(build_findings())
    case["claims"][0]["later"] = 1
    jsonschema.validate(case, show.schema())
    del case["claims"][0]["origins"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(case, show.schema())


def test_every_quote_is_the_slice_that_its_offsets_name(findings):
    case = show.to_json(findings)
    texts = {r.id: r.text for r in findings.reports}
    seen = 0

    def check(node, report):
        nonlocal seen
        if isinstance(node, list):
            for child in node:
                check(child, report)
        elif isinstance(node, dict):
            report = node.get("report") or report
            if "quote" in node and node.get("start") is not None:
                assert node["quote"] == texts[report][node["start"] : node["end"]]
                seen += 1
            for child in node.values():
                check(child, report)

    for report in case["reports"]:
        check(report, report["id"])
    check(case["claims"], None)
    check(case["attributions"], None)
    check(case["derivations"], None)
    assert seen > 5


def test_the_bytes_do_not_depend_on_the_order_of_the_records(tmp_path):
    findings = build_findings()
    shuffled = replace(
        findings,
        reports=findings.reports[::-1],
        claims=findings.claims[::-1],
        weighed=dict(reversed(findings.weighed.items())),
        derivations=findings.derivations[::-1],
        passages=findings.passages[::-1],
        attributions=dict(reversed(findings.attributions.items())),
        dropped=findings.dropped[::-1],
    )
    assert written(findings, tmp_path) == written(shuffled, tmp_path)


def test_lists_are_sorted_by_id():
    case = show.to_json(build_findings())
    for part in ("reports", "claims", "incidents"):
        ids = [row["id"] for row in case[part]]
        assert ids == sorted(ids)


def test_numbers_are_finite_and_whole_numbers_are_integers():
    findings = build_findings()
    claim = next(c for c in findings.claims if c.kind == "count")
    odd = replace(claim.mentions[0].value, low=2.5, high=math.inf)
    mentions = (replace(claim.mentions[0], value=odd), *claim.mentions[1:])
    findings = replace(findings, claims=(replace(claim, mentions=mentions),))
    told = show.to_json(findings)["claims"][0]["mentions"]
    assert (told[0]["value"]["low"], told[0]["value"]["high"]) == (2.5, None)
    assert told[4]["value"]["low"] == 34
    assert isinstance(told[4]["value"]["low"], int)


def test_lone_surrogates_and_nulls_come_back_as_they_were(tmp_path):
    findings = build_hostile()
    data = written(findings, tmp_path)
    data.decode("utf-8")
    case = json.loads(data)
    assert "".join(line["quote"] for line in case["reports"][0]["lines"]) == findings.reports[0].text.replace("\n", "")


def test_both_ways_of_writing_give_one_layout(tmp_path):
    findings = build_findings()
    plain = json.dumps(show.to_json(findings), ensure_ascii=False, indent=1) + "\n"
    assert written(findings, tmp_path) == plain.encode()


def test_a_claim_that_was_not_weighed_is_still_written():
    findings = replace(build_findings(), weighed={})
    case = show.to_json(findings)
    jsonschema.validate(case, show.schema())
    assert {c["origins"]["high"] for c in case["claims"]} == {0}


def test_an_empty_pile_makes_a_valid_case():
    empty = replace(
        build_findings(), reports=(), passages=(), attributions={}, derivations=(), incidents=(), claims=(), weighed={},
        dropped=(),
    )  # fmt: skip
    jsonschema.validate(show.to_json(empty), show.schema())


def test_the_case_as_a_whole_is_kept(snapshot, tmp_path):
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

    class CaseFile(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = "json"

    assert written(build_findings(), tmp_path).decode() == snapshot.use_extension(CaseFile)


# writing -------------------------------------------------------------------------------------------------------------

WRITERS = [show.write_json, show.write_csv, show.write_html]


@pytest.mark.parametrize("write", WRITERS)
def test_dash_is_standard_output(write, capfdbinary):
    write(build_findings(), "-")
    assert len(capfdbinary.readouterr().out) > 1000


@pytest.mark.parametrize("write", WRITERS)
def test_a_write_that_cannot_be_done_says_the_next_step(write, tmp_path):
    with pytest.raises(errors.OutputError, match="does not exist") as caught:
        write(build_findings(), tmp_path / "no" / "such" / "out")
    assert caught.value.next_step
    with pytest.raises(errors.OutputError, match="folder"):
        write(build_findings(), tmp_path)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("write", WRITERS)
def test_a_full_disk_is_named(write):
    with pytest.raises(errors.OutputError, match="disk is full"):
        write(build_findings(), "/dev/full")


@pytest.mark.parametrize("write", WRITERS)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(write, tmp_path, monkeypatch):
    target = tmp_path / "out"
    target.write_text("old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(errors.OutputError):
        write(build_findings(), target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]

import csv
import io

from show_pile import build_findings, build_hostile

from hearsay import show


def rows(findings):
    return list(csv.DictReader(io.StringIO(show.to_csv(findings), newline="")))


def test_there_is_one_row_for_each_mention_with_its_source_line():
    findings = build_findings()
    table = rows(findings)
    assert len(table) == sum(len(c.mentions) for c in findings.claims)
    row = next(r for r in table if r["path"] == "pile/harvest.txt" and r["claim_kind"] == "count")
    assert row["chain"] == (
        "NewsHarvest ← Kestrel Bay Herald ← Meridian News Agency ← Jan Holub (interior ministry spokesman)"
    )
    assert (row["value_low"], row["value_high"], row["independent_low"]) == ("31", "", "3")
    assert row["quote"] in row["sentence"]


def test_offsets_lead_back_to_the_quote():
    findings = build_findings()
    texts = {r.id: r.text for r in findings.reports}
    for row in rows(findings):
        assert texts[row["report"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_no_cell_can_run_as_a_formula():
    for findings in (build_hostile(), build_findings()):
        for row in rows(findings):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert rows(build_hostile())[0]["outlet"].startswith("'=1+1")


def test_negative_numbers_stay_numbers():
    from hearsay.show.table import _cell

    assert (_cell(-3.0), _cell(-2.5), _cell("-3"), _cell(None)) == ("-3", "-2.5", "'-3", "")


def test_the_table_as_a_whole_is_kept(snapshot):
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

    class TableFile(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = "csv"

    assert show.to_csv(build_findings()).replace("\r\n", "\n") == snapshot.use_extension(TableFile)

"""The search for copies through Daft: here on this machine's threads; on Ray where ``make cluster`` asks for it."""

import importlib.util
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

if importlib.util.find_spec("daft") is None or os.environ.get("HEARSAY_CLUSTER") != "1":
    pytest.skip("make cluster installs Daft and Ray and runs these", allow_module_level=True)

SCRIPT = textwrap.dedent("""
    import sys
    sys.path.insert(0, sys.argv[1])
    runner, scratch = sys.argv[2:]
    from test_copies_index import popular_pile, write_pile
    from hearsay.copies import passages
    from hearsay.copies.cluster import find_passages
    from hearsay.copies.passages import Text
    from hearsay.errors import InputError

    def main():
        if runner == "ray":
            import ray
            ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        odd = [Text("", ""), Text("none", "…"), Text("again", "so " * 900), Text("too", "so " * 700)]
        part = Text("part", write_pile(3, 60)[0].text, parts=((40, 300),), quotations=((60, 220),))
        piles = [(write_pile(3, 60) + odd + [part], None), (popular_pile(90), 4)]
        if runner == "native":
            piles += [([], None), (odd, None), (write_pile(4, 200), 4), (write_pile(5, 40, sources=2), None)]
        for texts, window in piles:
            expected = passages.find_passages(texts, window=window)
            assert find_passages(texts, runner=runner, window=window) == expected
            print(len(texts), len(expected))
        import daft
        texts = write_pile(6, 50)
        folder = scratch + "/texts.parquet"
        daft.from_pydict({"id": [t.id for t in texts], "text": [t.text for t in texts]}).write_parquet(folder)
        plain = [Text(t.id, t.text) for t in texts]
        assert find_passages(daft.read_parquet(folder), runner=runner) == passages.find_passages(plain)
        for bad in (lambda: find_passages([texts[0], texts[0]], runner=runner),
                    lambda: find_passages(texts, runner="native" if runner == "ray" else "ray")):
            try:
                bad()
            except InputError:
                continue
            raise AssertionError(bad)
        print("done")

    if __name__ == "__main__":
        main()
""")


@pytest.mark.parametrize("runner", ["native", "ray"])
def test_the_answer_is_that_of_the_engine_in_memory(tmp_path, runner):
    script = tmp_path / "join.py"
    script.write_text(SCRIPT)
    result = subprocess.run(
        [sys.executable, str(script), str(Path(__file__).parent), runner, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    assert result.stdout.splitlines()[-1] == "done"

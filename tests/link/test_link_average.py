"""Average-link grouping: its laws, whatever the table."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hearsay.link.average import average_link

tables = st.integers(2, 9).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.dictionaries(
            st.sampled_from(sorted(combinations(range(n), 2))), st.floats(0, 1).map(lambda x: round(x, 3)), max_size=20
        ),
    )
)


@given(tables)
def test_every_position_stands_in_one_group(table):
    n, links = table
    groups = average_link([1] * n, links, 0.5)
    assert sorted(i for g in groups for i in g) == list(range(n))


@given(tables)
def test_no_group_is_less_alike_than_asked(table):
    n, links = table
    for group in average_link([1] * n, links, 0.5):
        pairs = list(combinations(sorted(group), 2))
        if len(group) == 2:
            assert links.get(pairs[0], 0.0) >= 0.5


@given(tables)
def test_what_is_forbidden_stays_apart(table):
    n, links = table
    groups = average_link([1] * n, links, 0.1, lambda a, b: 0 in a or 0 in b)
    assert [0] in groups


def test_one_agreeing_pair_does_not_pull_two_groups_together():
    links = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6}
    assert sorted(map(sorted, average_link([1] * 4, links, 0.5))) == [[0, 1], [2, 3]]


def test_sizes_weigh_the_mean():
    links = {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 0.0}
    assert sorted(map(sorted, average_link([9, 1, 1], links, 0.6))) == [[0, 1, 2]]

"""The collector of rubbish rests and works again."""

import gc
from weakref import ref

import pytest

from storage.collector import collect_due, without_collector


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.held = self


def much() -> list[list[object]]:
    """Enough to look through; twice, since Python keeps some freed lists for the next."""
    return [[] for _ in range(2 * gc.get_threshold()[0])]


def test_the_collector_rests_and_works_again_whatever_happens(
    request: pytest.FixtureRequest,
) -> None:
    gc.enable()
    request.addfinalizer(gc.disable)
    with pytest.raises(ValueError, match="x"), without_collector():
        assert not gc.isenabled()
        with without_collector():
            pass
        assert not gc.isenabled(), "who rests within a rest does not end it"
        raise ValueError("x")
    assert gc.isenabled()


def test_what_was_made_meanwhile_counts_as_old_and_is_still_collected() -> None:
    with without_collector():
        made = Ring()
    assert any(each is made for each in gc.get_objects(generation=2))
    gone = ref(made)
    del made
    gc.collect()
    assert gone() is None


def test_a_collector_that_was_at_rest_stays_so() -> None:
    assert not gc.isenabled()
    with without_collector():
        made = Ring()
    assert not gc.isenabled()
    assert any(each is made for each in gc.get_objects(generation=2))


def test_a_round_is_made_when_enough_has_come_together() -> None:
    gc.collect()
    gone = ref(Ring())
    collect_due()
    assert gone() is not None, "too little to look for"
    held = much()
    collect_due()
    assert gone() is None and held


def test_what_grew_old_before_nobody_held_it_is_collected_in_time() -> None:
    made = Ring()
    gc.collect()
    gone = ref(made)
    del made
    rounds = (gc.get_threshold()[1] + 2) * (gc.get_threshold()[2] + 2)
    for _ in range(rounds):
        held = much()
        collect_due()
        del held
    assert gone() is None

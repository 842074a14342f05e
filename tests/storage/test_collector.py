"""The collector of rubbish rests and works again."""

import gc
from weakref import ref

import pytest

from storage.collector import without_collector


def test_the_collector_rests_and_works_again_whatever_happens() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), without_collector():
        assert not gc.isenabled()
        with without_collector():
            pass
        assert not gc.isenabled(), "who rests within a rest does not end it"
        raise ValueError("x")
    assert gc.isenabled()


def test_what_was_made_meanwhile_counts_as_old_and_is_still_collected() -> None:
    class Ring:
        """Holds itself."""

        def __init__(self) -> None:
            self.held = self

    with without_collector():
        made = Ring()
    assert any(each is made for each in gc.get_objects(generation=2))
    gone = ref(made)
    del made
    gc.collect()
    assert gone() is None

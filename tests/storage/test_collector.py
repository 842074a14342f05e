"""The collector of rubbish rests and works again."""

import gc

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

"""Python's collector of rubbish, kept from looking where there is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_collector"]


@contextmanager
def without_collector() -> Iterator[None]:
    """For work that makes a million small objects that all stay: looking through them again and
    again for rings that nobody holds costs a third of the time.

    What there is at the end counts as old at once: the next small round, which would go through
    all of it, makes the window wait.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()

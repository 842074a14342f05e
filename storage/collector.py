"""Python's collector of rubbish, kept from looking where there is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collect_due", "without_collector"]


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
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()


def collect_due() -> None:
    """What the collector does by itself while it is on: a round over the oldest generation that
    has grown enough, if there is one.
    """
    grown = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, most) in enumerate(grown) if count > most > 0]
    if due:
        gc.collect(due[-1])

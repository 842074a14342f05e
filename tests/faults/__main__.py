"""The fault harness: every fault in its long form, and a table of what survived.

    python -m tests.faults [--short]

Needs Linux and gcc. The short form is what `test_faults.py` runs.
"""

import sys
import tempfile
from pathlib import Path

from tests.faults.all_trials import LONG, SHORT, every_trial
from tests.faults.trial import table


def main(arguments: list[str]) -> int:
    """Prints the table and what was lost; 1 if anything was."""
    sizes = SHORT if "--short" in arguments else LONG
    with tempfile.TemporaryDirectory() as folder:
        trials = [each for name in sizes for each in every_trial(name, Path(folder), sizes[name])]
    print(table(trials))
    lost = [f"{each.fault}：{what}" for each in trials for what in each.lost]
    print("\n".join(lost))
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

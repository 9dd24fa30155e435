"""Peak memory beyond the input, each variant in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path


def peak(name: str, size: int) -> float:
    """Megabytes at the peak beyond what the loaded cases take."""
    command = [sys.executable, "-m", "bench.rules.memory", name, str(size)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(answer.stdout))


def _kilobytes(line: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(row.split()[1] for row in status.splitlines() if row.startswith(line)))


def main(name: str, size: int) -> None:
    """Load, forget the peak so far, run once, and print the rise."""
    from bench.rules import engines, openfisca_rules
    from bench.rules.cases import make_cases

    cases, ruleset = make_cases(size), engines.rules()
    small = make_cases(1000)
    frame = cases.frame
    if name != "OpenFisca":
        cases.arrays.clear()
    variants = {
        "outputs": lambda size: engines.outputs(frame if size else small.frame, ruleset),
        "sums": lambda size: engines.sums(frame if size else small.frame, ruleset),
        "what-ifs": lambda size: engines.what_ifs(frame if size else small.frame, ruleset),
        "OpenFisca": lambda size: openfisca_rules.calculated(
            openfisca_rules.built(openfisca_rules.system(), cases if size else small)
        ),
    }
    variants[name](0)
    Path("/proc/self/clear_refs").write_text("5")
    before = _kilobytes("VmRSS")
    kept = variants[name](1)
    after = _kilobytes("VmHWM")
    assert kept is not None
    print(json.dumps((after - before) / 1024))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""The folder with Peppol's rule files: looked at without making the rules ready."""

from pathlib import Path

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import Sentence, sentence

FOLDER = "RETTVIS_EHF_RULES"
"""The setting that names it."""
PEPPOL = "Peppol BIS Billing"
"""What Peppol's own rules are called among the rule sets that were run."""


def rule_files(folder: Path) -> list[Path]:
    """The rule files in ``folder``. Raises ``Faulty`` where there are none, or it cannot be looked in."""
    try:
        files = sorted(folder.glob("*.sch")) if folder.is_dir() else []
    except OSError:
        files = []
    if not files:
        message: Sentence = sentence(
            "There are no rule files (.sch) in the folder that RETTVIS_EHF_RULES names. Put them there, or "
            "unset it to run without Peppol’s rules."
        )
        raise Faulty([Fault(folder.name, message)])
    return files

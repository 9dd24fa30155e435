"""Building the package: the message catalogues are compiled, so that an installed Rettvis is translated."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[misc]
    """Compile each .po file beside itself before the files are gathered."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; ``version`` is ``standard`` or ``editable``, and both want the catalogues."""
        sys.path.insert(0, self.root)
        from tools.catalogues import compile_all

        compile_all(Path(self.root) / "src" / "rettvis")

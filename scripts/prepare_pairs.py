"""python scripts/prepare_pairs.py RECIPE.yaml [--set FIELD=VALUE ...]

From an archive to training pairs: the same as `copydesk prepare`, for a checkout that is not
installed. configs/prepare has recipes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from copydesk.cli.app import app

if __name__ == "__main__":
    app(["prepare", *sys.argv[1:]], prog_name="prepare_pairs.py")

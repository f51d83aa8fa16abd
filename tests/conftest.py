"""How the tests draw their made-up inputs: the same at every run, so that a change is what makes one fail.

`KBTUI_FUZZ=1` draws new ones, to look for what nobody thought of; what it finds becomes a case of its own.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("new", print_blob=True)
settings.load_profile("new" if os.environ.get("KBTUI_FUZZ") else "same")

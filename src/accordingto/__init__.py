"""accordingto: who said what, according to whom, in news reports.

The public names are imported when they are first used, so that ``import accordingto`` costs nothing.

>>> import accordingto
>>> accordingto.annotate("Two men died, the mine's owner said.").document.text[:12]
'Two men died'
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

PUBLIC = {
    "annotate": "accordingto.api",
    "read": "accordingto.api",
    "link": "accordingto.api",
    "relink": "accordingto.api",
    "naming": "accordingto.api",
    "correct": "accordingto.api",
    "same": "accordingto.api",
    "different": "accordingto.api",
    "forget": "accordingto.api",
    "merge": "accordingto.api",
    "export": "accordingto.api",
    "report": "accordingto.api",
    "Record": "accordingto.store.record",
    "Settings": "accordingto.config",
}
__all__ = [
    "Record",
    "Settings",
    "__version__",
    "annotate",
    "correct",
    "different",
    "export",
    "forget",
    "link",
    "merge",
    "naming",
    "read",
    "relink",
    "report",
    "same",
]  # given by __getattr__


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for."""
    if name not in PUBLIC:
        raise AttributeError(f"module 'accordingto' has no attribute {name!r}")
    return getattr(import_module(PUBLIC[name]), name)

"""Settings: one frozen value with a section for each layer, from defaults, `accordingto.toml` and options, in this order.

In: an optional path of a TOML file. Out: ``Settings``. An unknown key is an error that names the nearest right one. No
settings come from the environment.

>>> Settings().read.max_chars
2000000
"""

import os
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from accordingto.errors import ConfigurationError

FILE_NAME = "accordingto.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """How files become documents."""

    max_chars: int = 2_000_000
    """A longer text is a problem, not a hang."""
    deadline: int = 60
    """Seconds that each 100,000 characters begun of a document may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithindocSettings:
    """How one document is annotated."""

    components: tuple[str, ...] = (
        "quotes",
        "tagger",
        "mentions",
        "chains",
        "attributions",
        "counts",
        "reckonings",
        "source_chains",
        "times",
        "places",
        "event_mentions",
        "roles",
        "codes",
        "event_dates",
        "event_places",
        "casualties",
        "factuality",
        "fillers",
        "fingerprints",
    )
    """Names of the components, in order."""
    min_confidence: float = 0.0
    """Attributions below it are left out."""
    own_places: str = ""
    """A CSV file of own places, which win; "": those that `places add` has kept for you."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """How documents are linked."""

    enabled: bool = True
    """False: `read` annotates only; `relink` links later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorSettings:
    """Who does the work."""

    workers: int = 1
    """Processes; 0: one a core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings."""

    read: ReadSettings = field(default_factory=ReadSettings)
    withindoc: WithindocSettings = field(default_factory=WithindocSettings)
    link: LinkSettings = field(default_factory=LinkSettings)
    executor: ExecutorSettings = field(default_factory=ExecutorSettings)


Section = TypeVar("Section")


def user_places() -> Path:
    """The file in which `places add` keeps a user's own places: in the user's folder of settings."""
    home = Path(os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "accordingto" / "places.csv"


def load_settings(path: Path | None = None) -> Settings:
    """Settings from ``path``, else from accordingto.toml in the working directory, else the defaults; with the user's own places."""
    chosen = path or Path(FILE_NAME)
    settings = _read_settings(chosen) if path or chosen.exists() else Settings()
    return replace(settings, withindoc=replace(settings.withindoc, own_places=_own_places(settings.withindoc.own_places, chosen)))


def _own_places(written: str, settings_file: Path) -> str:
    """The file meant: as written, counted from the folder of the settings; else the user's, where there is one."""
    if not written:
        return str(user_places()) if user_places().exists() else ""
    path = settings_file.parent / Path(written).expanduser()
    if not path.is_file():
        raise ConfigurationError("use the settings", str(settings_file), f"own_places: no such file {path}", "Mend the path.")
    return str(path)


def _read_settings(chosen: Path) -> Settings:
    try:
        table = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError("read the settings", str(chosen), error.strerror or "unreadable") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError("read the settings", str(chosen), f"not TOML ({error})") from error
    return _filled(Settings(), table, "", str(chosen))


def _filled(section: Section, table: dict[str, Any], prefix: str, name: str) -> Section:
    """``section`` with the values of ``table``; recursion over sub-sections."""
    known = {f.name: getattr(section, f.name) for f in fields(section)}  # type: ignore[arg-type]  # always a dataclass
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"Did you mean `{prefix}{near[0]}`?" if near else f"Known are: {', '.join(known)}."
            raise ConfigurationError("use the settings", name, f"unknown setting `{prefix}{key}`", hint)
        old = known[key]
        if is_dataclass(old):
            if not isinstance(value, dict):
                raise ConfigurationError("use the settings", name, f"`{prefix}{key}` is a section, not a value", f"Write [{prefix}{key}].")
            changes[key] = _filled(old, value, f"{prefix}{key}.", name)
        else:
            changes[key] = _checked(old, value, f"{prefix}{key}", name)
    return replace(section, **changes)  # type: ignore[type-var]  # always a dataclass


def _checked(old: object, value: object, key: str, name: str) -> object:
    """``value`` if it is of the kind of the default."""
    if isinstance(old, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if isinstance(old, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(old):
        raise ConfigurationError("use the settings", name, f"`{key}` wants {type(old).__name__}, not {value!r}", "See docs/reference.")
    return value

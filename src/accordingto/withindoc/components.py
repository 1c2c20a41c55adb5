"""The components by name, and each as a spaCy factory `accordingto_<name>` for anyone's pipeline.

In: nothing. Out: `COMPONENTS`; the `make_*` factories are what the entry points of the package name. Decides nothing.
"""

from collections.abc import Callable
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from accordingto.withindoc.attributions import find_attributions
from accordingto.withindoc.casualties import find_casualties
from accordingto.withindoc.chains import find_chains
from accordingto.withindoc.counts import find_counts
from accordingto.withindoc.event_dates import find_event_dates
from accordingto.withindoc.event_mentions import find_event_mentions
from accordingto.withindoc.event_places import find_event_places
from accordingto.withindoc.factuality import find_factuality
from accordingto.withindoc.fingerprints import find_fingerprints
from accordingto.withindoc.mentions import find_mentions
from accordingto.withindoc.places import find_places
from accordingto.withindoc.quotes import find_quotes
from accordingto.withindoc.reckonings import find_reckonings
from accordingto.withindoc.regions import find_regions
from accordingto.withindoc.roles import find_roles
from accordingto.withindoc.source_chains import find_source_chains
from accordingto.withindoc.tagged import find_tagged
from accordingto.withindoc.times import find_times

Component = Callable[[Doc], Doc]

COMPONENTS: MappingProxyType[str, Component] = MappingProxyType(
    {
        "quotes": find_quotes,
        "tagger": find_tagged,
        "mentions": find_mentions,
        "chains": find_chains,
        "attributions": find_attributions,
        "counts": find_counts,
        "reckonings": find_reckonings,
        "source_chains": find_source_chains,
        "times": find_times,
        "places": find_places,
        "event_mentions": find_event_mentions,
        "roles": find_roles,
        "event_dates": find_event_dates,
        "event_places": find_event_places,
        "casualties": find_casualties,
        "factuality": find_factuality,
        "fingerprints": find_fingerprints,
    }
)


def _register() -> None:
    """Make every component known to spaCy under its public name."""
    for name, component in {"regions": find_regions, **COMPONENTS}.items():
        Language.component(f"accordingto_{name}", func=component)


_register()

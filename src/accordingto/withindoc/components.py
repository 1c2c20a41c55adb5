"""The components by name, and each as a spaCy factory `accordingto_<name>` for anyone's pipeline.

In: nothing. Out: `COMPONENTS`; the `make_*` factories are what the entry points of the package name. Decides nothing.
"""

from collections.abc import Callable
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc as Parsed

from accordingto.withindoc.events.codes import find_codes
from accordingto.withindoc.events.event_mentions import find_event_mentions
from accordingto.withindoc.events.factuality import find_factuality
from accordingto.withindoc.events.roles import find_roles
from accordingto.withindoc.filling.fillers import find_fillers
from accordingto.withindoc.fingerprints import find_fingerprints
from accordingto.withindoc.mentions.chains import find_chains
from accordingto.withindoc.mentions.mentions import find_mentions
from accordingto.withindoc.notes import read
from accordingto.withindoc.places.event_places import find_event_places
from accordingto.withindoc.places.places import find_places
from accordingto.withindoc.regions import find_regions
from accordingto.withindoc.speech.attributions import find_attributions
from accordingto.withindoc.speech.quotes import find_quotes
from accordingto.withindoc.speech.source_chains import find_source_chains
from accordingto.withindoc.speech.tagged import find_tagged
from accordingto.withindoc.times.event_dates import find_event_dates
from accordingto.withindoc.times.times import find_times
from accordingto.withindoc.tokens import Doc
from accordingto.withindoc.tolls.casualties import find_casualties
from accordingto.withindoc.tolls.counts import find_counts
from accordingto.withindoc.tolls.reckonings import find_reckonings

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
        "codes": find_codes,
        "event_dates": find_event_dates,
        "event_places": find_event_places,
        "casualties": find_casualties,
        "factuality": find_factuality,
        "fillers": find_fillers,
        "fingerprints": find_fingerprints,
    }
)


def _in_pipeline(component: Component) -> Callable[[Parsed], Parsed]:
    """The component as spaCy wants it. The words are read anew each time: a pipeline's other components may have changed them."""

    def run(parsed: Parsed) -> Parsed:
        component(read(parsed))
        return parsed

    return run


def _register() -> None:
    """Make every component known to spaCy under its public name."""
    Language.component("accordingto_regions", func=find_regions)
    for name, component in COMPONENTS.items():
        Language.component(f"accordingto_{name}", func=_in_pipeline(component))


_register()

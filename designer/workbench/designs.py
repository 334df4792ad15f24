"""The designs that a draft can be compared with: versions, programs beside it, templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from designer.authoring.from_template import currency_in, own_name
from designer.workbench.endings import PROGRAM_ENDING
from designer.workbench.gallery import templates
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from designer.workbench.versions import version_path, versions_of

DRAFT = "draft"


@dataclass(frozen=True)
class DesignChoice:
    """A design that can be chosen.

    Attributes:
        key: what tells it from the others.
        words: what it is called.
        file: where its text is; None for the draft, whose text is in hand.
        text: as it was when it was offered; "" for the draft.
        is_newest_version: it is what was last kept of the draft.
        is_template: it is none of the owner's.
    """

    key: str
    words: str
    file: Path | None = None
    text: str = ""
    is_newest_version: bool = False
    is_template: bool = False


@dataclass(frozen=True)
class Chosen:
    """Designs with their texts as they were, and the currency of all."""

    designs: tuple[DesignChoice, ...]
    texts: tuple[str, ...]
    currency: str


@dataclass(frozen=True)
class Offer:
    """What a draft can be compared with.

    Attributes:
        designs: the draft first.
        currency: the draft's.
        left_out: how many are in other currencies, whose amounts cannot be put side by side.
    """

    designs: tuple[DesignChoice, ...]
    currency: str
    left_out: int


def designs_beside(program: Path, draft_text: str) -> Offer:
    """The draft first, then versions from the newest, other programs and templates of its currency.

    Each file is read once.

    Args:
        program: the draft's file.
        draft_text: tells the currency; programs in another one cannot be compared.
    """
    currency = currency_in(draft_text)
    beside = sorted(program.parent.glob(f"*{PROGRAM_ENDING}"))
    others = (
        *_versions(program),
        *_named([each for each in beside if each != program]),
        *_named([each.path for each in templates()], is_template=True),
    )
    readable = [each for each in others if each.text]
    fitting = [each for each in readable if currency_in(each.text) == currency]
    draft = DesignChoice(DRAFT, "this draft")
    return Offer((draft, *fitting), currency, len(readable) - len(fitting))


def _named(files: Sequence[Path], *, is_template: bool = False) -> Iterator[DesignChoice]:
    """Programs by what they call themselves; several of one name are told apart by their files."""
    texts = [_text_in(file) for file in files]
    names = [own_name(text) or file.name for text, file in zip(texts, files, strict=True)]
    for file, name, text in zip(files, names, texts, strict=True):
        apart = "template" if is_template else (file.name if names.count(name) > 1 else "")
        words = f"{name} ({apart})" if apart else name
        yield DesignChoice(str(file), words, file, text, is_template=is_template)


def nearest_design(choices: Sequence[DesignChoice], draft_text: str) -> DesignChoice | None:
    """What a draft is compared with first: its newest version, else what is most like it.

    A template that has less than half of the draft is quite another program: None where there are
    only such.
    """
    mine = set(draft_text.splitlines())

    def likeness(choice: DesignChoice) -> tuple[bool, int]:
        return choice.is_newest_version, len(mine.intersection(choice.text.splitlines()))

    others = (each for each in choices if each.file is not None)
    near = (each for each in others if not each.is_template or 2 * likeness(each)[1] >= len(mine))
    return max(near, key=likeness, default=None)


def texts_offered(designs: Sequence[DesignChoice], draft_text: str) -> Chosen:
    """Designs with their texts as they were offered."""
    texts = tuple(draft_text if each.file is None else each.text for each in designs)
    return Chosen(tuple(designs), texts, currency_in(draft_text))


def texts_of(designs: Sequence[DesignChoice], draft_text: str) -> Chosen:
    """Designs with their texts as they are now.

    Raises:
        Refusal: one of their files cannot be read.
    """
    texts = tuple(_text_of(each, draft_text) for each in designs)
    return Chosen(tuple(designs), texts, currency_in(draft_text))


def _text_of(choice: DesignChoice, draft_text: str) -> str:
    """The text of a design.

    Raises:
        Refusal: its file cannot be read.
    """
    return draft_text if choice.file is None else read_document(choice.file).text


def _versions(program: Path) -> Iterator[DesignChoice]:
    """Versions from the newest; none where their index cannot be read, as their list says."""
    try:
        found = versions_of(program)
    except Refusal:
        return
    for place, version in enumerate(reversed(found)):
        file = version_path(program, version)
        words = f'v{version.number} "{version.name}"'
        yield DesignChoice(str(file), words, file, _text_in(file), is_newest_version=place == 0)


def _text_in(file: Path) -> str:
    """The text of a file; "" where it cannot be read, as is told where somebody opens it."""
    try:
        return read_document(file).text
    except Refusal:
        return ""

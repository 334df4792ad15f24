"""What the gallery says of each program before it is opened, from `programs/gallery.yaml`."""

from dataclasses import dataclass

import yaml

from designer.workbench.gallery import FOLDER, Template, find_template


@dataclass(frozen=True, kw_only=True)
class GalleryText:
    """A program of the gallery, told to an owner.

    Attributes:
        name: of its template.
        in_short: a few words beside the title.
        customer_sees: a sentence as a member would read it.
        sector: whose usual figures fit.
    """

    name: str
    title: str
    in_short: str
    customer_sees: str
    good_for: str
    think_twice_if: str
    costs: str
    sector: str

    @property
    def template(self) -> Template:
        """The program itself."""
        return find_template(self.name)


def gallery_texts() -> list[GalleryText]:
    """All programs of the gallery, in its order."""
    told = yaml.safe_load((FOLDER / "gallery.yaml").read_text("utf-8"))
    return [GalleryText(name=name, **texts) for name, texts in told.items()]

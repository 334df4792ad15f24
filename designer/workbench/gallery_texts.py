"""What the gallery says of each program before it is opened, from `programs/gallery.yaml`."""

from dataclasses import dataclass

import yaml

from designer.workbench.gallery import FOLDER, Template, templates

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class GalleryText:
    """A program of the gallery, told to an owner.

    Attributes:
        template: the program itself.
        in_short: a few words beside the title.
        customer_sees: a sentence as a member would read it.
        sector: whose usual figures fit.
        has_prices: its amounts are prices of what is sold, and become those of the owner's shop.
    """

    template: Template
    title: str
    in_short: str
    customer_sees: str
    good_for: str
    think_twice_if: str
    costs: str
    sector: str
    has_prices: bool = False

    @property
    def name(self) -> str:
        """The name of its template."""
        return self.template.name


def gallery_texts() -> list[GalleryText]:
    """All programs of the gallery, in its order."""
    by_name = {template.name: template for template in templates()}
    told = yaml.load((FOLDER / "gallery.yaml").read_bytes(), _LOADER)
    return [GalleryText(template=by_name[name], **texts) for name, texts in told.items()]

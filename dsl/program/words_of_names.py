"""What the program declares, in plain words: products, activities, attributes, causes."""

from collections.abc import Iterator

from dsl.program.names import Activity, Attribute, Products, ValueKind
from dsl.program.program import Program
from dsl.program.words_of_amounts import listed, money_words, names, percent_words

_KINDS = {
    ValueKind.YES_NO: "yes or no",
    ValueKind.NUMBER: "a number",
    ValueKind.MONEY: "a sum of money",
    ValueKind.DATE: "a date",
    ValueKind.TEXT: "a text",
}


def value_words(attribute: Attribute) -> str:
    """What values an attribute takes."""
    if attribute.value is ValueKind.ONE_OF:
        return "one of " + ", ".join(f'"{option}"' for option in attribute.options)
    if attribute.low is not None and attribute.high is not None:
        return f"a number from {attribute.low} to {attribute.high}"
    return _KINDS[attribute.value]


def products_sentences(program: Program, products: Products) -> Iterator[str]:
    """What belongs to a list of products, and what does not."""
    stated = _values(products.categories, products.brands, products.skus, products.labels)
    if products.unit_price_from_minor is not None:
        stated.append(f"at {money_words(program, products.unit_price_from_minor)} or more apiece")
    yield f"everything {listed(stated)}".strip()
    without = _values(
        products.without_categories,
        products.without_brands,
        products.without_skus,
        products.without_labels,
    )
    excepted = [f"what is {values}" for values in without]
    if products.without_products:
        excepted.append(f"what belongs to {names(products.without_products, 'or')}")
    if excepted:
        yield f"except {listed(excepted)}"
    if products.margin is not None:
        yield f"the shop keeps {percent_words(products.margin.exact)} of what it sells of them"


def _values(*by_kind: tuple[str, ...]) -> list[str]:
    """The values of each kind that has some."""
    kinds = zip(("category", "brand", "sku", "label"), by_kind, strict=True)
    return [f"of the {kind} {names(values, 'or')}" for kind, values in kinds if values]


def activity_sentences(activity: Activity) -> Iterator[str]:
    """What comes with an activity, and when it counts."""
    yield "it counts once approved" if activity.needs_approval else "it counts at once"
    if activity.fields:
        each = [f'"{field.name}" ({value_words(field)})' for field in activity.fields]
        yield f"it tells {listed(each)}"


def attribute_sentences(attribute: Attribute) -> Iterator[str]:
    """What is known of a member."""
    yield f"of each member, {value_words(attribute)}"

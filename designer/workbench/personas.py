"""Everybody that a program can be tried on."""

from dataclasses import replace
from datetime import date

from designer.workbench.edge_cases import edge_cases
from designer.workbench.people import AT_LEAST, REGULAR, people
from designer.workbench.persona import OWN, Persona, joining, setting_of
from designer.workbench.refusal import Refusal
from designer.workbench.rewards_taken import until_the_first_reward, with_rewards_taken
from dsl.program.program import Program
from dsl.program.shop import Shop

_TAKES_NOTHING = ("games",)


def personas(program: Program, shop: Shop | None, today: date) -> tuple[Persona, ...]:
    """Everybody that the program can be tried on, the tricky cases last.

    Args:
        program: a checked program.
        shop: the shop's own figures, where it has some.
        today: the earliest day on which they join.
    """
    setting = setting_of(program, shop, today)
    buyers = [_taking_rewards(program, each) for each in people(setting)]
    return (*buyers, *edge_cases(setting))


def persona_called(key: str, program: Program, shop: Shop | None, today: date) -> Persona:
    """One of them by its key.

    Raises:
        Refusal: there is none; all of them are told.
    """
    everybody = personas(program, shop, today)
    for each in everybody:
        if each.key == key:
            return each
    known = ", ".join(each.key for each in everybody)
    raise Refusal(
        f'There is nobody called "{key}" to try it on. There is: {known}.', wrong_usage=True
    )


def own_persona(program: Program, shop: Shop | None, today: date) -> Persona:
    """Somebody who has joined and done nothing yet."""
    setting = setting_of(program, shop, today)
    return Persona(OWN, "Your own", "joined, and does what you say", tuple(joining(setting, "you")))


def _taking_rewards(program: Program, persona: Persona) -> Persona:
    if persona.key in _TAKES_NOTHING:
        return persona
    events = with_rewards_taken(program, persona.events)
    if persona.key == REGULAR:
        events = until_the_first_reward(events, at_least=AT_LEAST)
    return replace(persona, events=events)

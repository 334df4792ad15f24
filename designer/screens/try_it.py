"""The stage Try it: the program played on made-up customers, one event at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from designer.authoring.draft import Checked
from designer.screens.stage import StageScreen
from designer.screens.widgets.balance_chart import BalanceChart
from designer.screens.widgets.kept_list import KeptList, kept_title
from designer.screens.widgets.trial_boxes import Customers, EventList, Held, WhyList
from designer.workbench.persona import OWN, Persona
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.workbench.kept_tests import KeptTests
    from designer.workbench.own_events import Wanted
    from designer.workbench.trials import Step, Trial
    from dsl.program.program import Program

FIRST = "regular"
"""Who tries it first, and again where somebody else no longer can."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class TryItScreen(StageScreen):
    """Where a program is tried, and what was seen is kept as tests."""

    STAGE = "try_it"
    CSS_PATH = "try_it.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "move(1)", "Next", id="try_it.next"),
        Binding("b", "move(-1)", "Back", id="try_it.back"),
        Binding("p", "play", "Play", id="try_it.play"),
        Binding("a", "add", "Add", id="try_it.add"),
        Binding("w", "why_not", "Why not?", id="try_it.why_not", show=False),
        Binding("k", "keep", "Keep", id="try_it.keep"),
        Binding("c", "customer", "Customer", id="try_it.customer", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked | None = None
        self._everybody: tuple[Persona, ...] = ()
        self._persona = Persona(FIRST, "", "", ())
        self._trial: Trial | None = None
        self._position = 0

    def compose_stage(self) -> Iterator[Widget]:
        with Horizontal(id="panes"):
            with Vertical(id="who"):
                yield Static(id="who_line", markup=False)
                yield Customers(id="customers")
                yield Held(id="held", markup=False)
            with Vertical(id="middle"):
                columns = Static(id="columns", markup=False)
                yield columns
                yield EventList(columns)
                yield BalanceChart()
            with Vertical(id="reasons"):
                yield WhyList()
                yield Static(id="totals", markup=False)
        with Vertical(id="kept_box"):
            yield KeptList()

    def stage_ready(self) -> None:
        self.query_one("#who").border_title = "Customer"
        self.query_one("#kept_box").border_title = "Tests kept from trying"
        self.query_one(EventList).focus()

    def on_resize(self, event: events.Resize) -> None:
        """The figures below the reasons stand side by side in a small window."""
        self.call_after_refresh(self._show_position)

    # ---------------------------------------------------------------- following the draft

    def checked(self, checked: Checked) -> None:
        self._checked = checked
        if checked.program is None:
            self.query_one("#middle").border_subtitle = "✗ an earlier text: F8 in Design mends it"
            return
        self._work(checked.program)

    def _work(self, program: "Program") -> None:
        """Try it in a thread; what was tried before stays until then."""
        self.run_worker(
            lambda: self._worked(program, self._persona),
            thread=True,
            group="trial",
            exclusive=True,
            exit_on_error=False,
        )

    def _worked(self, program: "Program", persona: Persona) -> None:
        from designer.workbench.kept_tests import file_of_tests, run_kept
        from designer.workbench.personas import personas
        from designer.workbench.trials import try_on
        from dsl.engine.fact_names import FactConflict
        from dsl.ledger.strict_yaml import Refused

        try:
            everybody = personas(program, self.draft.shop, today_here())
            made = {each.key: each for each in everybody}
            if persona.key != OWN:
                persona = made.get(persona.key, everybody[0])
            trial = try_on(program, persona.events)
        except (Refused, FactConflict) as problem:
            self.app.call_from_thread(self._refuse, str(problem))
            return
        self.app.call_from_thread(self._show_trial, everybody, persona, trial)
        path = self.designer.path
        if path is not None:
            tests = run_kept(file_of_tests(path), program)
            self.app.call_from_thread(self._show_tests, tests)

    def _refuse(self, why: str) -> None:
        """What the customer does no longer belongs to the program: start with somebody else."""
        self.say(f"This customer does what the program no longer knows: {why}")
        was, self._persona = self._persona, Persona(FIRST, "", "", ())
        if was.key != FIRST and self._checked is not None and self._checked.program is not None:
            self._work(self._checked.program)

    def _show_tests(self, tests: "KeptTests") -> None:
        self.query_one(KeptList).show(tests)
        self.query_one("#kept_box").border_title = kept_title(tests)

    def _show_trial(self, everybody: tuple[Persona, ...], persona: Persona, trial: "Trial") -> None:
        if self._trial is None:
            self._position = next(
                (at for at, step in enumerate(trial.steps) if step.event["event"] == "purchase"), 0
            )
        self._everybody, self._persona, self._trial = everybody, persona, trial
        self._position = min(self._position, len(trial.steps) - 1)
        self.query_one("#middle").border_subtitle = ""
        self.query_one(Customers).show(everybody, persona.key)
        self._show_position()

    # ---------------------------------------------------------------- one event at a time

    def _show_position(self) -> None:
        from designer.report.trial_words import reasons_title, standing_words, totals

        trial, position = self._trial, self._position
        if trial is None:
            return
        step, number = trial.steps[position], len(trial.steps)
        title = f"{self._persona.name} · event {position + 1} of {number}"
        self.query_one("#middle").border_title = Content(title)
        self.query_one("#reasons").border_title = Content(reasons_title(trial, position))
        self.query_one(EventList).show(trial, position)
        self.query_one(WhyList).show(trial, position)
        self.query_one(BalanceChart).show(trial, position)
        self.query_one(Held).show(self._persona, trial, position)
        held = standing_words(step.standing, trial.program)
        line = " · ".join([self._persona.name, *(value for _, value in held[:3])])
        self.query_one("#who_line", Static).update(f"{line}   c: somebody else")
        figures = [f"{label:15} {value}" for label, value in totals(step, trial.program)]
        if self.has_class("-narrow"):
            figures = [" · ".join(" ".join(each) for each in totals(step, trial.program))]
        self.query_one("#totals", Static).update(Content("\n".join(figures)))

    @on(OptionList.OptionHighlighted, "#events")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index != self._position:
            self._position = event.option_index
            self._show_position()

    @on(OptionList.OptionSelected, "#events")
    def _look_why(self, event: OptionList.OptionSelected) -> None:
        self.query_one(WhyList).focus()

    def action_move(self, step: int) -> None:
        """Go so many events on, or back."""
        if self._trial is None:
            return
        wanted = self._position + step
        if not 0 <= wanted < len(self._trial.steps):
            self.say("That was the last one." if step > 0 else "This is the first one.")
            return
        self._position = wanted
        self._show_position()
        self.say(
            f"Event {wanted + 1} of {len(self._trial.steps)}. Nothing here touches real customers."
        )

    def action_play(self) -> None:
        """Play all events to the end."""
        if self._trial is not None:
            self._position = len(self._trial.steps) - 1
            self._show_position()

    def action_why_not(self) -> None:
        """Go to the next rule that gave nothing."""
        why = self.query_one(WhyList)
        why.show_why_not()
        why.focus()

    # ---------------------------------------------------------------- who

    def action_customer(self) -> None:
        """Choose somebody else; in a small window the list lies over the events."""
        self.toggle_class("-choosing")
        self.query_one(Customers if self.has_class("-choosing") else EventList).focus()

    @on(OptionList.OptionSelected, "#customers")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        program = self._checked.program if self._checked else None
        if program is None or event.option_id is None:
            return
        if event.option_id == OWN:
            from designer.workbench.personas import own_persona

            persona = own_persona(program, self.draft.shop, today_here())
        else:
            persona = next(each for each in self._everybody if each.key == event.option_id)
        self._try(persona)

    def _try(self, persona: Persona, position: int | None = None) -> None:
        """Begin with somebody, at the first purchase unless a position is said."""
        self.remove_class("-choosing")
        self._persona, self._trial = persona, self._trial if position is not None else None
        self._position = position or 0
        if self._checked is not None and self._checked.program is not None:
            self._work(self._checked.program)
        self.query_one(EventList).focus()

    # ---------------------------------------------------------------- adding, keeping, opening

    def action_add(self) -> None:
        """Fill in an event of one's own, after the one at hand."""
        from designer.screens.overlays.add_event import AddEvent
        from designer.workbench.baskets import products_to_buy
        from designer.workbench.habits import habits_of
        from designer.workbench.own_events import next_wanted
        from dsl.ledger.to_record import money_text

        trial = self._trial
        if trial is None:
            return
        usual = habits_of(trial.program, self.draft.shop).purchase_minor
        amount = money_text(usual, trial.program).split(" ")[0]
        first = next_wanted(self._persona.events[: self._position + 1], amount)
        products = products_to_buy(trial.program)
        self.app.push_screen(AddEvent(first, products, trial.program.currency, self._add))

    def _add(self, wanted: "Wanted") -> None:
        from designer.workbench.own_events import with_event

        assert self._trial is not None
        events, place = with_event(self._trial.program, self._persona.events, wanted)
        name = self._persona.name.removesuffix(", and yours")
        added = Persona(OWN, f"{name}, and yours", self._persona.about, events)
        self._try(added, place)

    def action_keep(self) -> None:
        """Keep the events up to the one at hand as a test."""
        from designer.screens.overlays.keep_test import KeepTest

        if self._trial is not None:
            self.app.push_screen(KeepTest(self._suggested_name()), self._keep)

    def _suggested_name(self) -> str:
        assert self._trial is not None
        steps = self._trial.steps[: self._position + 1]
        who = self._persona.name.split(",")[0]
        visits = sum(step.event["event"] == "purchase" for step in steps)
        if steps[-1].event["event"] == "purchase" and visits <= len(_ORDINALS):
            return f"{who}, {_ORDINALS[visits - 1]} visit"
        return f"{who}, {steps[-1].event['event']} on {str(steps[-1].event['at'])[:10]}"

    def _keep(self, name: str | None) -> None:
        trial, path = self._trial, self.designer.path
        if name is not None and trial is not None and path is not None:
            step = trial.steps[self._position]
            self.run_worker(self._keep_test(name, trial, step, path), group="keep")

    async def _keep_test(self, name: str, trial: "Trial", step: "Step", path: Path) -> None:
        from designer.workbench.kept_tests import file_of_tests, keep
        from designer.workbench.refusal import Refusal

        try:
            await self.designer.in_turn(lambda: keep(file_of_tests(path), trial, step, name))
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return
        self.notify(f'Kept "{name}" in {file_of_tests(path).name}.')
        self._work(trial.program)

    @on(OptionList.OptionSelected, "#kept_tests")
    def _open_test(self, event: OptionList.OptionSelected) -> None:
        """Play a test step by step; what differs is said beside."""
        from designer.workbench.kept_tests import events_of_test, file_of_tests
        from designer.workbench.refusal import Refusal

        result, path = self.query_one(KeptList).result_at(event.option_index), self.designer.path
        if path is None:
            return
        try:
            events = events_of_test(file_of_tests(path), result.name)
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            return
        self._try(Persona(OWN, result.name, "a kept test", events), len(events) - 1)
        if not result.passed:
            self.notify("\n".join(result.difference), title=result.name, severity="error")

    @on(OptionList.OptionSelected, "#why")
    def _open_rule(self, event: OptionList.OptionSelected) -> None:
        from designer.screens.opening_design import open_block

        rule = self.query_one(WhyList).rule_at(event.option_index)
        if rule:
            open_block(self.designer, rule)

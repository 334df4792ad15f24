"""The terminal that the designer is shown in."""

from textual.drivers.linux_driver import LinuxDriver


class Terminal(LinuxDriver):
    """Takes what is typed and pasted, whatever it is.

    A terminal that is not set to UTF-8 sends bytes that are no text. Textual ends at the first of
    them; here they are dropped with what came together with them, and reading goes on.
    """

    def run_input_thread(self) -> None:
        """Read what is typed until the designer ends."""
        while not self.exit_event.is_set():
            try:
                super().run_input_thread()
            except UnicodeDecodeError:
                continue

"""Something a command cannot do, told to the person who asked for it."""


class Refusal(Exception):
    """A sentence with place, cause and fix; nothing was written.

    Attributes:
        sentence: what is wrong and what to do.
        wrong_usage: the call itself was off (a name, a flag), not what a file says.
    """

    def __init__(self, sentence: str, *, wrong_usage: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.wrong_usage = wrong_usage

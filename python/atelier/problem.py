"""A failure that a person can act on."""


class Problem(Exception):
    """What happened, what is accepted, and one fix; shown to people as it is."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix

    def as_dict(self) -> dict[str, str]:
        """The shape in which workers and servers hand a problem on."""
        return {"code": self.code, "message": self.message, "fix": self.fix}

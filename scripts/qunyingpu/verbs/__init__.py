"""The verbs of the command line, a module each, in the order in which the help page names them.

Each holds the click command ``verb``, which turns words into a call of the rooms below and says what came of it. A
module is loaded when its verb is called, so that `campaigns` does not wait for what `book` is set with.
"""

import keyword

_NAMES = (
    *("check", "fmt", "form", "new", "find", "inbox", "import", "export", "preview", "permalinks"),
    *("campaigns", "plan", "card", "book", "board", "kiosk"),
)

VERBS = {name: f"{__name__}.{name}{'_' * keyword.iskeyword(name)}" for name in _NAMES}
"""Name of each verb -> the module that holds it."""

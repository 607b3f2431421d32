"""Turn old newspaper text into drafts of profiles: what the text says is proposed, what it does not say stays open.

The flow: ``newsprint`` (bytes -> paragraphs that know their lines), ``articles``, ``names`` (who), ``clues`` (when,
where, what), ``drafts`` (a profile whose every value quotes its line). ``blemishes`` tells what the text itself hides.
Nothing is proposed that the text does not say: a value is a piece of it, or a piece of it spelled as profiles spell it.
"""

from qunyingpu.authoring.old_text.blemishes import Blemish
from qunyingpu.authoring.old_text.drafts import Draft
from qunyingpu.authoring.old_text.proposals import OldText, read_old_text

__all__ = ["Blemish", "Draft", "OldText", "read_old_text"]

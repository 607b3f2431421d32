"""The values of the roll: frozen and whole. Nothing here reads content, draws, or knows of a site engine."""

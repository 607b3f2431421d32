"""Help staff to write profiles: the canonical form, changes that are shown first and can be undone, and each door in.

``canonical`` is the one way in which a profile is written, ``changes`` the only way in which a file of the project
changes. Whatever comes in, from a spreadsheet, a zip or old text, becomes canonical YAML and is judged by `reading`, so
that one mistake has one code and one sentence whichever way it came.
"""

"""Turn the published roll into pages: one module for each kind of page; `editions` says which make a site.

Nothing is imported here: whoever wants to see one page does not wait for all the others.
"""

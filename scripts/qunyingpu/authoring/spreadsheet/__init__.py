"""Turn the roll into a spreadsheet for WPS and Excel, and a spreadsheet into changes of the roll.

``columns`` makes columns of the table of fields, ``cells`` takes a hero apart into them and puts one together again.
On the way out ``books`` and ``texts`` write XLSX and CSV; on the way in ``opening`` says what a file is, ``parts``,
``sheets``, ``numbers`` and ``pictures`` read it, ``rows`` makes rows of it, ``judging`` asks `reading` what is wrong
with them, and ``importing`` makes the changes. ``photos`` brings pictures in and out.
"""

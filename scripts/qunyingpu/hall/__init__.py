"""The machine in a memorial hall: what comes on a stick, how it is taken in, how it is served for months.

On the stick::

    roots/1.root.json …        which keys may sign what, each version signed by the one before (`roots`)
    manifest.json              every file of one version: its path, size and digest, and whom it names (`manifest`)
    withdrawals.json           opaque ids of those who must disappear from every version (`withdrawals`)
    blobs/ab/abcdef…           the files by digest, so that only what has changed is copied
    reading/                   the same pages, to be opened by double click
    pin-reset.json             an order to forget the PIN of the maintenance page, once (`pins`)

A list, or such an order, may come on a stick of its own.

In the hall, below one folder, the home::

    slots/<serial>/            whole versions, two of them; only those withdrawn go from one that stands (`slots`)
    current.txt                which of them is shown; replaced by one rename
    state.json                 what has been trusted so far: it only moves forward
    withdrawals.json hidden.json pin.json counters.json

Nothing here needs more than the standard library, `cryptography` and, for one code, `segno`. Time decides nothing: a
clock without a battery must neither open nor close the hall.
"""

"""群英谱: turn profiles of people honoured for 见义勇为 into a site, portrait cards, a calendar and open data.

The flow, one way::

    reading    files under heroes/, content/, theme/     -> Book, or every Problem at once
    model      Book.published(channel)                   -> PublishedBook: masks, consent, drafts, withdrawal
    publish    which outputs make the site, in order
    outputs    pages  cards  search  timetable  feeds …    PublishedBook -> artifacts, siblings that never meet
    writing    artifacts                                  -> site/, dear ones through .cache/qunyingpu
    engines    MkDocs renders hand-written pages and one shell for each kind of generated page

An edition is one build of the site from one commit: the same commit gives the same bytes, whatever the clock says.

Glossary, one word for one thing:

    hero        a profile: an individual, a group, or someone unnamed (英雄)
    member      one of a group (成员)
    deed        what was done, when and where (事迹)
    honour      a title that was awarded (表彰)
    ceremony    the meeting or the list at which honours were awarded (表彰大会、勇士榜)
    campaign    a commemoration that returns each year (纪念活动)
    occasion    the rule that gives a campaign its day (日期规则)
    timetable   the campaigns of twelve years, resolved to days (日程)
    activity    what a foundation does on certain days, for a campaign or on its own (活动)
    plan        what comes, whom to tell of, and what is lacking, for staff (筹备)
    roll        all heroes shown, in order (名录)
    fallen      those who died of the deed (牺牲者); 烈士, martyr, is a legal fact with a document
    stele       the name as portrait where there is no photograph (名碑)
    shell       a page of a kind, rendered once and filled many times
    artifact    a file of the site; a drawing is one that is dear to make and kept by its key
    field       one item of a record, as form, spreadsheet, schema and handbook are made from it (项)
    change      what a verb does to files of the project: shown first, made whole, undone (改动)
    parcel      a zip that comes by mail from someone who has no account (压缩包)
    hall        the machine in a memorial hall; a stick brings it a version, which stands in a slot (展馆终端)
    sheet       one hero on one printed page: board, handout, certificate, plaque, table card (展板、证书……)
    leaf        a folded page of 《英雄谱》, set in a galley line by line (叶)
    problem     a mistake in content, with its place, its code and its remedy
"""

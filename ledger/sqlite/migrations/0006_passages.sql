-- Format 6: which words of a document stand in another too, so that a claim made in them is known for a reprint.

CREATE TABLE passage (
    document INTEGER NOT NULL REFERENCES document,
    other    INTEGER NOT NULL REFERENCES document,
    spans    TEXT NOT NULL,    -- JSON list of [start, end] in the document, in order
    PRIMARY KEY (document, other)
) STRICT, WITHOUT ROWID;


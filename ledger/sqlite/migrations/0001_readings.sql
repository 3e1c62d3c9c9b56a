-- Format 1: documents, what was read from them, and the ways in which claims are found again.
--
-- Every table has a narrow integer key in the order of reading, so that any index on it hands out claims in that order and
-- a page of answers never sorts. Records go in as the JSON of the glossary; only what is searched for has columns.

CREATE TABLE document (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    source    TEXT NOT NULL,
    url       TEXT NOT NULL,
    title     TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    language  TEXT NOT NULL,
    credit    TEXT NOT NULL,     -- JSON list
    revises   TEXT NOT NULL,
    origin    TEXT NOT NULL,
    kept      TEXT NOT NULL,     -- RFC 3339, UTC
    claims    INTEGER NOT NULL,
    mentions  TEXT NOT NULL,     -- JSON list, without what the text says itself
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX document_source ON document (source);
CREATE INDEX document_title ON document (title);

CREATE VIRTUAL TABLE document_text USING fts5 (
    title, text, content = 'document', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE entity (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    type      TEXT NOT NULL,
    subtype   TEXT NOT NULL,
    aliases   TEXT NOT NULL,     -- JSON list
    country   TEXT NOT NULL,
    lat       REAL,
    lon       REAL,
    geonames  TEXT NOT NULL,
    documents INTEGER NOT NULL,  -- that mention it
    claims    INTEGER NOT NULL,  -- that name it in a role
    says      INTEGER NOT NULL   -- claims on its word
) STRICT;
CREATE INDEX entity_claims ON entity (claims);

-- Names and aliases, folded: lower case, no accents, single spaces.
CREATE TABLE entity_name (
    folded TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY (folded, entity)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE entity_text USING fts5 (
    names, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);

-- The names that texts give an entity, and how often.
CREATE TABLE entity_used (
    entity INTEGER NOT NULL REFERENCES entity,
    name   TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_document (
    entity   INTEGER NOT NULL REFERENCES entity,
    document INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (entity, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_document_document ON entity_document (document);

CREATE TABLE attribution (
    document INTEGER NOT NULL REFERENCES document,
    n        INTEGER NOT NULL,   -- its place among the document's
    id       TEXT NOT NULL,
    record   TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

-- What claims are searched by. It is narrow, so that walking all of it is quick.
CREATE TABLE claim (
    seq       INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document,
    predicate TEXT NOT NULL,
    stage     TEXT NOT NULL,
    commodity TEXT NOT NULL,
    hedge     TEXT NOT NULL,
    certainty TEXT NOT NULL,
    polarity  TEXT NOT NULL,
    first     TEXT NOT NULL,     -- its days, or its document's day; '' where neither is known
    last      TEXT NOT NULL
) STRICT;
CREATE INDEX claim_document ON claim (document);
CREATE INDEX claim_predicate ON claim (predicate);
CREATE INDEX claim_stage ON claim (stage) WHERE stage <> '';
CREATE INDEX claim_commodity ON claim (commodity) WHERE commodity <> '';
CREATE INDEX claim_hedge ON claim (hedge);
CREATE INDEX claim_certainty ON claim (certainty);
CREATE INDEX claim_polarity ON claim (polarity);
CREATE INDEX claim_days ON claim (last, first);

CREATE TABLE claim_record (
    seq    INTEGER PRIMARY KEY REFERENCES claim,
    id     TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE claim_text USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Who is in a claim: kind is actor, place, other or source.
CREATE TABLE claim_entity (
    entity INTEGER NOT NULL REFERENCES entity,
    kind   TEXT NOT NULL,
    claim  INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (entity, kind, claim)
) STRICT, WITHOUT ROWID;

-- The countries of the places in a claim.
CREATE TABLE claim_country (
    country TEXT NOT NULL,
    claim   INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (country, claim)
) STRICT, WITHOUT ROWID;

-- Those who vouch for a claim and are no entity: words that name a source, publishers, wires. Folded.
CREATE TABLE claim_source (
    name  TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (name, claim)
) STRICT, WITHOUT ROWID;

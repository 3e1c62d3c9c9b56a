-- Format 2: what stands between documents: which entities are one, which texts are copies, what claims say the same, what is new,
-- and what people decided. All of it but the decisions and the references can be made again from the readings.

-- Of one document only: other documents cannot name it again. In older readings: whoever no text gives a name.
ALTER TABLE entity ADD COLUMN bound INTEGER NOT NULL DEFAULT 0;
-- Ids of the places that hold a place, nearest first: JSON list.
ALTER TABLE entity ADD COLUMN within TEXT NOT NULL DEFAULT '[]';
-- The entity that this one is taken for; NULL: itself. A head counts the documents and claims of all that are taken for it.
ALTER TABLE entity ADD COLUMN head INTEGER REFERENCES entity;
-- How a head is shown that others are taken for: JSON; '': as itself.
ALTER TABLE entity ADD COLUMN shown TEXT NOT NULL DEFAULT '';
-- 1: it stands in a list that somebody loaded, as a record in FollowTheMoney's form.
ALTER TABLE entity ADD COLUMN reference INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entity_head ON entity (head) WHERE head IS NOT NULL;
UPDATE entity SET bound = 1 WHERE type <> 'place' AND seq NOT IN (SELECT entity FROM entity_used);

-- Where a document stands. Due: 1 it is new, 2 it was read again, 0 it has been set beside the others.
CREATE TABLE document_state (
    document INTEGER PRIMARY KEY REFERENCES document,
    due      INTEGER NOT NULL,
    engine   TEXT NOT NULL,                    -- that read it; '' where it was not noted
    later    INTEGER REFERENCES document       -- the newer version that speaks for it
) STRICT;
CREATE INDEX document_due ON document_state (document) WHERE due > 0;
CREATE INDEX document_later ON document_state (later) WHERE later IS NOT NULL;
INSERT INTO document_state SELECT seq, 1, '', NULL FROM document;
CREATE INDEX document_url ON document (url) WHERE url <> '';

-- What must be done again by the next collation.
CREATE TABLE due_entity (entity INTEGER PRIMARY KEY REFERENCES entity) STRICT;
CREATE TABLE due_claim (claim INTEGER PRIMARY KEY) STRICT;
CREATE TABLE due_topic (topic INTEGER PRIMARY KEY) STRICT;
CREATE TABLE due_gone (record TEXT NOT NULL) STRICT;   -- of claims that were read and are no more, as in claim_weighed

-- Ways from a claim to what hangs on it, for claims that leave.
CREATE INDEX claim_entity_claim ON claim_entity (claim);
CREATE INDEX claim_country_claim ON claim_country (claim);
CREATE INDEX claim_source_claim ON claim_source (claim);
CREATE INDEX entity_name_entity ON entity_name (entity);

-- Entities: keys that those have in common who may be one, those whose names say that they are, and whom they are mentioned with.
CREATE TABLE entity_key (
    key    INTEGER NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY (key, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_key_entity ON entity_key (entity);
CREATE TABLE entity_link (
    entity INTEGER NOT NULL REFERENCES entity,
    other  INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY (entity, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_company (
    entity  INTEGER PRIMARY KEY REFERENCES entity,
    company TEXT NOT NULL   -- JSON list of ids
) STRICT;

-- Copies: keys of a text's sketch, the texts that overlap, and the families that they make.
CREATE TABLE sketch_key (
    key      INTEGER NOT NULL,
    rank     INTEGER NOT NULL,  -- the beginning of the document's id: an order that is not that of reading
    document INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (key, rank, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE sketch (
    document INTEGER PRIMARY KEY REFERENCES document,
    record   TEXT NOT NULL
) STRICT;
CREATE TABLE overlap (
    document INTEGER NOT NULL REFERENCES document,
    other    INTEGER NOT NULL REFERENCES document,
    record   TEXT NOT NULL,
    PRIMARY KEY (document, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE family (
    document INTEGER PRIMARY KEY REFERENCES document,
    origin   INTEGER NOT NULL REFERENCES document,  -- itself, of the one that was first
    overlap  REAL NOT NULL
) STRICT;
CREATE INDEX family_origin ON family (origin);

-- Claims: what weighing needs of each, the topics in which they meet, and what came of it.
CREATE TABLE claim_weighed (
    claim  INTEGER PRIMARY KEY REFERENCES claim,
    record TEXT NOT NULL
) STRICT;
CREATE TABLE claim_topic (
    topic INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (topic, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_topic_claim ON claim_topic (claim);
CREATE TABLE cluster (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    topic     INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    record    TEXT NOT NULL
) STRICT;
CREATE INDEX cluster_topic ON cluster (topic);
CREATE INDEX cluster_claims ON cluster (claims);
CREATE TABLE cluster_claim (
    claim   INTEGER NOT NULL REFERENCES claim,
    cluster INTEGER NOT NULL REFERENCES cluster,
    PRIMARY KEY (claim, cluster)
) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_claim_cluster ON cluster_claim (cluster);
CREATE TABLE contradiction (
    seq    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    topic  INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX contradiction_topic ON contradiction (topic);
CREATE TABLE facet (
    kind    TEXT NOT NULL,
    subject INTEGER NOT NULL,  -- hashed
    value   TEXT NOT NULL,
    words   TEXT NOT NULL,
    day     TEXT NOT NULL,     -- the latest from which it is said
    claims  INTEGER NOT NULL,  -- that say it
    PRIMARY KEY (kind, subject, value)
) STRICT, WITHOUT ROWID;

-- What the ledger learned, in order.
CREATE TABLE change (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL,
    at      TEXT NOT NULL,     -- RFC 3339, UTC
    claim   TEXT NOT NULL,     -- id
    cluster TEXT NOT NULL,     -- id
    text    TEXT NOT NULL
) STRICT;
CREATE INDEX change_at ON change (at);
CREATE INDEX change_claim ON change (claim);

-- What people decided. Rows are only ever added.
CREATE TABLE decision (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    at        TEXT NOT NULL,
    by        TEXT NOT NULL,
    verb      TEXT NOT NULL,
    subjects  TEXT NOT NULL,   -- JSON list
    note      TEXT NOT NULL,
    document  TEXT NOT NULL,
    predicate TEXT NOT NULL,
    quote     TEXT NOT NULL
) STRICT;
CREATE INDEX decision_document ON decision (document) WHERE document <> '';
CREATE TABLE decision_subject (
    subject  TEXT NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision,
    PRIMARY KEY (subject, decision)
) STRICT, WITHOUT ROWID;

-- Claims that are out of the answers, and why.
CREATE TABLE hidden (
    claim      INTEGER PRIMARY KEY REFERENCES claim,
    rejected   INTEGER NOT NULL,
    superseded INTEGER NOT NULL    -- a newer version of its report speaks for it
) STRICT;

-- Records of lists that somebody loaded, in FollowTheMoney's form.
CREATE TABLE reference (
    entity INTEGER PRIMARY KEY REFERENCES entity,
    list   TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX reference_list ON reference (list);

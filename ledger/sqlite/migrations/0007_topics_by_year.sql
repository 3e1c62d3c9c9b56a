-- Format 7: topics are numbered so that those of a year lie together, and what weighing needs of a claim is binary. All of that is made
-- again by the next collation, which takes every document up as it does those that were read again.

DROP TABLE claim_weighed;
CREATE TABLE claim_weighed (
    claim  INTEGER PRIMARY KEY REFERENCES claim,
    record BLOB NOT NULL
) STRICT;
DROP TABLE due_gone;
CREATE TABLE due_gone (record BLOB NOT NULL) STRICT;   -- of claims that were read and are no more, as in claim_weighed
DELETE FROM facet;   -- of claims whose records are gone: counted anew with them

UPDATE document_state SET due = 2 WHERE due = 0;

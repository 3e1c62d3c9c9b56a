-- Format 3: who fills which role of a claim, for counts over many claims. Kept by triggers, whoever writes the record.

CREATE TABLE claim_role (
    claim  INTEGER NOT NULL REFERENCES claim,
    role   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY (claim, role, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_role_entity ON claim_role (entity, role);

INSERT OR IGNORE INTO claim_role
    SELECT r.seq, role.key, e.seq FROM claim_record r, json_each(r.record, '$.roles') role, json_each(role.value) filler
    JOIN entity e ON e.id = json_extract(filler.value, '$.entity');

CREATE TRIGGER claim_role_added AFTER INSERT ON claim_record BEGIN
    INSERT OR IGNORE INTO claim_role
        SELECT new.seq, role.key, e.seq FROM json_each(new.record, '$.roles') role, json_each(role.value) filler
        JOIN entity e ON e.id = json_extract(filler.value, '$.entity');
END;
CREATE TRIGGER claim_role_removed AFTER DELETE ON claim_record BEGIN
    DELETE FROM claim_role WHERE claim = old.seq;
END;

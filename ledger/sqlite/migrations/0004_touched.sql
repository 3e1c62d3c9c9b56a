-- Format 4: what changed, in order, so that who keeps claims in memory need not look at all of them again. Kept by triggers, whoever
-- writes. Only the latest are kept: who has missed more looks at everything.

CREATE TABLE touched (
    n      INTEGER PRIMARY KEY,
    claim  INTEGER,  -- that came, went, was changed, shown or hidden
    entity INTEGER   -- that came, is taken for another than before, or is another kind of thing
) STRICT;

CREATE TRIGGER touched_trimmed AFTER INSERT ON touched WHEN new.n % 1000 = 0 BEGIN
    DELETE FROM touched WHERE n <= new.n - 100000;
END;

CREATE TRIGGER touched_claim_added AFTER INSERT ON claim_record BEGIN
    INSERT INTO touched (claim) VALUES (new.seq);
END;
CREATE TRIGGER touched_claim_changed AFTER UPDATE ON claim BEGIN
    INSERT INTO touched (claim) VALUES (new.seq);
END;
CREATE TRIGGER touched_claim_removed AFTER DELETE ON claim BEGIN
    INSERT INTO touched (claim) VALUES (old.seq);
END;

CREATE TRIGGER touched_hidden AFTER INSERT ON hidden BEGIN
    INSERT INTO touched (claim) VALUES (new.claim);
END;
CREATE TRIGGER touched_hidden_changed AFTER UPDATE ON hidden BEGIN
    INSERT INTO touched (claim) VALUES (new.claim);
END;
CREATE TRIGGER touched_shown AFTER DELETE ON hidden BEGIN
    INSERT INTO touched (claim) VALUES (old.claim);
END;

CREATE TRIGGER touched_entity_added AFTER INSERT ON entity BEGIN
    INSERT INTO touched (entity) VALUES (new.seq);
END;
CREATE TRIGGER touched_entity_changed AFTER UPDATE OF head, type, subtype, country, lat, lon, bound, within ON entity
    WHEN old.head IS NOT new.head OR old.type IS NOT new.type OR old.subtype IS NOT new.subtype OR old.country IS NOT new.country
        OR old.lat IS NOT new.lat OR old.lon IS NOT new.lon OR old.bound IS NOT new.bound OR old.within IS NOT new.within
BEGIN
    INSERT INTO touched (entity) VALUES (new.seq);
END;

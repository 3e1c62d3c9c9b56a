-- Format 5: roles are written with their claim. A trigger that adds them has SQLite write out its full-text indexes with every claim.

DROP TRIGGER claim_role_added;

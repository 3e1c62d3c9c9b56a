-- Format 8: what a person states in a decision that corrects a claim. The claim itself keeps what was read in its record, beside what is right.

ALTER TABLE decision ADD COLUMN states TEXT NOT NULL DEFAULT '';   -- JSON; '' of other decisions

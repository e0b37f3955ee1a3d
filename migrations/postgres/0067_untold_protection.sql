-- Since when the cases of a citizen have still to be told that their name and address are protected, or are so no longer: it is set
-- with the change itself, so that nothing that stops in between leaves a case behind.
ALTER TABLE citizens ADD COLUMN untold_since timestamptz;
CREATE INDEX citizens_untold ON citizens (tenant, untold_since, person_id) WHERE untold_since IS NOT NULL;

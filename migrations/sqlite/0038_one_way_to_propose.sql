-- What is proposed for publishing waits in one place, with what else two people agree to; a draft is found there by its
-- number. What was proposed in a draft before is proposed anew.
ALTER TABLE flow_drafts DROP COLUMN proposed_at;
ALTER TABLE flow_drafts DROP COLUMN proposed_by;
ALTER TABLE flow_drafts DROP COLUMN proposer;

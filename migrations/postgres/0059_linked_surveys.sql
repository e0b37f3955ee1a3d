-- A survey may be linked: whoever answers has a number in their group, the same from wave to wave, so that what has changed
-- for the same people can be told. 0 where a survey is anonymous. The number says who it is to whoever keeps the list of
-- numbers, which is not here; one number answers once in a wave.
ALTER TABLE surveys ADD COLUMN linked boolean NOT NULL DEFAULT false;
ALTER TABLE survey_links ADD COLUMN number bigint NOT NULL DEFAULT 0 CHECK (number >= 0);
ALTER TABLE survey_answers ADD COLUMN number bigint NOT NULL DEFAULT 0 CHECK (number >= 0);
CREATE UNIQUE INDEX survey_answers_of_number ON survey_answers (tenant, survey_id, wave, respondents, number) WHERE number > 0;

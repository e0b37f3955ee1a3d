-- What events say for figures over many cases: a row for each thing that is counted, in the order of what and when, as it is
-- read. Names of the flow and times; nothing that anybody wrote, and nobody's name.
CREATE TABLE figures (
    tenant integer NOT NULL,
    counted text COLLATE "C" NOT NULL CHECK (counted IN ('done', 'waited', 'deadline', 'deviated', 'contact')),
    at timestamptz NOT NULL,
    case_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    place bigint NOT NULL CHECK (place >= 0),
    flow text COLLATE "C" NOT NULL,
    flow_version bigint NOT NULL CHECK (flow_version >= 0),
    name text COLLATE "C" NOT NULL,
    party text COLLATE "C" NOT NULL,
    other text COLLATE "C" NOT NULL,
    unit_id uuid,
    since timestamptz,
    in_time boolean,
    PRIMARY KEY (tenant, counted, at, case_id, number, place)
);
CREATE INDEX figures_of_case ON figures (tenant, case_id, counted, at);
CALL keep_apart('figures', 'SELECT, INSERT');
CALL let_discard('figures', 'SELECT, DELETE');

-- What commits give to figures and nobody has spread out yet: one row for each commit, written with it, so that what is read
-- seldom costs those little who work. `body` is the list of what is counted.
CREATE TABLE figures_waiting (
    tenant integer NOT NULL,
    at timestamptz NOT NULL,
    case_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    flow text COLLATE "C" NOT NULL,
    flow_version bigint NOT NULL CHECK (flow_version >= 0),
    body json NOT NULL,
    PRIMARY KEY (tenant, at, case_id, number)
);
CALL keep_apart('figures_waiting', 'SELECT, INSERT, DELETE');
CALL let_discard('figures_waiting', 'SELECT, DELETE');

-- What a case has given goes with it, by whichever statement it is discarded.
CREATE FUNCTION discard_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM figures WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    DELETE FROM figures_waiting WHERE tenant = NEW.tenant AND case_id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER figures_of_discarded AFTER UPDATE OF erased_at ON cases
FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION discard_figures();

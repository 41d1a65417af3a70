CREATE OR REPLACE FUNCTION deadlines_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TRIGGER deadlines_clockevent_no_change BEFORE UPDATE OR DELETE ON deadlines_clockevent
FOR EACH ROW EXECUTE FUNCTION deadlines_refuse();

CREATE TRIGGER deadlines_clockevent_no_truncate BEFORE TRUNCATE ON deadlines_clockevent
FOR EACH STATEMENT EXECUTE FUNCTION deadlines_refuse();

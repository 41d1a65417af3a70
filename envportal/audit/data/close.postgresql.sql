CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_change;

ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_truncate;

CREATE TRIGGER audit_seal_no_change BEFORE UPDATE OR DELETE ON audit_seal
FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER audit_seal_no_change;

ALTER TABLE audit_seal ENABLE ALWAYS TRIGGER audit_seal_no_truncate;

CREATE TRIGGER audit_sealedhead_no_change BEFORE UPDATE OR DELETE ON audit_sealedhead
FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_sealedhead_no_truncate BEFORE TRUNCATE ON audit_sealedhead
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

ALTER TABLE audit_sealedhead ENABLE ALWAYS TRIGGER audit_sealedhead_no_change;

ALTER TABLE audit_sealedhead ENABLE ALWAYS TRIGGER audit_sealedhead_no_truncate;

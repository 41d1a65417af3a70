CREATE OR REPLACE FUNCTION quotas_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TRIGGER quotas_entry_no_change BEFORE UPDATE OR DELETE ON quotas_entry
FOR EACH ROW EXECUTE FUNCTION quotas_refuse();

CREATE TRIGGER quotas_entry_no_truncate BEFORE TRUNCATE ON quotas_entry
FOR EACH STATEMENT EXECUTE FUNCTION quotas_refuse();

ALTER TABLE quotas_entry ENABLE ALWAYS TRIGGER quotas_entry_no_change;

ALTER TABLE quotas_entry ENABLE ALWAYS TRIGGER quotas_entry_no_truncate;

CREATE TRIGGER quotas_posting_no_change BEFORE UPDATE OR DELETE ON quotas_posting
FOR EACH ROW EXECUTE FUNCTION quotas_refuse();

CREATE TRIGGER quotas_posting_no_truncate BEFORE TRUNCATE ON quotas_posting
FOR EACH STATEMENT EXECUTE FUNCTION quotas_refuse();

ALTER TABLE quotas_posting ENABLE ALWAYS TRIGGER quotas_posting_no_change;

ALTER TABLE quotas_posting ENABLE ALWAYS TRIGGER quotas_posting_no_truncate;

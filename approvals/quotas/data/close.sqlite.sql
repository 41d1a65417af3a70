CREATE TRIGGER quotas_entry_no_update BEFORE UPDATE ON quotas_entry
BEGIN SELECT RAISE(ABORT, 'quotas_entry is append-only'); END;

CREATE TRIGGER quotas_entry_no_delete BEFORE DELETE ON quotas_entry
BEGIN SELECT RAISE(ABORT, 'quotas_entry is append-only'); END;

CREATE TRIGGER quotas_entry_no_replace BEFORE INSERT ON quotas_entry
WHEN EXISTS (SELECT 1 FROM quotas_entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM quotas_entry WHERE reverses_id = NEW.reverses_id)
  OR EXISTS (SELECT 1 FROM quotas_entry WHERE import_key = NEW.import_key)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: quotas_entry is append-only, this row is already there'); END;

CREATE TRIGGER quotas_posting_no_update BEFORE UPDATE ON quotas_posting
BEGIN SELECT RAISE(ABORT, 'quotas_posting is append-only'); END;

CREATE TRIGGER quotas_posting_no_delete BEFORE DELETE ON quotas_posting
BEGIN SELECT RAISE(ABORT, 'quotas_posting is append-only'); END;

CREATE TRIGGER quotas_posting_no_replace BEFORE INSERT ON quotas_posting
WHEN EXISTS (SELECT 1 FROM quotas_posting WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM quotas_posting WHERE entry_id = NEW.entry_id AND account_id = NEW.account_id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: quotas_posting is append-only, this row is already there'); END;

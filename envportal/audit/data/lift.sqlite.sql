DROP TRIGGER IF EXISTS audit_event_no_update;

DROP TRIGGER IF EXISTS audit_event_no_delete;

DROP TRIGGER IF EXISTS audit_event_no_replace;

DROP TRIGGER IF EXISTS audit_seal_no_update;

DROP TRIGGER IF EXISTS audit_seal_no_delete;

DROP TRIGGER IF EXISTS audit_seal_no_replace;

DROP TRIGGER IF EXISTS audit_sealedhead_no_update;

DROP TRIGGER IF EXISTS audit_sealedhead_no_delete;

DROP TRIGGER IF EXISTS audit_sealedhead_no_replace;

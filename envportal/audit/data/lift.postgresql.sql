DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event;

DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_event;

DROP TRIGGER IF EXISTS audit_seal_no_change ON audit_seal;

DROP TRIGGER IF EXISTS audit_seal_no_truncate ON audit_seal;

DROP TRIGGER IF EXISTS audit_sealedhead_no_change ON audit_sealedhead;

DROP TRIGGER IF EXISTS audit_sealedhead_no_truncate ON audit_sealedhead;

CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END;

CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM audit_event WHERE chain_id = NEW.chain_id AND position = NEW.position)
  OR EXISTS (SELECT 1 FROM audit_event WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: audit_event is append-only, this event is already there'); END;

CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;

CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END;

CREATE TRIGGER audit_seal_no_replace BEFORE INSERT ON audit_seal
WHEN EXISTS (SELECT 1 FROM audit_seal WHERE id = NEW.id OR number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: audit_seal is append-only, this seal is already there'); END;

CREATE TRIGGER audit_sealedhead_no_update BEFORE UPDATE ON audit_sealedhead
BEGIN SELECT RAISE(ABORT, 'audit_sealedhead is append-only'); END;

CREATE TRIGGER audit_sealedhead_no_delete BEFORE DELETE ON audit_sealedhead
BEGIN SELECT RAISE(ABORT, 'audit_sealedhead is append-only'); END;

CREATE TRIGGER audit_sealedhead_no_replace BEFORE INSERT ON audit_sealedhead
WHEN EXISTS (SELECT 1 FROM audit_sealedhead WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM audit_sealedhead WHERE chain_id = NEW.chain_id AND length = NEW.length)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: audit_sealedhead is append-only, this head is already there'); END;

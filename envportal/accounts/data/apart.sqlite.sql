CREATE TRIGGER machine_roles_stand_alone_insert BEFORE INSERT ON accounts_rolegrant
WHEN EXISTS (
    SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id AND other.role <> NEW.role
    AND (other.role IN ('sysop', 'secadm', 'auditor') OR NEW.role IN ('sysop', 'secadm', 'auditor'))
)
BEGIN SELECT RAISE(ABORT, 'machine_roles_stand_alone'); END

CREATE TRIGGER machine_roles_stand_alone_update BEFORE UPDATE ON accounts_rolegrant
WHEN EXISTS (
    SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
    AND (other.role IN ('sysop', 'secadm', 'auditor') OR NEW.role IN ('sysop', 'secadm', 'auditor'))
)
BEGIN SELECT RAISE(ABORT, 'machine_roles_stand_alone'); END

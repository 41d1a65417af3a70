CREATE FUNCTION machine_roles_stand_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
        AND (other.role IN ('sysop', 'secadm', 'auditor') OR NEW.role IN ('sysop', 'secadm', 'auditor'))
    ) THEN
        RAISE EXCEPTION 'machine_roles_stand_alone' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$

CREATE TRIGGER machine_roles_stand_alone BEFORE INSERT OR UPDATE ON accounts_rolegrant
FOR EACH ROW EXECUTE FUNCTION machine_roles_stand_alone()

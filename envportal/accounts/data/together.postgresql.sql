DROP FUNCTION machine_roles_stand_alone() CASCADE

DROP TRIGGER IF EXISTS quotas_entry_no_update;

DROP TRIGGER IF EXISTS quotas_entry_no_delete;

DROP TRIGGER IF EXISTS quotas_entry_no_replace;

DROP TRIGGER IF EXISTS quotas_posting_no_update;

DROP TRIGGER IF EXISTS quotas_posting_no_delete;

DROP TRIGGER IF EXISTS quotas_posting_no_replace;

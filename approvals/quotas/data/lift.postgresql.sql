DROP TRIGGER IF EXISTS quotas_entry_no_change ON quotas_entry;

DROP TRIGGER IF EXISTS quotas_entry_no_truncate ON quotas_entry;

DROP TRIGGER IF EXISTS quotas_posting_no_change ON quotas_posting;

DROP TRIGGER IF EXISTS quotas_posting_no_truncate ON quotas_posting;

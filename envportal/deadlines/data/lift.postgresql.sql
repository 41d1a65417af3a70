DROP TRIGGER IF EXISTS deadlines_clockevent_no_change ON deadlines_clockevent;

DROP TRIGGER IF EXISTS deadlines_clockevent_no_truncate ON deadlines_clockevent;

DROP TRIGGER IF EXISTS deadlines_clockevent_no_update;

DROP TRIGGER IF EXISTS deadlines_clockevent_no_delete;

DROP TRIGGER IF EXISTS deadlines_clockevent_no_replace;

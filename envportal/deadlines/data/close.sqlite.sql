CREATE TRIGGER deadlines_clockevent_no_update BEFORE UPDATE ON deadlines_clockevent
BEGIN SELECT RAISE(ABORT, 'deadlines_clockevent is append-only'); END;

CREATE TRIGGER deadlines_clockevent_no_delete BEFORE DELETE ON deadlines_clockevent
BEGIN SELECT RAISE(ABORT, 'deadlines_clockevent is append-only'); END;

CREATE TRIGGER deadlines_clockevent_no_replace BEFORE INSERT ON deadlines_clockevent
WHEN EXISTS (SELECT 1 FROM deadlines_clockevent WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'deadlines_clockevent is append-only: this event is already there'); END;

"""Thirty faults of deadlines seen in other systems, and the tests that show they are not made here."""

HERE, SWEEP, INTAKE = (
    "deadlines/test_lessons.py",
    "supervision/test_sweep.py",
    "applications/test_intake.py",
)
# Fault by its number in the collection -> the tests that show it is not made here.
LESSONS = {
    1: [("workdays/test_terms.py", "the_day_a_holiday_moved_the_deadline_to_is_checked_again")],
    2: [(HERE, "every_number_of_days_left_has_its_word_and_its_colour")],
    3: [(HERE, "the_days_left_are_in_the_unit_of_the_limit")],
    4: [(HERE, "an_extension_taken_back_does_not_come_back_with_a_later_change")],
    5: [(HERE, "a_case_without_clocks_has_no_due_day_rather_than_today")],
    6: [(HERE, "an_extension_is_an_event_with_its_reason_its_person_and_its_moment")],
    7: [(HERE, "a_resumed_clock_is_not_overdue_at_once")],
    8: [(HERE, "a_limit_of_no_time_is_refused"), (HERE, "a_month_and_29_days_are_compared_by_the_days_they_end_on")],
    9: [(HERE, "a_rule_says_its_own_unit_and_each_clock_counts_in_it")],
    10: [(HERE, "resuming_gives_back_every_paused_day_without_being_asked")],
    11: [(HERE, "a_second_pause_keeps_the_first")],
    12: [
        (HERE, "nothing_counts_after_the_end"), (HERE, "five_working_days_from_friday_evening_end_on_friday"),
        (INTAKE, "a_correction_stops_all_clocks_and_its_answer_starts_them_anew"),
    ],
    13: [(HERE, "a_case_resumed_on_the_same_day_of_another_month_is_counted")],
    14: [(HERE, "a_new_holiday_reaches_a_process_that_has_computed_before")],
    15: [
        (HERE, "a_new_holiday_reaches_open_cases_and_is_shown_before_it_is_applied"),
        (HERE, "a_day_of_one_bureau_does_not_move_the_cases_of_another"),
    ],
    16: [
        (HERE, "next_year_unknown_is_said_and_not_raised"), (HERE, "a_published_year_settles_a_provisional_day"),
    ],
    17: [(HERE, "due_today_is_not_overdue_and_today_is_a_day_in_shanghai"), (SWEEP, "due_today_is_not_overdue")],
    18: [
        (SWEEP, "a_sweep_that_is_a_week_late_raises_the_same_cards_for_the_same_days"),
        (SWEEP, "a_second_sweep_raises_nothing_again"), (SWEEP, "a_clock_that_breaks_keeps_no_other_card_back"),
    ],
    19: [(HERE, "several_pauses_at_once_count_once_and_an_open_one_is_not_forgotten")],
    20: [
        (HERE, "an_extension_and_pauses_do_not_disturb_each_other"),
        ("applications/test_decision.py", "the_pledge_is_extended_once_before_its_end_and_told"),
    ],
    21: [(HERE, "a_clock_paused_beyond_its_first_end_is_resumed_and_expires_like_any_other")],
    22: [(HERE, "the_statutory_and_the_pledged_day_are_two_and_the_promise_is_the_earlier")],
    23: [
        (SWEEP, "a_clock_that_was_paused_and_not_resumed_gets_no_card"),
        (SWEEP, "a_notice_window_that_closes_is_nobodys_delay"),
    ],
    24: [(HERE, "calendars_of_two_bureaus_asked_at_once_do_not_mix")],
    25: [(HERE, "an_application_filed_at_night_counts_like_one_filed_in_the_morning_of_that_day")],
    26: [(HERE, "a_calendar_limit_that_ends_on_a_holiday_ends_on_the_next_working_day")],
    27: [
        (SWEEP, "a_clock_stopped_after_its_due_day_was_missed_and_one_stopped_on_it_was_not"),
        (HERE, "days_another_held_are_told_beside_all_days_that_passed"),
    ],
    28: [("applications/test_assessment.py", "work_goes_on_while_experts_have_the_clock_stopped")],
    29: [(INTAKE, "a_second_correction_waits_for_its_answer_like_the_first")],
    30: [
        (HERE, "the_day_does_not_depend_on_the_zone_of_the_server"),
        ("deadlines/test_zones.py", "due_days_are_the_same_whatever_zone_the_server_keeps"),
    ],
}  # fmt: skip

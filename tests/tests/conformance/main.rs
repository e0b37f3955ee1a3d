//! One suite for every store: what the traits promise, and what a store must never do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod access;
mod administration;
mod calendars;
mod catalogue;
mod changes;
mod citizens;
mod commands;
mod commits;
mod concurrency;
mod directory;
mod disposals;
mod documents;
mod drafts;
mod fences;
mod figures;
mod flows;
mod ground;
mod history;
mod housekeeping;
mod incidents;
mod isolation;
mod isolation_gate;
mod isolation_of_keeping;
mod isolation_of_people;
mod kept;
mod lists;
mod mails;
mod notices;
mod opening;
mod organisation;
mod own;
mod parity;
mod parties;
mod passwords;
mod postgres_full;
mod postgres_only;
mod postgres_reads;
mod presumed;
mod reach;
mod retention;
mod rows;
mod secrets;
mod sign_in;
mod sqlite_only;
mod stand_ins;
mod stands;
mod surveys;
mod tasks;
mod tenants;
mod timers;
mod trials;
mod tunings;

use ground::Ground;

/// Makes a test of each function for each store.
macro_rules! suite {
    ($($module:ident: $($name:ident),+ $(,)?;)+) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    crate::$module::$name(&crate::Ground::sqlite().await).await;
                })+
            })+
        }

        mod postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    crate::$module::$name(&crate::Ground::postgres().await).await;
                })+
            })+
        }
    };
}

suite! {
    citizens:
        a_citizen_is_kept_and_found_by_number,
        a_number_is_one_citizens,
        a_change_of_protection_waits_until_it_is_told,
        a_holder_keeps_the_first_key,
        what_was_erased_is_gone_and_stays_so,
        a_title_goes_with_its_citizen,
        keys_are_sealed_anew_some_at_a_time,
        a_destroyed_key_is_not_sealed_anew;
    commits:
        a_new_case_is_kept_whole,
        a_case_goes_on_from_its_last_event,
        what_lists_show_stays_where_a_commit_says_so,
        many_are_read_each_with_its_own_bytes,
        a_stale_commit_conflicts_and_changes_nothing,
        a_case_that_exists_cannot_be_made_again,
        a_case_that_does_not_exist_cannot_go_on,
        another_chain_conflicts,
        a_batch_keeps_what_it_can,
        a_second_commit_for_a_case_in_a_batch_conflicts,
        an_empty_batch_does_nothing,
        a_commit_without_events_is_refused,
        a_large_batch_is_kept,
        large_snapshots_and_bodies_come_back,
        load_leaves_out_what_is_not_there;
    commands:
        a_key_sent_again_gets_the_first_answer,
        a_key_is_answered_after_the_case_has_moved_on,
        a_key_with_another_body_is_refused,
        a_key_twice_in_a_batch_is_kept_once,
        the_key_of_a_conflict_stays_free,
        an_empty_answer_is_an_answer,
        a_command_that_is_no_case_s_is_answered_once;
    presumed:
        one_that_is_not_as_it_was_seen_is_left_out_alone,
        a_case_that_was_erased_meanwhile_is_left_out_alone,
        those_of_a_batch_that_went_by_different_places_are_judged_each_by_its_own;
    fences:
        work_under_a_claim_is_kept_and_ends_it,
        work_under_an_older_claim_is_refused,
        a_fence_that_nobody_was_given_is_refused,
        a_person_may_work_while_a_timer_is_claimed,
        a_refused_commit_leaves_the_rest_of_its_batch,
        a_wake_of_which_nothing_came_moves_only_the_timer;
    housekeeping:
        old_answers_sessions_and_tokens_are_forgotten,
        no_more_is_forgotten_at_once_than_asked;
    history:
        events_are_numbered_without_gaps,
        a_history_is_read_in_pages,
        histories_of_several_cases_are_read_at_once,
        tampering_is_found,
        a_history_cut_short_is_found;
    lists:
        a_row_shows_the_last_head,
        the_newest_change_comes_first,
        lists_are_narrowed,
        only_cases_that_are_bound_to_them,
        only_cases_that_wake_by_then,
        pages_hold_while_cases_are_added;
    parties:
        parties_stay_until_they_are_given_anew;
    tasks:
        a_row_comes_back_whole,
        tasks_are_changed_and_go_away,
        each_sees_their_own,
        meetings_are_found_by_who_is_bound,
        raised_tasks_come_first_and_then_the_order,
        lists_are_narrowed,
        pages_follow_each_other_in_both_orders,
        pages_hold_while_tasks_come_and_go,
        a_place_of_another_list_is_refused;
    timers:
        a_timer_is_never_claimed_early,
        the_oldest_come_first_up_to_the_limit,
        a_claim_lapses_and_the_next_has_a_higher_fence,
        the_next_timer_is_the_earliest_or_a_lapsing_claim,
        a_commit_moves_or_removes_the_timer,
        timers_of_all_tenants_are_claimed_together,
        two_nodes_claim_each_timer_once;
    notices:
        a_notice_is_claimed_by_one_at_a_time,
        a_claim_lapses,
        the_oldest_go_first_up_to_the_limit,
        a_notice_is_new_whatever_the_clock_of_the_node,
        notices_of_all_tenants_are_claimed_together,
        a_delivery_writes_the_inbox_once,
        a_refused_delivery_writes_nothing,
        notices_are_handed_over_together_but_for_those_that_are_no_longer_ours,
        a_notice_put_back_waits_and_is_no_longer_ours,
        one_cause_arrives_once_however_often_it_is_sent,
        inboxes_show_what_is_theirs,
        what_is_read_first_stays_read,
        an_inbox_is_read_page_by_page_and_row_by_row;
    kept:
        how_somebody_is_let_in_is_found_for_them_alone,
        mail_that_is_not_sent_is_found_for_whom_it_is_to,
        holds_are_found_by_citizen_and_by_their_cases;
    reach:
        how_people_are_told_is_kept_and_changed,
        who_may_not_sign_in_is_not_reached,
        an_absence_is_from_its_first_day_to_its_last,
        an_absence_is_taken_back_by_its_own_person,
        a_calendar_has_one_address_at_a_time;
    mails:
        a_delivery_says_whom_to_tell_once,
        what_is_due_to_a_person_becomes_one_mail,
        what_is_read_meanwhile_is_not_told,
        a_mail_is_claimed_by_one_at_a_time_and_a_claim_lapses,
        what_was_not_sent_is_tried_again_or_given_up,
        a_mail_that_was_given_up_is_tried_anew_or_forgotten,
        two_nodes_gather_each_telling_once,
        the_next_mail_is_the_earliest_of_all_tenants;
    incidents:
        a_case_has_at_most_one,
        its_timer_rests_and_others_do_not,
        a_commit_does_not_wake_it,
        resolving_wakes_it_at_once,
        a_claim_ends_with_the_incident,
        a_resolved_one_is_history_and_makes_room,
        one_that_is_not_there_cannot_be_resolved,
        what_all_cases_share_has_at_most_one_and_stops_no_case,
        one_about_the_clock_holds_the_timers_of_its_tenant;
    flows:
        versions_count_from_one,
        the_same_text_again_is_no_new_version,
        whoever_held_it_against_an_older_version_publishes_nothing,
        of_those_who_saw_the_same_version_one_publishes,
        lists_are_by_name_and_newest_first,
        versions_come_page_by_page,
        publishing_side_by_side_leaves_no_gap;
    calendars:
        a_calendar_is_laid_down_after_the_latest,
        what_is_counted_by_one_is_counted_by_those_before,
        of_many_who_lay_one_down_at_once_one_does;
    drafts:
        a_draft_is_written_after_the_newest,
        what_is_old_goes_and_what_is_over_is_no_draft,
        scenarios_are_kept_with_a_version,
        open_cases_are_counted_by_version;
    documents:
        a_document_is_kept_once_and_never_changes,
        words_of_letters_are_laid_down_after_the_latest;
    access:
        an_entry_comes_back_whole,
        what_has_changed_since_it_was_seen_leaves_no_entry,
        lists_are_narrowed,
        many_who_look_at_once_leave_no_gap,
        what_is_old_is_forgotten_and_the_rest_holds,
        tampering_with_the_log_is_found,
        a_sample_is_kept_and_noted_once,
        what_is_taken_out_is_counted_by_day_up_to_a_bound;
    retention:
        a_hold_stops_a_case_until_its_last_day_or_until_it_is_lifted,
        closed_cases_come_by_when_they_closed,
        what_a_hold_stops_is_not_among_the_closed,
        who_is_bound_to_a_new_case_stays_and_who_was_erased_is_bound_to_none,
        a_person_finds_the_cases_that_were_once_theirs,
        what_one_proposes_another_approves,
        a_case_is_discarded_only_as_it_was_approved,
        what_was_discarded_is_gone_and_its_chain_holds;
    figures:
        what_belongs_together_is_counted_together,
        what_is_asked_for_narrows_what_is_counted,
        what_is_done_before_its_clock_begins_took_no_days,
        what_cases_gave_waits_until_it_is_spread_out_once,
        what_came_late_by_an_old_clock_waits_for_the_night,
        two_who_spread_out_at_once_count_nothing_twice,
        a_contact_is_counted_from_the_one_before_it_in_its_case,
        the_events_behind_a_figure_come_newest_first,
        open_work_is_counted_by_flow_party_and_unit,
        live_cases_tell_of_each_step_how_long_it_waits_and_how_often_people_deviated,
        a_commit_that_conflicts_is_not_counted;
    trials:
        a_hassle_is_noted_once_at_a_step_and_settled_once,
        a_trial_is_marked_and_runs_beside_the_ordinary_version,
        what_is_published_meanwhile_counts_on_and_a_trial_is_no_same_text,
        two_trials_share_no_unit_on_a_day,
        a_trial_that_is_over_is_offered_to_nobody_and_settles_what_it_solved;
    surveys:
        whoever_has_a_number_answers_once_in_a_wave,
        a_survey_has_versions_and_waves_one_after_the_other,
        a_link_is_answered_by_once_and_only_while_its_wave_is_open,
        of_many_who_answer_by_one_link_at_once_one_does;
    own:
        a_list_has_one_name_and_is_one_persons,
        a_mark_is_of_an_open_round_and_goes_with_its_task,
        tasks_are_found_by_how_one_person_marked_them;
    administration:
        a_batch_says_how_far_it_is_and_is_begun_anew_as_itself,
        deeds_stand_in_one_chain_and_are_found_by_person_kind_and_time,
        deeds_at_once_each_have_their_place,
        what_is_known_of_copies_stays_as_it_is,
        a_database_that_copies_itself_is_copied_and_another_says_how_it_is,
        tasks_go_by_the_day_of_one_person_and_pages_follow_each_other;
    tunings:
        a_tuning_is_laid_down_after_the_latest,
        a_tuning_is_counted_by_itself,
        of_many_who_tune_at_once_one_does;
    directory:
        units_are_kept_and_changed,
        lists_are_in_danish_order,
        two_units_cannot_have_one_name,
        a_person_is_found_by_id_and_login,
        a_login_is_one_persons,
        places_in_units_are_set_together,
        a_place_in_no_unit_changes_nothing;
    stands:
        a_commit_that_went_by_what_has_changed_since_is_left_out,
        the_others_of_a_batch_are_kept_and_tenants_stand_for_themselves;
    stand_ins:
        a_deputy_has_the_own_places_of_whoever_is_away_from_the_first_day_to_the_last,
        a_place_in_somebody_s_stead_is_told_as_theirs_beside_what_is_one_s_own;
    organisation:
        it_comes_back_whole_with_every_change_noted,
        of_two_who_saw_the_same_one_changes_it,
        names_logins_and_outside_ids_are_one_s,
        one_change_gives_one_what_another_had,
        a_change_that_cannot_be_kept_changes_nothing,
        who_is_closed_is_signed_out_for_good,
        places_count_from_their_first_day_to_their_last,
        a_job_function_says_as_what_and_who_leads,
        a_leader_leads_down_to_the_next,
        what_has_ended_is_led_by_nobody,
        a_ring_of_units_ends;
    passwords:
        a_password_is_changed_by_who_saw_the_one_before,
        of_two_who_come_first_one_is_who_the_provider_means;
    secrets:
        a_session_ends_by_time,
        a_session_is_prolonged_until_it_is_ended,
        sessions_are_listed_and_ended_together,
        a_token_tells_when_it_was_used,
        a_program_has_someone_who_answers_for_it,
        a_token_ends_by_time_or_by_its_owner,
        tokens_are_listed_newest_first,
        a_secret_is_one_sessions;
    sign_in:
        what_is_changed_of_a_setting_is_noted_with_it_or_not_at_all,
        of_many_who_change_a_setting_one_is_noted,
        the_sessions_of_a_provider_end_and_no_others,
        an_identity_stays_one_persons,
        what_was_shown_opens_something_until_it_ends,
        a_begun_sign_in_is_taken_once_and_in_time,
        sign_ins_that_nobody_waits_for_are_forgotten,
        a_code_of_a_step_is_taken_once,
        a_recovery_code_is_taken_once,
        a_link_is_opened_once_and_in_time,
        links_into_a_case_are_listed_newest_first_and_old_ones_forgotten;
    tenants:
        tenants_are_listed_by_number,
        a_setting_is_bytes_under_a_name,
        of_two_who_saw_the_same_setting_one_changes_it,
        a_tenant_that_is_not_there_is_said,
        a_store_in_order_is_ready;
    isolation:
        nothing_of_one_tenant_is_seen_by_another,
        nothing_of_one_tenant_is_changed_by_another,
        two_tenants_may_have_the_same_ids_and_names;
    isolation_of_people:
        what_is_kept_of_people_is_seen_and_changed_by_their_own_tenant_alone;
    isolation_of_keeping:
        surveys_are_seen_and_changed_by_their_own_tenant_alone,
        how_long_cases_are_kept_is_seen_and_changed_by_their_own_tenant_alone,
        administrators_work_is_seen_and_changed_by_their_own_tenant_alone,
        what_is_chained_is_seen_and_changed_by_its_own_tenant_alone,
        what_is_counted_is_counted_for_its_own_tenant_alone,
        what_is_on_its_way_is_handed_over_by_its_own_tenant_alone,
        answers_settings_and_trials_are_of_their_own_tenant_alone;
    concurrency:
        no_update_is_lost,
        a_key_sent_by_many_is_used_once,
        batches_over_the_same_cases_do_not_stand_still,
        a_caller_that_goes_away_leaves_all_or_nothing;
    changes:
        what_is_kept_is_heard_once,
        everyone_who_listens_hears,
        nobody_listening_is_no_fault;
    opening:
        a_second_node_sees_what_the_first_wrote,
        what_was_kept_is_there_after_a_restart,
        a_newer_store_is_left_alone_and_told,
        a_migration_that_was_altered_is_found,
        a_closed_store_says_so;
}

"""Attack by attack (the ids of the threat list): the tests that play it, and what stands in their way in broker/.

Each check is text of the product that stands in its file once; with its replacement there, the test of its row that is
named for it must fail.
`python -m tests.attacks.removal` shows that.
"""

from dataclasses import dataclass

from tests.rfc9635.mutation import Removable


@dataclass(frozen=True)
class Check:
    """One check in the way of an attack, and the name of the test of its row that notices its removal."""

    removable: Removable
    seen_by: str


@dataclass(frozen=True)
class Attack:
    """One attack: its id, what is tried, the ids of the tests that try it, and the checks that stand in its way."""

    id: str
    words: str
    tests: tuple[str, ...]
    checks: tuple[Check, ...]

    def test_of(self, check: Check) -> str:
        """Return the id of the one test that notices the removal of a check; ValueError where it is not one."""
        (test,) = (test for test in self.tests if test.endswith(f"::{check.seen_by}"))
        return test


def _check(id: str, file: str, text: str, replacement: str = "if False:", *, seen_by: str) -> Check:
    return Check(Removable(f"broker/{file}", text, id, replacement), seen_by)


TABLE: tuple[Attack, ...] = (
    Attack(
        "A9",
        "finish calls with a wrong hash, another grant's, a hostile reference, repeated, none, and 10,000 at random",
        (
            "tests/client/test_finish_calls.py::test_a_finish_call_without_the_right_hash_is_unknown_and_sends_nothing",
            "tests/client/test_finish_calls.py::test_a_reference_that_is_no_token_is_unknown_even_under_its_own_right_hash",
            "tests/client/test_finish_calls.py::test_the_right_call_at_another_grants_address_is_unknown",
            "tests/client/test_hostile_as.py::test_after_a_finish_that_is_not_right_nothing_is_sent",
            "tests/client/test_finish_calls.py::test_a_repeated_finish_call_is_accepted_and_changes_nothing",
            "tests/attacks/test_flood.py::test_ten_thousand_random_finish_calls_change_send_and_write_nothing",
            "tests/attacks/test_flood.py::test_a_miss_costs_the_same_work_whether_its_address_is_in_use_or_not",
        ),
        (
            _check(
                "A9",
                "gnap/interaction.py",
                'return received.isascii() and hmac.compare_digest(received.encode("ascii"), expected.encode("ascii"))',
                "return True",
                seen_by="test_the_right_call_at_another_grants_address_is_unknown",
            ),
            _check(
                "A9",
                "client/finishing.py",
                "if not asked_for or not is_token68(interact_ref) or not proved:",
                "if not asked_for or not proved:",
                seen_by="test_a_reference_that_is_no_token_is_unknown_even_under_its_own_right_hash",
            ),
            _check(
                "A9",
                "client/finishing.py",
                "proves_finish(RFC9635, proof, NOBODY, NOBODY, interact_ref, NOBODY)",
                "pass",
                seen_by="test_a_miss_costs_the_same_work_whether_its_address_is_in_use_or_not",
            ),
        ),
    ),
    Attack(
        "A10",
        "a token that another server bound to a key of its choice is handed out to be replayed",
        (
            "tests/client/test_told_by_the_server.py::test_a_token_bound_otherwise_than_to_our_key_is_sent_with_no_other_key_but_given_back",
            "tests/client/test_keys.py::test_each_authorization_server_is_shown_a_key_of_its_own_and_the_same_one_again",
        ),
        (
            _check(
                "A10",
                "gnap/client_role.py",
                'return "the token is bound to a key that is not ours" if token.key is not None else None',
                "return None",
                seen_by="test_a_token_bound_otherwise_than_to_our_key_is_sent_with_no_other_key_but_given_back",
            ),
            _check(
                "A10",
                "client/keys.py",
                '== bindparam("agent"), col(ClientKey.authorization_server) == bindparam("server")',
                '== bindparam("agent")',
                seen_by="test_each_authorization_server_is_shown_a_key_of_its_own_and_the_same_one_again",
            ),
        ),
    ),
    Attack(
        "A11",
        "a client asserts who its user is, and somebody else finishes the interaction",
        (
            "tests/authserver/test_visits.py::test_somebody_else_than_the_owner_is_not_asked_for",
            "tests/phone/test_visiting.py::test_a_link_that_is_not_this_browsers_leads_nowhere_and_says_nothing_more",
            "tests/authserver/test_foreign_requests.py::test_a_user_is_a_hint_that_fits_the_owner_or_an_unknown_user",
        ),
        (
            _check(
                "A11",
                "authserver/subject.py",
                "if not _all_mine(asked, _identifiers(context, token_key(session, context), owner, client)):",
                seen_by="test_somebody_else_than_the_owner_is_not_asked_for",
            ),
            _check(
                "A11",
                "authserver/visits.py",
                "if grant is None or grant.owner != signed.owner:",
                "if grant is None:",
                seen_by="test_a_link_that_is_not_this_browsers_leads_nowhere_and_says_nothing_more",
            ),
            _check(
                "A11",
                "authserver/users.py",
                'raise GnapError(ErrorCode.UNKNOWN_USER, "nobody whom this client can know by that name") from None',
                "return",
                seen_by="test_a_user_is_a_hint_that_fits_the_owner_or_an_unknown_user",
            ),
        ),
    ),
    Attack(
        "A12",
        "approving twice, and approving and refusing, at one instant",
        (
            "tests/phone/test_deciding.py::test_of_two_answers_that_both_saw_the_request_open_the_second_changes_nothing",
            "tests/phone/test_deciding.py::test_of_20_simultaneous_decisions_one_wins",
            "tests/phone/test_deciding.py::test_the_first_answer_is_final_and_the_second_is_told_what_it_was",
            "tests/attacks/test_at_one_instant.py::test_of_20_continuations_at_one_instant_one_token_comes",
            "tests/attacks/test_at_one_instant.py::test_of_20_rotations_at_one_instant_one_value_comes_and_the_old_one_has_ended",
        ),
        (
            _check(
                "A12",
                "phone/approve.py",
                "if not won:",
                seen_by="test_of_two_answers_that_both_saw_the_request_open_the_second_changes_nothing",
            ),
            _check(
                "A12",
                "authserver/grants.py",
                "if not same_digest(token, grant.continue_digest):\n        return repeated(",
                "if False:\n        return repeated(",
                seen_by="test_of_20_continuations_at_one_instant_one_token_comes",
            ),
            _check(
                "A12",
                "authserver/rotation.py",
                """\
    if kept is not None and kept["question"] == question and token.revoked_at is None:
        answer: Json = kept["answer"]
        return answer
    if not same_digest(manage_value, token.manage_digest):
        raise _nothing()
""",
                "",
                seen_by="test_of_20_rotations_at_one_instant_one_value_comes_and_the_old_one_has_ended",
            ),
        ),
    ),
    Attack(
        "A13",
        "what was used once is used again, also after a restart",
        (
            "tests/store/test_once.py::test_what_is_used_once_is_not_used_again",
            "tests/store/test_once.py::test_a_nonce_is_new_once_for_each_key",
            "tests/approval/test_covers.py::test_an_approval_that_gives_nothing_says_what_it_is",
            "tests/authserver/test_memory.py::test_a_proof_that_was_used_is_refused_after_a_restart",
            "tests/authserver/test_memory.py::test_a_new_database_accepts_nothing_that_was_signed_before_its_broker_started",
            "tests/attacks/test_restored.py::test_after_an_old_backup_was_put_back_a_used_approval_pays_as_often_as_is_written_here",
        ),
        (
            _check(
                "A13",
                "approval/covers.py",
                "if approval.spent:",
                seen_by="test_an_approval_that_gives_nothing_says_what_it_is",
            ),
            _check(
                "A13",
                "store/verbs.py",
                "return _one(session, update(table).where(*conditions).values(**values))",
                "return _one(session, update(table).where(conditions[0]).values(**values))",
                seen_by="test_what_is_used_once_is_not_used_again",
            ),
            _check(
                "A13",
                "authserver/memory.py",
                "if not remember_nonce(session, identity, verified.replay_key, verified.acceptable_until):",
                "if False:",
                seen_by="test_a_proof_that_was_used_is_refused_after_a_restart",
            ),
            _check(
                "A13",
                "authserver/memory.py",
                "if since is not None and verified.created < _after(since):",
                "if False:",
                seen_by="test_a_new_database_accepts_nothing_that_was_signed_before_its_broker_started",
            ),
            _check(
                "A13",
                "client/using.py",
                'f"countersign-{row.id}"',
                'f"countersign-{now.timestamp()}"',
                seen_by="test_after_an_old_backup_was_put_back_a_used_approval_pays_as_often_as_is_written_here",
            ),
        ),
    ),
    Attack(
        "A20",
        "the callback and the codes are guessed at and flooded",
        (
            "tests/attacks/test_flood.py::test_random_finish_calls_without_end_cost_one_look_up_and_one_hash_each_and_write_nothing",
            "tests/attacks/test_flood.py::test_a_flood_through_the_door_for_known_and_unknown_grants_gets_one_answer_and_writes_nothing",
            "tests/client/test_callback.py::test_what_is_no_finish_call_is_unknown_and_does_not_reach_the_instance",
            "tests/phone/test_codes.py::test_guessing_ends_after_a_few_tries_of_one_browser_even_for_the_right_code",
        ),
        (
            _check(
                "A20",
                "phone/interact_code.py",
                "if left <= 0:",
                seen_by="test_guessing_ends_after_a_few_tries_of_one_browser_even_for_the_right_code",
            ),
            _check(
                "A20",
                "client/finishing.py",
                "if not asked_for or not is_token68(interact_ref) or not proved:",
                "if not asked_for:",
                seen_by="test_a_flood_through_the_door_for_known_and_unknown_grants_gets_one_answer_and_writes_nothing",
            ),
        ),
    ),
    Attack(
        "A21",
        "an attacker starts a grant and has the owner approve it: the number of the owner's own agent is missing",
        (
            "tests/stories/test_number_matching.py::test_where_the_rule_wants_it_no_approval_counts_without_the_number",
            "tests/stories/test_number_matching.py::test_another_number_refuses_for_good_and_the_agent_is_told_why",
        ),
        (
            _check(
                "A21",
                "phone/approve.py",
                "if answer.number is None:",
                seen_by="test_where_the_rule_wants_it_no_approval_counts_without_the_number",
            ),
            _check(
                "A21",
                "phone/approve.py",
                "if not _same(answer.number, row.number):",
                seen_by="test_another_number_refuses_for_good_and_the_agent_is_told_why",
            ),
        ),
    ),
    Attack(
        "A22",
        "the address of an interaction leaks by a referrer, or what was posted by a redirect",
        (
            "tests/phone/test_visiting.py::test_no_page_on_the_way_and_not_the_redirect_itself_tells_where_it_came_from",
            "tests/phone/test_door.py::test_every_answer_carries_the_strict_headers",
        ),
        (
            _check(
                "A22",
                "phone/visiting.py",
                'Response(status_code=303, headers={"Location": uri})',
                'Response(status_code=307, headers={"Location": uri})',
                seen_by="test_no_page_on_the_way_and_not_the_redirect_itself_tells_where_it_came_from",
            ),
            _check(
                "A22",
                "phone/door.py",
                '"Referrer-Policy": "no-referrer",',
                '"Referrer-Policy": "unsafe-url",',
                seen_by="test_every_answer_carries_the_strict_headers",
            ),
        ),
    ),
    Attack(
        "A23",
        "approved in one browser, finished in another",
        (
            "tests/attacks/test_other_browsers.py::test_the_right_hash_in_the_browser_of_somebody_else_finishes_nothing",
            "tests/client/test_hostile_as.py::test_after_a_finish_that_is_not_right_nothing_is_sent",
            "tests/client/test_callback.py::test_a_browser_without_session_hash_and_reference_finishes_nothing",
            "tests/phone/test_visiting.py::test_an_answer_in_another_browser_proves_no_visit_and_the_first_one_is_shown_the_way_back",
        ),
        (
            _check(
                "A23",
                "client/finishing.py",
                "if row is None or row.owner != browser.owner:",
                "if row is None:",
                seen_by="test_the_right_hash_in_the_browser_of_somebody_else_finishes_nothing",
            ),
            _check(
                "A23",
                "client/finishing.py",
                "if not _went_on_in(row, browser):",
                "if False:",
                seen_by="test_the_right_hash_in_the_browser_of_somebody_else_finishes_nothing",
            ),
            _check(
                "A23",
                "client/callback.py",
                "    if browser is None:",
                "    if False:",
                seen_by="test_a_browser_without_session_hash_and_reference_finishes_nothing",
            ),
        ),
    ),
    Attack(
        "A24",
        "another site posts, frames, or sends without the headers that browsers give",
        (
            "tests/phone/test_door.py::test_every_change_is_a_post_and_every_post_is_guarded",
            "tests/phone/test_door.py::test_two_origin_headers_are_refused",
            "tests/phone/test_door.py::test_every_answer_carries_the_strict_headers",
            "tests/phone/test_enrol.py::test_the_cookie_is_pinned_to_the_host_and_out_of_reach_of_scripts",
            "tests/phone/test_door.py::test_reading_every_page_changes_no_row",
            "tests/phone/test_visiting.py::test_a_get_binds_nothing_and_decides_nothing",
            "tests/phone/test_visiting.py::test_a_post_from_another_page_takes_nothing",
            "tests/phone/test_deciding.py::test_even_a_refusal_comes_from_our_own_page_only",
        ),
        (
            _check(
                "A24",
                "phone/door.py",
                'if not ours or sites != ["same-origin"]:',
                seen_by="test_two_origin_headers_are_refused",
            ),
            _check(
                "A24",
                "phone/door.py",
                "frame-ancestors 'none'; ",
                "",
                seen_by="test_every_answer_carries_the_strict_headers",
            ),
            _check(
                "A24",
                "phone/sessions.py",
                'httponly=True,\n        samesite="strict",',
                'httponly=True,\n        samesite="lax",',
                seen_by="test_the_cookie_is_pinned_to_the_host_and_out_of_reach_of_scripts",
            ),
            _check(
                "A24",
                "phone/deps.py",
                'return "__Host-countersign" if self.secure else "countersign"',
                'return "countersign"',
                seen_by="test_the_cookie_is_pinned_to_the_host_and_out_of_reach_of_scripts",
            ),
        ),
    ),
    Attack(
        "A25",
        "the justification lies: as facts, as markup, in hidden, reordered and endless text",
        (
            "tests/attacks/test_lying_words.py::test_lying_justifications_stay_in_their_block_and_change_nothing_else_of_the_page",
            "tests/attacks/test_lying_words.py::test_500_lying_justifications_stay_in_their_block",
            "tests/phone/test_pages.py::test_the_agents_words_are_quoted_capped_and_cannot_leave_their_block",
            "tests/phone/test_pages.py::test_markup_in_the_document_stays_text_in_the_title_and_in_attributes_too",
            "tests/browser/test_lying_words.py::test_lying_words_move_no_fact_hide_no_answer_and_bring_nothing_to_life",
            "tests/phone/test_pages.py::test_words_that_are_not_what_they_look_like_are_warned_of",
        ),
        (
            _check(
                "A25",
                "phone/pages.py",
                "hide = marks > _STACKED_MARKS or _hidden(char)",
                "hide = False",
                seen_by="test_lying_justifications_stay_in_their_block_and_change_nothing_else_of_the_page",
            ),
            _check(
                "A25",
                "phone/pages.py",
                "return Markup.escape(char)",
                "return Markup(char)",
                seen_by="test_markup_in_the_document_stays_text_in_the_title_and_in_attributes_too",
            ),
            _check(
                "A25",
                "phone/approve.py",
                "clipped(told, _WORDS_LIMIT)",
                "(told, 0)",
                seen_by="test_the_agents_words_are_quoted_capped_and_cannot_leave_their_block",
            ),
            _check(
                "A25",
                "phone/static/phone.css",
                "overflow: auto; max-height: 12rem;",
                "",
                seen_by="test_lying_words_move_no_fact_hide_no_answer_and_bring_nothing_to_life",
            ),
        ),
    ),
    Attack(
        "A26",
        "the owner is asked again and again, after a refusal and in other words",
        (
            "tests/policy/test_cooling.py::test_the_same_and_wider_asks_are_answered_by_a_refusal",
            "tests/policy/test_cooling.py::test_after_enough_refusals_rights_of_that_kind_are_not_asked_for_in_any_form",
            "tests/stories/test_refusals.py::test_the_same_ask_is_refused_unheard_and_the_agent_is_told_why_until_when_and_in_whose_words",
            "tests/policy/test_limits.py::test_from_its_number_on_a_limit_refuses_and_is_named",
            "tests/notify/test_fatigue.py::test_one_agent_that_asks_all_the_time_buzzes_six_times_an_hour",
            "tests/notify/test_fatigue.py::test_fifty_agents_together_buzz_no_more_than_one",
            "tests/notify/test_fatigue.py::test_in_quiet_hours_nothing_buzzes_and_afterwards_it_does",
            "tests/authserver/test_foreign_requests.py::test_what_its_owner_refused_a_foreign_client_is_refused_again_unheard",
        ),
        (
            _check(
                "A26",
                "policy/cooling.py",
                "return same or (alike[0] if len(alike) >= ENOUGH else None)",
                "return None",
                seen_by="test_the_same_and_wider_asks_are_answered_by_a_refusal",
            ),
            _check(
                "A26",
                "policy/limits.py",
                "if tally.asks_last_hour >= limits.asks_per_hour:",
                seen_by="test_from_its_number_on_a_limit_refuses_and_is_named",
            ),
            _check(
                "A26",
                "policy/attention.py",
                "return now if quiet and agent.last_approved else None",
                "return now",
                seen_by="test_fifty_agents_together_buzz_no_more_than_one",
            ),
        ),
    ),
    Attack(
        "A27",
        "what was shown is exchanged: after the page, after the passkey's prompt, after the approval",
        (
            "tests/phone/test_deciding.py::test_a_refusal_says_what_was_wrong",
            "tests/approval/test_covers.py::test_a_call_that_differs_is_not_covered",
            "tests/attacks/test_bait_and_switch.py::test_a_stored_call_that_was_changed_after_approval_is_refused_and_its_original_runs_once",
            "tests/phone/test_deciding.py::test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
        ),
        (
            _check(
                "A27",
                "phone/answering.py",
                "if given.digest != question.digest:",
                seen_by="test_a_refusal_says_what_was_wrong",
            ),
            _check(
                "A27",
                "approval/covers.py",
                "if not _same(document.call_digest, call_digest_under(call, document.connector_digest)):",
                seen_by="test_a_call_that_differs_is_not_covered",
            ),
            _check(
                "A27",
                "phone/answering.py",
                "if (document.digest, document.owner) == (row.digest, row.owner):",
                "if True:",
                seen_by="test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
            ),
        ),
    ),
    Attack(
        "A28",
        "one harmful right among forty harmless ones, a list without end, what cannot be shown in full",
        (
            "tests/attacks/test_bundling.py::test_one_harmful_right_among_forty_harmless_ones_denies_them_all_wherever_it_stands",
            "tests/attacks/test_bundling.py::test_one_payment_among_forty_harmless_rights_is_asked_for_wherever_it_stands",
            "tests/attacks/test_bundling.py::test_a_list_without_end_is_denied_even_where_each_of_its_rights_would_be_allowed",
            "tests/policy/test_decide.py::test_asking_for_nothing_or_for_too_much_is_denied",
            "tests/phone/test_rights_page.py::test_every_field_of_a_rights_document_is_read_back_from_the_page",
            "tests/phone/test_deciding.py::test_what_cannot_be_shown_in_full_can_be_refused_but_not_approved",
        ),
        (
            _check(
                "A28",
                "policy/decide.py",
                "decided = strictest(verdict.decide for verdict in verdicts)",
                "decided = verdicts[0].decide",
                seen_by="test_one_harmful_right_among_forty_harmless_ones_denies_them_all_wherever_it_stands",
            ),
            _check(
                "A28",
                "policy/decide.py",
                "if not access or atom_count(access) > MAX_ATOMS:",
                "if not access:",
                seen_by="test_a_list_without_end_is_denied_even_where_each_of_its_rights_would_be_allowed",
            ),
            _check(
                "A28",
                "phone/answering.py",
                "if question.unshowable and verb != REFUSE:",
                seen_by="test_what_cannot_be_shown_in_full_can_be_refused_but_not_approved",
            ),
        ),
    ),
    Attack(
        "A32",
        "an assertion of another origin or host, without a verified user, replayed, or of somebody else's passkey",
        (
            "tests/approval/test_decision.py::test_an_assertion_that_shows_less_than_it_should_is_refused",
            "tests/phone/test_deciding.py::test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
            "tests/phone/test_door.py::test_garbage_in_an_assertion_is_a_refusal_and_never_a_fault",
        ),
        (
            _check(
                "A32",
                "approval/decision.py",
                'if data.get("origin") != origin:',
                seen_by="test_an_assertion_that_shows_less_than_it_should_is_refused",
            ),
            _check(
                "A32",
                "approval/decision.py",
                "if not raw[32] & _USER_VERIFIED:",
                seen_by="test_an_assertion_that_shows_less_than_it_should_is_refused",
            ),
            _check(
                "A32",
                "phone/answering.py",
                "if passkey.owner != question.owner:",
                seen_by="test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
            ),
            _check(
                "A32",
                "phone/passkeys.py",
                "credential_current_sign_count=passkey.sign_count,",
                "credential_current_sign_count=0,",
                seen_by="test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
            ),
            _check(
                "A32",
                "approval/decision.py",
                'if data.get("crossOrigin", False) is not False:',
                "if False:",
                seen_by="test_an_assertion_that_shows_less_than_it_should_is_refused",
            ),
            _check(
                "A32",
                "approval/decision.py",
                "if not hmac.compare_digest(raw[:32], hashlib.sha256(rp_id.encode()).digest()):",
                "if False:",
                seen_by="test_an_assertion_that_shows_less_than_it_should_is_refused",
            ),
            _check(
                "A32",
                "phone/challenges.py",
                'if not use_once(session, Challenge, *unused, values={"used_at": now}):',
                "if False:",
                seen_by="test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused",
            ),
        ),
    ),
    Attack(
        "A33",
        "a stolen session enrols a passkey or a push device of the thief's",
        (
            "tests/phone/test_enrol.py::test_a_further_device_waits_until_a_paired_one_signs_what_it_shows",
            "tests/notify/test_subscribing.py::test_a_browser_is_told_only_once_its_passkey_signed",
            "tests/notify/test_subscribing.py::test_a_session_alone_cannot_change_what_was_shown",
            "tests/attacks/test_shell_pairing.py::test_s4_all_devices_are_told_and_the_new_one_is_marked_as_this_computer",
        ),
        (
            _check(
                "A33",
                "notify/subscriptions.py",
                "dropped_at=now,\n        failure=UNSIGNED,",
                "dropped_at=None,\n        failure=None,",
                seen_by="test_a_browser_is_told_only_once_its_passkey_signed",
            ),
            _check(
                "A33",
                "phone/enrol.py",
                "signer = _who_signs(session, row.owner)",
                "signer = None",
                seen_by="test_a_further_device_waits_until_a_paired_one_signs_what_it_shows",
            ),
        ),
    ),
    Attack(
        "A34",
        "text of another server speaks to the agent as if it were ours or the owner's",
        (
            "tests/client/test_words_of_others.py::test_words_of_another_server_are_told_as_said_by_that_server",
            "tests/agents/test_results.py::test_what_an_api_answered_is_data_in_one_place_with_its_http_status",
            "tests/agents/test_results.py::test_a_long_answer_is_cut_and_says_so",
            "tests/attacks/test_speaking_answers.py::test_an_api_that_speaks_to_the_agent_is_heard_in_one_place_and_changes_no_tool",
        ),
        (
            _check(
                "A34",
                "client/telling.py",
                "return f\"said by {host(row)}: {', '.join(map(quoted, said))}\"",
                'return ", ".join(said)',
                seen_by="test_words_of_another_server_are_told_as_said_by_that_server",
            ),
            _check(
                "A34",
                "agents/results.py",
                "if size <= ANSWER_LIMIT:",
                "if True:",
                seen_by="test_a_long_answer_is_cut_and_says_so",
            ),
        ),
    ),
    Attack(
        "A42",
        "a race to keep what was refused or taken back",
        (
            "tests/stories/test_taking_back.py::test_an_approval_that_was_taken_back_in_time_lets_nothing_run",
            "tests/stories/test_taking_back.py::test_between_the_token_and_its_use_it_still_counts",
            "tests/stories/test_taking_back.py::test_of_taking_back_and_using_at_once_exactly_one_comes_first",
            "tests/approval/test_covers.py::test_an_approval_that_gives_nothing_says_what_it_is",
        ),
        (
            _check(
                "A42",
                "approval/covers.py",
                "if approval.withdrawn:",
                seen_by="test_an_approval_that_gives_nothing_says_what_it_is",
            ),
            _check(
                "A42",
                "approval/covers.py",
                "if approval.decision == REFUSE:",
                seen_by="test_an_approval_that_gives_nothing_says_what_it_is",
            ),
            _check(
                "A42",
                "client/using.py",
                'row.intent, row.intent_at = "revoke", now',
                "row.intent, row.intent_at = None, None",
                seen_by="test_between_the_token_and_its_use_it_still_counts",
            ),
        ),
    ),
    Attack(
        "A50",
        "a push says more on a lock screen than that something waits",
        (
            "tests/notify/test_sender.py::test_a_push_says_a_code_and_nothing_else",
            "tests/attacks/test_lying_words.py::test_no_lying_justification_is_in_a_push",
            "tests/browser/test_push.py::test_a_request_reaches_the_phone_and_a_tap_leads_to_the_inbox_and_the_signed_decision",
            "tests/browser/test_push.py::test_a_burst_is_one_notification_that_says_how_many",
        ),
        (
            _check(
                "A50",
                "notify/sender.py",
                "json.dumps(letter.content)",
                'json.dumps(letter.content | {"about": letter.about})',
                seen_by="test_a_push_says_a_code_and_nothing_else",
            ),
        ),
    ),
    Attack(
        "A51",
        "a push service learns from topic, length and lifetime what the push is about",
        (
            "tests/notify/test_sender.py::test_the_headers_name_us_the_urgency_and_the_end",
            "tests/notify/test_sender.py::test_a_topic_is_another_for_another_thing_and_another_device",
            "tests/notify/test_sender.py::test_a_ttl_is_never_longer_than_push_services_take",
            "tests/notify/test_webpush.py::test_every_payload_has_the_same_length",
        ),
        (
            _check(
                "A51",
                "notify/sender.py",
                '("topic", topic(letter.device, letter.about))',
                '("topic", letter.about)',
                seen_by="test_the_headers_name_us_the_urgency_and_the_end",
            ),
            _check(
                "A51",
                "notify/sender.py",
                "int((letter.until - now).total_seconds())",
                "LONGEST_LIFE",
                seen_by="test_the_headers_name_us_the_urgency_and_the_end",
            ),
            _check(
                "A51",
                "notify/webpush.py",
                "bytes(padded_to - len(payload))",
                'b""',
                seen_by="test_every_payload_has_the_same_length",
            ),
        ),
    ),
    Attack(
        "A55",
        "an agent claims to be approved already, or has only a session: nothing but the passkey's signature counts",
        (
            "tests/attacks/test_lying_words.py::test_an_agent_that_says_it_is_approved_already_waits_like_any_other",
            "tests/approval/test_covers.py::test_a_row_that_the_passkey_did_not_sign_is_not_believed",
            "tests/attacks/test_shell_browser.py::test_s11_a_session_alone_approves_nothing_and_widens_nothing",
        ),
        (
            _check(
                "A55",
                "approval/decision.py",
                'raise AssertionRefused("the signature does not verify") from None',
                "return",
                seen_by="test_a_row_that_the_passkey_did_not_sign_is_not_believed",
            ),
        ),
    ),
    Attack(
        "A56",
        "a child that is minted wider, longer, deeper or once too often, outlives its parent, or uses its handles",
        (
            "tests/test_minting.py::test_a_child_is_never_minted_wider_than_its_parent",
            "tests/test_minting.py::test_a_child_has_only_the_operations_that_it_was_minted_with",
            "tests/test_minting.py::test_an_operation_whose_right_a_childs_rules_cover_is_refused_where_it_was_not_minted_with_it",
            "tests/test_minting.py::test_the_server_too_refuses_an_operation_that_a_child_was_not_minted_with",
            "tests/test_minting.py::test_what_its_parents_policy_denies_or_asks_is_denied_and_asked_however_deep",
            "tests/test_minting.py::test_no_child_is_minted",
            "tests/test_minting.py::test_no_child_is_minted_deeper_than_its_policy_says",
            "tests/test_minting.py::test_a_thousand_children_are_refused_but_for_those_that_there_is_room_for",
            "tests/test_minting.py::test_of_many_minted_at_once_there_are_as_many_as_there_is_room_for",
            "tests/test_minting.py::test_each_name_is_used_once_and_is_no_agents",
            "tests/test_minting.py::test_a_child_and_its_children_stop_at_once_when",
            "tests/test_minting.py::test_grants_of_parent_and_child_are_unknown_to_each_other",
            "tests/test_minting.py::test_what_was_refused_to_one_of_a_line_is_refused_to_all_of_it",
        ),
        (
            _check(
                "A56",
                "minting.py",
                "if not wanted.operations or not set(wanted.operations) <= offered.keys():",
                seen_by="test_a_child_is_never_minted_wider_than_its_parent",
            ),
            _check(
                "A56",
                "policy/decide.py",
                "if not policy.offers(operation):",
                seen_by="test_an_operation_whose_right_a_childs_rules_cover_is_refused_where_it_was_not_minted_with_it",
            ),
            _check(
                "A56",
                "authserver/judge.py",
                "if call is None or not policy.offers(call.operation):",
                seen_by="test_the_server_too_refuses_an_operation_that_a_child_was_not_minted_with",
            ),
            _check(
                "A56",
                "policy/chain.py",
                "strictest = min((one.decide for one in decisions), key=STRICTNESS.index)",
                "strictest = decisions[-1].decide",
                seen_by="test_what_its_parents_policy_denies_or_asks_is_denied_and_asked_however_deep",
            ),
            _check(
                "A56",
                "policy/decide.py",
                "for link in policy.links])",
                "for link in policy.links[-1:]])",
                seen_by="test_what_its_parents_policy_denies_or_asks_is_denied_and_asked_however_deep",
            ),
            _check(
                "A56",
                "policy/chain.py",
                "if lasts > terms.expires_in:",
                seen_by="test_no_child_is_minted",
            ),
            _check(
                "A56",
                "policy/chain.py",
                "if at_once >= terms.at_once:",
                seen_by="test_a_thousand_children_are_refused_but_for_those_that_there_is_room_for",
            ),
            _check(
                "A56",
                "ratchet/freezing.py",
                "(len(line) == 1 or lives(line, now))",
                "True",
                seen_by="test_a_child_and_its_children_stop_at_once_when",
            ),
            _check(
                "A56",
                "agents/credentials.py",
                "if found is not None and line_lives(session, found[0], now) else None",
                "if found is not None else None",
                seen_by="test_a_child_and_its_children_stop_at_once_when",
            ),
            _check(
                "A56",
                "ratchet/cooling.py",
                "return of_line(Approval.agent, agent), *_refused_until_after(now)",
                "return col(Approval.agent) == agent, *_refused_until_after(now)",
                seen_by="test_what_was_refused_to_one_of_a_line_is_refused_to_all_of_it",
            ),
        ),
    ),
)

CREATE TABLE public.agent (
    name character varying NOT NULL,
    owner character varying NOT NULL,
    credential_digest character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    frozen_at timestamp with time zone,
    last_used_at timestamp with time zone,
    muted_until timestamp with time zone,
    credential_expires_at timestamp with time zone,
    previous_digest character varying,
    previous_until timestamp with time zone,
    parent character varying,
    root character varying,
    narrowing json
);
CREATE TABLE public.agent_host (
    agent character varying NOT NULL,
    client_id character varying NOT NULL,
    key json,
    connected_at timestamp with time zone NOT NULL,
    client_name text
);
CREATE TABLE public.agent_seen (
    agent character varying NOT NULL,
    level character varying NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    why text NOT NULL
);
CREATE TABLE public.approval (
    id character varying NOT NULL,
    "grant" character varying NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    document text NOT NULL,
    digest character varying NOT NULL,
    agent_reason text,
    client_grant character varying,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    decision character varying,
    decided_at timestamp with time zone,
    decision_reason text,
    effective_digest character varying,
    passkey character varying,
    assertion json,
    nonce bytea,
    not_after timestamp with time zone,
    spent_at timestamp with time zone,
    effective_document text,
    cool_until timestamp with time zone,
    lifted_at timestamp with time zone,
    number character varying,
    match character varying,
    agent_purpose text
);
CREATE TABLE public.approval_decider (
    approval character varying NOT NULL,
    owner character varying NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.approval_vote (
    approval character varying NOT NULL,
    owner character varying NOT NULL,
    passkey character varying NOT NULL,
    assertion json NOT NULL,
    nonce bytea NOT NULL,
    not_after timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.audit (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    agent character varying,
    owner character varying,
    data text NOT NULL,
    previous character varying NOT NULL,
    digest character varying NOT NULL
);
CREATE TABLE public.audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    digest character varying NOT NULL
);
CREATE TABLE public.challenge (
    id character varying NOT NULL,
    purpose character varying NOT NULL,
    owner character varying,
    approval character varying,
    verb character varying,
    digest character varying,
    nonce bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE TABLE public.channel (
    id character varying NOT NULL,
    owner character varying NOT NULL,
    service character varying NOT NULL,
    place character varying NOT NULL,
    address_sealed bytea NOT NULL,
    address_digest character varying NOT NULL,
    after integer NOT NULL,
    shows character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    failed_at timestamp with time zone,
    failure character varying,
    signed_at timestamp with time zone,
    dropped_at timestamp with time zone
);
CREATE TABLE public.client_grant (
    id character varying NOT NULL,
    version integer NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    authorization_server character varying NOT NULL,
    key character varying NOT NULL,
    connector character varying NOT NULL,
    operation character varying NOT NULL,
    arguments json NOT NULL,
    access json NOT NULL,
    call_digest character varying NOT NULL,
    connector_digest character varying NOT NULL,
    policy_digest character varying NOT NULL,
    rule character varying NOT NULL,
    decide character varying NOT NULL,
    join_key character varying,
    agent_reason text,
    run boolean NOT NULL,
    state character varying NOT NULL,
    ending character varying,
    intent character varying,
    intent_at timestamp with time zone,
    finish_nonce character varying,
    callback_digest character varying,
    callback_sealed bytea,
    as_nonce character varying,
    interact_ref_sealed bytea,
    continue_uri character varying,
    continue_token_sealed bytea,
    wait_until timestamp with time zone,
    token_sealed bytea,
    token_access json,
    token_expires_at timestamp with time zone,
    manage_uri character varying,
    manage_token_sealed bytea,
    approval character varying,
    status character varying NOT NULL,
    result json,
    detail text,
    owner_words boolean NOT NULL,
    collected_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deadline timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    lease character varying,
    lease_until timestamp with time zone,
    interaction_uri_sealed bytea,
    interaction_host character varying,
    user_code_sealed bytea,
    further_sealed bytea,
    number character varying,
    opened_in character varying,
    elicited_at timestamp with time zone,
    purpose text,
    hold character varying,
    handed_at timestamp with time zone
);
CREATE TABLE public.client_key (
    id character varying NOT NULL,
    agent character varying NOT NULL,
    authorization_server character varying NOT NULL,
    public_jwk json NOT NULL,
    private_sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.connector_secret (
    id character varying NOT NULL,
    connector character varying NOT NULL,
    resource_server character varying NOT NULL,
    token_endpoint character varying,
    secret_sealed bytea NOT NULL,
    access_sealed bytea,
    access_until timestamp with time zone,
    renew_at timestamp with time zone,
    fault character varying,
    lease character varying,
    lease_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    in_force character varying,
    removed_at timestamp with time zone,
    revocation_sealed bytea,
    revoke_at timestamp with time zone,
    revoke_until timestamp with time zone,
    revocation character varying
);
CREATE TABLE public.countersign_schema (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.host_registration (
    client_id character varying NOT NULL,
    client_name text NOT NULL,
    redirect_uris json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE TABLE public.host_sign_in (
    id character varying NOT NULL,
    agent character varying NOT NULL,
    client_id character varying NOT NULL,
    resource character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ending character varying
);
CREATE TABLE public.host_token (
    digest character varying NOT NULL,
    sign_in character varying NOT NULL,
    kind character varying NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    jkt character varying
);
CREATE TABLE public.host_visit (
    id character varying NOT NULL,
    session character varying NOT NULL,
    agent character varying NOT NULL,
    client_id character varying NOT NULL,
    redirect_uri character varying NOT NULL,
    state text,
    challenge character varying NOT NULL,
    resource character varying NOT NULL,
    code_digest character varying,
    code_sealed bytea,
    code_until timestamp with time zone,
    redeemed_at timestamp with time zone,
    sign_in character varying,
    jkt character varying
);
CREATE TABLE public.installation (
    id integer NOT NULL,
    frozen_at timestamp with time zone,
    key_check_sealed bytea,
    vapid_sealed bytea,
    changes integer NOT NULL,
    token_key_sealed bytea,
    nonces_since timestamp with time zone
);
CREATE TABLE public.instance (
    id character varying NOT NULL,
    host character varying NOT NULL,
    pid integer NOT NULL,
    uid integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.outbox (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    subject character varying NOT NULL,
    attempts integer NOT NULL,
    due_at timestamp with time zone,
    lease character varying,
    lease_until timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    outcome character varying,
    created_at timestamp with time zone NOT NULL,
    device character varying,
    refuse_digest character varying
);
CREATE TABLE public.owner (
    name character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    recovery_digest character varying,
    email character varying,
    quiet json
);
CREATE TABLE public.pairing (
    id character varying NOT NULL,
    link_digest character varying NOT NULL,
    terminal_digest character varying NOT NULL,
    owner character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    device json,
    digits_digest character varying,
    wrong_digits integer NOT NULL,
    typed_at timestamp with time zone,
    proposal character varying,
    ended_at timestamp with time zone,
    outcome character varying
);
CREATE TABLE public.passkey (
    id character varying NOT NULL,
    owner character varying NOT NULL,
    label character varying NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    removed_at timestamp with time zone,
    same_computer boolean DEFAULT false NOT NULL
);
CREATE TABLE public.phone_session (
    digest character varying NOT NULL,
    owner character varying NOT NULL,
    passkey character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.proposal (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    owner character varying NOT NULL,
    agent character varying,
    code character varying NOT NULL,
    document text NOT NULL,
    digest character varying NOT NULL,
    open_key character varying,
    peer_uid integer,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    decision character varying,
    decided_at timestamp with time zone,
    decision_reason text,
    passkey character varying,
    assertion json,
    nonce bytea,
    not_after timestamp with time zone
);
CREATE TABLE public.push_device (
    id character varying NOT NULL,
    owner character varying NOT NULL,
    passkey character varying NOT NULL,
    endpoint_digest character varying NOT NULL,
    endpoint_sealed bytea NOT NULL,
    p256dh bytea NOT NULL,
    auth_sealed bytea NOT NULL,
    host character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    failed_at timestamp with time zone,
    failure character varying,
    dropped_at timestamp with time zone,
    shows character varying DEFAULT 'code'::character varying NOT NULL
);
CREATE TABLE public.registered_client (
    thumbprint character varying NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    public_jwk json NOT NULL,
    callback_prefix character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    key json,
    instance_id character varying,
    start_modes json,
    class_id character varying,
    display json,
    builtin boolean DEFAULT true NOT NULL,
    nonce_optional boolean DEFAULT false NOT NULL
);
CREATE TABLE public.registered_server (
    identity character varying NOT NULL,
    key json NOT NULL,
    instance_id character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.resource_set (
    reference character varying NOT NULL,
    server character varying NOT NULL,
    access json NOT NULL,
    digest character varying NOT NULL,
    formats json,
    introspected boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.sealed_file (
    name character varying NOT NULL,
    path character varying NOT NULL,
    owner character varying NOT NULL,
    proposal character varying NOT NULL,
    text text NOT NULL,
    digest character varying NOT NULL,
    narrowed_at timestamp with time zone,
    sealed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.seen_nonce (
    digest character varying NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.server_grant (
    id character varying NOT NULL,
    version integer NOT NULL,
    thumbprint character varying NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    access json NOT NULL,
    ask json,
    pending_key character varying,
    rule character varying NOT NULL,
    label character varying,
    state character varying NOT NULL,
    ending character varying,
    approval character varying,
    finish_uri character varying,
    finish_nonce character varying,
    finish_hash_method character varying,
    as_nonce character varying,
    interact_ref_digest character varying,
    interact_ref_sealed bytea,
    continue_digest character varying,
    previous_continue_digest character varying,
    answer_sealed bytea,
    answer_until timestamp with time zone,
    wait_until timestamp with time zone,
    token_uses integer,
    token_seconds integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    lease character varying,
    lease_until timestamp with time zone,
    key json,
    tokens json,
    subject json,
    "user" json,
    start json,
    visited_by character varying,
    visited_at timestamp with time zone,
    finish_method character varying,
    several boolean DEFAULT false NOT NULL,
    locales json,
    hold character varying
);
CREATE TABLE public.server_token (
    id character varying NOT NULL,
    "grant" character varying NOT NULL,
    digest character varying NOT NULL,
    manage_digest character varying NOT NULL,
    access json NOT NULL,
    thumbprint character varying NOT NULL,
    public_jwk json NOT NULL,
    uses integer,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    previous_manage_digest character varying,
    answer_sealed bytea,
    answer_until timestamp with time zone,
    label character varying,
    flags json,
    key json,
    parent character varying,
    format character varying DEFAULT 'opaque'::character varying NOT NULL
);
CREATE TABLE public.standing_approval (
    id character varying NOT NULL,
    version integer NOT NULL,
    approval character varying NOT NULL,
    "grant" character varying NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    verb character varying NOT NULL,
    operation character varying NOT NULL,
    asked_call character varying NOT NULL,
    document text NOT NULL,
    digest character varying NOT NULL,
    passkey character varying NOT NULL,
    assertion json NOT NULL,
    nonce bytea NOT NULL,
    not_after timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    used integer NOT NULL,
    amount character varying NOT NULL
);
CREATE TABLE public.standing_use (
    client_grant character varying NOT NULL,
    standing character varying NOT NULL,
    amount character varying NOT NULL,
    reserved_at timestamp with time zone NOT NULL
);
CREATE TABLE public.visit (
    id character varying NOT NULL,
    "grant" character varying NOT NULL,
    mode character varying NOT NULL,
    secret_digest character varying NOT NULL,
    session_digest character varying,
    owner character varying,
    opened_at timestamp with time zone,
    done_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL
);
INSERT INTO public.agent VALUES ('scout', 'alice', '7cd58a0f1ee072514f6418c521a7a0977fe7203018452754cf6a829b4a35adbe', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_I3vth9gMdDXMhdBTXItF3NRc', 'as_k14YT9P9VT9Np1Ns5mXSXZn5', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"b30121dbc30e5e381378c05355c3cf481c54753ff6615df94397426b04430c11","client_key":"YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk","connector":"bank","connector_digest":"8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7', 'for breakfast', 'g_41YogQeXPLS586VqPHpv0TVn', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7', '3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', '{"id": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "rawId": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUG5MNjdxaVBJQ1NiWFZSNGpzNGlpU0o5eXNrWlpWLXB2U1BjRTA2bjZJSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIFOjTpPnaBTwxsHcvcBpD4fE6z61cI0qucCrMWh3tbaCAiEAitdT62oS_xY08qpx5hJuEboxxNP3Gewi6JAFcErHbpA", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xdf7ef6c69017af0a777c57e8c7f6333846bc18abb96cd652e214f6ad217bd6d9', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '83', NULL, NULL);
INSERT INTO public.approval VALUES ('a_ovj6r-h2h7YD4MK7XDWCW8pp', 'as_rmavwNepum6jP9ONbBS4a6IZ', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"6d53ad3ad74b8e9680a2b9882d53ec864eafde4331628400d072fa03d0a81772","client_key":"YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk","connector":"bank","connector_digest":"8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '2235fb5205d8ab9b1bbc497b9f1f244f96d3976a517707fe367c85743e7c2fe5', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '54', NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', '5s6NLVF1en7J0j2Y3rkdJw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'dfa71ac4111b69874816428821dfc8015f55dfc60a40bfdd10fcd76912ac632b');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', '5s6NLVF1en7J0j2Y3rkdJw', NULL, 'alice', '{"label":"A browser","same_computer":true}', 'dfa71ac4111b69874816428821dfc8015f55dfc60a40bfdd10fcd76912ac632b', '8d689e5c7cdcdea9ddeb4c8fbc819952744d3edb1a894166e82d2a43955d9da6');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', '3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', NULL, 'alice', '{"label":"A browser","pairing":"5s6NLVF1en7J0j2Y3rkdJw","same_computer":true}', '8d689e5c7cdcdea9ddeb4c8fbc819952744d3edb1a894166e82d2a43955d9da6', 'e1180bacaf34b644d2beb53b03e57de17bf2caf488d4ca3bb176191faf98a05d');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_3e007d6e964ec111f66a029d7c415f01', NULL, 'alice', '{"digest":"ef062d13378e844a33f8f5e492c0330a0e7923f66ac3a862ac42ff1dc2a086a8","kinds":["policy","connector"],"uid":null}', 'e1180bacaf34b644d2beb53b03e57de17bf2caf488d4ca3bb176191faf98a05d', 'e26c29c2c55c6b2f83755b573341590d429298f5dd74b3fb25801fd92ae21eb5');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_3e007d6e964ec111f66a029d7c415f01"}', 'e26c29c2c55c6b2f83755b573341590d429298f5dd74b3fb25801fd92ae21eb5', 'a0dff1c9f46dae7506917b2aaef1dff520e761e0144ec0b2ea2e7ca0fb59c443');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934","proposal":"w_3e007d6e964ec111f66a029d7c415f01"}', 'a0dff1c9f46dae7506917b2aaef1dff520e761e0144ec0b2ea2e7ca0fb59c443', 'b08bc342a31ed079c3f196fb1b8b49e2fc2901d41b7031e91827069896fa5c1e');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_3e007d6e964ec111f66a029d7c415f01', NULL, 'alice', '{"digest":"ef062d13378e844a33f8f5e492c0330a0e7923f66ac3a862ac42ff1dc2a086a8","passkey":"3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0","reason":null}', 'b08bc342a31ed079c3f196fb1b8b49e2fc2901d41b7031e91827069896fa5c1e', 'ef595b104a67f1d576f16f551e690d3945e6c0f82e9e2e18e5fd9c0280ad3a7e');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_f1affbec85cbc9762fe0c6a4985df068', 'scout', 'alice', '{"digest":"1fc4bbc0b7957da9dd2f4978e01c504de123533116b33616e9606e330b5dbf52","kinds":["agent"],"uid":null}', 'ef595b104a67f1d576f16f551e690d3945e6c0f82e9e2e18e5fd9c0280ad3a7e', 'f1dcc9c270a380a69c98402ae9860deae6e5272a8a3de91b05dd87023774b939');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk', 'scout', 'alice', '{}', 'f1dcc9c270a380a69c98402ae9860deae6e5272a8a3de91b05dd87023774b939', '0a4e9ede9df03e0d2494822929bd8fa4953ddff5dfd2736b32f452c1bbba9f8f');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_f1affbec85cbc9762fe0c6a4985df068"}', '0a4e9ede9df03e0d2494822929bd8fa4953ddff5dfd2736b32f452c1bbba9f8f', 'd168153ffc49b9296d9805d71f8237f80596cf4b9012f5dd3724d702cb42c0bb');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_f1affbec85cbc9762fe0c6a4985df068', 'scout', 'alice', '{"digest":"1fc4bbc0b7957da9dd2f4978e01c504de123533116b33616e9606e330b5dbf52","passkey":"3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0","reason":null}', 'd168153ffc49b9296d9805d71f8237f80596cf4b9012f5dd3724d702cb42c0bb', 'a8e6908fc2f89e1a152b54784d09385e9025e93ed7c7a48276f026b5739a2425');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{"call":"b30121dbc30e5e381378c05355c3cf481c54753ff6615df94397426b04430c11","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'a8e6908fc2f89e1a152b54784d09385e9025e93ed7c7a48276f026b5739a2425', '4d5d1025cddde16f68d4af5842dcc469a17b87260bdfcb955f744d5a1126e58c');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_k14YT9P9VT9Np1Ns5mXSXZn5', 'scout', 'alice', '{"approval":"a_I3vth9gMdDXMhdBTXItF3NRc","digest":"e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7","rule":"small-payments"}', '4d5d1025cddde16f68d4af5842dcc469a17b87260bdfcb955f744d5a1126e58c', 'a097a2d6753f13e53bb48a27fcfcecc7a698e2315422fabbf65475ccdde84adb');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{}', 'a097a2d6753f13e53bb48a27fcfcecc7a698e2315422fabbf65475ccdde84adb', '18f16b121aded4ac415f3f14c3578f0addd7e3374fe250fae0b1275138642fda');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_I3vth9gMdDXMhdBTXItF3NRc', 'scout', 'alice', '{"digest":"e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7","effective":"e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7","grant":"as_k14YT9P9VT9Np1Ns5mXSXZn5","passkey":"3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0","reason":null,"verb":"approve"}', '18f16b121aded4ac415f3f14c3578f0addd7e3374fe250fae0b1275138642fda', 'd923ab202ae4f78b74b5327b11d3e5303f9c6133e9768a18313f4bddf1642be3');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{}', 'd923ab202ae4f78b74b5327b11d3e5303f9c6133e9768a18313f4bddf1642be3', 'ae6a85772d2a248a93016e449e231b58e862b8801eda1614d53654e5f7f82288');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_k14YT9P9VT9Np1Ns5mXSXZn5', 'scout', 'alice', '{"approval":"a_I3vth9gMdDXMhdBTXItF3NRc","rule":"small-payments","why":null}', 'ae6a85772d2a248a93016e449e231b58e862b8801eda1614d53654e5f7f82288', '7f2ec857a2cc7e06bfd8730a67603f77e35e4da8f4bfc1bc445dfa513691f812');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_I3vth9gMdDXMhdBTXItF3NRc"}', '7f2ec857a2cc7e06bfd8730a67603f77e35e4da8f4bfc1bc445dfa513691f812', '7959adc30f0d3cb2976d859fcbbaa10318937abf8d26e31b80b28f932bb7cdc6');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{"approval":"a_I3vth9gMdDXMhdBTXItF3NRc","call":"b30121dbc30e5e381378c05355c3cf481c54753ff6615df94397426b04430c11"}', '7959adc30f0d3cb2976d859fcbbaa10318937abf8d26e31b80b28f932bb7cdc6', '4fa0c94b4a676ed63883d0d7baa5e1c2d6113a3ecbbcda1eb706a8df93c3610b');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_41YogQeXPLS586VqPHpv0TVn', 'scout', 'alice', '{"status":201}', '4fa0c94b4a676ed63883d0d7baa5e1c2d6113a3ecbbcda1eb706a8df93c3610b', 'a25edf513adec04044d4012f3e0d9a4cd9bf046bc807a76d1a46f5384286fa6f');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_nWsUQYoLjK5GyI8E3vuNfunB', 'scout', 'alice', '{"call":"6d53ad3ad74b8e9680a2b9882d53ec864eafde4331628400d072fa03d0a81772","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'a25edf513adec04044d4012f3e0d9a4cd9bf046bc807a76d1a46f5384286fa6f', '3ada952a8c7e7741f5d846dec837f6b318d9713283d07a37fc3a3d6aad5e446b');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_rmavwNepum6jP9ONbBS4a6IZ', 'scout', 'alice', '{"approval":"a_ovj6r-h2h7YD4MK7XDWCW8pp","digest":"2235fb5205d8ab9b1bbc497b9f1f244f96d3976a517707fe367c85743e7c2fe5","rule":"small-payments"}', '3ada952a8c7e7741f5d846dec837f6b318d9713283d07a37fc3a3d6aad5e446b', '46c0f37c5b29b57362b63ae0f61126e28c00cef59b4f86cbd2cdcd41106940df');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_nWsUQYoLjK5GyI8E3vuNfunB', 'scout', 'alice', '{}', '46c0f37c5b29b57362b63ae0f61126e28c00cef59b4f86cbd2cdcd41106940df', 'a15dc866b55141f9a00eb728c5394ed4e30f4dbc3207f6abf0df4793e9876243');
INSERT INTO public.audit_head VALUES (1, 23, 'a15dc866b55141f9a00eb728c5394ed4e30f4dbc3207f6abf0df4793e9876243');
INSERT INTO public.challenge VALUES ('78048dc1c4505c49cc282519fd8fd88f2070b5e462986de4587354e71013bdaa', 'enrol', 'alice', '5s6NLVF1en7J0j2Y3rkdJw', NULL, NULL, '\x104de843aee53051b86e87df30273060db3013d5bed8d31b8714a06d68066a5f', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('28a02ab1de75b8895c3ed39aeeaa368ee76cacf3a50aab84f8d29e6e6f7ba4f4', 'decide', 'alice', 'a_I3vth9gMdDXMhdBTXItF3NRc', 'approve', 'e81d0cdaed9329321e4f0b7b54837c2c795e0f0ac7641c3394105dfa0c5e91f7', '\xdf7ef6c69017af0a777c57e8c7f6333846bc18abb96cd652e214f6ad217bd6d9', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_41YogQeXPLS586VqPHpv0TVn', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_TFJdGwwE3MUZZAb007C-x9Ht', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'b30121dbc30e5e381378c05355c3cf481c54753ff6615df94397426b04430c11', '8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '8cd010f708727a32f15a627112dead1c257b0e2c008e7c817d22b684331cf09e', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'qnMxgGrmP3nOMB5UAbSHHEozqTwb12gXZAaSDOisYi0', 'c7951fed580df3dc7eeb1a3f859747d24f5555cc8e7a9dc7bd6e40f846ffef2a', '\x010131e32f402c5bf1c62fbf3e9f25872951b8a4a87295d190ef1ccf85fb54153d3438608f22766e8ed077564f667f6923b002e208249eb81ace4a4bfa2d3d5f2d184f532346797381d1', 'zX7TJ0LCEipXwSr24dpRxXmeXvPXm71OcKHfJH31loQ', NULL, 'http://localhost:8765/gnap/continue/as_k14YT9P9VT9Np1Ns5mXSXZn5', NULL, '2026-11-25 12:00:05+00', '\x0101310c9e4fa3813509e172ae299aedda87ca042775a19210a39662e03b172b708054f7f22ab05d5423042e887678b734c1e8bf7001826a035286c236ceb610991350d1826467555e18', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_r7vCpBVWykkzgNfAqqPgkzhU', '\x010131107f75c3f31da12143fa2b64894f6778f900314e036c634a48a10d888202fa5d79771db1600016a5575ac60e20367bfd03d1b6807a523bd74c0965ca26fd7a3b464dd7077e6875', 'a_I3vth9gMdDXMhdBTXItF3NRc', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '83', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_nWsUQYoLjK5GyI8E3vuNfunB', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_TFJdGwwE3MUZZAb007C-x9Ht', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '6d53ad3ad74b8e9680a2b9882d53ec864eafde4331628400d072fa03d0a81772', '8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'f310a2d61d42338a9b49793529ba16c74076d4174d235c034de19b2c66f85122', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'DRlondNKuIWHB9SNnZ-pwJLK583qHcv5AjP6UDZNneA', 'bede16f67b4e0b1bf989156326df5cfb83e148847fb72fb447a00b82fb44141a', '\x0101314886f1609ea8c100ccff72c81f483ea8e7fa636b844469c85aea10f1471d3a742361934889a2fb678b824fbfc5f5d03aee21735eff67990f6ef191ad1ca2ff26edee3d88b82175', 'LyJgZ5N01fEcLfnUbn9vQSatKPu4kbSRLeF9oALNewM', NULL, 'http://localhost:8765/gnap/continue/as_rmavwNepum6jP9ONbBS4a6IZ', '\x010131327d27bea05581f849797deb07db4d22a45c8452812e06b5f0557b4fba1ef6937d0c6033be925cf89219f16876eeb7bff94b4b4cd5b9f6382b76847f05092e1ef903098d1207d4', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '54', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_key VALUES ('k_TFJdGwwE3MUZZAb007C-x9Ht', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_TFJdGwwE3MUZZAb007C-x9Ht", "kty": "OKP", "x": "vL1c7336cNwgrvDTbQ6EelrpMtB90dkhexqGaqpWjxI"}', '\x010131730dc8b3566bae04fa92b2cd4a0e682e62b967df6be329c726372e27a84052d4cfc4a71f58d8db0eb7fa1476f4963aa327a1176e4d9960e5bfe7c691d4dd943f205452c0701c8fb887fe3aba', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x0101319f8ee9857548dfb4bb345cc074c87ce8b977d38e2915d7b6a65a960867da07355054de25a92335', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_oFFeKbhNv4mMoMPNdvqBDSwO', 'finish', 'as_k14YT9P9VT9Np1Ns5mXSXZn5', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('5s6NLVF1en7J0j2Y3rkdJw', 'e63932d35e450f8b90f13e0cd165dd04f7a8d8c016a83fc5f3145e5416a9a9ee', '1493ae9d1667c93ea628118a58b2eab77b636a30a02968a569048d31eef32ddc', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "public_key": "pQECAyYgASFYIMYImiz9Zi4Sgjzk4PoYutb3_wtvaxm88L3ckNTIQ_v3Ilgg4ipBBNqUQ85pavxCEA9JHgrMA-OcIlwWT15xKBVe24s", "sign_count": 0, "label": "A browser", "same_computer": true}', 'a14b08e44b54ca7b016af20c4be81682ce1839458a4554cde21aaa934ad72912', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', 'alice', 'A browser', '\xa5010203262001215820c6089a2cfd662e12823ce4e0fa18bad6f7ff0b6f6b19bcf0bddc90d4c843fbf7225820e22a4104da9443ce696afc42100f491e0acc03e39c225c164f5e7128155edb8b', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('0d7bb8a1341d87fc6ed14cbb0f45767ceef070b3dfac8ccc3b19334143d538c0', 'alice', '3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_3e007d6e964ec111f66a029d7c415f01', 'policy', 'alice', NULL, '6VBN', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"Czx0Z1zgFr1TisPjW3yzmMoa5-XwLGcQaJSZR1rewzg\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'ef062d13378e844a33f8f5e492c0330a0e7923f66ac3a862ac42ff1dc2a086a8', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', '{"id": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "rawId": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSHhnemtOa0hkYm1BVXUxT2p2Z0FRUlV2ZmVLS1Z2RHZ6VS1FM1h0VlEzQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQDLGucYDnHoA4s9t3xuczBxoLgh57-9wZsEapeeu3-CKgIgDud_PGmF3SNy6T0OZ3uDF-dmISAYlmW9XZyvz354rXc", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_f1affbec85cbc9762fe0c6a4985df068', 'agent', 'alice', 'scout', 'JY3M', '{"items":[{"agent":"scout","credential_digest":"7cd58a0f1ee072514f6418c521a7a0977fe7203018452754cf6a829b4a35adbe","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '1fc4bbc0b7957da9dd2f4978e01c504de123533116b33616e9606e330b5dbf52', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0', '{"id": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "rawId": "3Ug6NUDfz19CCXSIGJfdDbAo7WJBBU4uoT4HFBopgT0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSjZjd3ZVcG5SU2hidTJoWXd2aFFoYjFKSGFtSjBHVFd4Z0JSQi1oaWd5ZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDl-kbO0VPMEbJd5Bny9gnvf33pbFmZlX8r1Ip1WpViDgIhAJAysAQxZxcbkVS-Zb1z2JiisRHN1eXSqpBopUNkNphI", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_TFJdGwwE3MUZZAb007C-x9Ht", "kty": "OKP", "x": "vL1c7336cNwgrvDTbQ6EelrpMtB90dkhexqGaqpWjxI"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_3e007d6e964ec111f66a029d7c415f01', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.
agent: scout
owner: alice
rules:
  - id: read-accounts
    decide: allow
    access: {type: bank-account, actions: [read], locations: ["http://127.0.0.1:9101/accounts/*"]}
  - id: small-payments
    decide: ask
    access: {type: bank-payment, actions: [create], locations: ["http://127.0.0.1:9101/payments"]}
    where: {amount: {max: "100.00"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}
    approval: {assurance: passkey, answer_within: 24h}
    grant: {uses: 1, expires_in: 10m}
  - id: never-close
    decide: deny
    access: {type: bank-account, actions: [close]}
limits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}
', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_3e007d6e964ec111f66a029d7c415f01', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "Czx0Z1zgFr1TisPjW3yzmMoa5-XwLGcQaJSZR1rewzg"}
authorization_server: embedded            # or a grant endpoint URL
operations:
  - name: bank_read_account
    title: Read an account
    description: The balance of one account.
    request: GET /accounts/{account}
    parameters: {account: {type: string, max_length: 40}}
    access: {type: bank-account, actions: [read], locations: ["http://127.0.0.1:9101/accounts/{account}"], identifier: $account}
  - name: bank_transactions
    title: List the transactions of an account
    request: GET /accounts/{account}/transactions
    parameters: {account: {type: string, max_length: 40}}
    access: {type: bank-account, actions: [read], locations: ["http://127.0.0.1:9101/accounts/{account}/transactions"], identifier: $account}
  - name: bank_pay
    title: Pay somebody
    request: POST /payments
    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}
    access: {type: bank-payment, actions: [create], locations: ["http://127.0.0.1:9101/payments"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}
    idempotency: {header: Idempotency-Key}
    destructive: true
', '8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('a8520911095f6b78f147daecd53cbec5f384cac1b1252fa27744e9c2839d8fea', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('daf8852e745cb31aa53f2d3571ca9a2db2730dce517e1976f209ab0e74e83a31', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('04f9ca8a764e8b530a9e8df8cb1a402f0b97d26a9fbceda92335cb9208a09606', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('ed751e5abc93e36a3d70f5298a135a0b3e1d6fcf2df5bbfd5ba0d716bbbd1c9b', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_rmavwNepum6jP9ONbBS4a6IZ', 1, 'YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934", "call_digest": "6d53ad3ad74b8e9680a2b9882d53ec864eafde4331628400d072fa03d0a81772"}', '34b20690006ac14a6d6b0211af73da4ee942a6d51efed52861e35d4269cb06aa', 'small-payments', NULL, 'pending', NULL, 'a_ovj6r-h2h7YD4MK7XDWCW8pp', 'http://localhost:8765/callback/KocsAaGwjiFtgy0TwWW2oXV_SYKXoMqQeunVKSclQMU', 'DRlondNKuIWHB9SNnZ-pwJLK583qHcv5AjP6UDZNneA', 'sha-256', 'LyJgZ5N01fEcLfnUbn9vQSatKPu4kbSRLeF9oALNewM', NULL, NULL, 'fb372916527b280c2e5b12325270a9c3a7aba038f43e665f61b7424b3ae0b4fc', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_grant VALUES ('as_k14YT9P9VT9Np1Ns5mXSXZn5', 3, 'YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "8f812f03337edbac6f53b9a5d442181e289173f63492716e36132eef6711a934", "call_digest": "b30121dbc30e5e381378c05355c3cf481c54753ff6615df94397426b04430c11"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_I3vth9gMdDXMhdBTXItF3NRc', 'http://localhost:8765/callback/WovCj6dx9N385lV3FpmObgviJFRYAyBetAUdu5xsiuM', 'qnMxgGrmP3nOMB5UAbSHHEozqTwb12gXZAaSDOisYi0', 'sha-256', 'zX7TJ0LCEipXwSr24dpRxXmeXvPXm71OcKHfJH31loQ', '19e8ff73fc87f85c0a823a9101d9f5f070cd47f2efa9fbdd46c7f375f7ee7fb3', '\x010131ca6a5682edcd1f249bce89139050192f247c1df2a00a309f328c7042cc7187b41f8923c8cdd6ea31727d24c77485444aaf9a764b3f4b8e8e90628a85af5ab073f9e8c1390fe9a3', NULL, 'f2196722bc13641a72d8f4a72e9358cc6ed22a5e4703001b7eb01d2e7a61857f', '\x01013137ad57ff360bc8deb8fdb914bfa66dab61e1fef56db5a9b197067e0aa9eb77f9c8327e9c112e17a1690810a712fb1bb8f474c0688febd8ac662a725b0e706e9c6515c54fa21bae84d80f38773097b11fff3ffba2ef75b96a5c510c1a154ccc3632794b11455404e318e7e7a783fd4eb92fd2e2f9c995ae13293e1f74189fee500a92467c8ace6982e817608b9255b18cdeb18a6acf7d6a76980d9c5500b02cdc776809608ac9543f6e13362f60fa40781e5bbe05bd673a920689ee9d7a59d3c94306b563ded5c665b50076260b5d4db4a76c94ffde696824998357c52c6b5c5c8dac01fc361242e47e114813cb09331a73a37f93edf3345fa35a110f1e350ae92b1f008dcdfd028ffe4491fed6ac6e4d653494d0212be5940d841e65d072b088f90ca7d4f8c163721b21c79f814184eb818c2b76052af731eae44af60f0ee6390749c016ffd74471f18db15e3b989d4de2b70d1dd14d98369621113c04d51798ce59e9d819220404e9c98bca9aaeb590a3639a51e7af33c5061fe345d7907b3680d9d2957a89ba01c1a178d977e215f87511c591dfa9f139de00c06cefcacc6e7e14f67b7d55ed5fb78ee5e32b19f1a23d50414749379ef719c29582240ec2461c1e376430ebe72343641086c203cb636a1bcb6d81345aa3ea10d42ba1ef7f1317c13c930c103544ea6fcee770046e5fbfcb3710e8c50f8b85f29fcf21a8df8e356a5af6547d829e4220638dbcd60e0c7b31d668b1decb1b11e2d045cc2a10da2aa65fd509baa1fe60a284f0de28c34ee31761d949c1f81d9267496f24924b5bee8e374fef41333aa798cf37ae8ea18420bf2b3113088caaa5e0c4f95a51fd69e7bfc25b', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_token VALUES ('t_r7vCpBVWykkzgNfAqqPgkzhU', 'as_k14YT9P9VT9Np1Ns5mXSXZn5', '09077a7064b27929db9d4c283354c4086e447a80989d5cc984cd0c5e7c29ee62', '601e2ec89b13edbf28a7c25d915ecbdced15baf38b44e91069b2e14fdfb2cf09', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'YjPrmMNbO66hqfMA-jJP9CowOMhiPGo0yydkt0g3LOk', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_TFJdGwwE3MUZZAb007C-x9Ht", "kty": "OKP", "x": "vL1c7336cNwgrvDTbQ6EelrpMtB90dkhexqGaqpWjxI"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
ALTER TABLE ONLY public.countersign_schema
    ADD CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT pk_agent PRIMARY KEY (name);
ALTER TABLE ONLY public.agent_host
    ADD CONSTRAINT pk_agent_host PRIMARY KEY (agent);
ALTER TABLE ONLY public.agent_seen
    ADD CONSTRAINT pk_agent_seen PRIMARY KEY (agent, level);
ALTER TABLE ONLY public.approval
    ADD CONSTRAINT pk_approval PRIMARY KEY (id);
ALTER TABLE ONLY public.approval_decider
    ADD CONSTRAINT pk_approval_decider PRIMARY KEY (approval, owner);
ALTER TABLE ONLY public.approval_vote
    ADD CONSTRAINT pk_approval_vote PRIMARY KEY (approval, owner);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.challenge
    ADD CONSTRAINT pk_challenge PRIMARY KEY (id);
ALTER TABLE ONLY public.channel
    ADD CONSTRAINT pk_channel PRIMARY KEY (id);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT pk_client_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT pk_client_key PRIMARY KEY (id);
ALTER TABLE ONLY public.connector_secret
    ADD CONSTRAINT pk_connector_secret PRIMARY KEY (id);
ALTER TABLE ONLY public.host_registration
    ADD CONSTRAINT pk_host_registration PRIMARY KEY (client_id);
ALTER TABLE ONLY public.host_sign_in
    ADD CONSTRAINT pk_host_sign_in PRIMARY KEY (id);
ALTER TABLE ONLY public.host_token
    ADD CONSTRAINT pk_host_token PRIMARY KEY (digest);
ALTER TABLE ONLY public.host_visit
    ADD CONSTRAINT pk_host_visit PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT pk_installation PRIMARY KEY (id);
ALTER TABLE ONLY public.instance
    ADD CONSTRAINT pk_instance PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.owner
    ADD CONSTRAINT pk_owner PRIMARY KEY (name);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT pk_pairing PRIMARY KEY (id);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT pk_passkey PRIMARY KEY (id);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT pk_phone_session PRIMARY KEY (digest);
ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT pk_proposal PRIMARY KEY (id);
ALTER TABLE ONLY public.push_device
    ADD CONSTRAINT pk_push_device PRIMARY KEY (id);
ALTER TABLE ONLY public.registered_client
    ADD CONSTRAINT pk_registered_client PRIMARY KEY (thumbprint);
ALTER TABLE ONLY public.registered_server
    ADD CONSTRAINT pk_registered_server PRIMARY KEY (identity);
ALTER TABLE ONLY public.resource_set
    ADD CONSTRAINT pk_resource_set PRIMARY KEY (reference);
ALTER TABLE ONLY public.sealed_file
    ADD CONSTRAINT pk_sealed_file PRIMARY KEY (name);
ALTER TABLE ONLY public.seen_nonce
    ADD CONSTRAINT pk_seen_nonce PRIMARY KEY (digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT pk_server_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT pk_server_token PRIMARY KEY (id);
ALTER TABLE ONLY public.standing_approval
    ADD CONSTRAINT pk_standing_approval PRIMARY KEY (id);
ALTER TABLE ONLY public.standing_use
    ADD CONSTRAINT pk_standing_use PRIMARY KEY (client_grant);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT pk_visit PRIMARY KEY (id);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT uq_client_grant_join_key UNIQUE (join_key);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT uq_client_key_agent_authorization_server UNIQUE (agent, authorization_server);
ALTER TABLE ONLY public.connector_secret
    ADD CONSTRAINT uq_connector_secret_in_force UNIQUE (in_force);
ALTER TABLE ONLY public.host_visit
    ADD CONSTRAINT uq_host_visit_code_digest UNIQUE (code_digest);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT uq_pairing_link_digest UNIQUE (link_digest);
ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT uq_proposal_open_key UNIQUE (open_key);
ALTER TABLE ONLY public.push_device
    ADD CONSTRAINT uq_push_device_endpoint_digest UNIQUE (endpoint_digest);
ALTER TABLE ONLY public.registered_server
    ADD CONSTRAINT uq_registered_server_instance_id UNIQUE (instance_id);
ALTER TABLE ONLY public.resource_set
    ADD CONSTRAINT uq_resource_set_digest UNIQUE (digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_digest UNIQUE (digest);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_manage_digest UNIQUE (manage_digest);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT uq_visit_secret_digest UNIQUE (secret_digest);
CREATE INDEX ix_agent_owner ON public.agent USING btree (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON public.agent USING btree (previous_digest);
CREATE INDEX ix_agent_root ON public.agent USING btree (root);
CREATE INDEX ix_approval_agent ON public.approval USING btree (agent);
CREATE INDEX ix_approval_client_grant ON public.approval USING btree (client_grant);
CREATE INDEX ix_approval_decider_owner ON public.approval_decider USING btree (owner);
CREATE INDEX ix_approval_grant ON public.approval USING btree ("grant");
CREATE INDEX ix_approval_owner ON public.approval USING btree (owner);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_challenge_approval ON public.challenge USING btree (approval);
CREATE INDEX ix_channel_owner ON public.channel USING btree (owner);
CREATE INDEX ix_client_grant_agent ON public.client_grant USING btree (agent);
CREATE INDEX ix_client_grant_agent_call_digest ON public.client_grant USING btree (agent, call_digest);
CREATE INDEX ix_client_grant_agent_created_at ON public.client_grant USING btree (agent, created_at);
CREATE INDEX ix_client_grant_due_at ON public.client_grant USING btree (due_at);
CREATE INDEX ix_client_key_agent ON public.client_key USING btree (agent);
CREATE INDEX ix_connector_secret_connector ON public.connector_secret USING btree (connector);
CREATE INDEX ix_connector_secret_renew_at ON public.connector_secret USING btree (renew_at);
CREATE INDEX ix_connector_secret_revoke_at ON public.connector_secret USING btree (revoke_at);
CREATE INDEX ix_host_sign_in_agent ON public.host_sign_in USING btree (agent);
CREATE INDEX ix_host_token_expires_at ON public.host_token USING btree (expires_at);
CREATE INDEX ix_host_token_sign_in ON public.host_token USING btree (sign_in);
CREATE INDEX ix_outbox_device ON public.outbox USING btree (device);
CREATE INDEX ix_outbox_due_at ON public.outbox USING btree (due_at);
CREATE INDEX ix_outbox_refuse_digest ON public.outbox USING btree (refuse_digest);
CREATE INDEX ix_outbox_subject ON public.outbox USING btree (subject);
CREATE UNIQUE INDEX ix_owner_email ON public.owner USING btree (email);
CREATE INDEX ix_pairing_owner ON public.pairing USING btree (owner);
CREATE INDEX ix_passkey_owner ON public.passkey USING btree (owner);
CREATE INDEX ix_phone_session_owner ON public.phone_session USING btree (owner);
CREATE INDEX ix_proposal_agent ON public.proposal USING btree (agent);
CREATE INDEX ix_proposal_owner ON public.proposal USING btree (owner);
CREATE INDEX ix_push_device_owner ON public.push_device USING btree (owner);
CREATE INDEX ix_registered_client_agent ON public.registered_client USING btree (agent);
CREATE UNIQUE INDEX ix_registered_client_instance_id ON public.registered_client USING btree (instance_id);
CREATE INDEX ix_resource_set_server ON public.resource_set USING btree (server);
CREATE INDEX ix_seen_nonce_expires_at ON public.seen_nonce USING btree (expires_at);
CREATE INDEX ix_server_grant_agent ON public.server_grant USING btree (agent);
CREATE INDEX ix_server_grant_approval ON public.server_grant USING btree (approval);
CREATE INDEX ix_server_grant_due_at ON public.server_grant USING btree (due_at);
CREATE INDEX ix_server_grant_previous_continue_digest ON public.server_grant USING btree (previous_continue_digest);
CREATE INDEX ix_server_grant_thumbprint ON public.server_grant USING btree (thumbprint);
CREATE INDEX ix_server_token_grant ON public.server_token USING btree ("grant");
CREATE INDEX ix_server_token_parent ON public.server_token USING btree (parent);
CREATE INDEX ix_server_token_previous_manage_digest ON public.server_token USING btree (previous_manage_digest);
CREATE INDEX ix_standing_approval_agent ON public.standing_approval USING btree (agent);
CREATE INDEX ix_standing_approval_approval ON public.standing_approval USING btree (approval);
CREATE INDEX ix_standing_approval_asked_call ON public.standing_approval USING btree (asked_call);
CREATE INDEX ix_standing_approval_owner ON public.standing_approval USING btree (owner);
CREATE INDEX ix_standing_use_standing ON public.standing_use USING btree (standing);
CREATE INDEX ix_visit_grant ON public.visit USING btree ("grant");
ALTER TABLE ONLY public.agent_host
    ADD CONSTRAINT fk_agent_host_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT fk_agent_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.agent_seen
    ADD CONSTRAINT fk_agent_seen_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.approval_decider
    ADD CONSTRAINT fk_approval_decider_approval FOREIGN KEY (approval) REFERENCES public.approval(id);
ALTER TABLE ONLY public.approval_vote
    ADD CONSTRAINT fk_approval_vote_approval FOREIGN KEY (approval) REFERENCES public.approval(id);
ALTER TABLE ONLY public.channel
    ADD CONSTRAINT fk_channel_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT fk_client_grant_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT fk_client_key_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.host_sign_in
    ADD CONSTRAINT fk_host_sign_in_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.host_token
    ADD CONSTRAINT fk_host_token_sign_in FOREIGN KEY (sign_in) REFERENCES public.host_sign_in(id);
ALTER TABLE ONLY public.host_visit
    ADD CONSTRAINT fk_host_visit_id FOREIGN KEY (id) REFERENCES public.proposal(id);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT fk_pairing_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT fk_passkey_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT fk_phone_session_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT fk_phone_session_passkey FOREIGN KEY (passkey) REFERENCES public.passkey(id);
ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT fk_proposal_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.push_device
    ADD CONSTRAINT fk_push_device_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.push_device
    ADD CONSTRAINT fk_push_device_passkey FOREIGN KEY (passkey) REFERENCES public.passkey(id);
ALTER TABLE ONLY public.resource_set
    ADD CONSTRAINT fk_resource_set_server FOREIGN KEY (server) REFERENCES public.registered_server(identity);
ALTER TABLE ONLY public.sealed_file
    ADD CONSTRAINT fk_sealed_file_proposal FOREIGN KEY (proposal) REFERENCES public.proposal(id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT fk_server_token_grant FOREIGN KEY ("grant") REFERENCES public.server_grant(id);
ALTER TABLE ONLY public.standing_approval
    ADD CONSTRAINT fk_standing_approval_approval FOREIGN KEY (approval) REFERENCES public.approval(id);
ALTER TABLE ONLY public.standing_use
    ADD CONSTRAINT fk_standing_use_client_grant FOREIGN KEY (client_grant) REFERENCES public.client_grant(id);
ALTER TABLE ONLY public.standing_use
    ADD CONSTRAINT fk_standing_use_standing FOREIGN KEY (standing) REFERENCES public.standing_approval(id);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT fk_visit_grant FOREIGN KEY ("grant") REFERENCES public.server_grant(id);

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
    connected_at timestamp with time zone NOT NULL
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
    match character varying
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
    elicited_at timestamp with time zone
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
    locales json
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
INSERT INTO public.agent VALUES ('scout', 'alice', '6e8e3d1f5f25158f5c29e8e6562f4279a86ec7a367a3493b4348f0f285f1740a', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_-2LuaG2l-KbPb-ZWfIEAlxv_', 'as_b50GVyW8v40OOUuY172CwHMd', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e685e0b7fbc549a36d654562c53007482258c5c5ce833128cc842f07dc4f4676","client_key":"nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14","connector":"bank","connector_digest":"df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a', 'for breakfast', 'g_EZoYZXXkWoHomjf3SFodsae2', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a', 'nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', '{"id": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "rawId": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVjYzMi1aU2FIZXY2aU5lcUE5WnIwOXlCdnl2ZWFGX0s3cDdNaklpQkl5VSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQCvZhWBYSwtbO62D0siaZ5ujfBlQmGLIP4OM2ucpRuACAIgGH_Qz2SubhwIvyaeXb7gcDqROOqqLXP9DWKRHiJ4YwI", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x5f6984466ad69edd407f7b3a66f748ea5a0565475bfeb05b3ff4a24c398ef504', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '37', NULL);
INSERT INTO public.approval VALUES ('a_tsLpxG9jsYWeQZ90rEifzXk7', 'as_kvdIMrh0Jk_WvRlciTLVP4vL', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"1c4f3b89239d154082850b209ef58ee1d38ac84a292422a26aa24fa3707490b7","client_key":"nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14","connector":"bank","connector_digest":"df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'c82998819b2191af414326a283f750b59875b6a947ef3d00672198696846d692', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '10', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'kV-asMs64PDH6zAM4T4lng', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '681e2edefaf9090a0460ef7a7a9e04da5b92cb30f9f61a5942212d999d46f84c');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'kV-asMs64PDH6zAM4T4lng', NULL, 'alice', '{"label":"A browser","same_computer":true}', '681e2edefaf9090a0460ef7a7a9e04da5b92cb30f9f61a5942212d999d46f84c', '609bc36cf08fcfea1bdeb071b3c8a3e2079d74bb3e192abc13996d83239e5a2a');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', NULL, 'alice', '{"label":"A browser","pairing":"kV-asMs64PDH6zAM4T4lng","same_computer":true}', '609bc36cf08fcfea1bdeb071b3c8a3e2079d74bb3e192abc13996d83239e5a2a', 'f59dabb8caeb0dee48b784c601a1c145e4626aa160b8c535749bac2d5541eecc');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_720e60a31bfe170b18dd56a0d8dd34bd', NULL, 'alice', '{"digest":"5c9a090a3f6a21d6f42a135ded83cdee1a705a2b106a689b49386545fbdb9371","kinds":["policy","connector"],"uid":null}', 'f59dabb8caeb0dee48b784c601a1c145e4626aa160b8c535749bac2d5541eecc', '800b0d62b366c25f53e8583cf1322ba51b6b439747200e966be836998fcd7900');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_720e60a31bfe170b18dd56a0d8dd34bd"}', '800b0d62b366c25f53e8583cf1322ba51b6b439747200e966be836998fcd7900', '96d4f595fc192b88e579983121027f01bfd885b098d6fab23b399f3214d70c8e');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc","proposal":"w_720e60a31bfe170b18dd56a0d8dd34bd"}', '96d4f595fc192b88e579983121027f01bfd885b098d6fab23b399f3214d70c8e', 'b3808935c2643e95ce252543d69d3156fdf92d7e681755f89c68e6068e02a10d');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_720e60a31bfe170b18dd56a0d8dd34bd', NULL, 'alice', '{"digest":"5c9a090a3f6a21d6f42a135ded83cdee1a705a2b106a689b49386545fbdb9371","passkey":"nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0","reason":null}', 'b3808935c2643e95ce252543d69d3156fdf92d7e681755f89c68e6068e02a10d', 'b16f1a570960e7674ee0a2098f3eb049ed5aecf73d7e77b8024b56abdb537264');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_f88b01ee4fe1381b9ccc6b684fc0f8bc', 'scout', 'alice', '{"digest":"2cba24cb7ef1d9e4739065d7b1e6f700ab2e724941d791446234e06525b80c41","kinds":["agent"],"uid":null}', 'b16f1a570960e7674ee0a2098f3eb049ed5aecf73d7e77b8024b56abdb537264', '3e3a4d0663640007648c3cdbaab20af19465f2655f793b6031eb4ba72897d03a');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14', 'scout', 'alice', '{}', '3e3a4d0663640007648c3cdbaab20af19465f2655f793b6031eb4ba72897d03a', 'c9ed29829d4bad694cc3a74d7c6833e61409103ca085836523b080c80f2772c5');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_f88b01ee4fe1381b9ccc6b684fc0f8bc"}', 'c9ed29829d4bad694cc3a74d7c6833e61409103ca085836523b080c80f2772c5', '5fe5c2c02efa607d311074bb6e2454ef7e0e73f30b17800b1f72c7a34fcd4e11');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_f88b01ee4fe1381b9ccc6b684fc0f8bc', 'scout', 'alice', '{"digest":"2cba24cb7ef1d9e4739065d7b1e6f700ab2e724941d791446234e06525b80c41","passkey":"nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0","reason":null}', '5fe5c2c02efa607d311074bb6e2454ef7e0e73f30b17800b1f72c7a34fcd4e11', 'e5af61e5e392dc13e3d4251e9e8b32ce903c602205f1aee3fbd6b42d5030bf2d');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{"call":"e685e0b7fbc549a36d654562c53007482258c5c5ce833128cc842f07dc4f4676","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'e5af61e5e392dc13e3d4251e9e8b32ce903c602205f1aee3fbd6b42d5030bf2d', '31c754cd69edb8bec795e3a9a276e2c96ee17ef75c77fd75a9ddc57240702935');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_b50GVyW8v40OOUuY172CwHMd', 'scout', 'alice', '{"approval":"a_-2LuaG2l-KbPb-ZWfIEAlxv_","digest":"b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a","rule":"small-payments"}', '31c754cd69edb8bec795e3a9a276e2c96ee17ef75c77fd75a9ddc57240702935', '74f3071b19604941034ba93bd45f73dded0f1c0dda981b2f881157abe0f20007');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{}', '74f3071b19604941034ba93bd45f73dded0f1c0dda981b2f881157abe0f20007', 'd72bf74de228e3239286c9e79ac8def3c1c47fd736f7da59f35448645166a652');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_-2LuaG2l-KbPb-ZWfIEAlxv_', 'scout', 'alice', '{"digest":"b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a","effective":"b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a","grant":"as_b50GVyW8v40OOUuY172CwHMd","passkey":"nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0","reason":null,"verb":"approve"}', 'd72bf74de228e3239286c9e79ac8def3c1c47fd736f7da59f35448645166a652', 'b5336e78b36fe2cc61764abdac57a41bedd7319d8c61eac67142cbeab258520b');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{}', 'b5336e78b36fe2cc61764abdac57a41bedd7319d8c61eac67142cbeab258520b', 'fb7f692386525a794003cc50d49009e4902e2a12aa6f864b446d4d783717cb3e');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_b50GVyW8v40OOUuY172CwHMd', 'scout', 'alice', '{"approval":"a_-2LuaG2l-KbPb-ZWfIEAlxv_","rule":"small-payments","why":null}', 'fb7f692386525a794003cc50d49009e4902e2a12aa6f864b446d4d783717cb3e', '120d9b78453403c1982cf861c2d5656fe34787b89bd5f2be85e03e3834f06d61');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_-2LuaG2l-KbPb-ZWfIEAlxv_"}', '120d9b78453403c1982cf861c2d5656fe34787b89bd5f2be85e03e3834f06d61', 'eb65b20b07b37e0c55a2ce175200c34fa48a1caf584be48f547c7dc09ce1a825');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{"approval":"a_-2LuaG2l-KbPb-ZWfIEAlxv_","call":"e685e0b7fbc549a36d654562c53007482258c5c5ce833128cc842f07dc4f4676"}', 'eb65b20b07b37e0c55a2ce175200c34fa48a1caf584be48f547c7dc09ce1a825', '7dc50281cc796a3701ebe826d9d3c798671221e8c65060dda1960fdde24c576b');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_EZoYZXXkWoHomjf3SFodsae2', 'scout', 'alice', '{"status":201}', '7dc50281cc796a3701ebe826d9d3c798671221e8c65060dda1960fdde24c576b', '1fe27ee75c56fce53722cd28ee1578b3dc582d08182b4169038107c9dbe56899');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_Y02afolhOKXaGW0miQs4ljUB', 'scout', 'alice', '{"call":"1c4f3b89239d154082850b209ef58ee1d38ac84a292422a26aa24fa3707490b7","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '1fe27ee75c56fce53722cd28ee1578b3dc582d08182b4169038107c9dbe56899', '19c548f9d7e2e0a2ada94df860aa2c6fafd92860876619f28c82e4164cf3f42c');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_kvdIMrh0Jk_WvRlciTLVP4vL', 'scout', 'alice', '{"approval":"a_tsLpxG9jsYWeQZ90rEifzXk7","digest":"c82998819b2191af414326a283f750b59875b6a947ef3d00672198696846d692","rule":"small-payments"}', '19c548f9d7e2e0a2ada94df860aa2c6fafd92860876619f28c82e4164cf3f42c', '207457542b4ab4536cfda8443ac344319ff4b7cba96a3a598e1d753e00918530');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_Y02afolhOKXaGW0miQs4ljUB', 'scout', 'alice', '{}', '207457542b4ab4536cfda8443ac344319ff4b7cba96a3a598e1d753e00918530', 'c8429b6d641913af710640fd65468bb0f13846a735bd891eec8b96d015b836b2');
INSERT INTO public.audit_head VALUES (1, 23, 'c8429b6d641913af710640fd65468bb0f13846a735bd891eec8b96d015b836b2');
INSERT INTO public.challenge VALUES ('ba70dc9f3d984b39f0b90d2aa103ae1cb70ea67eed627622008cb52ca216ecd0', 'enrol', 'alice', 'kV-asMs64PDH6zAM4T4lng', NULL, NULL, '\xfa9f26c486a9cc7d4df0c5c4f2383c7ba4946a517f2738d30e47006df3b4e997', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('f54a3778005efef9ba474f656c30d77cd16b3e01cb932ec2c8b1b3f49faa8387', 'decide', 'alice', 'a_-2LuaG2l-KbPb-ZWfIEAlxv_', 'approve', 'b57202bf74ce69af84aefcdb0fb31c5a14fd3c181b2e728c5487f63dd114f74a', '\x5f6984466ad69edd407f7b3a66f748ea5a0565475bfeb05b3ff4a24c398ef504', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_EZoYZXXkWoHomjf3SFodsae2', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_FvfsDmLIbR7bxhIxOA67t8k6', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'e685e0b7fbc549a36d654562c53007482258c5c5ce833128cc842f07dc4f4676', 'df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '031c3c7f4b3c6d96ba628fc2594328bc15ab4ba70edec5bd26e5ccaac99dfadf', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'gD0bwE_mCNIvF0-TakQzl3w-FXtSbLyobGCBQv9WMhk', '3c5dce3db414c3e445e0b5a6d3dd8dabf24a52aab811ebf4aee3e5bab7aeaa5b', '\x010131803134ab7665c4cddc4a6cc1d190299c826dfc433c8c489214dc76a7565337a05c553818bebe00aece8415dde0f9095f5649cce782e276aee0656d21ee10e5159bcb4b4afd0e5f', 'YmaIREcKpMGi_Ozh7DlD8mQg2RKj-vYTdF2DsqwRhgI', NULL, 'http://localhost:8765/gnap/continue/as_b50GVyW8v40OOUuY172CwHMd', NULL, '2026-11-25 12:00:05+00', '\x010131d779663d0441d5c37d197ee0c2bee4d1d6e18e760605e3a69c5a79e39383779ab775785bda0464c03f2a13310fc4131581ac8d7141b0f5429ce3e89d843c73e9caf73f652c9cf8', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_tsgIw3z89Nn-7BGoxGt_LoQu', '\x0101311e46ed62b31b1fdd21b05181dc8a6c0072c4d5751576d4d392842ffe754456b1a10b80bc67690322efd6dc00d00ebf737099aa650459e4a7b55e427206646add4f1a9938416b52', 'a_-2LuaG2l-KbPb-ZWfIEAlxv_', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '37', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_Y02afolhOKXaGW0miQs4ljUB', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_FvfsDmLIbR7bxhIxOA67t8k6', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '1c4f3b89239d154082850b209ef58ee1d38ac84a292422a26aa24fa3707490b7', 'df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '8258c265b8999794757826039103cc82c0232fbc9801af8082ac75b1dfd855bd', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'smlguhMnz8XaWHtU0xFm3nlk0F8ZH5Z9S_QcfGPy7io', '03d73707b9ca3e49fb9de2ae5a006a4eefd7db7a6775bdb5e8c2c80204ef348e', '\x010131a1c5bf829b145fa0994e1766fc51cfd5e39a40a9844e6afa5791f58d70bd7ab88e90c517b3cec859b3d261285f62278094ac2a72054b7ce2dcd805585006e9ff2694deaf6a1652', 'SeV5DrJCS1_TRP9cbZ7TG3-v1G6VY82JKmO67PAloDw', NULL, 'http://localhost:8765/gnap/continue/as_kvdIMrh0Jk_WvRlciTLVP4vL', '\x010131d623426d9303a9f7f66adaecdbf81e15b19c36063e2f7746bc4a0176c17b08375638552c3f7a88c4ad879fb0ba196eb66d9b911e3858c78818892417e20fc7c900fe60667b2d2e', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '10', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_FvfsDmLIbR7bxhIxOA67t8k6', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_FvfsDmLIbR7bxhIxOA67t8k6", "kty": "OKP", "x": "z9zSI62Hg_SSA4-ucA5IinfLjz_eQpxyjqJ8jgBv9ec"}', '\x010131219ae6842d17318dd07fc7b0b88cf918166b818306b80159c130c86b178862f749bb52e33774200c2919b09b24b185ef96e3e4663c522e33c7467d906fce91118c0491cd413c762f77dcbc9a', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013157ec602747ccf3e057b17100db1840e405b01e44aa64a5b924ae97340a3d0cf207c4bb92277fe0', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_AhqXsES5LgV98tqni4bOaG2f', 'finish', 'as_b50GVyW8v40OOUuY172CwHMd', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('kV-asMs64PDH6zAM4T4lng', '9a4fffbac15bf0866ce6349f1cc9c157661087902c1550e70505c209bd8e9e3f', 'ebb2d8936f3cbc1775becabe63fee1fc2bc87a0acf7c35eae76593e1bb9c1191', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "public_key": "pQECAyYgASFYIEe1wiv6dDGIb63siPUoVL_WgybuMy2NMXjslOD4q-ANIlggEGmrJlET_xl0yF-ox4kkoZ927OjQAjXcT4RjKTwsP-k", "sign_count": 0, "label": "A browser", "same_computer": true}', '5c13af881b450ae504274a5eb74ae2db3f20a7437f94f6a676c36327d50a3c01', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', 'alice', 'A browser', '\xa501020326200121582047b5c22bfa7431886fadec88f52854bfd68326ee332d8d3178ec94e0f8abe00d2258201069ab265113ff1974c85fa8c78924a19f76ece8d00235dc4f8463293c2c3fe9', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('f9062a2952c5933d8c1ca5d1a794a3d7a666f7bf562ccb41ce4f5a18047afd73', 'alice', 'nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_720e60a31bfe170b18dd56a0d8dd34bd', 'policy', 'alice', NULL, 'JDYR', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"OgspqmXdwsH9dmFpiTsmV4LHruFEa-ydgGg7VeaPrIM\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '5c9a090a3f6a21d6f42a135ded83cdee1a705a2b106a689b49386545fbdb9371', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', '{"id": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "rawId": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMlBvM2NBN1hVTDRNeEg4ZFcwdUc1MElCZVR6MWduQjE2Y1d5M3hTNDlLQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIAbIMGe1MIJAVIVfQmIh5eSvuemi0A8SFokYFdy2flaxAiBb79xnMKcbwTpE5GV4p4ytxRTBIPuvXQralZHxHFCN8Q", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_f88b01ee4fe1381b9ccc6b684fc0f8bc', 'agent', 'alice', 'scout', '4SRW', '{"items":[{"agent":"scout","credential_digest":"6e8e3d1f5f25158f5c29e8e6562f4279a86ec7a367a3493b4348f0f285f1740a","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '2cba24cb7ef1d9e4739065d7b1e6f700ab2e724941d791446234e06525b80c41', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0', '{"id": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "rawId": "nXj__mZQ9sbm2QzDkS0FKyWVg53JPfao0PCcqV2d7v0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNDYwS3QzX2dhSzA0UGE1Zm1LU0IxcDhLM2ctaGxIX1ZHbExNZS01NXkzcyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDzXsSiihYSfTSASCgNMFpRBq4BGTzMsWZ6DHHjyHUW7QIhAMev6r9DWUaRq4mdYg9Z1YfNz_BuHUn5XMV9zXldc4i1", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_FvfsDmLIbR7bxhIxOA67t8k6", "kty": "OKP", "x": "z9zSI62Hg_SSA4-ucA5IinfLjz_eQpxyjqJ8jgBv9ec"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_720e60a31bfe170b18dd56a0d8dd34bd', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_720e60a31bfe170b18dd56a0d8dd34bd', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "OgspqmXdwsH9dmFpiTsmV4LHruFEa-ydgGg7VeaPrIM"}
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
', 'df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('ae740ff7aa7ddff885c51b0556f1397c69777485678e350b6014f9d8b93f3a90', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('414373edcf1916bc7b5bcfe196349b4e1c67116dc78812900e1a5d15d1daeb9f', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('348e81f8a6fcfd595f5c473dc98c6b7f5a1253d9ec81121111b6b4512cbe3592', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('e397984336577e76d0fc208642e52dc7cba52bfd62faca79904dddf1675aa1c1', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_kvdIMrh0Jk_WvRlciTLVP4vL', 1, 'nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc", "call_digest": "1c4f3b89239d154082850b209ef58ee1d38ac84a292422a26aa24fa3707490b7"}', 'efcf5c0ef21418d0037471bb16069ad59349c16b55d77ca8bee3063698b9567c', 'small-payments', NULL, 'pending', NULL, 'a_tsLpxG9jsYWeQZ90rEifzXk7', 'http://localhost:8765/callback/aWIjIpXwI3VRqCkZgsN7GyE1sN4k5EADmWFkZg-8oe4', 'smlguhMnz8XaWHtU0xFm3nlk0F8ZH5Z9S_QcfGPy7io', 'sha-256', 'SeV5DrJCS1_TRP9cbZ7TG3-v1G6VY82JKmO67PAloDw', NULL, NULL, '72863266ff23ff347f4a7487ca705018860ac1fe211399d6c76f8de4e37e426f', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_b50GVyW8v40OOUuY172CwHMd', 3, 'nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "df6f261c3eef568940f03124577b70450726869b14b87c75df64bc4a2278f2dc", "call_digest": "e685e0b7fbc549a36d654562c53007482258c5c5ce833128cc842f07dc4f4676"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_-2LuaG2l-KbPb-ZWfIEAlxv_', 'http://localhost:8765/callback/NjQzDDa6t8iJfC0AzsEI79gMJoXGjN4a6kfmZNg5jQw', 'gD0bwE_mCNIvF0-TakQzl3w-FXtSbLyobGCBQv9WMhk', 'sha-256', 'YmaIREcKpMGi_Ozh7DlD8mQg2RKj-vYTdF2DsqwRhgI', '771b2146bfc2aec73f45b4d1725c46121f4e2241c15269e4fbb6f38665339e02', '\x010131d0446bb66866007c48981da0be328524f48b6e0807f0f537a5001ef6552e65d623e728b9d83199a3c54c8df869d929cedd6689044f34644dcaaf32ae25f5bd05e20f457bde5c9a', NULL, '2cefb145888c8bdeb3894283c51d712082e0e9596121973230ba490fee38b474', '\x010131df08fe8ff3ec0f1c1c817318e856f61ceac877492318747a16e0d1c758190fd71b5106c268735a6404101520a8bbe55d85cd5d6005d4ab53ee91e7162ee6a6f19ea4e72f0a30599800fd81b51b0165b306f3f7419c575424d807b6b1b4cdbff3794b9475b9afb4b3cc8698008ded3be6e7912b9650b6842cb81894005d92673d0408489d2b667232c7c1fe09ea8f66e8f36de99da808890884b3e3224407704b62516da209ebc44f32c985abe6b15cb4865356e0852db85a37242cecc62d2330286145fd9638f1d1035ce8cfceb7bad5ffc71613c94d132cb928cd1585ed1a468e631a7e4c3f378ab2e0e17bcb83efce791aeec7f08bca0b84e0b59ef1f30305362bf263c9b0803213b2b7aa390f5f418bc20c822f06216c8a69be04165f2279db21eb9d17579928dcc9e2d63b0a22562c9c7603d5993942b9c7160f2446cc3f790470d3cb6f2970fcebe778aeac69b007e8af395b246650bcbce721008297bb8fa43de61c0d5f6414d1123baa05f74b907746a2575f8a4a4a8059b66858412b2d1eb174a75e2b5b2d518a9e51ef38832507e8dd6a57adf9745994f9e5b238469d1dc467decb28a797c17ffce801cb136362484825743aae1ab2f31b05c6d62505b1987f0b321e414142878379aa9779a9c6b3f81a4d6a60dd85662e8ea61c5ea4875dc6d14dc8e0f97618903f8dd533c52b5bfcf415b0dff9e2839ef4f547ed4c4839be0be28704326b4ea921a2861c8ca3f806ff6585d09d5353acceedf37bdb6256fa5ed06f0872c3b6a1ad0bfb38521da8b0ca71690886aafbbcabf414ad4c62319b390bc7a3e4fc5a62cef7f8c52d334ec189138b2985395ddaa8462c835b3cf6c4', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_tsgIw3z89Nn-7BGoxGt_LoQu', 'as_b50GVyW8v40OOUuY172CwHMd', 'd386bf3b0b8dfdcc38494467fea3de5ba7ff53d60a211780fc7946270a2d64a9', 'af543795473ce515eff0992b4cfb1bb496625552ace4ad4fc6640583581af7e3', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'nvc2QtwGdn9VQFifaDLtogb9KTyUVHXhMKuiON6SG14', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_FvfsDmLIbR7bxhIxOA67t8k6", "kty": "OKP", "x": "z9zSI62Hg_SSA4-ucA5IinfLjz_eQpxyjqJ8jgBv9ec"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

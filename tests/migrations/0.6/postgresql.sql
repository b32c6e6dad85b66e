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
INSERT INTO public.agent VALUES ('scout', 'alice', 'dad35fb53581ea9e21cd2333381dbc8ebf1b7829026af4d5b5652703b09cb5a7', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_QkvY-m0a2Gob03G3eQM_jW9Q', 'as_6owOXD8gY_YTKfG_qm6jG-An', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"80d5deb3df47b199883e8881af7a033d8679453ad036a792bf16949b0fec2d56","client_key":"PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis","connector":"bank","connector_digest":"6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b', 'for breakfast', 'g_1XgytWWSW9foD8PDnMJddaWC', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b', 'a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', '{"id": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "rawId": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiY2dpRkw1WW5qYjV4SGVIeVV5aXdvZjljalBNbE9qWnV0UHhlTHNjQmFLZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDILQqhHHMTZXvDe_QExfxFf8SjBn-sPXHWsPw2GTJhbwIgfl9tZOc3XtwARETK6fWAadIw1G5OYIURPLMC2iOSpJY", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xfebd6118e83a148699f7d34a274ec186c7d7df3d3b8cfadcaeb0f1e2058ea1c6', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '41', NULL, NULL);
INSERT INTO public.approval VALUES ('a_OjKr5ZoY-CHyVb5zsVpFQPnS', 'as_DLVTtFjjRDGPClm15vlDdJc_', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"135814bc61fb159cf884a16792156ca4da143de5d851183c8a38815db191a1d7","client_key":"PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis","connector":"bank","connector_digest":"6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '33324f66cb8bb13ef21a2c12e93612360acddfe7af5a8b30e7302688341d1dc9', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '25', NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', '-kkWayUjgTlhGdXAakgLLw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '83395681fe12e6b3a3a35a32e9aee110bdb489509a5484f30460e9f88a2662e2');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', '-kkWayUjgTlhGdXAakgLLw', NULL, 'alice', '{"label":"A browser","same_computer":true}', '83395681fe12e6b3a3a35a32e9aee110bdb489509a5484f30460e9f88a2662e2', 'cb2eb5fe4bb3ae1caaf5e930022373ed1c49c2510288967dcf494d01bd4f7ee1');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', NULL, 'alice', '{"label":"A browser","pairing":"-kkWayUjgTlhGdXAakgLLw","same_computer":true}', 'cb2eb5fe4bb3ae1caaf5e930022373ed1c49c2510288967dcf494d01bd4f7ee1', '872e4274bb17af53d6f0cd08382ac1aa7d2f154abfc8445d5598d8eb897b9e10');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_3cc074cfa410bd7098fc3d2b6f643962', NULL, 'alice', '{"digest":"c3e1f44979b49fa97f7e149d164ef35be99ed7e5c9dc7a430a76d54bd1705e58","kinds":["policy","connector"],"uid":null}', '872e4274bb17af53d6f0cd08382ac1aa7d2f154abfc8445d5598d8eb897b9e10', '293b8ea4174c0d51e97a9a4232944bd2f0dd2bad05f9430696c59d6ee5b327b1');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_3cc074cfa410bd7098fc3d2b6f643962"}', '293b8ea4174c0d51e97a9a4232944bd2f0dd2bad05f9430696c59d6ee5b327b1', '5be7ce0a409a7438c8c0dcc4e73ff482e29d1a5846dcf7a25cdbace93ab38274');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348","proposal":"w_3cc074cfa410bd7098fc3d2b6f643962"}', '5be7ce0a409a7438c8c0dcc4e73ff482e29d1a5846dcf7a25cdbace93ab38274', '7edd9cf9b2e2726e0248de0c40312d166e8f189de85ec5e2bcdebd9be3c30aa0');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_3cc074cfa410bd7098fc3d2b6f643962', NULL, 'alice', '{"digest":"c3e1f44979b49fa97f7e149d164ef35be99ed7e5c9dc7a430a76d54bd1705e58","passkey":"a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI","reason":null}', '7edd9cf9b2e2726e0248de0c40312d166e8f189de85ec5e2bcdebd9be3c30aa0', 'ce9915b616ff307ba13f07ead41dbc9bdff195ad75f7165099667022e6f00e84');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_7ff244815b846d4a717ecd6846adcb50', 'scout', 'alice', '{"digest":"a1368106f5d787a7d2ef4e4c9e02f17be9b62a053901b75d45d2a460c44d18bf","kinds":["agent"],"uid":null}', 'ce9915b616ff307ba13f07ead41dbc9bdff195ad75f7165099667022e6f00e84', '64145eb3c7aff9b9018ea23deafc8a3499c18b8c2ab37d183bd251117c401b6c');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis', 'scout', 'alice', '{}', '64145eb3c7aff9b9018ea23deafc8a3499c18b8c2ab37d183bd251117c401b6c', '4e5860cdf5ade0518e6e61b0981806bfbe1d6cf41410323814d0fa5a01c5fcac');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_7ff244815b846d4a717ecd6846adcb50"}', '4e5860cdf5ade0518e6e61b0981806bfbe1d6cf41410323814d0fa5a01c5fcac', '8160b45d4bd87be90905bdce65241c93966234b000d0eef00f13147103f14609');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_7ff244815b846d4a717ecd6846adcb50', 'scout', 'alice', '{"digest":"a1368106f5d787a7d2ef4e4c9e02f17be9b62a053901b75d45d2a460c44d18bf","passkey":"a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI","reason":null}', '8160b45d4bd87be90905bdce65241c93966234b000d0eef00f13147103f14609', '4c14339be255cbfaacccf6038cae9dbce1741fcc106eab8d889c574e0c5768a2');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{"call":"80d5deb3df47b199883e8881af7a033d8679453ad036a792bf16949b0fec2d56","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '4c14339be255cbfaacccf6038cae9dbce1741fcc106eab8d889c574e0c5768a2', '7792fc531f96ec64373d5973046bf10173141c5d4c88de8019199969b9dbba54');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_6owOXD8gY_YTKfG_qm6jG-An', 'scout', 'alice', '{"approval":"a_QkvY-m0a2Gob03G3eQM_jW9Q","digest":"7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b","rule":"small-payments"}', '7792fc531f96ec64373d5973046bf10173141c5d4c88de8019199969b9dbba54', '2900a54513b614e9377fd28c110dc6672fd77a827526b133b5bc99d18a935542');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{}', '2900a54513b614e9377fd28c110dc6672fd77a827526b133b5bc99d18a935542', '9a7206982170a85044652fb86946e8a74e5f2070ff6280b2048e8a5b166bb98a');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_QkvY-m0a2Gob03G3eQM_jW9Q', 'scout', 'alice', '{"digest":"7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b","effective":"7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b","grant":"as_6owOXD8gY_YTKfG_qm6jG-An","passkey":"a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI","reason":null,"verb":"approve"}', '9a7206982170a85044652fb86946e8a74e5f2070ff6280b2048e8a5b166bb98a', '82937b821ac94e36cd9d34917a6ada16081d69ed7896112a9d927dc95f3ab86f');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{}', '82937b821ac94e36cd9d34917a6ada16081d69ed7896112a9d927dc95f3ab86f', 'e43850123e72930560908c227e9e72c5da7087e2cef4a7948d682cc3557edc9a');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_6owOXD8gY_YTKfG_qm6jG-An', 'scout', 'alice', '{"approval":"a_QkvY-m0a2Gob03G3eQM_jW9Q","rule":"small-payments","why":null}', 'e43850123e72930560908c227e9e72c5da7087e2cef4a7948d682cc3557edc9a', 'd3f7da7dbf4c355e970365544171ad28272a5d83b60b986b58ba0957bc226e79');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_QkvY-m0a2Gob03G3eQM_jW9Q"}', 'd3f7da7dbf4c355e970365544171ad28272a5d83b60b986b58ba0957bc226e79', '6ef741902b12fdce5adfa23ea7a9f8e4c106d7b74014066b47e51f75cfbf805a');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{"approval":"a_QkvY-m0a2Gob03G3eQM_jW9Q","call":"80d5deb3df47b199883e8881af7a033d8679453ad036a792bf16949b0fec2d56"}', '6ef741902b12fdce5adfa23ea7a9f8e4c106d7b74014066b47e51f75cfbf805a', '1f867f0eb6aa093d60463c6c3f304c56254e02279d1a91fa5972b66c498c2188');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_1XgytWWSW9foD8PDnMJddaWC', 'scout', 'alice', '{"status":201}', '1f867f0eb6aa093d60463c6c3f304c56254e02279d1a91fa5972b66c498c2188', '18fcd8dd937020fb044ce5bacd310a28d8dd28ccb5922a233880472188cfcfef');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_64pHgVBdO6hqG0853ugXxfrd', 'scout', 'alice', '{"call":"135814bc61fb159cf884a16792156ca4da143de5d851183c8a38815db191a1d7","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '18fcd8dd937020fb044ce5bacd310a28d8dd28ccb5922a233880472188cfcfef', '211c5c745a9e6271d4247e935a6065514740d8204603d9d369fdc253a6037772');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_DLVTtFjjRDGPClm15vlDdJc_', 'scout', 'alice', '{"approval":"a_OjKr5ZoY-CHyVb5zsVpFQPnS","digest":"33324f66cb8bb13ef21a2c12e93612360acddfe7af5a8b30e7302688341d1dc9","rule":"small-payments"}', '211c5c745a9e6271d4247e935a6065514740d8204603d9d369fdc253a6037772', 'f001599bdfedefa707c28bd9723763431bf901aabb59f15478bf681036dc197a');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_64pHgVBdO6hqG0853ugXxfrd', 'scout', 'alice', '{}', 'f001599bdfedefa707c28bd9723763431bf901aabb59f15478bf681036dc197a', '94f072671d50f65506a7a0257e4bc8a2868f12decfb20faceec36d47f02bcc71');
INSERT INTO public.audit_head VALUES (1, 23, '94f072671d50f65506a7a0257e4bc8a2868f12decfb20faceec36d47f02bcc71');
INSERT INTO public.challenge VALUES ('34ad41902a0d66616f59f487df8d6c0970cbe154601bca55a9cff894aa9cc34e', 'enrol', 'alice', '-kkWayUjgTlhGdXAakgLLw', NULL, NULL, '\xa98e04aded06b06640807df637712ac54fe47e7458b6fd6b5773c676c672c18f', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('4fb46c2e337d2ad62160a3174ef9b1a130d02886bfdad985daf65d66ae04a26e', 'decide', 'alice', 'a_QkvY-m0a2Gob03G3eQM_jW9Q', 'approve', '7d5b956379082ebf144b6849beb26e8b0bc81adb7ab2d6e4bc2904071b62d73b', '\xfebd6118e83a148699f7d34a274ec186c7d7df3d3b8cfadcaeb0f1e2058ea1c6', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_1XgytWWSW9foD8PDnMJddaWC', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_G0jJIdCEeLGjafULbTn5Zzcs', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '80d5deb3df47b199883e8881af7a033d8679453ad036a792bf16949b0fec2d56', '6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '795a68a91f9d468fc118a97e83e5a94f47922203e33bd0931e9a421a229c040e', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'kHU2QaFXVe1d3V-xbpPupI2ZlDoaBRWZXmZnhNRZB5E', 'e4e7c865ed965f999231728aab9baa59b604fbd14555f38b1f01bd18a3d96b1f', '\x0101311037402214038dec856b240ceef41d03568a8930e74ffaca7e43efb10a5a3d8bcb5fcf2498c639dcf37f7a4d94f2f63877b667772d5d10a58bf6b5c061056fd99f4e595291bd30', 'UuXp6BuKZU2-2i2JaWPNsoWV2rQzJoPnvg6-cWdjygI', NULL, 'http://localhost:8765/gnap/continue/as_6owOXD8gY_YTKfG_qm6jG-An', NULL, '2026-11-25 12:00:05+00', '\x010131e487560e11f40513f886953efe74e474105b4aa17f246230f2a9f04b4385a69c6ee399053bafde55bef154873fa3581535e04cddcc58529a5218cdeddf074b45740b60dc780b84', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_i7gWPUIPhIeO8VTQ4au7qwv1', '\x010131cd70e34fc00385eedae40e8be5babbd2ec41604be1dd398be84bc4b9bf139d4cbd754a8d03ac09f204a131e0947ecfbf0f570048239960b714989c095658024ff6f33657568e14', 'a_QkvY-m0a2Gob03G3eQM_jW9Q', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '41', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_64pHgVBdO6hqG0853ugXxfrd', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_G0jJIdCEeLGjafULbTn5Zzcs', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '135814bc61fb159cf884a16792156ca4da143de5d851183c8a38815db191a1d7', '6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'ac214e4c2e187d40773070f56ba302087a28afebd7b19b3102a831ce8f11f660', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'Pgb2Dwk62vBji0_4pM1f52kxowHeWg4mZgrETHVbZTE', 'd87e40ccbea310fa5bb405c7846ecf2b815761751b4e7e3c0a38c88b9483a195', '\x0101317c36766916b22d8db966f56fa8d26af10c3e0543926c04b2629af8b9a873f6bdc20496b73aaa2f433506bf2ef39be96c6b1262de52e57225dfcb0b3341683c4101d15483a6a037', 'TRifc6O8IhfP6liFq_VHFnYx_B1fptp89KWmiFoRsYA', NULL, 'http://localhost:8765/gnap/continue/as_DLVTtFjjRDGPClm15vlDdJc_', '\x010131a9e48c8789df4d30e91d4e6e1217ed38d97c71d6d7d97556780e908da378ea103d5b014ac83ec61600fc66a061a5056d1a4f0f38108f15b6cf39463c5adf4dcf1139fcde5e811e', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '25', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_key VALUES ('k_G0jJIdCEeLGjafULbTn5Zzcs', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_G0jJIdCEeLGjafULbTn5Zzcs", "kty": "OKP", "x": "aTkw2qxkeUO37EbXqWvLZ5xPpFxEfvoTLDRrXcH4Omg"}', '\x010131366d8e3c4c2430fad985c4564659d951125cfa873b3dad54c599eb26eeef19e5215eb646c837c16520bb5672d1f12bf98a13dfbc6f81f7846f65cbaae87874f7bd86e95a04c586e9617a5b03', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013147452be23b35b0fe085cf1e3ac619340f0a0c110d7c9ff436816db8642fc245e8d438c5bc4d019', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_a3PUemMzZ49QBf-iHVYhEHzr', 'finish', 'as_6owOXD8gY_YTKfG_qm6jG-An', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('-kkWayUjgTlhGdXAakgLLw', '33ca1721e61ec5c0cca4a3cb98faca9c7acaa04988ca3aaa9bf97dd4d1516c49', 'fb9607e112933609516d88c70ad9715bec06dde6ea5d023cb25c31ecc3018980', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "public_key": "pQECAyYgASFYIFwEtLPS224Rd_DkPMG1Q1KS8peL9Qio731Yip7urFVsIlggjukU8RtGa0AKMJ9fRlNP54O0pf56E5aEm6j5Akdloes", "sign_count": 0, "label": "A browser", "same_computer": true}', '84436d7f1cd79fcbecf7e707ef1d9a45792e7c6c6011a1f856c549685ad120af', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', 'alice', 'A browser', '\xa50102032620012158205c04b4b3d2db6e1177f0e43cc1b5435292f2978bf508a8ef7d588a9eeeac556c2258208ee914f11b466b400a309f5f46534fe783b4a5fe7a1396849ba8f9024765a1eb', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('37ae3a109e5f8f10a169aaebda42dffba7371bbbb22328af58be526ab000fd40', 'alice', 'a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_3cc074cfa410bd7098fc3d2b6f643962', 'policy', 'alice', NULL, 'PZTN', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"IrgOkq236rlj_hSEhQcfM_CwdHMoq59q3hHswpLPxVg\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'c3e1f44979b49fa97f7e149d164ef35be99ed7e5c9dc7a430a76d54bd1705e58', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', '{"id": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "rawId": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiTW5acUNSRlNHVzFpLS1HTTlYRkpBcUplVnhoSnhqWkhvMDN0V2l6TkJzUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIAkQ5Fhua1cVrE1I-7ouaOmW8SF_3pxKeJyBJtkBtsW6AiEA2wNImxdqD2ROKhgbBbdFEBAwXqFaKp0YPpmxDBgmbsg", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_7ff244815b846d4a717ecd6846adcb50', 'agent', 'alice', 'scout', 'AGF6', '{"items":[{"agent":"scout","credential_digest":"dad35fb53581ea9e21cd2333381dbc8ebf1b7829026af4d5b5652703b09cb5a7","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'a1368106f5d787a7d2ef4e4c9e02f17be9b62a053901b75d45d2a460c44d18bf', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI', '{"id": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "rawId": "a9yiHRx9XeIfvDldE11cIXWrxQ-gTs0NpYE21rC6CpI", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiTlk0SUlITTNiWlJjWjJIUjd2RERmS1RMc1BGZHdSSVRmbmNmYjFKTkhqWSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIBUqLFFqlQMXU8z8JSeJy5KB8_Qa4pWDRVYUsG-C0dKNAiEAtp1WA0YSMdfedIRmVUFJ03x7gm6dEQJliwb33dKnWz4", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_G0jJIdCEeLGjafULbTn5Zzcs", "kty": "OKP", "x": "aTkw2qxkeUO37EbXqWvLZ5xPpFxEfvoTLDRrXcH4Omg"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_3cc074cfa410bd7098fc3d2b6f643962', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_3cc074cfa410bd7098fc3d2b6f643962', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "IrgOkq236rlj_hSEhQcfM_CwdHMoq59q3hHswpLPxVg"}
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
', '6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('319c543f47151751373749724df7c30519e02a9108bc05cd43b252bd9f3c5975', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('e02081947f44078139e8a9f5044ecc614644297cc90d5da82d264790299d44f5', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('5ae6e0cc56fbded221dd9da04bbc76d309451d9e702152e8ebabca7adc942027', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('9ffefee64baccb21864cf23b77ea83efbe64d66f68f5a621e7fd862ed9fb219d', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_DLVTtFjjRDGPClm15vlDdJc_', 1, 'PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348", "call_digest": "135814bc61fb159cf884a16792156ca4da143de5d851183c8a38815db191a1d7"}', '6b676595424bc0ec6c9114d0d023b8669dea028f6245273bd924134b08c6d1c4', 'small-payments', NULL, 'pending', NULL, 'a_OjKr5ZoY-CHyVb5zsVpFQPnS', 'http://localhost:8765/callback/Ec42cKKglTNi5B-P77NlTAp6YmDZp6RgnvsDAOwLWzE', 'Pgb2Dwk62vBji0_4pM1f52kxowHeWg4mZgrETHVbZTE', 'sha-256', 'TRifc6O8IhfP6liFq_VHFnYx_B1fptp89KWmiFoRsYA', NULL, NULL, 'e41c25a3afed1ecf8ba98f3199a3bbeb585d5d127a7f2ee62d2519abda574b3c', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_grant VALUES ('as_6owOXD8gY_YTKfG_qm6jG-An', 3, 'PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "6c5681ef1e26f0a9598176fea171e8024cdf893512f102efe59ba4173006a348", "call_digest": "80d5deb3df47b199883e8881af7a033d8679453ad036a792bf16949b0fec2d56"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_QkvY-m0a2Gob03G3eQM_jW9Q', 'http://localhost:8765/callback/cdnX7hrd6BqaKoIBUMOMGixJ_i64JmpnT9TJGDsQ0u4', 'kHU2QaFXVe1d3V-xbpPupI2ZlDoaBRWZXmZnhNRZB5E', 'sha-256', 'UuXp6BuKZU2-2i2JaWPNsoWV2rQzJoPnvg6-cWdjygI', '4692532585031af84ab9474dd5793266255107a2defd68cf0c9b8e30cd108da3', '\x010131ad73777e80e421f107d7d1fdd113e69c5d49453ac4d5caeeef09c37d2ef82dfdadfee88ccb67c5a79f8c055262acb2c17fd9fce3b4faf77a446e7a9915f04f3be5a4fd7e066d29', NULL, '8939b117c86116b93c52d0943f7c1209e9f734b6da317f3b0e864c118698880c', '\x010131bc004d3690e61e2f6fb7e195b6d0c5d405264554ed160402832ff09fd765791cce41aea72f2781dbb1c820c298cd7b0996b301f4becdb08624d89614bdcfb32de0084bad817b58132a07d1f209e6efc1070278621ecced0e54ed8dc3309a8a6cf5ae09c8cca0345f06c2c6fdd4e92a8935d3c2a61cae5ed7006d3ec514354003f59c10fe54c773d00a91bff0ad7060446ce43e22803faaea6ab55e8b61bbbccbc3522eceac55509e094ddc375d767a61e39e24fc7a988b8bb79f0e046e3fb5a33bcf78118f83ed840f845b538f27ae9220b0cc9e9a5defec82203eda4ce748455e17702a0fb29526fd0744bf6507e7f76b12ded77f8bca37cb9e09227aff4c0a00ccdab22469ff2d1012640381400c79a8b9cbfd8082939de9d115c751b209a6be2fb716994f416e517a2888497b89bf1e689846a938a58fca7acdc3bbb419b3bf1365f56af2eb518d0e50287c9631ad101b1e968e25a215d6b58cc9d99ba154442be68866a82aad95150795464855297135ddf0b3ab643a859d329b9ce057a71a5dcf293c5ad0f2d41e47c4772581a6f465cedac90a49dd0d6d62e53ef74915e417c31a326de7103432bfcb8d53b27f3b5cdaa3cf3ec0cd73f723e71b73b9899fc88fb27a61efdbfdfae8514b5c95821cf93d9a9bd8aaea58006bc35ea5d0b4c714f6ddc0bb92e17d94607df084145504411bf803cbc734a46fd255698db306fc87697d459ee5f3722ed2bd97bff7b6c02813d8535e1ff55ea4f13faf2ab4ffa6a25d8709b6f49df61c991cea65da2d0abc4c48d57af69fee11186577bc7badbe5a54f4c1dcede2eaffc7c3157567e06eb6ff141a420ed758f6584552811937884a8c18', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_token VALUES ('t_i7gWPUIPhIeO8VTQ4au7qwv1', 'as_6owOXD8gY_YTKfG_qm6jG-An', 'c400057fb3b7a224933205b790fd9c9377649d0f810794200e71708fc1705009', 'c0c73a7d4250679241aebefc2a764eab74612e40b8b8fd0c91717507600bbb5b', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'PjKRrxkPqLYGvQ36HAbFSA_b7My274_blNr8TQMkNis', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_G0jJIdCEeLGjafULbTn5Zzcs", "kty": "OKP", "x": "aTkw2qxkeUO37EbXqWvLZ5xPpFxEfvoTLDRrXcH4Omg"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

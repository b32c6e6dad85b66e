CREATE TABLE public.agent (
    name character varying NOT NULL,
    owner character varying NOT NULL,
    credential_digest character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    frozen_at timestamp with time zone,
    last_used_at timestamp with time zone
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
    spent_at timestamp with time zone
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
    further_sealed bytea
);
CREATE TABLE public.client_key (
    id character varying NOT NULL,
    agent character varying NOT NULL,
    authorization_server character varying NOT NULL,
    public_jwk json NOT NULL,
    private_sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.countersign_schema (
    version_num character varying(32) NOT NULL
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
    device character varying
);
CREATE TABLE public.owner (
    name character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    recovery_digest character varying,
    email character varying
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
    dropped_at timestamp with time zone
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
    several boolean DEFAULT false NOT NULL
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
INSERT INTO public.agent VALUES ('scout', 'alice', '0a063b6295a0c3f9cf02126578cd5b6927eea0e3e05937a3765ffa717773c1d1', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_ZPjriB_RcGGu5HXBQ8hZRbcN', 'as_AsXW1-pblnLOAjvMfsr3dKYM', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"b6c36307c4a58fc003a8535a71b27e7133ac8844f4d03cede5d664b9b0dd4733","client_key":"HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc","connector":"bank","connector_digest":"0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '3a56757a4d6f4fca0ada645858c66780cc33f3e3aeda2aea09342f21e7cac675', 'for breakfast', 'g_PMP37PurWCWIq0xx4LuCMKxi', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '3a56757a4d6f4fca0ada645858c66780cc33f3e3aeda2aea09342f21e7cac675', 'SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', '{"id": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "rawId": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoidGV4RDd0NDYxS0h2RTBvRDlxbHZfMzNVR1pFbzB4QjMyRVU1ZlFoWENhbyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIEmDwQnR6-qbHGx4S9m7XUe0_-YuAN_WbOi_4cczieP6AiB25gVhz2MSKmdTWba9dIFcWa4k-Bds60vpZiUBGvOdSQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0c8a2fddaddf6e2f8ac007986d73da2a2ef836e0ab8d52666f17c11ce33535d1', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00');
INSERT INTO public.approval VALUES ('a__sDFGwcbsB3GyhGa0q6dkgaU', 'as_ZCOqzkMG9tfZwk2MnmlI6jAP', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"68dc7970bb07bb57c466350b3deba9faebefddd814c1ac6efcd3c6d50e6f5ae6","client_key":"HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc","connector":"bank","connector_digest":"0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '4c905d1934d0e894c036d2d884cd353e55fa21fbf3a493f1863d71e603dcf1af', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', '8Yj1HcAiRC-tJlemKn7tqw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '46b30a8218ec6e0f59a85cd4ecd569e1100418bc90a3b8c05ccaaba8073ab1d9');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', '8Yj1HcAiRC-tJlemKn7tqw', NULL, 'alice', '{"label":"A browser","same_computer":true}', '46b30a8218ec6e0f59a85cd4ecd569e1100418bc90a3b8c05ccaaba8073ab1d9', '78256161e9852d58a9a066fd8cf467cde6aed7ab3223dfafe236dc8477e5f7a6');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', NULL, 'alice', '{"label":"A browser","pairing":"8Yj1HcAiRC-tJlemKn7tqw","same_computer":true}', '78256161e9852d58a9a066fd8cf467cde6aed7ab3223dfafe236dc8477e5f7a6', '968e3fb6806336ca80efd559f9ae78d7e47034c79acaf7d74714bfe4bf8deb46');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_1970841f5052b522b5d4fc8962b1851f', NULL, 'alice', '{"digest":"49edd988bdc29ad03660059de5e559fdbea12c0d3906844bc53b26e2d4df9f3b","kinds":["policy","connector"],"uid":null}', '968e3fb6806336ca80efd559f9ae78d7e47034c79acaf7d74714bfe4bf8deb46', '1b3d6e2ba26a3c4c60ae4ad767f484f00f8c5020515ded925a6c43d2f976a0a2');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_1970841f5052b522b5d4fc8962b1851f"}', '1b3d6e2ba26a3c4c60ae4ad767f484f00f8c5020515ded925a6c43d2f976a0a2', '31b7af4f379f97e8b5f0b95b75d497479317d3d56d44cd8b937ff9b34a111ca8');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c","proposal":"w_1970841f5052b522b5d4fc8962b1851f"}', '31b7af4f379f97e8b5f0b95b75d497479317d3d56d44cd8b937ff9b34a111ca8', '02eab9b8df25ee89b48272ee48efb16f67750e8879f54eb2ce899f8c4f8cde64');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_1970841f5052b522b5d4fc8962b1851f', NULL, 'alice', '{"digest":"49edd988bdc29ad03660059de5e559fdbea12c0d3906844bc53b26e2d4df9f3b","passkey":"SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ","reason":null}', '02eab9b8df25ee89b48272ee48efb16f67750e8879f54eb2ce899f8c4f8cde64', '37928f80039b86debbfb8fbe5510f38be6afbd7822c788f277b2cda661a2574e');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_3cd843106993ccb1e12adc7afb02974a', 'scout', 'alice', '{"digest":"26be37b7ea496a12b7ce0f611cccc284280ba906d3b5af14e29414b37bba8f7e","kinds":["agent"],"uid":null}', '37928f80039b86debbfb8fbe5510f38be6afbd7822c788f277b2cda661a2574e', '33725b5d0cf05304dc8b9deda3b14b13b09c97a27f71b503256f6c0b0121092b');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc', 'scout', 'alice', '{}', '33725b5d0cf05304dc8b9deda3b14b13b09c97a27f71b503256f6c0b0121092b', '1e57b9a52adb5ca7cf14a7ac878ca4722a7e822715f19b3ff6949b5e56f5e84f');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_3cd843106993ccb1e12adc7afb02974a"}', '1e57b9a52adb5ca7cf14a7ac878ca4722a7e822715f19b3ff6949b5e56f5e84f', 'a23b712b5090412173f838d19d3cd54caba833a99ba7046ab8d16149cae2774e');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_3cd843106993ccb1e12adc7afb02974a', 'scout', 'alice', '{"digest":"26be37b7ea496a12b7ce0f611cccc284280ba906d3b5af14e29414b37bba8f7e","passkey":"SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ","reason":null}', 'a23b712b5090412173f838d19d3cd54caba833a99ba7046ab8d16149cae2774e', '12545f485dd8ccaf97213d80639b889425381427ec1982724f7649823ae1d268');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{"call":"b6c36307c4a58fc003a8535a71b27e7133ac8844f4d03cede5d664b9b0dd4733","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '12545f485dd8ccaf97213d80639b889425381427ec1982724f7649823ae1d268', 'fb36ff42473da08bd5090150fcfc5c1e94592b5f1326dbdec8fc5f7e4685fb3a');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_AsXW1-pblnLOAjvMfsr3dKYM', 'scout', 'alice', '{"approval":"a_ZPjriB_RcGGu5HXBQ8hZRbcN","digest":"3a56757a4d6f4fca0ada645858c66780cc33f3e3aeda2aea09342f21e7cac675","rule":"small-payments"}', 'fb36ff42473da08bd5090150fcfc5c1e94592b5f1326dbdec8fc5f7e4685fb3a', 'a77020c4085e4cecfac50fe0a6f41d8e1e4c0352e84349bf95e74d4830a6c555');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{}', 'a77020c4085e4cecfac50fe0a6f41d8e1e4c0352e84349bf95e74d4830a6c555', '7b15e50cc2cdaebee7eca2144c5fb5989fd2ed66ee04abe44b0af46be57530d8');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_ZPjriB_RcGGu5HXBQ8hZRbcN', 'scout', 'alice', '{"digest":"3a56757a4d6f4fca0ada645858c66780cc33f3e3aeda2aea09342f21e7cac675","grant":"as_AsXW1-pblnLOAjvMfsr3dKYM","passkey":"SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ","reason":null}', '7b15e50cc2cdaebee7eca2144c5fb5989fd2ed66ee04abe44b0af46be57530d8', '1e70c1fffe2dd7f2fa32d38676758135cf2ac06f8d6590fce8492280bbb14121');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{}', '1e70c1fffe2dd7f2fa32d38676758135cf2ac06f8d6590fce8492280bbb14121', 'c4491e769d186683fde60dea3d497ae54459ffc7309ebccc91a87e1cbdad2e48');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_AsXW1-pblnLOAjvMfsr3dKYM', 'scout', 'alice', '{"approval":"a_ZPjriB_RcGGu5HXBQ8hZRbcN","rule":"small-payments","why":null}', 'c4491e769d186683fde60dea3d497ae54459ffc7309ebccc91a87e1cbdad2e48', 'e9d5ee834ff1f93ab1a2004f74ee15382516c9f2611f5c5082ee77357ad893cd');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_ZPjriB_RcGGu5HXBQ8hZRbcN"}', 'e9d5ee834ff1f93ab1a2004f74ee15382516c9f2611f5c5082ee77357ad893cd', 'eb80adad11264224a11dbe63ed2a025c2248c305a3425f7f3be09ce606b98762');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{"approval":"a_ZPjriB_RcGGu5HXBQ8hZRbcN","call":"b6c36307c4a58fc003a8535a71b27e7133ac8844f4d03cede5d664b9b0dd4733"}', 'eb80adad11264224a11dbe63ed2a025c2248c305a3425f7f3be09ce606b98762', '39dd20f841c59f4b675e3a2ed65ebcde8cad35572e3a0d21c7d381e68fea45a1');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_PMP37PurWCWIq0xx4LuCMKxi', 'scout', 'alice', '{"status":201}', '39dd20f841c59f4b675e3a2ed65ebcde8cad35572e3a0d21c7d381e68fea45a1', 'b883407cc0fc6fb2e5c8b6657e3969ebd1a953447f072a1941e2ca84bedaf340');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_tlVnXldkTNJkOKEbJao0AGJe', 'scout', 'alice', '{"call":"68dc7970bb07bb57c466350b3deba9faebefddd814c1ac6efcd3c6d50e6f5ae6","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'b883407cc0fc6fb2e5c8b6657e3969ebd1a953447f072a1941e2ca84bedaf340', '9fb6528cbb742a03b13e82d98436280595d748f9c449321f1fd35280a37b3f35');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_ZCOqzkMG9tfZwk2MnmlI6jAP', 'scout', 'alice', '{"approval":"a__sDFGwcbsB3GyhGa0q6dkgaU","digest":"4c905d1934d0e894c036d2d884cd353e55fa21fbf3a493f1863d71e603dcf1af","rule":"small-payments"}', '9fb6528cbb742a03b13e82d98436280595d748f9c449321f1fd35280a37b3f35', '99df4a130b7a4e7c9f106514cdc55736ca415c4703ead7ba4956e23626bcddd8');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_tlVnXldkTNJkOKEbJao0AGJe', 'scout', 'alice', '{}', '99df4a130b7a4e7c9f106514cdc55736ca415c4703ead7ba4956e23626bcddd8', 'bb9e3f578eb221e02fb088f5153d36c0d8928f119e832232704ce2791bf309f5');
INSERT INTO public.audit_head VALUES (1, 23, 'bb9e3f578eb221e02fb088f5153d36c0d8928f119e832232704ce2791bf309f5');
INSERT INTO public.challenge VALUES ('04f48046032afa1450fcb97ca7f6dac2e15b5106b84df3e9fd0ed98308ec8eb3', 'enrol', 'alice', '8Yj1HcAiRC-tJlemKn7tqw', NULL, NULL, '\x607ff25d2f2b946452d7c07684471a637f045846e5aad143536bcfb51047bce1', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('23a964d805c79f45acc71503413c9c0087d186a8432f88c678def4184b5f81e6', 'decide', 'alice', 'a_ZPjriB_RcGGu5HXBQ8hZRbcN', 'approve', '3a56757a4d6f4fca0ada645858c66780cc33f3e3aeda2aea09342f21e7cac675', '\x0c8a2fddaddf6e2f8ac007986d73da2a2ef836e0ab8d52666f17c11ce33535d1', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_tlVnXldkTNJkOKEbJao0AGJe', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_178Y8enD995BSfm1LK3bEEzw', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '68dc7970bb07bb57c466350b3deba9faebefddd814c1ac6efcd3c6d50e6f5ae6', '0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'c79b297fb6179760ef0508201cdb0d00275c1ce6d50ae89ba81879f6e1047add', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'B805-jyPaaJUiNRCQyuFaXCYEeUTOZcKaix1m_xOnpc', 'be1a2f0a784604e7eebeb34506716ba3589ddbb8121d48bdc732f25f32fe1184', '\x0101312c7b6270d37557c502bcff82f9eb682ab1cecc2f09610eb854fa323eff7eb25c9f00d74532eab40eb355b4f5c88b011474994944f84e3bb1b9e360ad1aac0d050c99345ecac87a', 'rMsHzF7xd-WJb3kDt2koH8_Vx6C2DSNU-F4QCiKbv9A', NULL, 'http://localhost:8765/gnap/continue/as_ZCOqzkMG9tfZwk2MnmlI6jAP', '\x0101315fc877da2d1fc8be01bd9852c85faac17dbefb39f57a765a0e8bead816562364bc859ffdb5dfccd0801314bf7596da7c90a27fdbeb26d80b31a7ff824327589f4ad0b8fa173597', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_PMP37PurWCWIq0xx4LuCMKxi', 9, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_178Y8enD995BSfm1LK3bEEzw', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'b6c36307c4a58fc003a8535a71b27e7133ac8844f4d03cede5d664b9b0dd4733', '0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '8ddaf09535e2b032efb9f2dc44ffaf50cf2fe2d1573631f6196dddcdbc752bc6', 'for breakfast', true, 'approved', NULL, NULL, NULL, '0YZ18WZgX-5EHczr9tnH9zqJFdq4iIiIXOrqUWLyZB8', 'c7b4e8ac6b878b8d8614cfbdaaf76f1d60f13ac3158a86db347f4ba1195af601', '\x0101314768961a9135347bb366611306e984531e196b5c30b1da1813dca922fdc741961a8ce4836434e12221e34f1fd273f2330a1fe1db1d9123aabf20c3ec78988e4f39fcd31935822a', 'P9HGu2T7r5vJs7DakgPhzLxB1A50xWjBSmVZczMqJbc', NULL, 'http://localhost:8765/gnap/continue/as_AsXW1-pblnLOAjvMfsr3dKYM', NULL, '2026-11-25 12:00:05+00', '\x01013186e036496ded261b074552ef6df173e20a557f915650f86e45a17bf90e68f182fe71b05f93ed78a8350f2e5c408e1d9d7dd82ac633ea4710868341b92bd3c15b9c8cdda3949ed3', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_M9PiwMH0pWZNzepCUHHQzra2', '\x010131bf5339f2b93812cf38a4df8ea34e0d076f6450d02234d2bc33e9367a0c5782edad102d04d6d66571e905cd2dfc2ac284e6169f0b498a3023677a289d60604494d441802935bc75', 'a_ZPjriB_RcGGu5HXBQ8hZRbcN', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_key VALUES ('k_178Y8enD995BSfm1LK3bEEzw', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_178Y8enD995BSfm1LK3bEEzw", "kty": "OKP", "x": "6iTI3bv462g5H0B_sqb8s-_xcb_rrCl8Llol4B0bBe8"}', '\x010131afce310fa466fabc0e88fbe106ec454a97f5c12969a7a19df95358e5f5c63c2277832ae00637c25d3edfef138493e459c9a24239ac9a299656a2709680c6fd2993aa67011ea1035955687e27', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0003');
INSERT INTO public.installation VALUES (1, NULL, '\x010131826d43355978566edb466bb5bccf2fc705d6433a2fa11786b3f54426dc0c7cf1d3baa9176f086f', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_ncqyBYlHNt9xG2oskgYUf1p-', 'finish', 'as_AsXW1-pblnLOAjvMfsr3dKYM', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.pairing VALUES ('8Yj1HcAiRC-tJlemKn7tqw', '9e9f1f91013d8d5b30f0ff8ea462035709b8babcd03cd0d97033d61bdaabae37', '39429fdd31d66e7dc354d1430f6c90f303d4f7e6747a60239a55eb58dd1a1ab3', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "public_key": "pQECAyYgASFYIL0plqKjjGPeypMOda_AJc2ZSTSHg-JjZRVCaA_pq6JsIlggd1HDcB78AvHpXoi-1QvKk55gbap51cJ7jU9k4MCXBC0", "sign_count": 0, "label": "A browser", "same_computer": true}', '773de296a2489f5c6c3414a06adbf567dd94216b8ab43a66c8fc0ddb963533e7', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', 'alice', 'A browser', '\xa5010203262001215820bd2996a2a38c63deca930e75afc025cd9949348783e263651542680fe9aba26c2258207751c3701efc02f1e95e88bed50bca939e606daa79d5c27b8d4f64e0c097042d', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('a788c3220a387e9107999f316363c0e5995043bc9d60a1c2ca607824094e3bfa', 'alice', 'SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_1970841f5052b522b5d4fc8962b1851f', 'policy', 'alice', NULL, '45VK', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"qCIQYufyZ46JSaHRSvpsnjO85iSp2EkJKvoeBqfVMV4\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '49edd988bdc29ad03660059de5e559fdbea12c0d3906844bc53b26e2d4df9f3b', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', '{"id": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "rawId": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWndiQWFfNEE0cUhwU3kzeXhSLTd5ZXh0MEdZcmE4ZkZnRklIU1lhNkgxcyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIHv7Gd4kaVUwDfKzPLrpMLmxWqcsAqZhJDFKEAPKoMyWAiEAx9ZVeUlJqvMsjiRmlNpiHmjmTmfemhBFncD7vc1jJEk", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_3cd843106993ccb1e12adc7afb02974a', 'agent', 'alice', 'scout', '42G7', '{"items":[{"agent":"scout","credential_digest":"0a063b6295a0c3f9cf02126578cd5b6927eea0e3e05937a3765ffa717773c1d1","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '26be37b7ea496a12b7ce0f611cccc284280ba906d3b5af14e29414b37bba8f7e', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ', '{"id": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "rawId": "SlxOG0ntTFD88qSUE71tKcIisToKW0SrDs7b9q9qSmQ", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoieVZLOTBlb3h2SzcwOFotNTJndXhTeHhxR2d2cDJhNmZDcEc4MHg3ZC1ZRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIQCnmZ8-Ni9ampXU5bOx7LOHyv3dGypKPZa6n7cDxD0SAgIgO-XLABdPIDcseafbbG84Qw7gxoXCNWlu3_hJMpAYYi4", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_178Y8enD995BSfm1LK3bEEzw", "kty": "OKP", "x": "6iTI3bv462g5H0B_sqb8s-_xcb_rrCl8Llol4B0bBe8"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_1970841f5052b522b5d4fc8962b1851f', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_1970841f5052b522b5d4fc8962b1851f', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "qCIQYufyZ46JSaHRSvpsnjO85iSp2EkJKvoeBqfVMV4"}
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
', '0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('0f297d20c3866ec9b08831211b6bd1cfd26ca49728a1a3a2aa14413800ac802a', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('278d0d61864fa687d5d9c081d801084e4e05b71bc437d02cb0d9892b35f6a342', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('c497055b6a0a1f50457113df66763259eb262751a3111b9c6c41dda412873096', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('260f4807f7dbb34a9dc56077cda5e576d82df7b54c7fa9145aad9e5ee04166d3', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_ZCOqzkMG9tfZwk2MnmlI6jAP', 1, 'HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c", "call_digest": "68dc7970bb07bb57c466350b3deba9faebefddd814c1ac6efcd3c6d50e6f5ae6"}', '6074b6b04e84b68af91fb4bab7e0cb313bfaea32f95f008562525ceb8dc18ad2', 'small-payments', NULL, 'pending', NULL, 'a__sDFGwcbsB3GyhGa0q6dkgaU', 'http://localhost:8765/callback/19jNFXjyb7Lzrd3SS0kr7zbUSwgyRw9P26wmj7m1Vsk', 'B805-jyPaaJUiNRCQyuFaXCYEeUTOZcKaix1m_xOnpc', 'sha-256', 'rMsHzF7xd-WJb3kDt2koH8_Vx6C2DSNU-F4QCiKbv9A', NULL, NULL, 'bd95d016aa41e2e0cf1d705438fd85fd504e6d215f479e4440166febc29e900d', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false);
INSERT INTO public.server_grant VALUES ('as_AsXW1-pblnLOAjvMfsr3dKYM', 3, 'HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "0938593bd9a2407165a0123ceb1ec5b512cb506b6f669c1a03cda8555ce93f3c", "call_digest": "b6c36307c4a58fc003a8535a71b27e7133ac8844f4d03cede5d664b9b0dd4733"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_ZPjriB_RcGGu5HXBQ8hZRbcN', 'http://localhost:8765/callback/qpNEa3A6y--RrkZG9a3UcX0S6Wvw6u9vyWip1hnBARM', '0YZ18WZgX-5EHczr9tnH9zqJFdq4iIiIXOrqUWLyZB8', 'sha-256', 'P9HGu2T7r5vJs7DakgPhzLxB1A50xWjBSmVZczMqJbc', '0638e45492666dbdc76f8484a7c8ee2ab2ace82d033e75da6dffb774fbc73606', '\x010131d7962b3e3bac2f551624e4ee2a25e6b1456c96dbc3e912438263a86db5841412bea601d83acd8a93b025f54c44838c8080ebfa370a7c2b07143c68f77218ceb54607da5199ad1f', NULL, '19ce36f1a006c65be8a2c3d2747999f9e4e28adaeb6bef28bb79cb45efec1148', '\x010131fdd644945dbadc51904dc4c76c4d4c7caeb18c3c14740a617976c280a021d446b2629e713600a0c540e8927dfd39b5a2d9f62dbb335f99ad854d3ac6ace30fc4c9015ae6d72a3ac2bca05930cb459290dba11f98e4ff541ccc59038a8fe4c04483650520ea966e07f0469ca91eeb7754774c08bbeed1cce15715087a8bf27d84674147873e11669f67c9e77e063d4150c4f63f1c26916e9c97ce164a94b71047337d005b7681f15a66869310c18bfc6d85e4896dd10bf3fc0fcbc7fcef59ad99cac6a67cb7dd9750b4b32dae782df9c48cc4c8c498f1f4213e98f6ad877dc604eb0662f655103bbdccd3a49b2362895bbdd2d8e57aebc75cef69e50c4ad47c53c109d8d8b5691f0c01ba3004ce78330d16ad80bd89ab5d40f1a6ae93f522f652af52e71d236ef1bb90aa164d846254d4d58dd28212ad97f01e6a586ba1856a4e17ca56eff580944722e8f1613bcf051907d8f0498e8dbaa3eaf66ec71b82b4f534aae637306abca98baf464e7b1de90bd59007b39e3a20575b3e9df45acaee9821c852c3a4d272aa336cfb5dc92ecf8c15f8a013337c3c0bb4cfc00aa9cd4bfe395e39e8dcf6d21dbc3a4575c84edcdf3eb2396ac95086a1487ca5b6f32effbf23277c2f53c1b876650aea581558952fa31e6e450fed64f02b7f80e652f9998095b74f06400e3941524266586a9c41049ce095b818cd72addbff56d83d0da441c7363fbd2380f9a517a7ecbd6ee7eb54cd9b6f622339f0db806706e1d5b1d66ea137b0bfebbc98823f7cea3264570a70546ebbdea9763b94a894b8e774c5d69c766f12d2574586b34c22abb606bbd080ff7e9b433b1d7b46b77b9f8105d12142c98c2251', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false);
INSERT INTO public.server_token VALUES ('t_M9PiwMH0pWZNzepCUHHQzra2', 'as_AsXW1-pblnLOAjvMfsr3dKYM', 'e26d8455ecdac790a0fea5acaf3c44dc9c373b54ae63e5dcf60aa897e816841d', '8a024a59b6772bbb34fa74c2c133bea47885249cbaee77ff3ca966f4eaa4c38a', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'HQ1WvTTsFxDVUBPaVrKCR8c7_ACMeO4x-DF0o7Yqduc', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_178Y8enD995BSfm1LK3bEEzw", "kty": "OKP", "x": "6iTI3bv462g5H0B_sqb8s-_xcb_rrCl8Llol4B0bBe8"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
ALTER TABLE ONLY public.countersign_schema
    ADD CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT pk_agent PRIMARY KEY (name);
ALTER TABLE ONLY public.agent_seen
    ADD CONSTRAINT pk_agent_seen PRIMARY KEY (agent, level);
ALTER TABLE ONLY public.approval
    ADD CONSTRAINT pk_approval PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.challenge
    ADD CONSTRAINT pk_challenge PRIMARY KEY (id);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT pk_client_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT pk_client_key PRIMARY KEY (id);
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
CREATE INDEX ix_approval_agent ON public.approval USING btree (agent);
CREATE INDEX ix_approval_client_grant ON public.approval USING btree (client_grant);
CREATE INDEX ix_approval_grant ON public.approval USING btree ("grant");
CREATE INDEX ix_approval_owner ON public.approval USING btree (owner);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_challenge_approval ON public.challenge USING btree (approval);
CREATE INDEX ix_client_grant_agent ON public.client_grant USING btree (agent);
CREATE INDEX ix_client_grant_due_at ON public.client_grant USING btree (due_at);
CREATE INDEX ix_client_key_agent ON public.client_key USING btree (agent);
CREATE INDEX ix_outbox_device ON public.outbox USING btree (device);
CREATE INDEX ix_outbox_due_at ON public.outbox USING btree (due_at);
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
CREATE INDEX ix_visit_grant ON public.visit USING btree ("grant");
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT fk_agent_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.agent_seen
    ADD CONSTRAINT fk_agent_seen_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT fk_client_grant_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT fk_client_key_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
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
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT fk_visit_grant FOREIGN KEY ("grant") REFERENCES public.server_grant(id);

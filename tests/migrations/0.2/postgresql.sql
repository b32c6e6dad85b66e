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
    lease_until timestamp with time zone
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
    changes integer NOT NULL
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
    recovery_digest character varying
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
    revoked_at timestamp with time zone
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
    lease_until timestamp with time zone
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
    revoked_at timestamp with time zone
);
INSERT INTO public.agent VALUES ('scout', 'alice', 'bb117d908720f8d4b30ce3ce757f7212b397b102638a5c22628e61ccfa2e0c4f', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_DhiwnmUMj_fD8_FzI_P7yjiH', 'as_YeDVyQa94SmvWR-VHVQnb4p4', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"45cfbdcaf11b6ad9ea8b95296859d159fe9a1df7314e7be2f88adfadbf67e951","client_key":"OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU","connector":"bank","connector_digest":"fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '6a4d939843f00d336202f40228e0a5a47da5dbae4c174b009db743b7561209b6', 'for breakfast', 'g_XgijoUg1trt77BNDaAlpnJlm', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '6a4d939843f00d336202f40228e0a5a47da5dbae4c174b009db743b7561209b6', 'kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', '{"id": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "rawId": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZG1RYl9QZThGZ1ByUUtCRWl6SkUzNmxQVXhtM2tkY2FvWjlpeFoxZDJFRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQCPZO6IS_lhJb3buT4S4MIS9rszyntWfUYQrPEkbA4GjAIgeEzKsGo6mhvc2NuQgXh9BiA8qlnOX7ZSphmlfUL3niY", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xbeb9b06b862e3e402d0d21094acfbc691c84fad376db85c035fe06e5285829aa', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00');
INSERT INTO public.approval VALUES ('a_MNB2Z8XP618NFk3gcUvvRhGB', 'as_SzU_t91_nCX5LmnizwkLsFCd', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"c2b3583e876237d250ef8113afe720078e73e4e6290e0275c0d21e8c9668736c","client_key":"OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU","connector":"bank","connector_digest":"fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '3d34505d7bbdd487b2d5a760380ced97e82db2185eecd34911053d4db31fec4a', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'kV5E1ZJ3Dw5alo1QB3tv2w', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'a2f1dce6bf6130aa717374b55f3f6149be796a4d6a3897ca7c0943f0f4c8473c');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'kV5E1ZJ3Dw5alo1QB3tv2w', NULL, 'alice', '{"label":"A browser","same_computer":true}', 'a2f1dce6bf6130aa717374b55f3f6149be796a4d6a3897ca7c0943f0f4c8473c', '576617809dc6f01f41a0fa4a9b9053b0aff738f00f0e9647c89813635516b7bf');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', NULL, 'alice', '{"label":"A browser","pairing":"kV5E1ZJ3Dw5alo1QB3tv2w","same_computer":true}', '576617809dc6f01f41a0fa4a9b9053b0aff738f00f0e9647c89813635516b7bf', '340beb4e2a0699b84c0acbb05d512b087b65f8d215ff0d285368c2385e8a4022');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'XlsO_VubTGQwH5kcn16EoQ', NULL, 'alice', '{"digest":"9747b0d20b03a940c77b81092050440ba9cae0d59f6caaf1f4ef32de2b029648","kinds":["policy","connector"],"uid":null}', '340beb4e2a0699b84c0acbb05d512b087b65f8d215ff0d285368c2385e8a4022', '7b9138b5530a59c85edfd89d1e6fec9c3130f1266135e25577340986dec23cec');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"XlsO_VubTGQwH5kcn16EoQ"}', '7b9138b5530a59c85edfd89d1e6fec9c3130f1266135e25577340986dec23cec', 'c555881d8b93a1e9b28b3aa776241e04845971371e67dd6407f5aacc27229234');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d","proposal":"XlsO_VubTGQwH5kcn16EoQ"}', 'c555881d8b93a1e9b28b3aa776241e04845971371e67dd6407f5aacc27229234', '0f46851fbdacabd6cbeaac5da143551bdb7c72ee8f039f146aab747a791ab9e4');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'XlsO_VubTGQwH5kcn16EoQ', NULL, 'alice', '{"digest":"9747b0d20b03a940c77b81092050440ba9cae0d59f6caaf1f4ef32de2b029648","passkey":"kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk","reason":null}', '0f46851fbdacabd6cbeaac5da143551bdb7c72ee8f039f146aab747a791ab9e4', 'acbb01c7e763f0d1ded2127157e4b78839949db82715042b054d2eecd124769c');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', '6Oms_2u8tXAb0KxruBy0Mw', 'scout', 'alice', '{"digest":"fa0e99ffd7c01eec828ccfca4f53a34313975ca39e1740ae3bc0c25457e8e377","kinds":["agent"],"uid":null}', 'acbb01c7e763f0d1ded2127157e4b78839949db82715042b054d2eecd124769c', '581ddffe6315b09e6be8cbaff656e24c263e8c174b23b959a83e23bc38b25a43');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU', 'scout', 'alice', '{}', '581ddffe6315b09e6be8cbaff656e24c263e8c174b23b959a83e23bc38b25a43', '632507afa2e1648bf6a672b8e2f3e03cf5ec1c71cc430cb1bf75650971f55879');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"6Oms_2u8tXAb0KxruBy0Mw"}', '632507afa2e1648bf6a672b8e2f3e03cf5ec1c71cc430cb1bf75650971f55879', '4371659528e5803cbdc4f43cfc467493239f092deab7bcbd7905694c218a5ba5');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', '6Oms_2u8tXAb0KxruBy0Mw', 'scout', 'alice', '{"digest":"fa0e99ffd7c01eec828ccfca4f53a34313975ca39e1740ae3bc0c25457e8e377","passkey":"kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk","reason":null}', '4371659528e5803cbdc4f43cfc467493239f092deab7bcbd7905694c218a5ba5', '0b429bbdb43b13fba516549f3b30336c7c908ec9b6b607d26bde85d662350358');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{"call":"45cfbdcaf11b6ad9ea8b95296859d159fe9a1df7314e7be2f88adfadbf67e951","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '0b429bbdb43b13fba516549f3b30336c7c908ec9b6b607d26bde85d662350358', 'de7dc4b5e904c92d957a3d07bdd8301c280a5bf24e38118a97c22b736b68bfa1');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_YeDVyQa94SmvWR-VHVQnb4p4', 'scout', 'alice', '{"approval":"a_DhiwnmUMj_fD8_FzI_P7yjiH","digest":"6a4d939843f00d336202f40228e0a5a47da5dbae4c174b009db743b7561209b6","rule":"small-payments"}', 'de7dc4b5e904c92d957a3d07bdd8301c280a5bf24e38118a97c22b736b68bfa1', '0b3acb9396749c98b02d8024ce72cb59301dc97e8f0444603b7e2d42f992c23d');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{}', '0b3acb9396749c98b02d8024ce72cb59301dc97e8f0444603b7e2d42f992c23d', 'a15b4d78ba6750bdde7b3c4eeae6baa309fbac5fcd18bb32461bfe5aae0a0248');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_DhiwnmUMj_fD8_FzI_P7yjiH', 'scout', 'alice', '{"digest":"6a4d939843f00d336202f40228e0a5a47da5dbae4c174b009db743b7561209b6","grant":"as_YeDVyQa94SmvWR-VHVQnb4p4","passkey":"kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk","reason":null}', 'a15b4d78ba6750bdde7b3c4eeae6baa309fbac5fcd18bb32461bfe5aae0a0248', 'a2b2e32c7ccad9c651c75603b877700d5b9ea4552b458717c2736a5bb9657391');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{}', 'a2b2e32c7ccad9c651c75603b877700d5b9ea4552b458717c2736a5bb9657391', '8cbcc9fe13100acb6ba3e2f9a8e8311efbb034dfbc5b466b1d1c6ca2b352e358');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_YeDVyQa94SmvWR-VHVQnb4p4', 'scout', 'alice', '{"approval":"a_DhiwnmUMj_fD8_FzI_P7yjiH","rule":"small-payments","why":null}', '8cbcc9fe13100acb6ba3e2f9a8e8311efbb034dfbc5b466b1d1c6ca2b352e358', 'c9726658a993ff95d2ad92a4af00173aac33150aa05ee67452630e552cab8be4');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_DhiwnmUMj_fD8_FzI_P7yjiH"}', 'c9726658a993ff95d2ad92a4af00173aac33150aa05ee67452630e552cab8be4', '76b86caf470399f4e0f3fad55dec757b5303c43f8e1a8618239423b02769282a');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{"approval":"a_DhiwnmUMj_fD8_FzI_P7yjiH","call":"45cfbdcaf11b6ad9ea8b95296859d159fe9a1df7314e7be2f88adfadbf67e951"}', '76b86caf470399f4e0f3fad55dec757b5303c43f8e1a8618239423b02769282a', '0f2406a5666a66199d14b98bafc0cbfd52ca6a2ab81fe4bcddfaff131c97b2f2');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_XgijoUg1trt77BNDaAlpnJlm', 'scout', 'alice', '{"status":201}', '0f2406a5666a66199d14b98bafc0cbfd52ca6a2ab81fe4bcddfaff131c97b2f2', '7f435b6bccd184d3fe443f1730cca7b9100b0d8d1c99258a53b2d0f56424b7f6');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_mEEXdF65XHwMDPIPXuNvkAkN', 'scout', 'alice', '{"call":"c2b3583e876237d250ef8113afe720078e73e4e6290e0275c0d21e8c9668736c","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '7f435b6bccd184d3fe443f1730cca7b9100b0d8d1c99258a53b2d0f56424b7f6', '5f2e1472122e5569342ac18024ab08417d48612c9d68072c8e64788d8b19dfc2');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_SzU_t91_nCX5LmnizwkLsFCd', 'scout', 'alice', '{"approval":"a_MNB2Z8XP618NFk3gcUvvRhGB","digest":"3d34505d7bbdd487b2d5a760380ced97e82db2185eecd34911053d4db31fec4a","rule":"small-payments"}', '5f2e1472122e5569342ac18024ab08417d48612c9d68072c8e64788d8b19dfc2', 'b001e312d08ee1c484b333329b8f03afafb54803ebbe1b49718dfcbb37d30d29');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_mEEXdF65XHwMDPIPXuNvkAkN', 'scout', 'alice', '{}', 'b001e312d08ee1c484b333329b8f03afafb54803ebbe1b49718dfcbb37d30d29', 'd19243545ba1e098ecabeeb022239d93992555f3fe55e779dbf064c3f45790d6');
INSERT INTO public.audit_head VALUES (1, 23, 'd19243545ba1e098ecabeeb022239d93992555f3fe55e779dbf064c3f45790d6');
INSERT INTO public.challenge VALUES ('bffc1fca54b7834273f17de807b4ef788515e5bac529a4c4d29264ff4fda51f1', 'enrol', 'alice', 'kV5E1ZJ3Dw5alo1QB3tv2w', NULL, NULL, '\x7b01b8e58bdb0a49a0ee0d06e6618bb2feb2605f4363225769a680a647500b59', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('fd63470f92c4f6d88c88ae797092b9569f1e200761719314109bc45128f093f7', 'decide', 'alice', 'a_DhiwnmUMj_fD8_FzI_P7yjiH', 'approve', '6a4d939843f00d336202f40228e0a5a47da5dbae4c174b009db743b7561209b6', '\xbeb9b06b862e3e402d0d21094acfbc691c84fad376db85c035fe06e5285829aa', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_mEEXdF65XHwMDPIPXuNvkAkN', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_L9iwC3RHWTcy0Qmtln0YuPpr', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "payee": "grocer", "currency": "EUR"}]', 'c2b3583e876237d250ef8113afe720078e73e4e6290e0275c0d21e8c9668736c', 'fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'fdcb5abff50d91e57a4e101b7dce5e30992e7f7ab16a0dfdf3e09da8d0182aab', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'V0nd-qDrvUqiDwLjbXLAlMOn3PQQclqMUE-j7ixmL68', '14e5dbbcde44f3522b7585761eebe1d93adc9c22bf61571bdf0fda449edfa834', '\x010131ffc4ce8f733012d4d329abb2aaf2d14a5a3150d26b513376010b65debe0fd40461b98f3011bb3d6b4238c5e5968f7983852513c31b4fd67a4708573795f0e5598fb7ae4118c5e8', 'rQe_2nw0doqrIPshfWqvSIgwuNMuEZz6sB6paa3B8mQ', NULL, 'http://localhost:8765/gnap/continue/as_SzU_t91_nCX5LmnizwkLsFCd', '\x010131eebf6e19ff06a9e00ab29e1aa15d0e9b270ad7af31105fedee8f367a3c26563d793cc923fe7caafd000aa80045afccdff7d65e6231643945637c00fe50325336f3333354f48ddf', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_XgijoUg1trt77BNDaAlpnJlm', 9, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_L9iwC3RHWTcy0Qmtln0YuPpr', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]', '45cfbdcaf11b6ad9ea8b95296859d159fe9a1df7314e7be2f88adfadbf67e951', 'fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '03d589a2dbac80c5ef6e672fc2271b3983b29f7d8f5852e502219b7b0e90799d', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'rHY0VahtnLJIN4DTNYtGH5EIKBSmpjNXCjUl5n0TfJA', 'e7bc10076fc6c9c4d639b5b98f68a8ea04aedc901cd86cdeeefb91eb515282c8', '\x0101318270dca436440f141878a6466950852842196e3700cbae0d2463aa22bcfe6354ba493176293192401cc786575714a1fbcae6e837a965c220ade72e0ac4ee5ebc31caabb3af23fc', 'C9o7ErlqBr3ZCbWfcvbaTuZWCGeAEVjGZQL1SSf1_Eg', NULL, 'http://localhost:8765/gnap/continue/as_YeDVyQa94SmvWR-VHVQnb4p4', NULL, '2026-11-25 12:00:05+00', '\x010131fe47be557526cb777c20e5dfdc4c40280a02c4c3a14c3bf3ff1a161015a39d3ab265f84029ccbd62dff5c3305886aca5a8c74b38e56b5a581340cbd78115e3568eb3e26e30479f', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_-fQ3_VSKlNz92T-CcNuhVpvu', '\x010131f18db6387fa2659bbb213e5feaf9466dc2580812020df78c1ffbc0b323ac6d6078c1cd9fb6dab11837b05f57386b63239160582e0454795bcb9cc303eb9593270fee3c3c266b84', 'a_DhiwnmUMj_fD8_FzI_P7yjiH', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_L9iwC3RHWTcy0Qmtln0YuPpr', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_L9iwC3RHWTcy0Qmtln0YuPpr", "kty": "OKP", "x": "2H6FrY68_N9prW3zb72LVMErZxJIUMgJ1DUlUAKbjMI"}', '\x010131d86d44fcba7a328ecfb17f28518bc00c77081bc5640b048d38530e1862e9f027fb0f9b63bdcb32edc748cee5736e661971220dda23d0ef4427c2d369326dcf98ef7de7ca073b4abf48ea9fc9', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0002');
INSERT INTO public.installation VALUES (1, NULL, '\x01013124f1affc163e0bb52b15c4ca3e6cc0c53285629481745896741f6d78b891fe159547a2fbb6794a', NULL, 2);
INSERT INTO public.outbox VALUES ('o_aErxsW0X0AyYGKdbGn36Opm7', 'finish', 'as_YeDVyQa94SmvWR-VHVQnb4p4', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.pairing VALUES ('kV5E1ZJ3Dw5alo1QB3tv2w', 'a6eea8c5ae8a76be2c6a4d0e0bc08b7d98b81732e948cdc8dc522e2f2bcff55e', '8774f3433ead240e2654c8c56af2834888a920f320d2e73ac3125a3c3835a275', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "public_key": "pQECAyYgASFYIJGoTI0xah9NVZO47pLET-5kH9S66xvOdJSdJG07vIi7IlggN87yOzjzWp_rp-zM4U_gtmJqHDgv1a8euZkYod-XSLI", "sign_count": 0, "label": "A browser", "same_computer": true}', '57807ced450907f6b6ea781141a21d8b34ba5b593b16f6a3ede42e7756856086', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', 'alice', 'A browser', '\xa501020326200121582091a84c8d316a1f4d5593b8ee92c44fee641fd4baeb1bce74949d246d3bbc88bb22582037cef23b38f35a9feba7eccce14fe0b6626a1c382fd5af1eb99918a1df9748b2', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('643161e561dd6469ba5e148f9173005bc5753f07a77c8b41462428d1284ca2d6', 'alice', 'kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('XlsO_VubTGQwH5kcn16EoQ', 'policy', 'alice', NULL, '93QM', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"3uww4yZMbITwU8lYdG_MDMhzZIz5Eg9SM4Q6pXjMmUM\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '9747b0d20b03a940c77b81092050440ba9cae0d59f6caaf1f4ef32de2b029648', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', '{"id": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "rawId": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWVYwRlR1SkZxSVZwTEhwS0txak43d3o0Yl8yQzFLeXJ0OU55WXBxTGRfRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIEL-pjvF4Ou7-prWrUYb-ZH0jaicNruSXMkhWAM0Y-YBAiEAwF6QBeY9RGKja1uW5-MDfPe9IA75ExWyZKumMYu2pLo", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('6Oms_2u8tXAb0KxruBy0Mw', 'agent', 'alice', 'scout', 'B8ER', '{"items":[{"agent":"scout","credential_digest":"bb117d908720f8d4b30ce3ce757f7212b397b102638a5c22628e61ccfa2e0c4f","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'fa0e99ffd7c01eec828ccfca4f53a34313975ca39e1740ae3bc0c25457e8e377', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk', '{"id": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "rawId": "kUQXX5iC8Vxo2PfXQwtn2APBQsCpVvROwx1xt9PgHyk", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiV0JFOWFJWmwwMUNBWERZY3ByZXM0VVZhN2cyYVdZdlJzLVhfWTVDVGY4RSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQCEgBM-a7jp5xOPiYt_wyVx6IgqhxtOYCQnLyIWKi5msAIhAOCiQV_g5Ym-3BaGlsKsV25BsS3CGxdKwSagkz6Shyic", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_L9iwC3RHWTcy0Qmtln0YuPpr", "kty": "OKP", "x": "2H6FrY68_N9prW3zb72LVMErZxJIUMgJ1DUlUAKbjMI"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'XlsO_VubTGQwH5kcn16EoQ', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'XlsO_VubTGQwH5kcn16EoQ', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "3uww4yZMbITwU8lYdG_MDMhzZIz5Eg9SM4Q6pXjMmUM"}
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
', 'fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('07008ff61f0649d83ded36228fc8e9f857add4dc5dc3ce106bb309d7ed4de16b', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('7df758667e2c63f07a3dcf5f85c5e6e1ac953d8ef263bf90fa3d6d7e79e43a82', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('fadf29f859613b8ed554b356f3d6ab30664de2e1ac05b06ec39fa092fd750ca6', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('9883c01447b37fefeb6c36a5a73d7dbc31ab3bfa2b0c7d5d6d2696996c55d04d', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_SzU_t91_nCX5LmnizwkLsFCd', 1, 'OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "payee": "grocer", "currency": "EUR"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d", "call_digest": "c2b3583e876237d250ef8113afe720078e73e4e6290e0275c0d21e8c9668736c"}', 'aa541bf053ff6beebbe3abd4d32e3da2f635be7d4b574257d9d17cddaa0707ae', 'small-payments', NULL, 'pending', NULL, 'a_MNB2Z8XP618NFk3gcUvvRhGB', 'http://localhost:8765/callback/SXqjwis7w-BQU7sfuLPLXr1ER6qnqGWaVyLvOlfDGUM', 'V0nd-qDrvUqiDwLjbXLAlMOn3PQQclqMUE-j7ixmL68', 'sha-256', 'rQe_2nw0doqrIPshfWqvSIgwuNMuEZz6sB6paa3B8mQ', NULL, NULL, '3aa9c77781afe7a1004d13ec5925bd4f3ed97de8dfd593455935c3a79aef76af', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL);
INSERT INTO public.server_grant VALUES ('as_YeDVyQa94SmvWR-VHVQnb4p4', 3, 'OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "fac5dffa4ce1282726ebdceee5bb9aee24468c8020d640124e4183569f29be0d", "call_digest": "45cfbdcaf11b6ad9ea8b95296859d159fe9a1df7314e7be2f88adfadbf67e951"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_DhiwnmUMj_fD8_FzI_P7yjiH', 'http://localhost:8765/callback/PS8FUaQh0ejHg1K77Pi1xkJg4FHGIklOuyPRC21EONk', 'rHY0VahtnLJIN4DTNYtGH5EIKBSmpjNXCjUl5n0TfJA', 'sha-256', 'C9o7ErlqBr3ZCbWfcvbaTuZWCGeAEVjGZQL1SSf1_Eg', '42d96f5f96dc788a460973560636cff0e695abdd20b3619a77a51a4d6c55c9a6', '\x0101310d008bdfe7c1e3f2e8a691037c5714d86dda95e33af94162dec8f92791094336e0eca5cd9b8af3ca0d3e7ae14695f913ffd3208d883bb979b7161a706c5f39ef740bf957d2ded5', NULL, 'ff376c81667c6e56f1b3362e9ab1c644054ad0647f62d71c3b937af04418dffe', '\x0101313e8fcbfa04a9a5ad8ef96645cc900d39bc9e290796427d4cb5e8351855ab0699d6a3dca50cf782f209409625c2ae660b29264eb481e536b7e53601054e853a99e56bd5d195b24f4ed007f02f6f5d510049e37de49f4350a253afb0634ded511cd90804278f91ad0ff11f2aaf1023fce839d9457646e463b3bbbf59970ad77f50f22e61a248a77e0b9eb6019496cee9e560fa059048b92df98b350cb5ea5c1898130f99c9dc88c2dd0de949c37d8c8bf37016271900880db6e00273564d6b1600984bddedef48407f2cc6120b61c90065c49c60c28126e0aabde19dd1380caf450feff3c03f232bdc8e1dab491445d8cb8f855d5f05c54ea47097a9085956ce8481a01c95d5288f94a01e52acf339afa98e1c0502454f78da3b1830275f4016735c521fc3a719e14458eae82293f40498136c32931b744d7dfa30ce9e5fd02fdfb0a910f7d997f790976004ca100910cfc62eea1eef49a82a068d2edd7d892081f76e1973361cd09ab59ac62dba6883a6975b86cfbcbcd76ee83767f70e76a87b60a6ed5bb60dc55b671f6c65ff1303e9ee8c1303dab4e1119776d87e64428a01dcced5a9ae69709a31bb80ead51e4bd8711627d88023d6fe338491f13462c940955058a5164953fb6d44da2516c4a1da88ae54607c5346ea33edf07826a1016f2d2555fd4042adbdb8de7f40b1f57222dd555beb7289412d7f6c39954a9580fbcb18db06fa0710b2', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.server_token VALUES ('t_-fQ3_VSKlNz92T-CcNuhVpvu', 'as_YeDVyQa94SmvWR-VHVQnb4p4', 'c1998d435fd1ccca43352862fc9820ac796cbce8174d7c7a2e4f51a12ca56af6', 'c02f34ea8888d61fb0667f71af74034ecf9cf315b3da63eec8b87b876fb9778a', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]', 'OcHR6AXB77jImxonYqYseXXn7kJZLE_DzS2Q0oU49BU', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_L9iwC3RHWTcy0Qmtln0YuPpr", "kty": "OKP", "x": "2H6FrY68_N9prW3zb72LVMErZxJIUMgJ1DUlUAKbjMI"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL);
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
ALTER TABLE ONLY public.sealed_file
    ADD CONSTRAINT pk_sealed_file PRIMARY KEY (name);
ALTER TABLE ONLY public.seen_nonce
    ADD CONSTRAINT pk_seen_nonce PRIMARY KEY (digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT pk_server_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT pk_server_token PRIMARY KEY (id);
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
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_digest UNIQUE (digest);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_manage_digest UNIQUE (manage_digest);
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
CREATE INDEX ix_pairing_owner ON public.pairing USING btree (owner);
CREATE INDEX ix_passkey_owner ON public.passkey USING btree (owner);
CREATE INDEX ix_phone_session_owner ON public.phone_session USING btree (owner);
CREATE INDEX ix_proposal_agent ON public.proposal USING btree (agent);
CREATE INDEX ix_proposal_owner ON public.proposal USING btree (owner);
CREATE INDEX ix_push_device_owner ON public.push_device USING btree (owner);
CREATE INDEX ix_registered_client_agent ON public.registered_client USING btree (agent);
CREATE INDEX ix_seen_nonce_expires_at ON public.seen_nonce USING btree (expires_at);
CREATE INDEX ix_server_grant_agent ON public.server_grant USING btree (agent);
CREATE INDEX ix_server_grant_approval ON public.server_grant USING btree (approval);
CREATE INDEX ix_server_grant_due_at ON public.server_grant USING btree (due_at);
CREATE INDEX ix_server_grant_previous_continue_digest ON public.server_grant USING btree (previous_continue_digest);
CREATE INDEX ix_server_grant_thumbprint ON public.server_grant USING btree (thumbprint);
CREATE INDEX ix_server_token_grant ON public.server_token USING btree ("grant");
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
ALTER TABLE ONLY public.sealed_file
    ADD CONSTRAINT fk_sealed_file_proposal FOREIGN KEY (proposal) REFERENCES public.proposal(id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT fk_server_token_grant FOREIGN KEY ("grant") REFERENCES public.server_grant(id);

CREATE TABLE public.agent (
    name character varying NOT NULL,
    owner character varying NOT NULL,
    credential_digest character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    frozen_at timestamp with time zone,
    last_used_at timestamp with time zone,
    muted_until timestamp with time zone
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
    opened_in character varying
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
INSERT INTO public.agent VALUES ('scout', 'alice', '7e28336215966de1a2441d22a3f2173e7bf304f27456b8ca9e4797b6070ecf6e', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_d75wemYgTfG4MEfOITrTVBnx', 'as_KFRH8cT5o5tKHK75u5-UB9nc', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"34f50b0e476c14e363fe595660724579470e19d5a8d4f97f2f32023794b5d668","client_key":"uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA","connector":"bank","connector_digest":"f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a', 'for breakfast', 'g_rbjZQCDq6T0DuTih_KcnSi46', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a', '0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', '{"id": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "rawId": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibzZGM3AyUFZWZS1ubXpyRTNvd3g2OHoxUlRxMDBzYmVWOVdCQ0xxYjhCdyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIH6FyNDDdjj2k9HNXAJjbzJ4b0CznZRk4imTIqVGcS2aAiEAorHwyNVN2Nsvj19jR4UayBmobbPe5ptLyDndgqh8h2I", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x46b324ebf078034a744bdf3c13b0d6b6ec699288fcd6edd6ee271045d1cdf146', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '73', NULL);
INSERT INTO public.approval VALUES ('a_C-nq7syj1WL959UFXXaieibe', 'as_JKOPKyHZ2iZNCSkQNNnz_lHN', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e81552c5d99fff45a8db75426584153239ae0719bcf90c91bf61560e48a86aa2","client_key":"uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA","connector":"bank","connector_digest":"f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '0a71814e5082c61a7bd80738ab51146c4606980aa6750075f685219cef41e5df', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '53', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'CtPWyTIL2HOxVIDjJRxo5Q', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'd7e97a6c4b09deed43361e2fcd6c51cf710477a83cf0509919745052d7a9708c');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'CtPWyTIL2HOxVIDjJRxo5Q', NULL, 'alice', '{"label":"A browser","same_computer":true}', 'd7e97a6c4b09deed43361e2fcd6c51cf710477a83cf0509919745052d7a9708c', '1628abe123571e31e37119e9336d5ef9479d6a2828f71259c39d8bd337b40c6a');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', '0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', NULL, 'alice', '{"label":"A browser","pairing":"CtPWyTIL2HOxVIDjJRxo5Q","same_computer":true}', '1628abe123571e31e37119e9336d5ef9479d6a2828f71259c39d8bd337b40c6a', 'f8e33ee30a33369473904c2c63b26ff8d3b00eedec2906bc3057c6ca831d2c9d');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_7d5f73d3ee759157975c61b902ca9af5', NULL, 'alice', '{"digest":"8ed111468aaf326ff27477b56a36dd38a5365c90440b4442fea6ff1c262beae7","kinds":["policy","connector"],"uid":null}', 'f8e33ee30a33369473904c2c63b26ff8d3b00eedec2906bc3057c6ca831d2c9d', 'f2bcae60f6cc2672f1a5fed58cb82705b232fabecbcf4bd275f755ac8154bdaf');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_7d5f73d3ee759157975c61b902ca9af5"}', 'f2bcae60f6cc2672f1a5fed58cb82705b232fabecbcf4bd275f755ac8154bdaf', 'edeacc87ea70ad80305b50a9042dd978c15313d2d7f9191249c3b2906a7a615e');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928","proposal":"w_7d5f73d3ee759157975c61b902ca9af5"}', 'edeacc87ea70ad80305b50a9042dd978c15313d2d7f9191249c3b2906a7a615e', '23779e4ad0a395f0b5c765a2e415c6ab9c58692e6623f807cb2ae92ff9120c93');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_7d5f73d3ee759157975c61b902ca9af5', NULL, 'alice', '{"digest":"8ed111468aaf326ff27477b56a36dd38a5365c90440b4442fea6ff1c262beae7","passkey":"0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw","reason":null}', '23779e4ad0a395f0b5c765a2e415c6ab9c58692e6623f807cb2ae92ff9120c93', 'd7d5b85c7da757c5082dccc8b3648e10c6c883b54c222c49585a1bcdea1d5eba');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_61808121427d524fd7bce3b20b4b042e', 'scout', 'alice', '{"digest":"0e21812e9f6d756fcd060147f0e3e8e8883c95bad405ef1da26fb65886674eb5","kinds":["agent"],"uid":null}', 'd7d5b85c7da757c5082dccc8b3648e10c6c883b54c222c49585a1bcdea1d5eba', 'a2191b040c8a4eac738836bc4e56e8c5a5a0ec0968ce65fd08efcd86a277dd97');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA', 'scout', 'alice', '{}', 'a2191b040c8a4eac738836bc4e56e8c5a5a0ec0968ce65fd08efcd86a277dd97', '78d7a57ca6c8c3e0a5c0eab8ba5385ac0ef1efa8fb5f834b2228d0d817014db7');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_61808121427d524fd7bce3b20b4b042e"}', '78d7a57ca6c8c3e0a5c0eab8ba5385ac0ef1efa8fb5f834b2228d0d817014db7', '2dd46adb5041d7471f51a66e70e51000f40ea9bda8897c44339f674089537a6d');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_61808121427d524fd7bce3b20b4b042e', 'scout', 'alice', '{"digest":"0e21812e9f6d756fcd060147f0e3e8e8883c95bad405ef1da26fb65886674eb5","passkey":"0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw","reason":null}', '2dd46adb5041d7471f51a66e70e51000f40ea9bda8897c44339f674089537a6d', '24ac5ba681d75c2ceda6768b43d79ee03cde0be8c6e7f6797987e37b74020982');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{"call":"34f50b0e476c14e363fe595660724579470e19d5a8d4f97f2f32023794b5d668","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '24ac5ba681d75c2ceda6768b43d79ee03cde0be8c6e7f6797987e37b74020982', 'e6f7e8aba8a4f9d00cfcbccce66cc8a97a06c58c7cb34336ffb53322bd1622f0');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_KFRH8cT5o5tKHK75u5-UB9nc', 'scout', 'alice', '{"approval":"a_d75wemYgTfG4MEfOITrTVBnx","digest":"398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a","rule":"small-payments"}', 'e6f7e8aba8a4f9d00cfcbccce66cc8a97a06c58c7cb34336ffb53322bd1622f0', '65673e78284b6c2b80802a32371467bc185a8a91afdc6f8953be4ac9530757b5');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{}', '65673e78284b6c2b80802a32371467bc185a8a91afdc6f8953be4ac9530757b5', '8b6c66eaba87f2c7116ce5f8a150ed5c82c485a01d9443f154627e56a24f45ec');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_d75wemYgTfG4MEfOITrTVBnx', 'scout', 'alice', '{"digest":"398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a","effective":"398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a","grant":"as_KFRH8cT5o5tKHK75u5-UB9nc","passkey":"0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw","reason":null,"verb":"approve"}', '8b6c66eaba87f2c7116ce5f8a150ed5c82c485a01d9443f154627e56a24f45ec', 'fc725fbcf399a5d1817d7423fd9200a3d3d9175f2dd3274f8007c5cbdd3a2bd3');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{}', 'fc725fbcf399a5d1817d7423fd9200a3d3d9175f2dd3274f8007c5cbdd3a2bd3', '8f54d970c877c6cd250ae1a8c29966d0be883c19f3289e7a57d29f10e45ad0fc');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_KFRH8cT5o5tKHK75u5-UB9nc', 'scout', 'alice', '{"approval":"a_d75wemYgTfG4MEfOITrTVBnx","rule":"small-payments","why":null}', '8f54d970c877c6cd250ae1a8c29966d0be883c19f3289e7a57d29f10e45ad0fc', 'c677707e721ebf79d59d5464ee08b81aef88da194a6e0c362bbcb4773a1eb80d');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_d75wemYgTfG4MEfOITrTVBnx"}', 'c677707e721ebf79d59d5464ee08b81aef88da194a6e0c362bbcb4773a1eb80d', 'fa501510ae5c85dd314dc8c573a3e7cd5eadd801540dec7abd174d6f5c3eb3be');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{"approval":"a_d75wemYgTfG4MEfOITrTVBnx","call":"34f50b0e476c14e363fe595660724579470e19d5a8d4f97f2f32023794b5d668"}', 'fa501510ae5c85dd314dc8c573a3e7cd5eadd801540dec7abd174d6f5c3eb3be', '9439ed017e8fc6603abb7dea8f9c3efdee95e8c59f4c0c4d8dae6bd1cd80b883');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_rbjZQCDq6T0DuTih_KcnSi46', 'scout', 'alice', '{"status":201}', '9439ed017e8fc6603abb7dea8f9c3efdee95e8c59f4c0c4d8dae6bd1cd80b883', 'c47ee22572b2922e0c2b570f00190d3dff9ff4c8855bcc5b1465e495c01454ab');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_2K_9JM6vsQ8ae5Angf0QvFIg', 'scout', 'alice', '{"call":"e81552c5d99fff45a8db75426584153239ae0719bcf90c91bf61560e48a86aa2","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'c47ee22572b2922e0c2b570f00190d3dff9ff4c8855bcc5b1465e495c01454ab', 'ce2f5fb230ffa0942193993ef0566418a4ee3d2fec64c5388b14f3755c646c35');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_JKOPKyHZ2iZNCSkQNNnz_lHN', 'scout', 'alice', '{"approval":"a_C-nq7syj1WL959UFXXaieibe","digest":"0a71814e5082c61a7bd80738ab51146c4606980aa6750075f685219cef41e5df","rule":"small-payments"}', 'ce2f5fb230ffa0942193993ef0566418a4ee3d2fec64c5388b14f3755c646c35', 'dafb4dda807432b9929641029f59ba14b102761927b36d387e6e669057a40262');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_2K_9JM6vsQ8ae5Angf0QvFIg', 'scout', 'alice', '{}', 'dafb4dda807432b9929641029f59ba14b102761927b36d387e6e669057a40262', '31dcc03b9a1428cf4774a1e372f2d9cc73e1966693f25543f3cd39d6c4cda580');
INSERT INTO public.audit_head VALUES (1, 23, '31dcc03b9a1428cf4774a1e372f2d9cc73e1966693f25543f3cd39d6c4cda580');
INSERT INTO public.challenge VALUES ('dd42020b3845c2787e4133a862f5509facf0cb6e9c89ca557dbc4999d45bc792', 'enrol', 'alice', 'CtPWyTIL2HOxVIDjJRxo5Q', NULL, NULL, '\x37c29eb7be80896608a86b50b36a95fd5226f24df7ba19a9f8e31230ecde696a', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('e2c6cd22ca3d2d94a35d4004c39e3068c1964ad812c50a3c97163586eda769de', 'decide', 'alice', 'a_d75wemYgTfG4MEfOITrTVBnx', 'approve', '398f5c3a16ee71afc7360d5e92684528d4b00c0db7036fe0b24c4b496958256a', '\x46b324ebf078034a744bdf3c13b0d6b6ec699288fcd6edd6ee271045d1cdf146', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_2K_9JM6vsQ8ae5Angf0QvFIg', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_5DFQ_LxN74jYMAtS2ZZxqmzm', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', 'e81552c5d99fff45a8db75426584153239ae0719bcf90c91bf61560e48a86aa2', 'f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '6bd8aae9847d5ae536607cb45baa9b9370195d696560210529d56f31c5f4c0f2', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'Hff98CPE8lXkrmXv92wRrCcYFWdNjVK9WQISeQCp1tY', '2fc616115ffad56424aa19422f6f8ba6137499ea9ec55dda4fd1fff92c814a2d', '\x010131a770148b99e41950d88542339a1a2ed4db5c98de989df64d39c10506cf2903c05275f6ab2fdbfd6f6de0a7c6b9edff432a3eae5ae7253168de8c5fdf14dd9ec681f9588a865815', 'UUb6L98e9mt5nksFOzzxwehhWB04sNOG50IdacPQEBc', NULL, 'http://localhost:8765/gnap/continue/as_JKOPKyHZ2iZNCSkQNNnz_lHN', '\x01013149367e252c9e798c9c7213b510ed9f7dcbf4795cbcc5ff42f80331b7b9ab67d51349c18ac7e4038b6f754d2b4e74c82bde66faba1d80ad7b92ba1a6a1a7a76c1bc1532e1200ca9', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '53', NULL);
INSERT INTO public.client_grant VALUES ('g_rbjZQCDq6T0DuTih_KcnSi46', 9, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_5DFQ_LxN74jYMAtS2ZZxqmzm', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '34f50b0e476c14e363fe595660724579470e19d5a8d4f97f2f32023794b5d668', 'f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'b645c63b70545a35a38895e824e368a519e08095eb49809d545b1a2d4917ecb1', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'jMww-2IjEelmTuZk55F-laT7WaPpxD7UpvaJoF0OtTI', 'e23b60b527fc283727aaee27445594eee33703f7833f04522c964d38fc2d9f87', '\x01013169e089b921b3a0aa324108e181802f2713c8da962cdb8f2da4e0af3e416f760d88753b035fc6cb3255e586121d0378eb9eabf1ddb060357d3d9c70daa2b31a1e1bdb29160375b8', 'EQ8qxpYaofHNLpGDMlJgnWSn0HzXHjIl9F2j3QXs5pE', NULL, 'http://localhost:8765/gnap/continue/as_KFRH8cT5o5tKHK75u5-UB9nc', NULL, '2026-11-25 12:00:05+00', '\x010131f2accf807e59a302984c2765fe78818dc3e3de6c35bf4c675e5374d6265e45d450ef10338a1f884fdf81b2ec65a3f71510ca04200a15d4e4a8cff657c133a4e6298abe865a105a', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_YqhXXMySjtcmteL32sQ6EU6E', '\x0101317968ab378873dcee80214f8f93527ce406ae64d443957281942d8d9ee3f65c017144f91887fbdb370f3eb58302da8b305f1adaf994cfdec954d46f129809aa00e7571ad97524dc', 'a_d75wemYgTfG4MEfOITrTVBnx', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '73', NULL);
INSERT INTO public.client_key VALUES ('k_5DFQ_LxN74jYMAtS2ZZxqmzm', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_5DFQ_LxN74jYMAtS2ZZxqmzm", "kty": "OKP", "x": "0RnLZEkmlW4gsOX1Z4hjRBOUae3jugWS65_5IJYqc-E"}', '\x0101318b684e839b42be828306f3107680ff67e9328f2f14eb437c7900de2fa62a9d201203d97711008f0033b7c3aaabf32f55f2428f9afb641f63e09c34ca3a73c4244f70ed9dda0ee5877f27b85c', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0004');
INSERT INTO public.installation VALUES (1, NULL, '\x010131397fe9db713a77cfbee8d160ccc2d266176d202a1e40870a564d858c083ce772d304d808970ae6', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_Pyw3quQp7WmDjU44f7wdLxVY', 'finish', 'as_KFRH8cT5o5tKHK75u5-UB9nc', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('CtPWyTIL2HOxVIDjJRxo5Q', 'a9ffa9f1487b75ca3c80a8daa7d1da190ab2ae9c3063427c6d0d9a7fb0bacbcb', '6bda08b470ece137b65fff532d4dc97b2121b2ec10358c3ea2ba77cf09c0578e', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "public_key": "pQECAyYgASFYIH5Ig5GF7piExAzn61OgLMBvkgphVG34gKhlWfrvMjdRIlggAXEi9lTAPItsM8fnAnW3tDMePpFGyT3TtYr9oR1R6Ig", "sign_count": 0, "label": "A browser", "same_computer": true}', '29676051de65c7abdf06886367701ec27259fce41304f6738e66d5d6100490cc', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', 'alice', 'A browser', '\xa50102032620012158207e48839185ee9884c40ce7eb53a02cc06f920a61546df880a86559faef323751225820017122f654c03c8b6c33c7e70275b7b4331e3e9146c93dd3b58afda11d51e888', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('fe8e20774211ea8a224d99fa9f9ef40861cda542a0deb7d33bc98e4cb38cbee4', 'alice', '0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_7d5f73d3ee759157975c61b902ca9af5', 'policy', 'alice', NULL, '2E67', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"gwWDbQHWqm4pw34v_kILmq9PeY68GirFQkN2ZRb9uL4\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '8ed111468aaf326ff27477b56a36dd38a5365c90440b4442fea6ff1c262beae7', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', '{"id": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "rawId": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiaDgxRU53TG1PZERTdTVIRWVqRktSek5PSDlQZHFzR2RQVC1YbW82Q3ZBayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIEJNkevaTN8ttgzXWuzMLQEeCjZSPuZ7UR9AmyKBFAaQAiBKm4KtV0E8jFA95JZg_0vQfGrLFQFDh8BL6KByjkMsKw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_61808121427d524fd7bce3b20b4b042e', 'agent', 'alice', 'scout', 'ASNR', '{"items":[{"agent":"scout","credential_digest":"7e28336215966de1a2441d22a3f2173e7bf304f27456b8ca9e4797b6070ecf6e","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '0e21812e9f6d756fcd060147f0e3e8e8883c95bad405ef1da26fb65886674eb5', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw', '{"id": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "rawId": "0lpWFvnh5jHhceWyRNV2ScPhLTwxS8eTP-8hjvBK8Sw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiYWdVOVNlTUk2Y3B1aU43UW5jRWhCSEtsWHJ4RjVJc2lGdWpKZ3lvM1BpWSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIQDv9l0CZ5QeQNBFZjhhZi1RaeP9BMcm8oqo4nVWMSxTOQIgVOxnQFXa0Eo5qm4KTNxs71rzgHfjmmy-2M2YOrDo868", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_5DFQ_LxN74jYMAtS2ZZxqmzm", "kty": "OKP", "x": "0RnLZEkmlW4gsOX1Z4hjRBOUae3jugWS65_5IJYqc-E"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_7d5f73d3ee759157975c61b902ca9af5', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_7d5f73d3ee759157975c61b902ca9af5', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "gwWDbQHWqm4pw34v_kILmq9PeY68GirFQkN2ZRb9uL4"}
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
', 'f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('a6b68af9eea14c0d1644daf13afc96e9b1eedc633b15523f49512c016c05436a', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('892a6fe3c16f76d7e6e5ac4794120a480beaa01166f2409ac5db580dd0990360', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('2b51925f48710477c69e3140d016913698ddb60d0d4e7b729708e5e4988f72eb', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('ee9d2aa787e673a74b21702c3dbfab91212b07b2c0f7bfc0b63c825ae695ec46', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_JKOPKyHZ2iZNCSkQNNnz_lHN', 1, 'uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928", "call_digest": "e81552c5d99fff45a8db75426584153239ae0719bcf90c91bf61560e48a86aa2"}', '09218825493289c5b7c91cdf7584d6ba53698e2d49e468553232affc3cc54b80', 'small-payments', NULL, 'pending', NULL, 'a_C-nq7syj1WL959UFXXaieibe', 'http://localhost:8765/callback/iOY3YOKcsmDWFPsrz52pY7Xt1hZMKJWHNRKpymwlltU', 'Hff98CPE8lXkrmXv92wRrCcYFWdNjVK9WQISeQCp1tY', 'sha-256', 'UUb6L98e9mt5nksFOzzxwehhWB04sNOG50IdacPQEBc', NULL, NULL, '44bb09c4b06b57e192c037c9f0af531437484eef6c8af8b31f2528d6f771df47', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_KFRH8cT5o5tKHK75u5-UB9nc', 3, 'uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "f321f300cae8440ae863d4e99df2b2a67f902b232e4d5db3db5fcfc1a6c4a928", "call_digest": "34f50b0e476c14e363fe595660724579470e19d5a8d4f97f2f32023794b5d668"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_d75wemYgTfG4MEfOITrTVBnx', 'http://localhost:8765/callback/5og44yL2pfTQRqaiUB9OTYzJ64lGvTOXCmNlGOvgSyc', 'jMww-2IjEelmTuZk55F-laT7WaPpxD7UpvaJoF0OtTI', 'sha-256', 'EQ8qxpYaofHNLpGDMlJgnWSn0HzXHjIl9F2j3QXs5pE', 'ed09bae88d945096c5efb13041711bfd7d971b0e4762fedc984f74ef185337c1', '\x010131b3c21fb50e6dc00ad0f3aac9f1b950e7c682d171ca7feb54e0cc39f5c2fbacb10d4dda2c95b02122fabb804d0b60156158135b09b9d0ac2c3bf2534509cedc9db20f29e99944d5', NULL, 'add32d936c386ec2018006796777920d166d847d63e35684df29fb8d6d0080cf', '\x010131f4044247e04c0487d096841e0a3d3f49a2fe7b478522194f0fee4abd1133c7f1bba191374c617db030973c3ff689b7a134a48d531bf09891a2e633f4a3087ad0f6dcbb8086bc6fb824cd44c42ca8d8e95b602cc6db1a05feb3b00254714041d989012044b4a9498cb35f146c4a4dce87195e996f81f21debe486f3c174667efb10eaac37810511050524c8e6efc11d98f083ec1556251ad6a81944b245faa9707abf26f7754cca3894b69e3ec8593a79214dd3a7954d489aea1af8177d8f5613dfecffd98af64faf490b89722ee0619206ea1df59643444a801d8b2dfba4f3937155c9eb5ce9d3cd2d20e35e3cc2cd4e54d7d0da3869f6bdfece0378e4ac7b48a07fe6904f9bc3c6aeae39de6d7813d095d7b641aa4ebb43ad4ed5df12d81d384d6b493a9fb3470be15a9b034f80afb8f26c8acec2fc4c038dffc538b192d400dbd7110c9fd3b45cc1d56a6a4d0e94d539bba1225743e0978b36e750e558a18d0e01af6be8218d3f340c6c6252503e77c034498fe7c7ffbb6795bf74a286e17c630a2f3b6fe3485476c6f1f4a701f3e68c187f2c3e50b739b8f76fff863cff305c8c5ef45625728e9b38ad6fd0f45fc9889589c237b479e24bde23537af3691343e7abd1b92f8910654eebf19a2f2fe2e2ab718442bcb9c4019ab6ad99a0d0930d49e1814160879d65b41d5ebbf1f95da2a06708d8a6900a5bf7cc9588088d1dd95100b91eee0e2b4e695a9fc7243fd865c211af263c034ebba2c64f490aa6e4975c1c43fe8dd51fadd4ec77ce73f74cd159b791ce7a0580e79eed5560a19247aa50618d808483944cd88ec096c84d294e81d5c4f6eaf145da3018b93cbb55d96f399691', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_YqhXXMySjtcmteL32sQ6EU6E', 'as_KFRH8cT5o5tKHK75u5-UB9nc', '1e5475d09f9b8c44dc1b404ba8fd0a3ad3b3941e27a2822b5556314430c1aa2e', '489b4b6f81cdaf1d7ef48172246302debce29765fb22b8c9c3facaa65e04e27e', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'uGpmE4P3rvzBH6Zv-DUZJYw_0xHgwNBRmOgDwM8fLaA', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_5DFQ_LxN74jYMAtS2ZZxqmzm", "kty": "OKP", "x": "0RnLZEkmlW4gsOX1Z4hjRBOUae3jugWS65_5IJYqc-E"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
ALTER TABLE ONLY public.countersign_schema
    ADD CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT pk_agent PRIMARY KEY (name);
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
CREATE INDEX ix_approval_decider_owner ON public.approval_decider USING btree (owner);
CREATE INDEX ix_approval_grant ON public.approval USING btree ("grant");
CREATE INDEX ix_approval_owner ON public.approval USING btree (owner);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_challenge_approval ON public.challenge USING btree (approval);
CREATE INDEX ix_channel_owner ON public.channel USING btree (owner);
CREATE INDEX ix_client_grant_agent ON public.client_grant USING btree (agent);
CREATE INDEX ix_client_grant_due_at ON public.client_grant USING btree (due_at);
CREATE INDEX ix_client_key_agent ON public.client_key USING btree (agent);
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

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
    previous_until timestamp with time zone
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
    removed_at timestamp with time zone
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
INSERT INTO public.agent VALUES ('scout', 'alice', 'f7e76988d15b0463aec1bac6ec3ae78503f6f3646a0d801c5d079958cc310f77', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_NJ5tEXoVf7N1R91fxq5T_9Dm', 'as_fYBO3Y2qwSJhiHcxk7TXhJJm', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"9fe6e5e5da115607058427a6b94b7fe8c1c0915b4cad4274e61e69250fd67bfb","client_key":"WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw","connector":"bank","connector_digest":"b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad', 'for breakfast', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad', 'hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', '{"id": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "rawId": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiclRxNkJXRzNWWENTdFoyUU5EaDgzMGJtZ2dYS21ZNWNWcFhNS1RhYU9GdyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDtsfWMEcqR818WcagGXNk9M-J4EBDKPRDKAOuNUVUJ_wIgDQhG0QAow5M1VAyUNAiYCc3KgX4ksz7ruxab1xrT5Us", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x72f98b03b5178d6f637c34f47d334a8092b7350eb25cc3655d938ef47296396e', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '23', NULL);
INSERT INTO public.approval VALUES ('a_UDk920Bkseogb49b-BZ3oFZw', 'as_K725SrO6J2vcGxvD29-QovG2', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"dbcf3a96899ec1b8303a2987775c292c1d98002cb7719ee3bf0ccb1e9dbc7554","client_key":"WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw","connector":"bank","connector_digest":"b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'c493e83c4451056ec7bd902f0c919dde9e0c33b8300b68775bb78ab49edae059', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '61', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'B8CYS3kxN1EmQEgth2Tg0g', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '15c6f65af1fa404d7230c1fb060e4d0caa22746e5d97e1a455505fc3aa0e798a');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'B8CYS3kxN1EmQEgth2Tg0g', NULL, 'alice', '{"label":"A browser","same_computer":true}', '15c6f65af1fa404d7230c1fb060e4d0caa22746e5d97e1a455505fc3aa0e798a', '4a3fdfa00b67f04bc1b2d1fea35c6a77c65f5273265a97972b06b3c877ffc248');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', NULL, 'alice', '{"label":"A browser","pairing":"B8CYS3kxN1EmQEgth2Tg0g","same_computer":true}', '4a3fdfa00b67f04bc1b2d1fea35c6a77c65f5273265a97972b06b3c877ffc248', '1518f14ac83c07dbedd095395299e8dc72076d276e6fb3e80c5506aabb4979b7');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_f00ea4719c6714f8402f3f52a0b1f38c', NULL, 'alice', '{"digest":"c98d0847c598094740dcf931f3977967db22859c80d0379d656593109ba4289e","kinds":["policy","connector"],"uid":null}', '1518f14ac83c07dbedd095395299e8dc72076d276e6fb3e80c5506aabb4979b7', '887ff0fa4254393085b863065f0f16dd14da639aee78447092dd1dc570d649b7');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_f00ea4719c6714f8402f3f52a0b1f38c"}', '887ff0fa4254393085b863065f0f16dd14da639aee78447092dd1dc570d649b7', '107c04568b32136dcbde50009fdf4909b34e7ec8b7caf405675f46bd51eda6ae');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256","proposal":"w_f00ea4719c6714f8402f3f52a0b1f38c"}', '107c04568b32136dcbde50009fdf4909b34e7ec8b7caf405675f46bd51eda6ae', '2e3d953c0959d1a140871441345bb554be2d00290070a89ba30dbaee606b87dd');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_f00ea4719c6714f8402f3f52a0b1f38c', NULL, 'alice', '{"digest":"c98d0847c598094740dcf931f3977967db22859c80d0379d656593109ba4289e","passkey":"hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc","reason":null}', '2e3d953c0959d1a140871441345bb554be2d00290070a89ba30dbaee606b87dd', '38d03a35d310d2b38327fe152feccfed448dfbddfc1c90e8387a450a9d74cff7');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_9c462b1498a81e1d6f7cbfd0a8c193ad', 'scout', 'alice', '{"digest":"a50cfeca48f63a019ed394ee99e3de2faa297dcdf223f1526f6a0a000911b7cd","kinds":["agent"],"uid":null}', '38d03a35d310d2b38327fe152feccfed448dfbddfc1c90e8387a450a9d74cff7', '94d710f80f858caebd34824c4aac382aad99e5141783008f0e5bffdb2d898334');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw', 'scout', 'alice', '{}', '94d710f80f858caebd34824c4aac382aad99e5141783008f0e5bffdb2d898334', 'f538b4be183e57b38afa3c2b60ff4d329b573fd23c223bade95dd07241696493');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_9c462b1498a81e1d6f7cbfd0a8c193ad"}', 'f538b4be183e57b38afa3c2b60ff4d329b573fd23c223bade95dd07241696493', '0bb8e7082079b287a7a7ddac324ab5aba3f100059d2c5e40145f9bc90daff042');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_9c462b1498a81e1d6f7cbfd0a8c193ad', 'scout', 'alice', '{"digest":"a50cfeca48f63a019ed394ee99e3de2faa297dcdf223f1526f6a0a000911b7cd","passkey":"hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc","reason":null}', '0bb8e7082079b287a7a7ddac324ab5aba3f100059d2c5e40145f9bc90daff042', '9207235939997e35ae82f92528babb883995637619deda22efa03e40ea82985c');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{"call":"9fe6e5e5da115607058427a6b94b7fe8c1c0915b4cad4274e61e69250fd67bfb","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '9207235939997e35ae82f92528babb883995637619deda22efa03e40ea82985c', 'b01692f04685e000f54be0fd3a757b21258a0e7efd2408376259c57d06ae7817');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_fYBO3Y2qwSJhiHcxk7TXhJJm', 'scout', 'alice', '{"approval":"a_NJ5tEXoVf7N1R91fxq5T_9Dm","digest":"481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad","rule":"small-payments"}', 'b01692f04685e000f54be0fd3a757b21258a0e7efd2408376259c57d06ae7817', 'f4482720665f9ea7577a241a4f100e4bb73af1717bb7eb9302c2caabbe9d7233');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{}', 'f4482720665f9ea7577a241a4f100e4bb73af1717bb7eb9302c2caabbe9d7233', '7200edb4a2b94bc38944967ba721502c14adc39badd26996882c035946372dd8');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_NJ5tEXoVf7N1R91fxq5T_9Dm', 'scout', 'alice', '{"digest":"481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad","effective":"481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad","grant":"as_fYBO3Y2qwSJhiHcxk7TXhJJm","passkey":"hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc","reason":null,"verb":"approve"}', '7200edb4a2b94bc38944967ba721502c14adc39badd26996882c035946372dd8', 'ade743452e13be9ee9d39bf286ec4f5c8691719897dd349d3b491e9cb269ec29');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{}', 'ade743452e13be9ee9d39bf286ec4f5c8691719897dd349d3b491e9cb269ec29', '81278fb1802ae9a6f3a42d0304ef48c05df1ea6a6af8a4197c37e5ff779f7fc0');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_fYBO3Y2qwSJhiHcxk7TXhJJm', 'scout', 'alice', '{"approval":"a_NJ5tEXoVf7N1R91fxq5T_9Dm","rule":"small-payments","why":null}', '81278fb1802ae9a6f3a42d0304ef48c05df1ea6a6af8a4197c37e5ff779f7fc0', '910843229187b00c0f18dd9a4f668ba465d38e7db694333f7c70b788878c9248');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_NJ5tEXoVf7N1R91fxq5T_9Dm"}', '910843229187b00c0f18dd9a4f668ba465d38e7db694333f7c70b788878c9248', '504cd5877c3cf9c67f162b9f24bc839c6d69ee4949c6837196e52124ab91d925');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{"approval":"a_NJ5tEXoVf7N1R91fxq5T_9Dm","call":"9fe6e5e5da115607058427a6b94b7fe8c1c0915b4cad4274e61e69250fd67bfb"}', '504cd5877c3cf9c67f162b9f24bc839c6d69ee4949c6837196e52124ab91d925', '4207b0c0266af02b344931b224049ffccfc6d678e09e55fbcd508f2909e49b45');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_Qt22vDBO1aaiDC8xN_3bU5Xl', 'scout', 'alice', '{"status":201}', '4207b0c0266af02b344931b224049ffccfc6d678e09e55fbcd508f2909e49b45', 'a3566fc452f1fc615930661e54a7c5f7a55b1816a02eb61ff967bad32d96354d');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_E79x2uZ9961NX9Ue_7xE_9Xv', 'scout', 'alice', '{"call":"dbcf3a96899ec1b8303a2987775c292c1d98002cb7719ee3bf0ccb1e9dbc7554","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'a3566fc452f1fc615930661e54a7c5f7a55b1816a02eb61ff967bad32d96354d', 'b62f31ab0fa82caa569fe36a9f055c3b2a279b1ea3f33b3edf08c5086e75cac2');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_K725SrO6J2vcGxvD29-QovG2', 'scout', 'alice', '{"approval":"a_UDk920Bkseogb49b-BZ3oFZw","digest":"c493e83c4451056ec7bd902f0c919dde9e0c33b8300b68775bb78ab49edae059","rule":"small-payments"}', 'b62f31ab0fa82caa569fe36a9f055c3b2a279b1ea3f33b3edf08c5086e75cac2', 'c51d7a49cd8f083e3c1e192d7e0164ca649da994cb430544eb32c76ebf6cef3c');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_E79x2uZ9961NX9Ue_7xE_9Xv', 'scout', 'alice', '{}', 'c51d7a49cd8f083e3c1e192d7e0164ca649da994cb430544eb32c76ebf6cef3c', 'e5802fe75a46655ce5fd05480fe4a7b260bc3ece80e02ab554b5ea30feec7da3');
INSERT INTO public.audit_head VALUES (1, 23, 'e5802fe75a46655ce5fd05480fe4a7b260bc3ece80e02ab554b5ea30feec7da3');
INSERT INTO public.challenge VALUES ('973cbf01a0974eafb9d9b840ab770359f2d9b005a7b9d452b7d6f4dba00d6c07', 'enrol', 'alice', 'B8CYS3kxN1EmQEgth2Tg0g', NULL, NULL, '\x32f3a6e4b5bca5b74041055e04d58796f6b96a6598e6815b9b2bb5e15c7cc8eb', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('89b41f958364238c40e6443751e168d79ce8822fc41ac78f11206102ef546852', 'decide', 'alice', 'a_NJ5tEXoVf7N1R91fxq5T_9Dm', 'approve', '481a051898ca545bd4c143975f0904347f980fce6fcac0375cea34436ed93aad', '\x72f98b03b5178d6f637c34f47d334a8092b7350eb25cc3655d938ef47296396e', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_Qt22vDBO1aaiDC8xN_3bU5Xl', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_tsEc8MIoeWHcMivR-OwsOmZ4', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '9fe6e5e5da115607058427a6b94b7fe8c1c0915b4cad4274e61e69250fd67bfb', 'b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'ba7dc2befe2b847f3ad9924e945037d6254d9b2775515ccfe13e40f70b156c34', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'ep8SGplRRVbBkA0SNCAkx59i9R_Ta9TXNXi2JTTauzk', '8cc8c2f3d413943d3c7ef8e1ed7157ad4ef934efb6fbf1dc8d7f1529f0b1e6dc', '\x010131ed77059cd1719878ba91f88462449f4c5e3645256da772dfd8c642211f01ded965127d5e8dbcf717d98f8e5c489d7a686d2cbda26d69c0ec489f1cd9b19884948af710dfb496b3', 'b3NBouCyvgL94AbSbaUfcWTjiDm1iE-Pa8Q9ifZeeD0', NULL, 'http://localhost:8765/gnap/continue/as_fYBO3Y2qwSJhiHcxk7TXhJJm', NULL, '2026-11-25 12:00:05+00', '\x01013123d2c35a6f940702e036c6409bac19c06e7b907e34a574c77873cfd8b5401a224fd99a0fb81a11ef77b4a220386d18f1b1e46d1251292f479a8083ca379d237598e534150c6e30', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t__NIxSThUhpiazESWBeuflSZc', '\x010131312c19cdbcfe41b91ce9fd4d029645553ce2fbcc62a00dcd6b708eb9c43b0a5ebe63ba564088ffd64851747167f3e4695eedbe88d5c52ef7fdaba9e87c70458b1dc15e752a147b', 'a_NJ5tEXoVf7N1R91fxq5T_9Dm', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '23', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_E79x2uZ9961NX9Ue_7xE_9Xv', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_tsEc8MIoeWHcMivR-OwsOmZ4', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', 'dbcf3a96899ec1b8303a2987775c292c1d98002cb7719ee3bf0ccb1e9dbc7554', 'b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'ef3b64a3d5ca0580e88e82a97c2bb29f76e8395783a3896692055ee3bba5db2a', 'for breakfast', true, 'pending', NULL, NULL, NULL, '2cPp8EqxFRg8itoUSJIzArEqpafFAsPCDeP03FFPfko', '9b106aaa175330c026d18febd80612f9a778f2c665d58363848cfd20e9b52391', '\x010131b5af37a6ee7638ab41fa17adc4bb81644fc30c43de52e1e3281adfed540ddda8c76cd73f1c41fe3377ace2c672b56b26e53a39bbdef03569a6b967d941cfe7255b1f6518423d82', 'uZ3stxOs3GDiaq7tM474Nf8ih6-0yV0eODM4wOvNcMU', NULL, 'http://localhost:8765/gnap/continue/as_K725SrO6J2vcGxvD29-QovG2', '\x0101313ad9d3f8b258cd6d614f26bb8752b580306d95f8c126c899d6d9b978994fede1ebeb5e4166f580fa60cdfc92a07ceba5b03aac105e1ae925bb67e89efc01976bd273962417b7db', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '61', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_tsEc8MIoeWHcMivR-OwsOmZ4', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_tsEc8MIoeWHcMivR-OwsOmZ4", "kty": "OKP", "x": "ibwoOy9yQqZbJM9_n-UNQkmSH-E7IQh7skaQSVmJIYY"}', '\x0101314ef85e42540d72619884072580d384243df0aa27ac553902d054f0e9c9f23cf6595c7b76ed25e36fdd535d4f07732b97dabc65af76b94ea7590098df9909887ee64fe12a08fae3f32e6f5fb9', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x010131115bb6e467ac4a746bf0fffd39207f0b926809a865d4757aabd339fe2a76a70beffa06e64bd26c', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_ub4mM_gGWC3PYeWbiQRJXnAo', 'finish', 'as_fYBO3Y2qwSJhiHcxk7TXhJJm', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('B8CYS3kxN1EmQEgth2Tg0g', '00bc798c0c21285d5d4324bd7a61c2ebedef6be0cc8fa82a19395b3fdf2ab04e', '9f3f2c3e8115c2a8f82bfd05ee8b505cd96ec29f051d2323d62deb8eb13e9002', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "public_key": "pQECAyYgASFYIHLkaf1Jrcb4L2MLIkqdtWsJpGxSBFbQpmpUwG913f6hIlggCJ-18Dy470wAAkVOfMgJT7dAGSmEOfbI1B5MGjgmEyw", "sign_count": 0, "label": "A browser", "same_computer": true}', '57ad7e207cc086d240bb48b1c528fa6f4358e77f35f9ca038bbd7903597d05ec', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', 'alice', 'A browser', '\xa501020326200121582072e469fd49adc6f82f630b224a9db56b09a46c520456d0a66a54c06f75ddfea1225820089fb5f03cb8ef4c0002454e7cc8094fb74019298439f6c8d41e4c1a3826132c', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('726571b6c7b610e3cb49e09dba2a33ac1ce65e8d446666454f90004ee9c052ac', 'alice', 'hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_f00ea4719c6714f8402f3f52a0b1f38c', 'policy', 'alice', NULL, 'JZE3', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"bZh0XMVBqTHzRpChT6e0wx3ZB0Lzu2cf6rNz_Y7YDXE\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'c98d0847c598094740dcf931f3977967db22859c80d0379d656593109ba4289e', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', '{"id": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "rawId": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSkZuOTZmeHpKYzNWXzdsQzJUVlFwcmxCQTlPcjFKcEhMYThRdXpXMFhFYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIBy3NEr9dweiqi64GJ9XzliuP4-AQ_NChuh_EfHhImk2AiEA3lIMNBFWC9QlQYxM5leTnaLAI7rRVMftXp8JRRa7w4Q", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_9c462b1498a81e1d6f7cbfd0a8c193ad', 'agent', 'alice', 'scout', '4W9E', '{"items":[{"agent":"scout","credential_digest":"f7e76988d15b0463aec1bac6ec3ae78503f6f3646a0d801c5d079958cc310f77","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'a50cfeca48f63a019ed394ee99e3de2faa297dcdf223f1526f6a0a000911b7cd', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc', '{"id": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "rawId": "hYCntnp-4j7DChHVMi0xF3CaGBnGcgBulvn6NynwGoc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiS2dSemRSRkloeloxNmZ0eXNxZk94VGpuNHdvb2FqWFFTNkx2Z0dESUpaRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIBmqToxa_UkEw_qWRvytfeOFMLA8bF1M-8kGoYETjSEmAiEA0mXNu_g-lYucPDskHZLHnSvXE__FgaAl0YM0w1bBHXQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_tsEc8MIoeWHcMivR-OwsOmZ4", "kty": "OKP", "x": "ibwoOy9yQqZbJM9_n-UNQkmSH-E7IQh7skaQSVmJIYY"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_f00ea4719c6714f8402f3f52a0b1f38c', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_f00ea4719c6714f8402f3f52a0b1f38c', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "bZh0XMVBqTHzRpChT6e0wx3ZB0Lzu2cf6rNz_Y7YDXE"}
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
', 'b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('f8e2c4d962742fe6e8c517b628906034222ec0d0cc0b69b72f4ca0288834274e', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('a38e419a019dbffdcf83be171394a85de070e14165e634ef25d6bdc8da84c40c', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('4f6c16277eabfa69720624cc71974ba21328cd3b86b1bdcd48f2bbbb98cf334b', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('c629e5adc094a9e91e63fce7c627c129434616e2134e87dae2baf02034c46db4', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_K725SrO6J2vcGxvD29-QovG2', 1, 'WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256", "call_digest": "dbcf3a96899ec1b8303a2987775c292c1d98002cb7719ee3bf0ccb1e9dbc7554"}', '6811985e1a66c134b463e440743f9f117b92df1d8ffaace34e95468053d5ff79', 'small-payments', NULL, 'pending', NULL, 'a_UDk920Bkseogb49b-BZ3oFZw', 'http://localhost:8765/callback/PuE3edrm-M1XuvtgGtG6EpELPOCoTDr2GUNN9V_9Hjg', '2cPp8EqxFRg8itoUSJIzArEqpafFAsPCDeP03FFPfko', 'sha-256', 'uZ3stxOs3GDiaq7tM474Nf8ih6-0yV0eODM4wOvNcMU', NULL, NULL, '0bbcd953ae59872e056952e0a53822e02b601175b52044fb7818123b209195cc', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_fYBO3Y2qwSJhiHcxk7TXhJJm', 3, 'WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "b1312c3b65fa12484e110b3e94db731c09e50cb2a9a6b95e52df7780c9774256", "call_digest": "9fe6e5e5da115607058427a6b94b7fe8c1c0915b4cad4274e61e69250fd67bfb"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_NJ5tEXoVf7N1R91fxq5T_9Dm', 'http://localhost:8765/callback/v8dBCc9-X1s0mN5bemj9N1jgto1zqeCHp-riskG_EUs', 'ep8SGplRRVbBkA0SNCAkx59i9R_Ta9TXNXi2JTTauzk', 'sha-256', 'b3NBouCyvgL94AbSbaUfcWTjiDm1iE-Pa8Q9ifZeeD0', 'ff7e544679be1b69aff0b1371e197b0f1ef5ad9f3ba1cf06070100cf73ad5343', '\x010131e13afc315ff269512d6be05eb40e00c1de490a319c473bd774c476a5412681874089a5b4277cfa09c674724e8ac44d1c29fd1ea2d63e67e588c30ccac8526ebbe760e374d7db50', NULL, 'ec9511de15a6039d990baca8a6ff5de94f52ac9daa006158289899201cfca996', '\x010131a566b0ecbcf9a0483d5be79ab450392ca3bffebdf5189e775379501ceb88147975d29bb0eee7b8a97509a330398ff3e0d2f99e4459e7712b5ed10d026e2d10e5aedba164c8f6d7959bce50afffb95e86d99ffcea26fa0a047669169a8a59703c36ded0c97a03942de432239d9bbdf3d383969802ab2780a3b3b3ebca18fde098b509036381e1413a28a26f070876235979c82ad2e3c8c8854e18dc8e409c8fd9e1c4e7e30e3bdc9f2e8277cc4e81de00c6bed33f061b4ee98b5a91d33154e1dbe725067ba094e52410e48ef5178b4d074f21d1dfbe4f4fa1696a8553c32919447dded4312d86037f6bc39472ea4e8a73e8c4d9dfe8577521eea317ea8f7b90b6e1249b8ebb5c1fa17776b5b18a28c788e9ee7074d2f1886676588d8a7c1dfecb1cf943d6d182c3374a15d7546a9aaf44d38af9d3715ce4f13ebe445d0d01e1a7136d5ac599a29d32d68b283b2c8f011aef83ef34ee806d201ecb3b202b2d7b43bf218bcbc3c901829583570aa6191ac23c49ce78193582d600c5b0681569dcdeae75e1db92bc175275e98827569878d6c49083c78a9ae965f9639a0a4314897242b9aee8e2be884765bfe564ac9239f19f751ed90c416a8d2cd4b69fd28155fab38cf946f9d87aa6fdc4342f9e7f251f9de8b42710901f150b650b33c6c8c1969c5298f3c8d4cb909e88fd3bc0d6cd3538996d5584451b06ede1dc6e55e2caaa14ca10bef7fed105e2c63bfcd6778b4697251fe120f5400b90525f36460eb7c742b6b2786e700d4b9d56ac0f765894cd8a4236cc500a5912225b2bea2abb5045e1c9f5fdf4b0fd3f72e34f5d354167474a8bb0518e55aacb51774e7d70706fc6ba417d47', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t__NIxSThUhpiazESWBeuflSZc', 'as_fYBO3Y2qwSJhiHcxk7TXhJJm', '9b32f0796f3fee31b1619428fd0b5cf15aa7bc3a9992b86bbcee1656937274ed', '187b3eb4edc006bc478cda1cccd09fe9f11060ed426703c06cb0058b241f15d0', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'WnRWrogcrVwciC5nRvUAqCI7_ZUA4_3zkFCQPLgNhtw', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_tsEc8MIoeWHcMivR-OwsOmZ4", "kty": "OKP", "x": "ibwoOy9yQqZbJM9_n-UNQkmSH-E7IQh7skaQSVmJIYY"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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
CREATE INDEX ix_connector_secret_connector ON public.connector_secret USING btree (connector);
CREATE INDEX ix_connector_secret_renew_at ON public.connector_secret USING btree (renew_at);
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

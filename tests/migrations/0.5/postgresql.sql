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
    used_at timestamp with time zone
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
    sign_in character varying
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
INSERT INTO public.agent VALUES ('scout', 'alice', 'a5fe5cc5125d346bf949f2e6ca57793f9398d0948f122f4dce7711ac268a116b', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_KJQO26sE3M6lUo5GEh6hAjuo', 'as_w_tsLsihirmN_cMQSoTeMOZs', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"3035225544dc8fa744f2c0c380eef7c2e627a69ed977fe18e4147e65d527f4ef","client_key":"Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50","connector":"bank","connector_digest":"dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831', 'for breakfast', 'g__WyjgpXZKsDjqppaY-RsyJy3', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831', 'oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', '{"id": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "rawId": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMHRPc0otOEdMdWFzcGxOSXgzNldRbU5BcVk2MHZncVVweFpLNDluRTVQOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQC2zl_A23DrpVBrMkS8U1QmLZ4VJtqP2CwnDvPYwHWJ4QIhALpQAVxYXdjeYYjLwTTL16p5rWbWABISUlMUMBXJy5jC", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x6ea70855d52168cb48a9c10499358d1921794d9c297e3744b312015c128a0d6c', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '17', NULL);
INSERT INTO public.approval VALUES ('a_3RKyVLzbjx382u1k0qGbF1AZ', 'as_qhUXVDW1JdCi8imipAPzonka', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"9ecf2abe30e2c6ed46d120e3cd0c765cd466a3daafb4bcdebcb70b927d6971da","client_key":"Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50","connector":"bank","connector_digest":"dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'bdb2d859be3500cb835e12a7ee19f48ce5ef57995522f273db7e214177f333f8', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '22', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'W14-5Ohw1Svi16Qf-GWVkg', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '91cac883c5d9831b16f6e3614510911013eb72857dac5995bde4c1f3e28f1b81');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'W14-5Ohw1Svi16Qf-GWVkg', NULL, 'alice', '{"label":"A browser","same_computer":true}', '91cac883c5d9831b16f6e3614510911013eb72857dac5995bde4c1f3e28f1b81', 'b09cdc1689afcb994d6565d07dd71dc5fba8bbb29324074b235e05c98b45e4f0');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', NULL, 'alice', '{"label":"A browser","pairing":"W14-5Ohw1Svi16Qf-GWVkg","same_computer":true}', 'b09cdc1689afcb994d6565d07dd71dc5fba8bbb29324074b235e05c98b45e4f0', '02ad633c400d5fc9ceea2a505a856b11668aca379a94fd4de8f279aa8d2abe9c');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_6d95403a57e2d161371a4eb4f38ea207', NULL, 'alice', '{"digest":"d8e9d695d27c0782be0c57c2bd873dea01d39af2099fe402678b4c98c3dec91c","kinds":["policy","connector"],"uid":null}', '02ad633c400d5fc9ceea2a505a856b11668aca379a94fd4de8f279aa8d2abe9c', 'fc7c013ab29b2a0c23892adb63cf0b4096c2981dabba9e27e31c015ef7ef66c0');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_6d95403a57e2d161371a4eb4f38ea207"}', 'fc7c013ab29b2a0c23892adb63cf0b4096c2981dabba9e27e31c015ef7ef66c0', '42b5cb95f9af5b9e545699ed2a7a0469267de02a4243f5fc3ec27e0d553a7067');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c","proposal":"w_6d95403a57e2d161371a4eb4f38ea207"}', '42b5cb95f9af5b9e545699ed2a7a0469267de02a4243f5fc3ec27e0d553a7067', 'deafb2cc604e60408bdf6a23a3bf57aec6aeb16721433438e21ff2d85bf3acf8');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_6d95403a57e2d161371a4eb4f38ea207', NULL, 'alice', '{"digest":"d8e9d695d27c0782be0c57c2bd873dea01d39af2099fe402678b4c98c3dec91c","passkey":"oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4","reason":null}', 'deafb2cc604e60408bdf6a23a3bf57aec6aeb16721433438e21ff2d85bf3acf8', '71dfa7bf86db3e26585e47128dc46ba7c38b35fdedb459154cfec622f5904859');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_051423ad3daf3637548db5e84ef94d0f', 'scout', 'alice', '{"digest":"7d34e303aaf5d577fda75e8928a16ef1d4aef73661fd3a990ddf6d1f448894ea","kinds":["agent"],"uid":null}', '71dfa7bf86db3e26585e47128dc46ba7c38b35fdedb459154cfec622f5904859', '1b3ef0456a58f8589f03daa0e21fac9f0f4a4dc8c78b603a4df3c91426c3dbde');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50', 'scout', 'alice', '{}', '1b3ef0456a58f8589f03daa0e21fac9f0f4a4dc8c78b603a4df3c91426c3dbde', '39930634010236056b19ef29e1ffeeb785b3ade2859f821c36b71d4b9a080477');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_051423ad3daf3637548db5e84ef94d0f"}', '39930634010236056b19ef29e1ffeeb785b3ade2859f821c36b71d4b9a080477', '8f802b85efcc83a642d87ad004423d1ece268350fc766ad5ba2d2d3a5556b3b5');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_051423ad3daf3637548db5e84ef94d0f', 'scout', 'alice', '{"digest":"7d34e303aaf5d577fda75e8928a16ef1d4aef73661fd3a990ddf6d1f448894ea","passkey":"oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4","reason":null}', '8f802b85efcc83a642d87ad004423d1ece268350fc766ad5ba2d2d3a5556b3b5', 'f9a0e4dc94f5fad41a67d34c0b89db40c5f4d659a5d5fd2323919301568e307f');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{"call":"3035225544dc8fa744f2c0c380eef7c2e627a69ed977fe18e4147e65d527f4ef","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'f9a0e4dc94f5fad41a67d34c0b89db40c5f4d659a5d5fd2323919301568e307f', 'f7a730f49ba64e14fff4745bf9f343872852292f83fa28951aee2bf6f3a7d70f');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_w_tsLsihirmN_cMQSoTeMOZs', 'scout', 'alice', '{"approval":"a_KJQO26sE3M6lUo5GEh6hAjuo","digest":"5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831","rule":"small-payments"}', 'f7a730f49ba64e14fff4745bf9f343872852292f83fa28951aee2bf6f3a7d70f', '345606372cbf895615e3cd20b7494ef11e2dd699b73a24773acdb3b9cce1852f');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{}', '345606372cbf895615e3cd20b7494ef11e2dd699b73a24773acdb3b9cce1852f', 'c46df8f9f9ce0dd82cdedb717e9a37c0cec455c274cd78265443ce72f6469b62');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_KJQO26sE3M6lUo5GEh6hAjuo', 'scout', 'alice', '{"digest":"5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831","effective":"5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831","grant":"as_w_tsLsihirmN_cMQSoTeMOZs","passkey":"oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4","reason":null,"verb":"approve"}', 'c46df8f9f9ce0dd82cdedb717e9a37c0cec455c274cd78265443ce72f6469b62', 'c9a79ca8c6d44bc0b95a5cd55bd23321d524a13cfec6c95ae58ee2295c51c548');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{}', 'c9a79ca8c6d44bc0b95a5cd55bd23321d524a13cfec6c95ae58ee2295c51c548', 'ae6ef171de24edca709a49f660af3d26f096a6dac9969dc14457fb3bd71dfb31');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_w_tsLsihirmN_cMQSoTeMOZs', 'scout', 'alice', '{"approval":"a_KJQO26sE3M6lUo5GEh6hAjuo","rule":"small-payments","why":null}', 'ae6ef171de24edca709a49f660af3d26f096a6dac9969dc14457fb3bd71dfb31', '94abc30a41accbbe03a4ea794ad4384a8f643573d03f8fa8a9b355869dcc414f');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_KJQO26sE3M6lUo5GEh6hAjuo"}', '94abc30a41accbbe03a4ea794ad4384a8f643573d03f8fa8a9b355869dcc414f', '6f45f5ac424731e0023bcf7f70c3dc2d8590c15e6efc4b79611d9c6b95b0caa2');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{"approval":"a_KJQO26sE3M6lUo5GEh6hAjuo","call":"3035225544dc8fa744f2c0c380eef7c2e627a69ed977fe18e4147e65d527f4ef"}', '6f45f5ac424731e0023bcf7f70c3dc2d8590c15e6efc4b79611d9c6b95b0caa2', 'a8a3ca04be9644622c42edb1e0fa28b407c6351f3e25e064fc69bd29585ec00a');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g__WyjgpXZKsDjqppaY-RsyJy3', 'scout', 'alice', '{"status":201}', 'a8a3ca04be9644622c42edb1e0fa28b407c6351f3e25e064fc69bd29585ec00a', 'c567233f90b0b4ce9b1bd982fc73ddde14b00a5bb5235069b07f1a35a241f918');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_Hsx_TegBOQlB8nWvTNtxv7ja', 'scout', 'alice', '{"call":"9ecf2abe30e2c6ed46d120e3cd0c765cd466a3daafb4bcdebcb70b927d6971da","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'c567233f90b0b4ce9b1bd982fc73ddde14b00a5bb5235069b07f1a35a241f918', 'facfe3b1039efc88336590443ec0aedfeb987a5e489c34f35168bef0cede496e');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_qhUXVDW1JdCi8imipAPzonka', 'scout', 'alice', '{"approval":"a_3RKyVLzbjx382u1k0qGbF1AZ","digest":"bdb2d859be3500cb835e12a7ee19f48ce5ef57995522f273db7e214177f333f8","rule":"small-payments"}', 'facfe3b1039efc88336590443ec0aedfeb987a5e489c34f35168bef0cede496e', '4c90456dd74326452d558415491d0a978fd00e2e4864304e0d9f02f07b71d12e');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_Hsx_TegBOQlB8nWvTNtxv7ja', 'scout', 'alice', '{}', '4c90456dd74326452d558415491d0a978fd00e2e4864304e0d9f02f07b71d12e', '1e765420f0c222642d2a444aa27cc8bd72fc3910e4a71e20bbf98ce29f3dfb21');
INSERT INTO public.audit_head VALUES (1, 23, '1e765420f0c222642d2a444aa27cc8bd72fc3910e4a71e20bbf98ce29f3dfb21');
INSERT INTO public.challenge VALUES ('f98f826f3c65ed545f7d1fd940c68e78681f3fac69f33afb885a6baf190f263b', 'enrol', 'alice', 'W14-5Ohw1Svi16Qf-GWVkg', NULL, NULL, '\xa8991c81c482a8f0a6831af4de3d7b6f78b909ee317e1f24d04fe03648a7d980', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('5459b886959a1c4584fa0dac5ba15079161529cb060e90a1b9e77754f61fed6e', 'decide', 'alice', 'a_KJQO26sE3M6lUo5GEh6hAjuo', 'approve', '5913149ea32a74a690c54b5456fe207485f4479a7bdeb280cd4d2962f9518831', '\x6ea70855d52168cb48a9c10499358d1921794d9c297e3744b312015c128a0d6c', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g__WyjgpXZKsDjqppaY-RsyJy3', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_IhPOYomJPoCS_XGXLWXJ91Xo', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '3035225544dc8fa744f2c0c380eef7c2e627a69ed977fe18e4147e65d527f4ef', 'dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'c98ae1c6c483d019856267be729b7bbda115cd5093794419f5acfcda45fb0396', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'KFT6k-ZYb5lfDlBmuh3FQchDrY00jb2WPNOa_yaoFgQ', 'b7ea099ff95d481d39c0ce2121429fabab9791776e755f8ace02d532528e6785', '\x0101315b2875ab63d6d5d5a9e8916b689f0447a485ac31677ae784ba144c0af57687e92684003dbbfa73b4b40426018826a93d217e597d8cb185634ed8da773945e9c02836aa559dfc37', 'JRfCvN13Oc9F4lBVOlqC4ezybYSl9tQJ20lKtiS5Uhk', NULL, 'http://localhost:8765/gnap/continue/as_w_tsLsihirmN_cMQSoTeMOZs', NULL, '2026-11-25 12:00:05+00', '\x01013190bec735dd25383efe52a46cb86a27901e8a61b68c1425543dc134833ecb1e9c154d296725b417a6d105ca04568a246f19f4850397395ca3990efeaf17a87dd8856c521bae1e22', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_SurA1ySk2m3X0jO1G-vw6gJo', '\x010131611b0ebf384de5b550d712f11a09f10ab5d09908f3c603639aea660a8a7a5e696db1e68e668224aca512269a11595c3cdfc089136f74e32ce06d5b185f124c0965a2a6cd8be298', 'a_KJQO26sE3M6lUo5GEh6hAjuo', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '17', NULL);
INSERT INTO public.client_grant VALUES ('g_Hsx_TegBOQlB8nWvTNtxv7ja', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_IhPOYomJPoCS_XGXLWXJ91Xo', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '9ecf2abe30e2c6ed46d120e3cd0c765cd466a3daafb4bcdebcb70b927d6971da', 'dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '2c351c7032b0768603b75f7ad916c8dc04206173722a7fa80e24005ae6efd9bb', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'DAcltUxb-bC8YjFCV1kJ-7w_5RLreDazgc06FzGo1kA', 'd3da4f02dc64b2e005fb89987856e599924f3233f4dc429bcb93d98cbdec149a', '\x01013177ef4f6dd48abec72a0b035dec1fc1c04163c96887988a60a7780c94e01de628a6ae1dc1175cb3a8735e540b8312e830f49eaa98fdece970d3327032f192a26d3038e6123dfd83', 'AZWjb04Bs7licI5TlCJRthTqFxh3gSKJ8x31Eoo3ZSI', NULL, 'http://localhost:8765/gnap/continue/as_qhUXVDW1JdCi8imipAPzonka', '\x0101312884ba90670bd352ca32227add329652abc76516a66da74f74026e4858f26cf87b302e41695d2d64dba01552a2661fda4c4da86c2109c6c60dc31e8011f2ecafca71966222b73c', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '22', NULL);
INSERT INTO public.client_key VALUES ('k_IhPOYomJPoCS_XGXLWXJ91Xo', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IhPOYomJPoCS_XGXLWXJ91Xo", "kty": "OKP", "x": "S-cRCU-2gxkS9bWS1psayrA3-wZu4v0il-fPWtSywPE"}', '\x0101317472f5e158d725464eed3dbe18f4fafbb3ddace3ada7599475fd6fc206121d735645f11f2b5675ccaab06feca2c8802fefb1f3288f83467361043872ca91fda2162eaed7b3981d4488d81815', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0005');
INSERT INTO public.installation VALUES (1, NULL, '\x010131fcfcab9aa2cd34085a94bcd81496c0653381936f91c8dedf4827953f728e5c6ec44e5dfa901202', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_jMl4EoXUiLEl72epyQ0FkjmH', 'finish', 'as_w_tsLsihirmN_cMQSoTeMOZs', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('W14-5Ohw1Svi16Qf-GWVkg', 'da621268b4048040bbb8a43843fededc996c956b148cb09b13c212f0bbcf8bb6', 'd9ed3fbc2cb325a52f8751bc9b2d6b34972303faedae1958cd788347cb11989e', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "public_key": "pQECAyYgASFYIM-1sZHeL3DcvfqiCBLqu49OmPsM5Ga8DL5Kgc15vNhfIlggTksGtSkM4WIFay-Fe5GHS5kF6P4qmrTIoHOZ274JQsM", "sign_count": 0, "label": "A browser", "same_computer": true}', '0efbba3e3e8311f46d5fbe2576cd3f633be6c9529b96cd2b2154975e6a9dddb8', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', 'alice', 'A browser', '\xa5010203262001215820cfb5b191de2f70dcbdfaa20812eabb8f4e98fb0ce466bc0cbe4a81cd79bcd85f2258204e4b06b5290ce162056b2f857b91874b9905e8fe2a9ab4c8a07399dbbe0942c3', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('ddc8f93d8f441b233253123e5f926a288b67d51ff83514edee0ac71a1c045701', 'alice', 'oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_6d95403a57e2d161371a4eb4f38ea207', 'policy', 'alice', NULL, 'M8NM', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"OWHU5V1SIsbgPe-tJcOYIn86ywhAC49Md1t70gvWrl4\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'd8e9d695d27c0782be0c57c2bd873dea01d39af2099fe402678b4c98c3dec91c', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', '{"id": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "rawId": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVmZ1ak1DMkZaVFh0dlB6LVZnRDRGRExLWFZvaDNQVXI1WWZYNmhPYXZHRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEYCIQD4eCAKjU2EHsxGWHXQoJ22OK7GYb6iAVAH4O4mK5mGVAIhAMenJMqVpjfjhYT9b1UfL-oiQSbv680ApuMXHdpM--1M", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_051423ad3daf3637548db5e84ef94d0f', 'agent', 'alice', 'scout', 'C6A5', '{"items":[{"agent":"scout","credential_digest":"a5fe5cc5125d346bf949f2e6ca57793f9398d0948f122f4dce7711ac268a116b","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '7d34e303aaf5d577fda75e8928a16ef1d4aef73661fd3a990ddf6d1f448894ea', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4', '{"id": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "rawId": "oOGfInhSBrFxYutycZJe6I8Y4BGt1sR0o9rnv2WkKD4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWG95SGpzRTFLUnAycGhQQU5rYnVyUC02bGR5Q2lhUVlfQ0d3WmUyYUJ4NCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIA5aa640lIGWYD1rHaTloIR8HLD2hNJKJ_mNHoo3jUViAiEAy-kl7FEhUjwfmM9GYzpGaSrxOrCKBaozfNgOENcLJuM", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IhPOYomJPoCS_XGXLWXJ91Xo", "kty": "OKP", "x": "S-cRCU-2gxkS9bWS1psayrA3-wZu4v0il-fPWtSywPE"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_6d95403a57e2d161371a4eb4f38ea207', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_6d95403a57e2d161371a4eb4f38ea207', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "OWHU5V1SIsbgPe-tJcOYIn86ywhAC49Md1t70gvWrl4"}
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
', 'dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('68f344be49dfe5188a969014bbdd120da5ace118c694fd0d33c4d7fa7b7fe4ab', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('4a98a9d80a7cff83d1a969dbdf7dd9396ebc69b3572a9e3686bf5fbba9c0423f', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('9d0280768da7a78fc0f4a5ca5b9ff545aebf36d2f5fece56d82bccdd2137dfc8', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('81703a94fb26a54d2d4520616b8715968bb353903bcfe68ced8cc6ba70ea2c44', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_qhUXVDW1JdCi8imipAPzonka', 1, 'Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c", "call_digest": "9ecf2abe30e2c6ed46d120e3cd0c765cd466a3daafb4bcdebcb70b927d6971da"}', 'f26251d07c9cc8c774ecd5abffb7eef048160f0412e628431e36ee0cae3d1417', 'small-payments', NULL, 'pending', NULL, 'a_3RKyVLzbjx382u1k0qGbF1AZ', 'http://localhost:8765/callback/42YDB5xUKlcmAdRiRQYW6ajK4y94swE6ADGFifGaiqM', 'DAcltUxb-bC8YjFCV1kJ-7w_5RLreDazgc06FzGo1kA', 'sha-256', 'AZWjb04Bs7licI5TlCJRthTqFxh3gSKJ8x31Eoo3ZSI', NULL, NULL, '03dae6c6e1c03e5d2d599c65e74b2829770a9f7c868b993ceb9f2affb4752c7e', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_w_tsLsihirmN_cMQSoTeMOZs', 3, 'Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "dd9afc044b97031b51c6cbb928925c83f3f32a10b8a21f0798fe6b10793c402c", "call_digest": "3035225544dc8fa744f2c0c380eef7c2e627a69ed977fe18e4147e65d527f4ef"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_KJQO26sE3M6lUo5GEh6hAjuo', 'http://localhost:8765/callback/Y4LeWRUiTc7KQNAuCbQTWka5gvEqhOFt5k3Z94tdmyE', 'KFT6k-ZYb5lfDlBmuh3FQchDrY00jb2WPNOa_yaoFgQ', 'sha-256', 'JRfCvN13Oc9F4lBVOlqC4ezybYSl9tQJ20lKtiS5Uhk', '2cb64745909a9a078f34db9e40a1b369e9802989d170cee79c453316d20d9e67', '\x010131f081d003640fe2139edae401f955805d587d8f7666fbce59c44d46b75b8831d6d0a76180e547ef60e333444a92a22d476f38146ab8d21d60eb56ffe96d66dec95279456c5ee063', NULL, 'a16a25d9bff0cfdc5d3d015a3b8329beb8dfd3ea86ac86550de55e44990cd455', '\x01013157856aef8f653fbd84f672f75779bcf17fe044dbc80b4b0b85b2d922f6e0a2794f697ce3922e6e4e80c5c49d27ebb44aff16c25eb117224e9b75e33328a7f8fc68511b64f2fdcc4217ca167bd4634d8254c67ab2d73b01b8382b124b89424bb9ef5fc9b28cb2d79d062d50f05b318afb0cf2a348bf251f60bbc9f206f5ac0ea178cbc55ac982206dd0bf96220bd92e7687c63eb2469212292b44774815d56e40d6f223b4424414f7631d7a181c948e690266b1fc29a784e8abe27f7ce202266c07e7bd5eafff605cb55a5bba9a7b4046d029437518f2068ad40ba6fcbb827dc1630b103a77e71ca5ada85bd77dcaf1db02845bfdb7086236e2e430aac31fc217d2794420e43a83731f13bf1709a74703755e94bb755f5aed06c96a7ef7a2ee0bf583e41474a9476614a7d665e363305f67a80ab45a10233cfaa572e2d550513c123e29a690312dd6167d15f4700b059fbd9ad76c3e616e95b272d6c68f2dd47bb8fcdee86ff5c2cfc791bf67767ac734a446f08555de1a3293c49e1cbd89cdc22baa839ba76a85c623670027fd6879aa26f4c2dda36d6f7f080aa3db3fdd27cecffd50f3ddfc916c583877619c5399670e4d93fd598c9309c801b6c9f7c147883d09f92cf04868b8884cef1f2980d96bdcdc41eba7c5e602766d778ad511c10a8bc7252daa45078086817db852ad9d124cacd98ac4cdbf53cddf67c02b0f2de40c3d0f2258cf8a9bc947c5b9ce22f11c564338f9c49fe45be22901d97063cabdf8c185ea27bfe59a7b4b00f2b99d0ab7494b4987ad332dddc0aa5113c6d2fc3169d3f96ba43548277ecf72d4b376a32ff72b1df3be79ed7cec94b63349831682431efc7a', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_SurA1ySk2m3X0jO1G-vw6gJo', 'as_w_tsLsihirmN_cMQSoTeMOZs', '67eb6ee9bd7a0817d97957b8cefbde787d208639a70b34d740c87325b620fb0e', 'f1976cd7fec3c651dc752a1e16b8164123c9de4c5987c78638551ab1f49867f6', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'Rf6FdZC0QLjU3UpvfDTHmOAQ39x5JGVpMwQykEkuS50', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IhPOYomJPoCS_XGXLWXJ91Xo", "kty": "OKP", "x": "S-cRCU-2gxkS9bWS1psayrA3-wZu4v0il-fPWtSywPE"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

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
INSERT INTO public.agent VALUES ('scout', 'alice', '041de7a22cbc37d955499bdc234d173ae36b7bc3f57c8c49d5148b04da39906f', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_KJfySBc37ev9szyX72qfOvB-', 'as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"deab59d0a32c4229dabf78865d0625c94dd4325437d6a8d64def0abb955f3d13","client_key":"8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc","connector":"bank","connector_digest":"9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890', 'for breakfast', 'g_tix5mt9qUT8SadMrZ-57Su2J', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890', 'UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', '{"id": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "rawId": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoid0c1YTc4RWRGM3lMQzJDNFFrQmZZN0p6UkphYUVvTkxSbU5KZVBURWZURSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCICtKTIujad-Ghem1hcf1bYGUlEUuB2D0tkhIUROCrqTJAiBpKEbi_LL8KcswvgSEqZ1djtC76NfJRBgUGE4RzP_V6g", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x5d6206cafb2fca5ad7c73ce09e46643cc2ad02ff5882dd349e3b62685ce8829c', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '22', NULL);
INSERT INTO public.approval VALUES ('a_ypkziqijkYjUVIS0fer9yklx', 'as_E21bH8gDPFT1zQ5B_Qk9QR26', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2cb47fea1855e9df6908fe175d3a7ab5c423b9444ec3f30dd98ebdb9bb46f7fe","client_key":"8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc","connector":"bank","connector_digest":"9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '5a22e2a4d9a6d933129eaf369200fcd985e62bada8cc7627db11ab712de74ed7', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '35', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'tXyhNqgZ3VWEV8UNAfw2Mg', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '6fed2d24c84dfe03c1dcb65141070fcde7b59d0eb5036b3e60a6b95fd40a9f89');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'tXyhNqgZ3VWEV8UNAfw2Mg', NULL, 'alice', '{"label":"A browser","same_computer":true}', '6fed2d24c84dfe03c1dcb65141070fcde7b59d0eb5036b3e60a6b95fd40a9f89', '3fa99b2c51d0d8c97408bea97432f2475338a02f5f97c2d7bcd8ad546e9b2820');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', NULL, 'alice', '{"label":"A browser","pairing":"tXyhNqgZ3VWEV8UNAfw2Mg","same_computer":true}', '3fa99b2c51d0d8c97408bea97432f2475338a02f5f97c2d7bcd8ad546e9b2820', '15c1d500373569f96f534b245ac5fbbd1db01fb616a491c1d42ce1180b97d7b2');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_2ab9ff2dcaa2df3d2bb7396cbdaea040', NULL, 'alice', '{"digest":"44ba83274bb59ce64cc6662a1e2fe045d459509ab55c21c847c297eed3493dc2","kinds":["policy","connector"],"uid":null}', '15c1d500373569f96f534b245ac5fbbd1db01fb616a491c1d42ce1180b97d7b2', '8038addbed16cd4952e89dca7a29943639391cd44d5d53a1ebc7b10d0b890b1f');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_2ab9ff2dcaa2df3d2bb7396cbdaea040"}', '8038addbed16cd4952e89dca7a29943639391cd44d5d53a1ebc7b10d0b890b1f', '54392e82853505bc84580ceac431a8be92b3c31549f37b5e98f024c07117de62');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e","proposal":"w_2ab9ff2dcaa2df3d2bb7396cbdaea040"}', '54392e82853505bc84580ceac431a8be92b3c31549f37b5e98f024c07117de62', '8f6805ea3267fdf44bf8d972c31772aa9f2fb30dea7e3f3a2ae92afc43ab22c9');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_2ab9ff2dcaa2df3d2bb7396cbdaea040', NULL, 'alice', '{"digest":"44ba83274bb59ce64cc6662a1e2fe045d459509ab55c21c847c297eed3493dc2","passkey":"UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo","reason":null}', '8f6805ea3267fdf44bf8d972c31772aa9f2fb30dea7e3f3a2ae92afc43ab22c9', '732fdeda226915f34ce25ccbcb356d2bf56bc0436041bd89f8690bd3489a890e');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_6e7d911d70cab540972c1c53eceda5c5', 'scout', 'alice', '{"digest":"8939db71b521f5099562d604ec1fa65caa5af8c21ab4c067468767224e51ba97","kinds":["agent"],"uid":null}', '732fdeda226915f34ce25ccbcb356d2bf56bc0436041bd89f8690bd3489a890e', 'ce78ad70be520f9cd12fd759b82406d2d895796698cae4220ae6337334771862');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', '8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc', 'scout', 'alice', '{}', 'ce78ad70be520f9cd12fd759b82406d2d895796698cae4220ae6337334771862', '08232c5f50d334ff996336bdae72b5e856ea78db4ca7e4018c864998d06d2601');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_6e7d911d70cab540972c1c53eceda5c5"}', '08232c5f50d334ff996336bdae72b5e856ea78db4ca7e4018c864998d06d2601', 'ee0cbd06b9a069503e40b29d12fe44392c4f3022f259caf9b243496338616847');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_6e7d911d70cab540972c1c53eceda5c5', 'scout', 'alice', '{"digest":"8939db71b521f5099562d604ec1fa65caa5af8c21ab4c067468767224e51ba97","passkey":"UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo","reason":null}', 'ee0cbd06b9a069503e40b29d12fe44392c4f3022f259caf9b243496338616847', '27340b05ef0720d1d91790cb011e8fff2f293b87e18f43359d1aee5baad43bb7');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{"call":"deab59d0a32c4229dabf78865d0625c94dd4325437d6a8d64def0abb955f3d13","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '27340b05ef0720d1d91790cb011e8fff2f293b87e18f43359d1aee5baad43bb7', 'bb2981f319f3ce4b5720d3518f9711eee3d83de8f6e9cf3d7b64ecff43f751af');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', 'scout', 'alice', '{"approval":"a_KJfySBc37ev9szyX72qfOvB-","digest":"c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890","rule":"small-payments"}', 'bb2981f319f3ce4b5720d3518f9711eee3d83de8f6e9cf3d7b64ecff43f751af', 'a4bb7bdc45ab737f171fded593d3a3ec9491c889b5b7382b9196e86c7b489634');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{}', 'a4bb7bdc45ab737f171fded593d3a3ec9491c889b5b7382b9196e86c7b489634', '5d45a8e0f229e685e048b28919d4b84d92b99698c51a460f01fa1b23c2e54920');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_KJfySBc37ev9szyX72qfOvB-', 'scout', 'alice', '{"digest":"c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890","effective":"c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890","grant":"as_ZKhv1GHCPwJ4I9Z_Unvs7b4z","passkey":"UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo","reason":null,"verb":"approve"}', '5d45a8e0f229e685e048b28919d4b84d92b99698c51a460f01fa1b23c2e54920', '4aadd106e411c604e37a3b4decdf865d81d93460f6da0bf4c476b1622df5665b');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{}', '4aadd106e411c604e37a3b4decdf865d81d93460f6da0bf4c476b1622df5665b', '4160f967cbe9988a460171dc910c9d82a7c6d95f3aed15d3eed241a0b8b22817');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', 'scout', 'alice', '{"approval":"a_KJfySBc37ev9szyX72qfOvB-","rule":"small-payments","why":null}', '4160f967cbe9988a460171dc910c9d82a7c6d95f3aed15d3eed241a0b8b22817', '106841666fc6805b7437ebaca6dbc3f94aa2281a5089016259681c1264ac7dc6');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_KJfySBc37ev9szyX72qfOvB-"}', '106841666fc6805b7437ebaca6dbc3f94aa2281a5089016259681c1264ac7dc6', '88b7fea384363ff4c3988b3cd48be83971323c907f5c82c4550c20a96b4518a0');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{"approval":"a_KJfySBc37ev9szyX72qfOvB-","call":"deab59d0a32c4229dabf78865d0625c94dd4325437d6a8d64def0abb955f3d13"}', '88b7fea384363ff4c3988b3cd48be83971323c907f5c82c4550c20a96b4518a0', 'c0a62d18351e3f46fcb573cbf0aabd3325af61376ff62e72fc320a4b22d63d77');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_tix5mt9qUT8SadMrZ-57Su2J', 'scout', 'alice', '{"status":201}', 'c0a62d18351e3f46fcb573cbf0aabd3325af61376ff62e72fc320a4b22d63d77', '2044a1e63cb01c58f57de640fbcb96fa2b8a4c1a97cbc0ebdf4520bc0446a881');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_gAMydnKukVMSX8htxAnHoeTO', 'scout', 'alice', '{"call":"2cb47fea1855e9df6908fe175d3a7ab5c423b9444ec3f30dd98ebdb9bb46f7fe","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '2044a1e63cb01c58f57de640fbcb96fa2b8a4c1a97cbc0ebdf4520bc0446a881', '87db8770c9787068318befff8b876e28a0b89c59da4f828bca7f9ad55c06b051');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_E21bH8gDPFT1zQ5B_Qk9QR26', 'scout', 'alice', '{"approval":"a_ypkziqijkYjUVIS0fer9yklx","digest":"5a22e2a4d9a6d933129eaf369200fcd985e62bada8cc7627db11ab712de74ed7","rule":"small-payments"}', '87db8770c9787068318befff8b876e28a0b89c59da4f828bca7f9ad55c06b051', 'be8e58042c5319ebf4f7c5252c61ef63c98f0f61a44f2f1d3173d5665ac96ba2');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_gAMydnKukVMSX8htxAnHoeTO', 'scout', 'alice', '{}', 'be8e58042c5319ebf4f7c5252c61ef63c98f0f61a44f2f1d3173d5665ac96ba2', '3a2df8d8e0db4a838eb78b1ab0d22edc8da961bb490ae62b81abfd1d4bdecd06');
INSERT INTO public.audit_head VALUES (1, 23, '3a2df8d8e0db4a838eb78b1ab0d22edc8da961bb490ae62b81abfd1d4bdecd06');
INSERT INTO public.challenge VALUES ('08c4bb2574978d0ba58612db985256b30403c4af65174f2b62077aed5b872bd7', 'enrol', 'alice', 'tXyhNqgZ3VWEV8UNAfw2Mg', NULL, NULL, '\x88cbc816629eaba912a3387cf7ad3ed4cce5b9c238ba6cb279759aee89d21572', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('b8da712bcc2137a24fa0ae06f95e80c0321e1e2b75c128c14a9dfbdcaa402482', 'decide', 'alice', 'a_KJfySBc37ev9szyX72qfOvB-', 'approve', 'c711f0efef626b753cc57dfd72dc65ae630b1e6b41e5e3fae09fbc0dc9177890', '\x5d6206cafb2fca5ad7c73ce09e46643cc2ad02ff5882dd349e3b62685ce8829c', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_tix5mt9qUT8SadMrZ-57Su2J', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_sHAt_svZ_qr0wr_MocPHHtal', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'deab59d0a32c4229dabf78865d0625c94dd4325437d6a8d64def0abb955f3d13', '9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '19e145d0d0c740038de298f36e5bd61c0b61a9b4d27f2a4701f5fb90bbf4562b', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'x-M61XidmYZ35zmD5VD2tdjYgO23M6LXsiNhHfCDd4M', 'b9072acced94ef338d9ea63176bfee798b064bf075c69dc26cff37d91ce2db50', '\x010131346c0353566b11711e07d031afac9e1d56d7a303479aac30bfffdeaa923291cda10fccd53a38b40be2b1d3b5ca519443b7094360a9087db78d9893cd6fae1efae67ea90dbb0d85', 'Zx_A5cwGDtGS6-KbEfldqPEQE1P-S3XDVsLr-YjvzkQ', NULL, 'http://localhost:8765/gnap/continue/as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', NULL, '2026-11-25 12:00:05+00', '\x010131c54353bc2175984d0b010d3c5bf2fed78eee3454e131e8c68da804593542ae537f4dd2a1229c60fde9bc22cf65f51bad466fa709151de14394606b93510875574f81c2fd0755e4', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_MB6F9MgvVlEK_hTEHjhC_EQG', '\x010131c9f60c46bf5632d4e868d3eb3002b1988188dfb1d02086fd21264474e0e95e4202929489c78a9710b26e9f1b0ac800b9b4e4532eb0f4ccadb1a1206fe220fc9fc75304715ded65', 'a_KJfySBc37ev9szyX72qfOvB-', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '22', NULL);
INSERT INTO public.client_grant VALUES ('g_gAMydnKukVMSX8htxAnHoeTO', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_sHAt_svZ_qr0wr_MocPHHtal', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '2cb47fea1855e9df6908fe175d3a7ab5c423b9444ec3f30dd98ebdb9bb46f7fe', '9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '3fd3a2b5daa5275f61798ec7075cdc54569a8348323efc13e20983929d1f4ceb', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'av28EykhCI0lk2QAJ3t49qihOgD9fMM5eAJkE4uwcLU', 'b055811155fd8ab34562dee7d6893a8777ffd1f8f31689c31964927322ac2d71', '\x0101311aff43a58aab281d2a91ee40ff4eab9601598ab2bb61d5e27fb8cb2a4d10a830572b74ad0680df1d2721dcd9bce4ed62a191fbded8a9ca75d045c4e1674b43deac35959cc3f79a', 'DPdjRbNDvGXjJpEVIfeHbIv6LmOhJ3hs6I9L2XcONdc', NULL, 'http://localhost:8765/gnap/continue/as_E21bH8gDPFT1zQ5B_Qk9QR26', '\x01013138a92924a597864ea29cae8e533ac2a22ba6b454f9e0cc150be7946cc1139e37bcd1c60272339ea9550f7750542f1939d9a7844d678205c9d8d874cf9ad8b4bc3e09ddc7411642', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '35', NULL);
INSERT INTO public.client_key VALUES ('k_sHAt_svZ_qr0wr_MocPHHtal', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_sHAt_svZ_qr0wr_MocPHHtal", "kty": "OKP", "x": "Se0e-hLKK6Ve4S_aOwXxpdBrY-wBPmVMT4LmTdFIW8s"}', '\x01013167913cac90d152d3a163dc14a74a1b3d83e3cd1bbfd79499b87ce7a3335ee1fb16cab3217b88a20cf4dc8568f80bfdd77be3ec2ba35957ba422fccb8c7591537b3dda077de45592b6a6ce88f', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013103cec0bc01aeef63de8400dd205e9eabba3bce0dd778832d5d3dbcfa4e5d6ec1b3036f473e79ab', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o__TMTAegm9hYT5pFo7zRMt0wo', 'finish', 'as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('tXyhNqgZ3VWEV8UNAfw2Mg', '8b7eb5bc053554a54042deda6311c7f9f2be348825c507fc766c17288c3c7cc0', '74a5c01e85c6ad9dd63ff74a35af149da04f1c282593ea730fac5b13fba2e478', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "public_key": "pQECAyYgASFYIEkMyU9xNhI9NKr7Hq4eIELVnQTOjmoDD1M4XM2excbSIlggsy0XM-2pnatCzobUjRB0rczlL2Eda8Fu18ULZvxjCeU", "sign_count": 0, "label": "A browser", "same_computer": true}', '2cf89e13351cb8d07aab871a76804976058b1262913eeecd960829c3ccd1e3d2', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', 'alice', 'A browser', '\xa5010203262001215820490cc94f7136123d34aafb1eae1e2042d59d04ce8e6a030f53385ccd9ec5c6d2225820b32d1733eda99dab42ce86d48d1074adcce52f611d6bc16ed7c50b66fc6309e5', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('53419e8b63c744b6c0450b2ba962e31088c2601d90db12fad703016bef279ab2', 'alice', 'UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_2ab9ff2dcaa2df3d2bb7396cbdaea040', 'policy', 'alice', NULL, '4GYX', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"lbkrIwK1IJkwO22rCEpEwz6Gv-HMetI6WhH_awsrovs\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '44ba83274bb59ce64cc6662a1e2fe045d459509ab55c21c847c297eed3493dc2', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', '{"id": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "rawId": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiYjlZcFVfdFdIOFNpNUFOaEM5X19mNzJMUTFGSURKMFJ0Vk9oa3p4QzU0NCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQCi97eUCNuZXKnxdY9jByBgsBsBz7JfzOC1xp2Wk4dJnAIgKxCdrE41c-ONTXDrN7Q7Rm7hcGeIoXP6BEN5UlQ2jkQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_6e7d911d70cab540972c1c53eceda5c5', 'agent', 'alice', 'scout', 'YDRY', '{"items":[{"agent":"scout","credential_digest":"041de7a22cbc37d955499bdc234d173ae36b7bc3f57c8c49d5148b04da39906f","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '8939db71b521f5099562d604ec1fa65caa5af8c21ab4c067468767224e51ba97', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo', '{"id": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "rawId": "UlO3LuF83VZnmvsdjZDRlGk6HDz41uovwq9QfET4bCo", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWXc5YkJLMUtwWGhCTVhtWTctQ011QjZIdHdPMEVmam4xVlZCMTloTlIwcyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIA8z8mgjz4g9JRXdZ9UNYdHr4cTG_kmLaEZCH8Jp8UoKAiEAhJCSON2cEQ03eL-_OGWnize0sRZaBMmt_E1X0V0AAPM", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_sHAt_svZ_qr0wr_MocPHHtal", "kty": "OKP", "x": "Se0e-hLKK6Ve4S_aOwXxpdBrY-wBPmVMT4LmTdFIW8s"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_2ab9ff2dcaa2df3d2bb7396cbdaea040', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_2ab9ff2dcaa2df3d2bb7396cbdaea040', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "lbkrIwK1IJkwO22rCEpEwz6Gv-HMetI6WhH_awsrovs"}
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
', '9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('98e3c78a570ddd2d18c84d7f400aad6e9edbc80917990df5b6d884b8fc00b8da', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('c1e2e12786657a739611e1f908d5a0824079e89b059b2348380865ab0307b524', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('30172fb08a867d01a39bd4fef714b2c54ed93f355026bdb2fa693f280dcf2103', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('23741dec22c6798980d749b465d66817a1547fa193c41190f7a4d63bc338d5a6', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_E21bH8gDPFT1zQ5B_Qk9QR26', 1, '8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e", "call_digest": "2cb47fea1855e9df6908fe175d3a7ab5c423b9444ec3f30dd98ebdb9bb46f7fe"}', '3aa9e5de1bcdd889bcfff2dc1947191f6a18801325f4665611884a0bf2632b77', 'small-payments', NULL, 'pending', NULL, 'a_ypkziqijkYjUVIS0fer9yklx', 'http://localhost:8765/callback/Uyu3NqhlkGJdDEoJDELUVdNOTduP6Xw8ptv91H9GznE', 'av28EykhCI0lk2QAJ3t49qihOgD9fMM5eAJkE4uwcLU', 'sha-256', 'DPdjRbNDvGXjJpEVIfeHbIv6LmOhJ3hs6I9L2XcONdc', NULL, NULL, '7f11052c2bbee112c105982a442aa20b190ccbb81f20b3b076690dbd8219b3d0', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', 3, '8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "9909d5daf3a62894078d8330ca756f81a7b468b9a780235693623289811c696e", "call_digest": "deab59d0a32c4229dabf78865d0625c94dd4325437d6a8d64def0abb955f3d13"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_KJfySBc37ev9szyX72qfOvB-', 'http://localhost:8765/callback/3vseOnzrhp9tWCHcKpedDhd0IPd9lQVd1TdxehfGXGE', 'x-M61XidmYZ35zmD5VD2tdjYgO23M6LXsiNhHfCDd4M', 'sha-256', 'Zx_A5cwGDtGS6-KbEfldqPEQE1P-S3XDVsLr-YjvzkQ', '7c8948ca5783fe8121781c172a77ad4df7e480fb5aa420c822971d24f1001561', '\x010131b3f968d7c2eaec63e9cc10c670368de5d66ff1546482cc8ef19c386cf2258062a98bc6c4e34f20a8279f47ab5d810b3256f7a945348e3593a863e616d038324195660b65389687', NULL, '2898a8999f61ad3fcd84f03da2c5bb06b77875c8abdb3b8bd76a8f3777835f32', '\x010131510259ad9dbb5c5a485cff3a7ca47db44f9d61698f306f3cd498ec1d8db438e2d1a1158b59c2fe6e2812e5238266f955bf804cff3e9910ab38c060f8e4d4ce2df41aee8e98cc605bcfcd3f982258f3aac3a0fff072516894c3a05ed60b20f791093cae8a888af98299dffab104d17bae5c65889df6d84de68a365c0caca4b3c424788938943763a61c225f45d4a27fbbb22cebb0ca6e0e3415412099f2aca3e046f584a7fe8a8bcf6e55a45a151d5196d6c346d4c3a73ad43c321ac0c7c460c5c6335ee611af86ec20dce273463564dae970bd2a6ded5b7fecc95470e3e423db8c3e87139eae3ab0c81eadbfc7e5ebc5020ebcfdd18c233cae605cf541d543face024a77b94e4f95838fb237ed0e4576987648a5120891471a6672500136a27364c7d85f1d8aff1bd4aac07028e8bdcbd6dd2de758ae2461e5f4603fb1c1fcf84d970c8e6f8d4731bd19bc7a6fe92c9a021ecfe45f50e9161c91cb683402e8519c8ec643410466d6216c7592cf1118277d6bceac6ae367a3867aeeac418f6f3110bce436daa6df8a1500f84f0a14ed106df3aa39fa225a3ad3b53786bb19443e727e49e9c1f514c3d1315a82a48ca047dfb4e130d1b48209f1a981589e38177df7cdaabb8abb934cfea2efa0b4c5f9d71d338ffa0476dedd47df6c0c21ee49ad96daa489dfc4a981afac4e20982375b4a07c8b6f6e4c5a3f77bf8c22ba412def1f38e2468f22fc788c446adb7b3f0422cf734244958e2fb35984872f19666bf42ad1e7200af3f92d205f2c17d0dbc050ade930dbcd6360ccda8c3a06ec578bd87cc8481d66023cf68d9c34ae1f9856375d3f5eec3acc96b3bd55764efa6b3f5552ba0d44', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_MB6F9MgvVlEK_hTEHjhC_EQG', 'as_ZKhv1GHCPwJ4I9Z_Unvs7b4z', '900d4eea3a286fbae7675f0f9a083f1c3f1e207e05ef3669c132dfeb9851694f', '08caad4d04c7e93cb2dd8c84215a032e9d6cfcbebbd7d0e27d9956078ced71b2', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '8X5j08Nah1CtBx_EObnrsuHp0phJ1xhXYqPcFybRUWc', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_sHAt_svZ_qr0wr_MocPHHtal", "kty": "OKP", "x": "Se0e-hLKK6Ve4S_aOwXxpdBrY-wBPmVMT4LmTdFIW8s"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

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
INSERT INTO public.agent VALUES ('scout', 'alice', '2d50b5813638784e8e4ed1df8a9eeed6405ffb85bc4278b1a3882ebca209e80c', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_FNfwSxtihE6L-vlWwfNYzuy6', 'as_SMoKMpfSs8-sBzMWIhI7rIUj', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"f772f4c6f2ae3554008f8acaa45771033d28e3561b76bd7e2401a8b5f42a353f","client_key":"2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA","connector":"bank","connector_digest":"905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e', 'for breakfast', 'g_0LWrIbTEATQSnsse6CH_KwQm', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e', 'vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', '{"id": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "rawId": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNXpBenA1NktxN3A4aFBhSFNvV3QxN3htYXVOTmtFdFdCQlVDdURpUHo0ayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQCGj6RAOXZYFiFwzJoCFTvfL7GSw1pDsevIn3rRO0TyOQIhALC4I2pIAJ8eMdJQPPdNlSWSExqVBekOyChx8RKCs4YO", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x3bc416010bab0e1d7d1246abfe0928e26cdc8d43ca547a1085121b1beb1bc05a', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '16', NULL);
INSERT INTO public.approval VALUES ('a_YbG4ENWtWkg7Is6vhbuhIF18', 'as_td2EfC3psaIaBB2nXxZtTtuv', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"a1e4820b0a9943a8460d73475c976f12508758fe8308a5d80d1a2fb8f1d40012","client_key":"2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA","connector":"bank","connector_digest":"905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'e5f929d44da7bfb886c280cb61170983109ef47d787410999a8914e3b4394625', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '19', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'z1KRB2fJCM1gsx2YH6OGNw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '3a632a08418a1d39988a1b85b7f470c358f47b32eeb511ed9346a2a7b327b2d5');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'z1KRB2fJCM1gsx2YH6OGNw', NULL, 'alice', '{"label":"A browser","same_computer":true}', '3a632a08418a1d39988a1b85b7f470c358f47b32eeb511ed9346a2a7b327b2d5', '7fa78eef25586a7c662f79ae2272c9962394a7f4d4c12491fc51b8dccb326973');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', NULL, 'alice', '{"label":"A browser","pairing":"z1KRB2fJCM1gsx2YH6OGNw","same_computer":true}', '7fa78eef25586a7c662f79ae2272c9962394a7f4d4c12491fc51b8dccb326973', '4d3d76dfed335b86538ce294664e1319e3418a6fff1c1b06ce56e8e766947336');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_af95e54551cb28b38be9fc10154aa742', NULL, 'alice', '{"digest":"5dab802199cbc0cd7f47489583e3712b0996a77b4da7af0d92cd041912038a1e","kinds":["policy","connector"],"uid":null}', '4d3d76dfed335b86538ce294664e1319e3418a6fff1c1b06ce56e8e766947336', 'cebe104b37a49bedcc0b7a021fd75d83af57b9c1cd0b2e4a374092a68b797ff5');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_af95e54551cb28b38be9fc10154aa742"}', 'cebe104b37a49bedcc0b7a021fd75d83af57b9c1cd0b2e4a374092a68b797ff5', '3cff185d56a39d633f95ba62887220e4c8d4f11d4847035b855cd97dda84a2ee');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3","proposal":"w_af95e54551cb28b38be9fc10154aa742"}', '3cff185d56a39d633f95ba62887220e4c8d4f11d4847035b855cd97dda84a2ee', '94992d3883f388b55197641d50e7b47927654c82c3f7eabe93f970f64f2d3d6c');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_af95e54551cb28b38be9fc10154aa742', NULL, 'alice', '{"digest":"5dab802199cbc0cd7f47489583e3712b0996a77b4da7af0d92cd041912038a1e","passkey":"vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU","reason":null}', '94992d3883f388b55197641d50e7b47927654c82c3f7eabe93f970f64f2d3d6c', '06f36f747b3742d4469aa3f43ca0860068c8c41e2c96c5bfab0191d992a0d6e1');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_98e66aee93e2437e2700ebc8ea98f2dd', 'scout', 'alice', '{"digest":"4c8b4f6e74fa4ce77a749c8017c40fb01a5b9d2816037789fbce49beeaf9bb44","kinds":["agent"],"uid":null}', '06f36f747b3742d4469aa3f43ca0860068c8c41e2c96c5bfab0191d992a0d6e1', '6cc11705dbd278bdeaf4d08b592012ee4dbab10228e2bc7a786aae2796b42ca0');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', '2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA', 'scout', 'alice', '{}', '6cc11705dbd278bdeaf4d08b592012ee4dbab10228e2bc7a786aae2796b42ca0', '4a59278e789503253cd4b576a59b8c9aa3aa133811f9101b4635d984964e05ec');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_98e66aee93e2437e2700ebc8ea98f2dd"}', '4a59278e789503253cd4b576a59b8c9aa3aa133811f9101b4635d984964e05ec', 'eee67e7675eca3df7401227922727a5b1d79a7d5d2e4a585e2226e867a2d1f72');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_98e66aee93e2437e2700ebc8ea98f2dd', 'scout', 'alice', '{"digest":"4c8b4f6e74fa4ce77a749c8017c40fb01a5b9d2816037789fbce49beeaf9bb44","passkey":"vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU","reason":null}', 'eee67e7675eca3df7401227922727a5b1d79a7d5d2e4a585e2226e867a2d1f72', '406dda52fdf09d4d21ac77d79fbe2ce8fe4e07af8927ee1d333251cc43753a7a');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{"call":"f772f4c6f2ae3554008f8acaa45771033d28e3561b76bd7e2401a8b5f42a353f","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '406dda52fdf09d4d21ac77d79fbe2ce8fe4e07af8927ee1d333251cc43753a7a', 'eec1e485aabb7f267baefbb410d36dedb66e1610f15e76b72dd4500dbe61baa6');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_SMoKMpfSs8-sBzMWIhI7rIUj', 'scout', 'alice', '{"approval":"a_FNfwSxtihE6L-vlWwfNYzuy6","digest":"107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e","rule":"small-payments"}', 'eec1e485aabb7f267baefbb410d36dedb66e1610f15e76b72dd4500dbe61baa6', '7c41476fb28a1a38ed2ad1aa90c3e9bfc02a71b8c6f91312dc565464ce2ae62f');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{}', '7c41476fb28a1a38ed2ad1aa90c3e9bfc02a71b8c6f91312dc565464ce2ae62f', '753f1d0507e5b5f2871be1dbeccfcb8184bdb692371d44b3c8d5e692d2056eed');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_FNfwSxtihE6L-vlWwfNYzuy6', 'scout', 'alice', '{"digest":"107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e","effective":"107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e","grant":"as_SMoKMpfSs8-sBzMWIhI7rIUj","passkey":"vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU","reason":null,"verb":"approve"}', '753f1d0507e5b5f2871be1dbeccfcb8184bdb692371d44b3c8d5e692d2056eed', 'd04847e23f656c0ef016b2b2c6e5a82e117f72379548f7b9c8be7ccbbe862a8f');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{}', 'd04847e23f656c0ef016b2b2c6e5a82e117f72379548f7b9c8be7ccbbe862a8f', '61bedb2e919a9cbae154f008c620e3fabbf8a45510a8497c52555d8c2f7cde7c');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_SMoKMpfSs8-sBzMWIhI7rIUj', 'scout', 'alice', '{"approval":"a_FNfwSxtihE6L-vlWwfNYzuy6","rule":"small-payments","why":null}', '61bedb2e919a9cbae154f008c620e3fabbf8a45510a8497c52555d8c2f7cde7c', 'a7e20cd3e46f0da8656ac9557c945434beca5501e3adf5cbeccff45d4460b262');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_FNfwSxtihE6L-vlWwfNYzuy6"}', 'a7e20cd3e46f0da8656ac9557c945434beca5501e3adf5cbeccff45d4460b262', '08e7160b7c5dd14253a425c6e46dd8ad485db5906fa91caba9844eb8261bfe30');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{"approval":"a_FNfwSxtihE6L-vlWwfNYzuy6","call":"f772f4c6f2ae3554008f8acaa45771033d28e3561b76bd7e2401a8b5f42a353f"}', '08e7160b7c5dd14253a425c6e46dd8ad485db5906fa91caba9844eb8261bfe30', '363932d493b066ca8b545e874cddb6a2110d1ba5369ece4df270fe29c8d82630');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_0LWrIbTEATQSnsse6CH_KwQm', 'scout', 'alice', '{"status":201}', '363932d493b066ca8b545e874cddb6a2110d1ba5369ece4df270fe29c8d82630', '74848f10dc51bba92b12e48296fb6de317f222cda897a7ecdf736dfe5c3fd5b7');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_owVMwBYcWLtei9IKPYvu_22c', 'scout', 'alice', '{"call":"a1e4820b0a9943a8460d73475c976f12508758fe8308a5d80d1a2fb8f1d40012","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '74848f10dc51bba92b12e48296fb6de317f222cda897a7ecdf736dfe5c3fd5b7', 'af071b8918e44d21a24bb581e44dcaec5414122da460968a916d9c7295ae25cf');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_td2EfC3psaIaBB2nXxZtTtuv', 'scout', 'alice', '{"approval":"a_YbG4ENWtWkg7Is6vhbuhIF18","digest":"e5f929d44da7bfb886c280cb61170983109ef47d787410999a8914e3b4394625","rule":"small-payments"}', 'af071b8918e44d21a24bb581e44dcaec5414122da460968a916d9c7295ae25cf', '794a3d218b1c254424d9aa3173f9a0ab646dc6d860ea36ff32f734be68a2bf2a');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_owVMwBYcWLtei9IKPYvu_22c', 'scout', 'alice', '{}', '794a3d218b1c254424d9aa3173f9a0ab646dc6d860ea36ff32f734be68a2bf2a', '3273d698583db37c78a997fa9393968f79ee25ccd29a75e7417d8f8a1aa1ba6d');
INSERT INTO public.audit_head VALUES (1, 23, '3273d698583db37c78a997fa9393968f79ee25ccd29a75e7417d8f8a1aa1ba6d');
INSERT INTO public.challenge VALUES ('5376fc9ae54cdc596dcb0fe0cf79993d05da7f18b2d2b8504909629e3da4437e', 'enrol', 'alice', 'z1KRB2fJCM1gsx2YH6OGNw', NULL, NULL, '\x8c7176bbaf824c9acb46703a0238a2db0796362ce58c4b8eb1d1ccfc599e879a', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('449b4e6a050c4724b22f559721b720acd4eb5bb6cecd1b03e536d109bc4a0f93', 'decide', 'alice', 'a_FNfwSxtihE6L-vlWwfNYzuy6', 'approve', '107840c0c20f96ff70edee1889838f93ed5908619d673ab9c91c3ddba315a59e', '\x3bc416010bab0e1d7d1246abfe0928e26cdc8d43ca547a1085121b1beb1bc05a', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_0LWrIbTEATQSnsse6CH_KwQm', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_a_sjmC0v9UoL-3c-gnv6PUZT', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'f772f4c6f2ae3554008f8acaa45771033d28e3561b76bd7e2401a8b5f42a353f', '905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '0a3e56f4243ea498e40e358951aa9e2925fc5959245b14001d7fc37f450115a1', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'RmOZlv4dDAuXEYydpztUP2Yb4Nr8U5VdBPK3ogT6W2U', '3e02e3a85f3a1961537cc26e8f27ed82721f82eb17596aa5623dfee7afa520d3', '\x010131257ab68cbb76f0650f44d9a753d25e86205e01fcc5bc00879b3e969a418e3c84a4ac6a59092fccce7de52e20789fe19f65f67091142d69ce77b00fd677640468740f1ce8a06e0b', 'GoRRMCVUh4VUQDgwrJXcxmAN8rsifqnZ3ztEFTKqWcM', NULL, 'http://localhost:8765/gnap/continue/as_SMoKMpfSs8-sBzMWIhI7rIUj', NULL, '2026-11-25 12:00:05+00', '\x01013139f35a8531437e5bdbf89d101af2575ca763ca27e913b7b3d0d0eb1a14fa4ea01fe65df582ebf2c4e070cd39639888a2ed85a660b09a08722bd01db1e1100a6f0c9c47d87481e1', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_R9NAy4x8zK2YzHD9xXgNgNTb', '\x010131df3ad01666ca283664ebf0fb07471c9eebc1075d1c419faf79441f8a76d9966591d3645c94e568e38aca5eede0dcbf2ea4e362f7f622d902f3bdccbac58c3f215390b41f9c8a4a', 'a_FNfwSxtihE6L-vlWwfNYzuy6', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '16', NULL);
INSERT INTO public.client_grant VALUES ('g_owVMwBYcWLtei9IKPYvu_22c', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_a_sjmC0v9UoL-3c-gnv6PUZT', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', 'a1e4820b0a9943a8460d73475c976f12508758fe8308a5d80d1a2fb8f1d40012', '905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '8cee8ec5928c3dad32aa3c46f45e7234d02c85e03ed3da54f908cededec81968', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'oO7bqZMJ8aaHtPk05-lrKAq2VQ9uHvl_tajMEDZr5zQ', '5615f87d4b515ecf8052151f44aaca0b4f80b92a673531fcbe11ff96e25a99c1', '\x010131ad5e24deac54b66437d555ea5b29459077bdf52256f41c9d9f69c098b6979b2d4d994d75ad772baaa82f0e8990a319dc7964928afa424b1c8edba40d7097a563e565208f69719a', 'uzDiHg-Mg-HK5Tq22DgSoK7OwN7j1hntsBVZb31MxaI', NULL, 'http://localhost:8765/gnap/continue/as_td2EfC3psaIaBB2nXxZtTtuv', '\x0101314cc74faadef4e18f049169651a8f9c08748d2947358043daa0aa24c1f8a0e33c4539f84595e9b0b4102fab8f0c37d4343a54e57daa954a21603a53f7da3221a68ae4bd01c9d260', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '19', NULL);
INSERT INTO public.client_key VALUES ('k_a_sjmC0v9UoL-3c-gnv6PUZT', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a_sjmC0v9UoL-3c-gnv6PUZT", "kty": "OKP", "x": "1sY2rNUZ--iXh06oi5nCynivqUuwp1aBhlhT0shAMJQ"}', '\x0101319ddfa9124efd3c00bc8e1bf38a4e832ef1ca03c880e6d5d6941871069a37696e07b4c0913716a703834e3b6fda1532e0ccd5c147aeceeb0efeda800d682c234809a9b558b103b9d932ec97f4', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013196e2eca1261107711d10e4dda6d7e5f774cb3bda9ce597bfb04e21ffa832dabe8817d2cd4e18db', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_IoogVYM2AzrPTTzoARFztEqa', 'finish', 'as_SMoKMpfSs8-sBzMWIhI7rIUj', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('z1KRB2fJCM1gsx2YH6OGNw', 'bbbe84f324d60886f0fa23a621cf2f99925de31d88f8a6b88d010f1c3c308e32', '37d4631c9e5f1981d4234c23bb131d743b552be3324d79df338eb760ecd152d0', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "public_key": "pQECAyYgASFYIMnb9cg2qzARnxgYwd-bxnj2VvRjV_fcwdiuIwWVSLHyIlgg88wGT2CxipYHdVgbRAiEbIlbhTQRNX6hNH1n_CFtcDo", "sign_count": 0, "label": "A browser", "same_computer": true}', '9d7ee17bf53dfa6ed0e74ae1b7350b5fe1843c4fb6c31926c1c95aa7fe0e8082', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', 'alice', 'A browser', '\xa5010203262001215820c9dbf5c836ab30119f1818c1df9bc678f656f46357f7dcc1d8ae23059548b1f2225820f3cc064f60b18a960775581b4408846c895b853411357ea1347d67fc216d703a', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('e791e6ff468f2c7fc91f10285f1c906ee498f25a529e70381689da48a2b68d5e', 'alice', 'vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_af95e54551cb28b38be9fc10154aa742', 'policy', 'alice', NULL, 'XAE9', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"mFxQMPDXVkHiUiaTSMvBR43pDQ6EZZKWRO4kXqQSmo0\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '5dab802199cbc0cd7f47489583e3712b0996a77b4da7af0d92cd041912038a1e', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', '{"id": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "rawId": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiTDUtRUZ5UEtTQ1pnaUs0TVYyVGR4bFJNLUhSd1phUXRtRVB1emVVNmdZUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEYCIQCIrCt5_RSCDHIpeFzfW0omwhobneHHsgWda3dlhQbQeQIhAObP_CoDPl1CEPtTjki4GFadeRUos55BVgSLwZpJVuzl", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_98e66aee93e2437e2700ebc8ea98f2dd', 'agent', 'alice', 'scout', 'P8NR', '{"items":[{"agent":"scout","credential_digest":"2d50b5813638784e8e4ed1df8a9eeed6405ffb85bc4278b1a3882ebca209e80c","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '4c8b4f6e74fa4ce77a749c8017c40fb01a5b9d2816037789fbce49beeaf9bb44', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU', '{"id": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "rawId": "vnrjUCc06neZx3OOcDBmiNy_k00PBC0Wr_vkdY7BsbU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSDNVS09XdFNIT2o2QUkxcTZsSnUxRG5ULXVWcnJzNTNqSHRyMk13d21jOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQD9tJvlTKxyFe3xD5d1YVSMjNAT7y5uw6QCgHwfKZVPugIhAOXgVgnqYfvSpISbJPEorGp6YrVBtzSseMlKXonOiPNu", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a_sjmC0v9UoL-3c-gnv6PUZT", "kty": "OKP", "x": "1sY2rNUZ--iXh06oi5nCynivqUuwp1aBhlhT0shAMJQ"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_af95e54551cb28b38be9fc10154aa742', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_af95e54551cb28b38be9fc10154aa742', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "mFxQMPDXVkHiUiaTSMvBR43pDQ6EZZKWRO4kXqQSmo0"}
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
', '905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('97b63897ed3a505b2477d033540a6a13ec36f784ca1dc57608c43fd754b8d9ec', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('92255c3f6cd8c6e0c9d79303a9ed7a16c6c54cee399110954dbabc2edae28ddb', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('aa6829f77d476692008cfd2cdf3718a84569e005359181619598ac35779e42c5', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('07d750cd19479b1a47f113cb46d2d55f1ee0f7dab0dfd587891db21e623a5d08', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_td2EfC3psaIaBB2nXxZtTtuv', 1, '2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3", "call_digest": "a1e4820b0a9943a8460d73475c976f12508758fe8308a5d80d1a2fb8f1d40012"}', 'ed3031768b7ac7f495d63e9c9f7f322d289fb454de83573928f37c4e5ce6b343', 'small-payments', NULL, 'pending', NULL, 'a_YbG4ENWtWkg7Is6vhbuhIF18', 'http://localhost:8765/callback/cSzaxUAtGb1WYOe_MuPPT4fPRZkKFKaGO4Yr01ooI1o', 'oO7bqZMJ8aaHtPk05-lrKAq2VQ9uHvl_tajMEDZr5zQ', 'sha-256', 'uzDiHg-Mg-HK5Tq22DgSoK7OwN7j1hntsBVZb31MxaI', NULL, NULL, '5a688d019fc2b567293e6b69133b3cfd7124a03b8deec316724f6e375c4927ed', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_SMoKMpfSs8-sBzMWIhI7rIUj', 3, '2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "905378c081e9cf56b4dcc602fb5a5385fc092d3c289392d5eca1f37293e18fd3", "call_digest": "f772f4c6f2ae3554008f8acaa45771033d28e3561b76bd7e2401a8b5f42a353f"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_FNfwSxtihE6L-vlWwfNYzuy6', 'http://localhost:8765/callback/DoF9Le9Lyh2oWReUP1a8IQxrrlf5NrhnaQpa6TpNX8A', 'RmOZlv4dDAuXEYydpztUP2Yb4Nr8U5VdBPK3ogT6W2U', 'sha-256', 'GoRRMCVUh4VUQDgwrJXcxmAN8rsifqnZ3ztEFTKqWcM', '9300157d239f8c65889b4878cdf0d2ab3d94415f44f6b2f1973568e770289565', '\x0101317dadc574fc2b5788802b5eae9fdaa2fa6295e34fb62dba48de57ee43198081f7d253b049e86d0b2518cf9d9ce90a589ab27c2823f14b1ad0c4cc4a47597b0ad08d8091d603c07d', NULL, '0a61fc80864d2d85303640f37e901c628f6ce904147aa4140d92fca03cc82dcb', '\x01013173ef146788297482a62128283526ef70b9f285738228e02c7184c2a0adc2cf059c62af600e4a3a44e4361ebbb83b5b272587029e365063dbbc0f3567a4c7e6ad2b494a7a1e0b4319c0673145777952ac110d42e973268516da3f6ca7e19164b51572a67682fc8cbbb8ea5ffcda0236f62535b1c0a2e6fd2c2084f103a6c65c5fbad43406793ec3937c66d738dad9fd7126731f5903c932d0b82d9781583aebac931d5591de6aaf864cfe206b4257b978d572606bc962bc762acbc1cf54f4d892ee73b9db44e0198db5f1b2c5e7c2ad13bb5bb690773e6601de2296e42290ca12387a89034222392cca117a075e4992ee9ddad892dd943c7a7cc55ffa4c7fd5b10193eb2d0ebe76e1d0ec41ccfe69ea95749de89c1fb0d0366af77ba982a26fa25dfe8201c862471dacec8ce6840bb3aa858060aaef9a33b475fe8c1b157a3f3146bfaeaad7e69379c24007d0249a8807b7b5ca9c9881e0b8cc394e96919a78dc14f165148eb0589b85c4141a99e10b3094a81de037770ddbbef4fc1a0a92705162ca57d65aa6736edb9936467d31d0c8df31aaed37958aa05021fee39efba28c552aec28fd23b79c8cf18b67680e6d6010f2d8729d10666a7df4c3239f941b7815de9ed7c23473f542c7635e9367946f644ba5b24e4605d1d626957e32ff7146f615a97b608424a408b13dcf90b0bb16a279c427266e8a097d8725333fe313432d746629a5c3552a960c6633fb98c4812107b1bb30bcd438f1097620c3a8632292585943a0f11e96f42f7e5642acdf7d198e5ef0c7e18d46d3fb8822f1dfe21251da5d9e20187108a8b5bf6a0590355aa6f77111667f9b93f8de0a0fbf06165adfbd87ce', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_R9NAy4x8zK2YzHD9xXgNgNTb', 'as_SMoKMpfSs8-sBzMWIhI7rIUj', '86239ff11c51c3855528be465bec667e802bb4a1f5295bf26eb872ea5ca1306e', '2f2f771ec506972a2594612d6fb8130fe7dc386e934853942c8fa11c2b7cfad3', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2ZLn6gYPBUJsB37Apopur4bVQrYhq3hM64uumZue2eA', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a_sjmC0v9UoL-3c-gnv6PUZT", "kty": "OKP", "x": "1sY2rNUZ--iXh06oi5nCynivqUuwp1aBhlhT0shAMJQ"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

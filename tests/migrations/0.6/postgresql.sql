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
INSERT INTO public.agent VALUES ('scout', 'alice', 'fd5108797317950b08be69814e86216322322cc132e40e15755895b86b50ed44', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_htUmb0e_kgZzlEqxKl6LFgsG', 'as_8B_9hTsYsnqdANa9lzzzQta2', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2ac13c6069e2d765f082e558abb82a789ca0cbabf0c5f521a54e5b6a31461571","client_key":"oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI","connector":"bank","connector_digest":"985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009', 'for breakfast', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009', 'Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', '{"id": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "rawId": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMGlPOXlRdXBma1JvV29ncVBQSi05OXFzSjBMclZKbEFTMTF6NlFCRms3ayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDH_upQJvUm93szt4R9kCBrDzfEupsspj3sUNO7rbv7bQIgDO0otOFmdOGEIMYbB8YDRVO33AGWEC4MN4NUA-ODTXM", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xce6898fe1d0351d0473f512729d9542fb5197736f66badccb983ed1a9bef1d60', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '44', NULL);
INSERT INTO public.approval VALUES ('a_7GR3_nLw3NbHAq1YeewDECuE', 'as_FQezjQKJd9kiX3PFrP2tMYJa', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"5fe693885a2f7681de4a5695c157dd1bc1f3a1ac537f972461073a50a0494a1f","client_key":"oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI","connector":"bank","connector_digest":"985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'de9a51330d383c15fd656a8c330e27f7ac2a6533dc322ce8d3c12c0cbf80e1d1', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '70', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'outvnC_SaOp8ibthWnXIdw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '6e080611b4c069ca433d4ed3bfd45137d0d29b2a346ce4ff23d9776e2ed7a14d');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'outvnC_SaOp8ibthWnXIdw', NULL, 'alice', '{"label":"A browser","same_computer":true}', '6e080611b4c069ca433d4ed3bfd45137d0d29b2a346ce4ff23d9776e2ed7a14d', 'fac60ccb99f8c5b95b8cfae61d560c9288b920ebfe76c9b95e9b3a2a31cb5447');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', NULL, 'alice', '{"label":"A browser","pairing":"outvnC_SaOp8ibthWnXIdw","same_computer":true}', 'fac60ccb99f8c5b95b8cfae61d560c9288b920ebfe76c9b95e9b3a2a31cb5447', '8590f9045de4df93c22764d5914d213832bef69d833f9c4555f594d7d1313495');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_9e3e49beb643a19c5f7d0b7ede61c14c', NULL, 'alice', '{"digest":"47e7589e86fff74404f74c62c5577df9c72dd6e5e4aeafbbe31b5bd0da9cd5ea","kinds":["policy","connector"],"uid":null}', '8590f9045de4df93c22764d5914d213832bef69d833f9c4555f594d7d1313495', '23ebcd2e5100f14c97c6f74384a2ca4dbfa85035b39a083bf1eff7695aac4ddd');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_9e3e49beb643a19c5f7d0b7ede61c14c"}', '23ebcd2e5100f14c97c6f74384a2ca4dbfa85035b39a083bf1eff7695aac4ddd', '944a814992488c2d1a13d1ab3d0c769ee7066b15ff2cfc59ab9596f4f5a0c572');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10","proposal":"w_9e3e49beb643a19c5f7d0b7ede61c14c"}', '944a814992488c2d1a13d1ab3d0c769ee7066b15ff2cfc59ab9596f4f5a0c572', '66dc833928f87c8fce3bc2c69371ce9cd7c3f84b593e872a9ce3473c73de1a94');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_9e3e49beb643a19c5f7d0b7ede61c14c', NULL, 'alice', '{"digest":"47e7589e86fff74404f74c62c5577df9c72dd6e5e4aeafbbe31b5bd0da9cd5ea","passkey":"Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0","reason":null}', '66dc833928f87c8fce3bc2c69371ce9cd7c3f84b593e872a9ce3473c73de1a94', '1a5e7e068ccefe319b6b359b8973e20a246534cbd38f354e2fabc11cd1f49e0e');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_7ec64e72f0b9c1016b2acfca988f47d0', 'scout', 'alice', '{"digest":"f7ab36041d7d55f4cbbf8d8b79b6b04cceaca8499181c3fe98a91adf2816fdab","kinds":["agent"],"uid":null}', '1a5e7e068ccefe319b6b359b8973e20a246534cbd38f354e2fabc11cd1f49e0e', '688106bd86423b384f5c0f4dc43980dfab174ab4cdb513c53573b8c24dd7072d');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI', 'scout', 'alice', '{}', '688106bd86423b384f5c0f4dc43980dfab174ab4cdb513c53573b8c24dd7072d', '8c78dbe790fd5bc299dc28bdb6ff2eb5539f6b3329430b6b0667525eca9796f9');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_7ec64e72f0b9c1016b2acfca988f47d0"}', '8c78dbe790fd5bc299dc28bdb6ff2eb5539f6b3329430b6b0667525eca9796f9', 'e1148e76cf901e5ddf089fd44f108dc3acd8cda3caa4d65fe5793dc542afc4e8');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_7ec64e72f0b9c1016b2acfca988f47d0', 'scout', 'alice', '{"digest":"f7ab36041d7d55f4cbbf8d8b79b6b04cceaca8499181c3fe98a91adf2816fdab","passkey":"Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0","reason":null}', 'e1148e76cf901e5ddf089fd44f108dc3acd8cda3caa4d65fe5793dc542afc4e8', 'e85252f85176ba35ab99f1211c8da98dd9f16f475044361e8795fb6efd5c442b');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{"call":"2ac13c6069e2d765f082e558abb82a789ca0cbabf0c5f521a54e5b6a31461571","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'e85252f85176ba35ab99f1211c8da98dd9f16f475044361e8795fb6efd5c442b', '087f6552cbe9d1f7376300c7b8f155a55aff9dce46e7bdbcab86b73386c9d6b1');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_8B_9hTsYsnqdANa9lzzzQta2', 'scout', 'alice', '{"approval":"a_htUmb0e_kgZzlEqxKl6LFgsG","digest":"1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009","rule":"small-payments"}', '087f6552cbe9d1f7376300c7b8f155a55aff9dce46e7bdbcab86b73386c9d6b1', 'caedc0aa29e59101786d717a01b59966888316852139df72f11f82d45728470c');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{}', 'caedc0aa29e59101786d717a01b59966888316852139df72f11f82d45728470c', '646bf30fee723f0b3ba1eef7c72fef2cfd891e3660a4219f13ef32353324c5e2');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_htUmb0e_kgZzlEqxKl6LFgsG', 'scout', 'alice', '{"digest":"1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009","effective":"1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009","grant":"as_8B_9hTsYsnqdANa9lzzzQta2","passkey":"Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0","reason":null,"verb":"approve"}', '646bf30fee723f0b3ba1eef7c72fef2cfd891e3660a4219f13ef32353324c5e2', '8a606692e8f0d6da946576f11a55a41dc57401921630e8ed22883254c19a8e1c');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{}', '8a606692e8f0d6da946576f11a55a41dc57401921630e8ed22883254c19a8e1c', '6565a1f51dc6c7b284a306c81ac5d810c870d8e590436eee4d47cc9acbfc03fb');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_8B_9hTsYsnqdANa9lzzzQta2', 'scout', 'alice', '{"approval":"a_htUmb0e_kgZzlEqxKl6LFgsG","rule":"small-payments","why":null}', '6565a1f51dc6c7b284a306c81ac5d810c870d8e590436eee4d47cc9acbfc03fb', '1db3d550a10264d3cf303ccd169215642faf8951184a029916fe0ec80c67d3d7');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_htUmb0e_kgZzlEqxKl6LFgsG"}', '1db3d550a10264d3cf303ccd169215642faf8951184a029916fe0ec80c67d3d7', 'fd677c309b97ada6164fe0549bdfb4fbf88f74e7b1a22475cc59e62d938f71d5');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{"approval":"a_htUmb0e_kgZzlEqxKl6LFgsG","call":"2ac13c6069e2d765f082e558abb82a789ca0cbabf0c5f521a54e5b6a31461571"}', 'fd677c309b97ada6164fe0549bdfb4fbf88f74e7b1a22475cc59e62d938f71d5', '5d6436669781d2cc0d4d3648b92196e8319d8b573655b4788d39dd3fb4138ae1');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_6AEh9CWY-QYDIqeOAQXeIoeH', 'scout', 'alice', '{"status":201}', '5d6436669781d2cc0d4d3648b92196e8319d8b573655b4788d39dd3fb4138ae1', '370673333bf23bae018e328d348d09a68ad5dbf3de0d4ccc4dfb9a5ea22ad1dc');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_H30AMDcSoaYY6YqCsiebIZ6g', 'scout', 'alice', '{"call":"5fe693885a2f7681de4a5695c157dd1bc1f3a1ac537f972461073a50a0494a1f","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '370673333bf23bae018e328d348d09a68ad5dbf3de0d4ccc4dfb9a5ea22ad1dc', 'd94fda01ee27f153de85f469f69ff499844cfd7cd5b8d1a91f0b31b9f83e49e0');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_FQezjQKJd9kiX3PFrP2tMYJa', 'scout', 'alice', '{"approval":"a_7GR3_nLw3NbHAq1YeewDECuE","digest":"de9a51330d383c15fd656a8c330e27f7ac2a6533dc322ce8d3c12c0cbf80e1d1","rule":"small-payments"}', 'd94fda01ee27f153de85f469f69ff499844cfd7cd5b8d1a91f0b31b9f83e49e0', '6bfb88d6818463b32bc3075970a4e0efa9beeca1b13a8a3b52efa5837a33a1b1');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_H30AMDcSoaYY6YqCsiebIZ6g', 'scout', 'alice', '{}', '6bfb88d6818463b32bc3075970a4e0efa9beeca1b13a8a3b52efa5837a33a1b1', '9341a67d1762aab9bced1b85849ecc38fee20294d323b4f77152efbcf62d6522');
INSERT INTO public.audit_head VALUES (1, 23, '9341a67d1762aab9bced1b85849ecc38fee20294d323b4f77152efbcf62d6522');
INSERT INTO public.challenge VALUES ('50bbb847f5687e19070efd08010c4f26cf3914975f04539b7f9935d65c5c6e17', 'enrol', 'alice', 'outvnC_SaOp8ibthWnXIdw', NULL, NULL, '\xb93ee422d60afc7b45a06f755a8b2d5acc8f7aacae7f7b26753fb71fb9ee4079', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('9083850644ed794ed2117b88bd1927458cc2e05f55f45024cb84f9098b2ab150', 'decide', 'alice', 'a_htUmb0e_kgZzlEqxKl6LFgsG', 'approve', '1717ab601a3872e31b80ba039df00bde02d3d1e52f9b452ac1efd08ec673d009', '\xce6898fe1d0351d0473f512729d9542fb5197736f66badccb983ed1a9bef1d60', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_6AEh9CWY-QYDIqeOAQXeIoeH', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_PFjtDnp0zGvzy8s3K0AG3flF', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2ac13c6069e2d765f082e558abb82a789ca0cbabf0c5f521a54e5b6a31461571', '985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '90c007fe3c0a56fdcf2e5cefd6c7e23b9dcb42009a09844bd6ea75ed7e71a8b1', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'Tn5CB8h0U0eIXr7u1nSHGNxthDguL6fs3V-kSPa-H3s', '3cf4680e38331fd2a537af85982783ae4da0e54fb67201a25218cef808e8b62b', '\x01013187a6962c9d81f8b914070610acf32e0896ab281576d6957092ce503b7a60e7ef25476f3f964fd8ad061844fd31e3fa4797798bce63742266a46db3eb18b434f783333f881bae5f', 'h9EqoVA4hAAXK0qWXMV-o49NkXuJeJMfPSZSB86uHuk', NULL, 'http://localhost:8765/gnap/continue/as_8B_9hTsYsnqdANa9lzzzQta2', NULL, '2026-11-25 12:00:05+00', '\x010131e7169184875c96a6a1cc7a881dd5d7908073cd5bd481b5679de2d4e68359f08bf2efbd61028f434cb7b9deb0c0cb861a7d0ea136cec6e2e0c837537dce9aa79b223536df38284e', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_-a4esKekp9cmkEz0PA8oGt-a', '\x010131c7d3c375a41fb56876a7e1ef30b988e76b88b14dcab84e0f85745c039c9f330d2a8758d11f0b19550e5bf28366d72d93452dce1d738b4f9a11a8a3107910f0037b0b95224e598f', 'a_htUmb0e_kgZzlEqxKl6LFgsG', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '44', NULL);
INSERT INTO public.client_grant VALUES ('g_H30AMDcSoaYY6YqCsiebIZ6g', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_PFjtDnp0zGvzy8s3K0AG3flF', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '5fe693885a2f7681de4a5695c157dd1bc1f3a1ac537f972461073a50a0494a1f', '985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '3064b74be1fcbd7c02379a6531dcef6dd66cf9bc0c08e28926f2001d820f2631', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'w6ujapks5721sVJYTuOTRJB48H0__vykWKL0n6jr1vw', '7cc680057e465e6d4c35c37aefc042cd66ae608005390b897d84fb7f16eb3767', '\x010131076c48c4b5baad18f90fb9cce254d3c8dc75dcdb4be141d17e5a15d9c6a5edbc902d5a156f96f7b9dd7dacd24e690b64f00a23741ee5f0842208f31352109a3cdaead9c1598ba4', 'Op0DsdbFS4S6_xUB51f0C7T0lolZPUuNPddS0Fyl160', NULL, 'http://localhost:8765/gnap/continue/as_FQezjQKJd9kiX3PFrP2tMYJa', '\x010131d043238571e40894933ea643d213b4e45fd3bc2c942d6bbd9c444f01a96a99823506932cc263028e6e831b16fa01d76ba5582dd6079243c898b7a6eff98b73b57636b253d627c7', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '70', NULL);
INSERT INTO public.client_key VALUES ('k_PFjtDnp0zGvzy8s3K0AG3flF', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_PFjtDnp0zGvzy8s3K0AG3flF", "kty": "OKP", "x": "gOL8m5k3oglcRCxLdf-oe1OJ57uO_aNU5lZnASV6ejA"}', '\x01013138ffce89dcf0f0e537c5066c2ad8e4b162c03f18d755f81e92c2b577df742487b35a3f41213dc156499a6847e0b9fd5c1b6e54c9798ed6b1a240a9c4be6f917f5a5d672eb908e0ce0245a68e', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x0101315bee7cb313a4b75b2347008b73b6cb99ecb5d133ebb55981371a61de36a7fd68260932a9cccbbd', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_A-gc9qEm7r6nF1Ohj8zkWWxa', 'finish', 'as_8B_9hTsYsnqdANa9lzzzQta2', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('outvnC_SaOp8ibthWnXIdw', 'cab32f3c961698a173904270e2aa8d059c990178b8840eaeb5f1a654f2bc704b', '17e0da3d4abdc8bf0c808643ba56655c3afc878a39510919e308dd6c9c0c16bb', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "public_key": "pQECAyYgASFYIO0WBMzq8F_z8itIqiNUGzLXteF21QRwsruFgP8Zuwv7IlggeM9UscLVzjLTAqHvz-AQTJvyih91HG6uutc3Wq-rJV4", "sign_count": 0, "label": "A browser", "same_computer": true}', '0070efd58c71acff3962b0cf296e323b2e3ca57439b1f003f5d2a2e478ab93fe', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', 'alice', 'A browser', '\xa5010203262001215820ed1604cceaf05ff3f22b48aa23541b32d7b5e176d50470b2bb8580ff19bb0bfb22582078cf54b1c2d5ce32d302a1efcfe0104c9bf28a1f751c6eaebad7375aafab255e', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('b2ea8b9cd9e78f3f2b0ab1bc9c963bebd52c7c4e8f5fbf6ca9f02d23339f8bde', 'alice', 'Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_9e3e49beb643a19c5f7d0b7ede61c14c', 'policy', 'alice', NULL, '8SK3', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"879HbA_QEnd-30BZGEfpFfqEYOXnlhLBdKS8ItZet4w\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '47e7589e86fff74404f74c62c5577df9c72dd6e5e4aeafbbe31b5bd0da9cd5ea', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', '{"id": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "rawId": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSGstUlc3ZUdSZjE4QVhxbVZzV21MTFlEQUlxbnh6aHpXNTFZX2NTQmI5ayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIE0C5UWioEi0LLkYSx1gsNhI5I-qzxrlyg3JdqPkHhjLAiAaAKSJGFX3wCGpOJ_tYDLfGYSiKCO7Qi719onB3_5f7A", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_7ec64e72f0b9c1016b2acfca988f47d0', 'agent', 'alice', 'scout', 'RX94', '{"items":[{"agent":"scout","credential_digest":"fd5108797317950b08be69814e86216322322cc132e40e15755895b86b50ed44","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'f7ab36041d7d55f4cbbf8d8b79b6b04cceaca8499181c3fe98a91adf2816fdab', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0', '{"id": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "rawId": "Ma7oNWHYvNfjTzrtRB6ymY6pvdyAzJJtXFCISQk3Aj0", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZmRaN1R1aWNzV3Rzc1k2V2lBT0hQamI4b3hVUk1XRVF1WXNCcVB0c0plZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIDCrcjftkmkuS8dZfjir20hl83iutNSOEJgBhMXTSqjjAiEA7m33i7rI4hQ8w3cJajA2dlkDgW5aCcAGnG7-zP0dM24", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_PFjtDnp0zGvzy8s3K0AG3flF", "kty": "OKP", "x": "gOL8m5k3oglcRCxLdf-oe1OJ57uO_aNU5lZnASV6ejA"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_9e3e49beb643a19c5f7d0b7ede61c14c', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_9e3e49beb643a19c5f7d0b7ede61c14c', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "879HbA_QEnd-30BZGEfpFfqEYOXnlhLBdKS8ItZet4w"}
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
', '985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('11d6315daf5fb42cfae19be8664d8d8c9773b0c62ee6d2ad521e0c6b02df53fe', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('27284b74e09362ef89ec4a0b245da03d6228b6d1502abbb131237cfba3b7b329', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('7a3fc29d5275d865d3d84b7ebe3a640195847f87b86da4137ef3a085e12d39d9', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('4c90502482e1fb5f0135b239c89b027bdee1061da40698c9f7bb28a7b2031fb3', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_FQezjQKJd9kiX3PFrP2tMYJa', 1, 'oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10", "call_digest": "5fe693885a2f7681de4a5695c157dd1bc1f3a1ac537f972461073a50a0494a1f"}', 'f434dc935b5b0e1fd5c704ebb68c8a3b0e3b02231dae03c0e0e2ea6f8c5f40f2', 'small-payments', NULL, 'pending', NULL, 'a_7GR3_nLw3NbHAq1YeewDECuE', 'http://localhost:8765/callback/gaXyUZDYgU_nXjaHDal9RrA4FwTH2c21iZpYZ8pveKo', 'w6ujapks5721sVJYTuOTRJB48H0__vykWKL0n6jr1vw', 'sha-256', 'Op0DsdbFS4S6_xUB51f0C7T0lolZPUuNPddS0Fyl160', NULL, NULL, '275b51d4abee57534441f8d77a28ca9b4eca2e887cab7277733670cd0f40adcf', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_8B_9hTsYsnqdANa9lzzzQta2', 3, 'oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "985600536462cbb720943f01108df4b4a2b1ffd17b65e1c0b0aa66b8f7407d10", "call_digest": "2ac13c6069e2d765f082e558abb82a789ca0cbabf0c5f521a54e5b6a31461571"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_htUmb0e_kgZzlEqxKl6LFgsG', 'http://localhost:8765/callback/q4DHjA8wFDYUrg75_2z_3pQ1Xd3v9ExuZ1P95AUKC9s', 'Tn5CB8h0U0eIXr7u1nSHGNxthDguL6fs3V-kSPa-H3s', 'sha-256', 'h9EqoVA4hAAXK0qWXMV-o49NkXuJeJMfPSZSB86uHuk', 'deab1984c86a6915c2ab269f3f62e9b1b3388ebeb62175d241891008f3e18438', '\x010131a122ee0b692394017fa29acc7f489b14dabf9fa45006c97e137505479fe2d86dc7ae94375c4a57638f8ceabd7ad79c9e2ef250fd6e26e6209ff656f6b4de59a511fd6eecdfdd11', NULL, '105972b4825905fcd5b67f67b5673651aa95d8295987158500d0db4bb4e2bb9e', '\x010131144d6d39d8cfae0dc480dcabd0e38a4a74796037db14bb5f2be9ab5c275821836648dd1d0d235224bbb58d0a8883ea8d878435e5649c9fd2ccb0769ed0a70e673262dc56b4ec727560cd0e744d7b0089a701dfb9949f34873ee795c5caf236afcf54fd76d7f0f6584e655ca398d5d055b19882f941038f070b638b8f789791b951442e9de66f92030d6fd381fa4cedd3a5f59480605c73b914cf32426b5ccf4f5186e9aa10a740b44d9cb9a894308974ac7eb9706c9b2fb5439b55079ee00c9d6c23362f6505bb29a3d7d15ea30f797768e442d87511861b33ec24591f37ea7a7a61346777536bb9e7a08510ce0a13a79dd885199c50a924c277a59ff0bbccf7847f377c2320d183110a5582fcab99c17b6b0ffb6cc60eb6412914af62e13edb8dbae01c976d638f794ad6fddd9db93b4bd8688e1cd0fa30a8be96738a6b6fb037d9a8919dd4fcb51cba24f5116306fa1f949b61fa0d8ba157745f11c121d5366cefb16aab3f9c60ef9d45c5f1a1bd8835f0b74369f3f441380233f05c208d0b74dcbd568d5000483ce780a7868f9d931441dc7e7bf46528f6cbf25ba1762fb81ce908b46319903168f5805ad3c3fde2ccf8050ba39ff1c5d3ded48ebf56022ce968bd49696fe20350246b927c39b0f493ad4594caeaa5d2d2ce80de4b603b5c49d13b357fe00229323f1e4a8f5ab70e1f27bdbb5d967c207ae445791479c24dbef37fb0d2934bdeaeceaffb74374c0d9c8da9a9db7ac551d217c42933dcbf30bd65646a7dd3a889c7bf95a5b737bffa98572c2318b66853e04d22a4a69448a201428703425762d9c2e3f8694d0c8c4c3d5d26a6af4b7ce2b49f821e15d1a9b2c5771de4', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_-a4esKekp9cmkEz0PA8oGt-a', 'as_8B_9hTsYsnqdANa9lzzzQta2', 'f7b85a7c048bf6d32a963f868d59b967f83f09ac27b22c1f1577e61935bdad02', 'fb69da0897f1e2270eb9eb797d882357ece81d5084b176c8f5f08a24c5f14b70', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'oTTHzYFBdSI7vtP6tC5sIXV2KTWxUYxZAmH5hTp2lBI', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_PFjtDnp0zGvzy8s3K0AG3flF", "kty": "OKP", "x": "gOL8m5k3oglcRCxLdf-oe1OJ57uO_aNU5lZnASV6ejA"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

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
    number character varying
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
INSERT INTO public.agent VALUES ('scout', 'alice', 'daee158118a2002aadfc7613cabf73604164cdbfbd89f4962b0c0b375c9e8bb6', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_IUOqU0nONuy1P24muOal3f6b', 'as_HYs3v_2Ba1nJGd1Ja9dNHqgy', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2c7466cc85313e19a3fcb5d54fe85db8095139fd90f21b461c73c5e18981e81e","client_key":"0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk","connector":"bank","connector_digest":"918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460', 'for breakfast', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460', 'EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', '{"id": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "rawId": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoia0pPeWlKelVzQTU3bmNXVTRBY3B3MEhFdFdnSkRZS2lWU19ieGFNamVuYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIDXO6gnFSRp7eYdOMB0rkP4WvY7Mbm5alOBXKYSL_0vJAiEAm2o56LxLRCy76vIr3MZEUCH6u0zeMF4FbtbpO0_DGqY", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x909c999043af759b1c4c92acacd2005734014a0d585c4492660cc742b381b10e', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '70', NULL);
INSERT INTO public.approval VALUES ('a_Erg-WkBfU57GLYHcSYLbaFWn', 'as_qLj9E9OXNRrffFL2Pw2l76Ew', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"df79b2180b8a84e9664faa1c526b643622abd8e555a9b521c3c791d8be0a8620","client_key":"0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk","connector":"bank","connector_digest":"918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '0bb1e32b7c0a27f3f89478c010a72179b4462c03f0fee8a968e1526f87914baf', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '22', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'xvCBl2HCH16nyrcn98onzw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'e27e5040ff4a9a0893fcc09c0222483c0453c0233952d794f866964dd3fc7d6c');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'xvCBl2HCH16nyrcn98onzw', NULL, 'alice', '{"label":"A browser","same_computer":true}', 'e27e5040ff4a9a0893fcc09c0222483c0453c0233952d794f866964dd3fc7d6c', '2d632f8b56fc0f22383d9a17dc3c24927dbe4c1d811da9991c2e9c1dd4c2949d');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', NULL, 'alice', '{"label":"A browser","pairing":"xvCBl2HCH16nyrcn98onzw","same_computer":true}', '2d632f8b56fc0f22383d9a17dc3c24927dbe4c1d811da9991c2e9c1dd4c2949d', '4960ffe08ffb30fd854dfa764ebbf85685705940c8bb67bd57c6af5d94f94492');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_d3f53a7d52f4bbab80369c8a17da50f6', NULL, 'alice', '{"digest":"27bf2e7feb49c41bf61b61226a50c68581f0b3996aac09a0d9895be1bf6c789f","kinds":["policy","connector"],"uid":null}', '4960ffe08ffb30fd854dfa764ebbf85685705940c8bb67bd57c6af5d94f94492', 'bdde0017bade4be8501b79650c64d59dcf43423d7246217f3e5452a972b3e3e5');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_d3f53a7d52f4bbab80369c8a17da50f6"}', 'bdde0017bade4be8501b79650c64d59dcf43423d7246217f3e5452a972b3e3e5', '3adf7e5ece9e6755119c8bb455b5abaa3ef91f96e8db9c36f6c7cd9a684780d9');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98","proposal":"w_d3f53a7d52f4bbab80369c8a17da50f6"}', '3adf7e5ece9e6755119c8bb455b5abaa3ef91f96e8db9c36f6c7cd9a684780d9', '2c2ca7923b81be97ab77ddcbe94c9f05eb4c81b21129094250fa4a123346b400');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_d3f53a7d52f4bbab80369c8a17da50f6', NULL, 'alice', '{"digest":"27bf2e7feb49c41bf61b61226a50c68581f0b3996aac09a0d9895be1bf6c789f","passkey":"EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70","reason":null}', '2c2ca7923b81be97ab77ddcbe94c9f05eb4c81b21129094250fa4a123346b400', 'a082192e6db6848b38de6df8e6539777c54ab0933ba0eac8813567af9e9a0798');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_f3b73bae033d8459705be4a3ffe5c6f8', 'scout', 'alice', '{"digest":"b28bc94c103d814e5dcf78f8fcaaccef0f08f4f1da8bd4d9df636552f90ffe39","kinds":["agent"],"uid":null}', 'a082192e6db6848b38de6df8e6539777c54ab0933ba0eac8813567af9e9a0798', '22f4ed78a51a69bad697a7f4fc7c3aaed8ed2240b5c208e5b9da897c53bd065b');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', '0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk', 'scout', 'alice', '{}', '22f4ed78a51a69bad697a7f4fc7c3aaed8ed2240b5c208e5b9da897c53bd065b', 'd4c1d55c1ca695d3af475ed2bef0e431d0a205cc927cd410ecc2581143c2a1ba');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_f3b73bae033d8459705be4a3ffe5c6f8"}', 'd4c1d55c1ca695d3af475ed2bef0e431d0a205cc927cd410ecc2581143c2a1ba', '51443205512d389d9a7aa056111c19ab6d871e65f129eee759fcbbf17be8e6a7');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_f3b73bae033d8459705be4a3ffe5c6f8', 'scout', 'alice', '{"digest":"b28bc94c103d814e5dcf78f8fcaaccef0f08f4f1da8bd4d9df636552f90ffe39","passkey":"EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70","reason":null}', '51443205512d389d9a7aa056111c19ab6d871e65f129eee759fcbbf17be8e6a7', 'ae3d1771d34024ffbe9326217bf33e5e5731ba0b7a101154fcf4b67ef3641905');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{"call":"2c7466cc85313e19a3fcb5d54fe85db8095139fd90f21b461c73c5e18981e81e","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'ae3d1771d34024ffbe9326217bf33e5e5731ba0b7a101154fcf4b67ef3641905', '3bfee02453fb27c0abef0cf06b5801019033e7794c096630bfdafb4ffde3439d');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_HYs3v_2Ba1nJGd1Ja9dNHqgy', 'scout', 'alice', '{"approval":"a_IUOqU0nONuy1P24muOal3f6b","digest":"249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460","rule":"small-payments"}', '3bfee02453fb27c0abef0cf06b5801019033e7794c096630bfdafb4ffde3439d', 'b99594bf48678e3db4f0dde6403422db76cb3cbb0355bd3b31ce77f94d69fb95');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{}', 'b99594bf48678e3db4f0dde6403422db76cb3cbb0355bd3b31ce77f94d69fb95', '5c402e88010a238850bce564f21ec9c1b6cd71bf8d405385b1f3cbf48421601c');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_IUOqU0nONuy1P24muOal3f6b', 'scout', 'alice', '{"digest":"249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460","effective":"249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460","grant":"as_HYs3v_2Ba1nJGd1Ja9dNHqgy","passkey":"EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70","reason":null,"verb":"approve"}', '5c402e88010a238850bce564f21ec9c1b6cd71bf8d405385b1f3cbf48421601c', '7eca2173d1379bfb4350b6b46bd63d95993c88f5a70ac9fc022d3184b5c3d6fd');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{}', '7eca2173d1379bfb4350b6b46bd63d95993c88f5a70ac9fc022d3184b5c3d6fd', 'dea48967e8bb1b90ed873aa15297fdc792c925039254d55a41daa9658a411770');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_HYs3v_2Ba1nJGd1Ja9dNHqgy', 'scout', 'alice', '{"approval":"a_IUOqU0nONuy1P24muOal3f6b","rule":"small-payments","why":null}', 'dea48967e8bb1b90ed873aa15297fdc792c925039254d55a41daa9658a411770', '50885f584fd2c37607f5c052cccca464aaa812d088fa55db7fff7e12502587c6');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_IUOqU0nONuy1P24muOal3f6b"}', '50885f584fd2c37607f5c052cccca464aaa812d088fa55db7fff7e12502587c6', 'fbbf08f8211c4c1560fea35c83bab8b2355590baab3ac5dfebcf3fb682e340fe');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{"approval":"a_IUOqU0nONuy1P24muOal3f6b","call":"2c7466cc85313e19a3fcb5d54fe85db8095139fd90f21b461c73c5e18981e81e"}', 'fbbf08f8211c4c1560fea35c83bab8b2355590baab3ac5dfebcf3fb682e340fe', 'a6ce576afab502498831583b8917cc4d1caf7dd1d6125e1a8b3b666a0a8ef119');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_FCwWHS66_Lu0cU4iqzpqxxmo', 'scout', 'alice', '{"status":201}', 'a6ce576afab502498831583b8917cc4d1caf7dd1d6125e1a8b3b666a0a8ef119', '6ae109f725a95502e590a21265eed1bddef979ae4c51e9b336a4ca9c3ea5405a');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g__2AZE6pBENsp67MGORaL0roG', 'scout', 'alice', '{"call":"df79b2180b8a84e9664faa1c526b643622abd8e555a9b521c3c791d8be0a8620","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '6ae109f725a95502e590a21265eed1bddef979ae4c51e9b336a4ca9c3ea5405a', '19f2880b498941fb652e42248fac5195712e90327babfaf0e053fd2d2c905f88');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_qLj9E9OXNRrffFL2Pw2l76Ew', 'scout', 'alice', '{"approval":"a_Erg-WkBfU57GLYHcSYLbaFWn","digest":"0bb1e32b7c0a27f3f89478c010a72179b4462c03f0fee8a968e1526f87914baf","rule":"small-payments"}', '19f2880b498941fb652e42248fac5195712e90327babfaf0e053fd2d2c905f88', '96d37fad4c169c299722ac2a59daff5868ea79c653b2e74316ee442111616788');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g__2AZE6pBENsp67MGORaL0roG', 'scout', 'alice', '{}', '96d37fad4c169c299722ac2a59daff5868ea79c653b2e74316ee442111616788', 'c15a395d72bfd9a9c66adf3ab96f7857ff170b15c330f7ad65b52ebba6024559');
INSERT INTO public.audit_head VALUES (1, 23, 'c15a395d72bfd9a9c66adf3ab96f7857ff170b15c330f7ad65b52ebba6024559');
INSERT INTO public.challenge VALUES ('a470035cdd043dd66f3528d699810dcd97046162d73f93be84834e1c0b8c72b9', 'enrol', 'alice', 'xvCBl2HCH16nyrcn98onzw', NULL, NULL, '\x694faab42d6954349785950d9c86bb40f4db8be3cef8cb01682d820088df8860', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('bd7004ce96e310bd45d63dadb48aeefb125454e11f0b9950e28aba7076a8b600', 'decide', 'alice', 'a_IUOqU0nONuy1P24muOal3f6b', 'approve', '249094a37d51812b1a5a33bd32831108ed96bf32353d5f50dbe9b41bf173a460', '\x909c999043af759b1c4c92acacd2005734014a0d585c4492660cc742b381b10e', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g__2AZE6pBENsp67MGORaL0roG', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_alPMV3qsyo_U2FE5B-XyfjYD', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', 'df79b2180b8a84e9664faa1c526b643622abd8e555a9b521c3c791d8be0a8620', '918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '33623160a1cc31ba01230450f3e665abcd78e4e6c430ccc0b4ddf5ef5bf1afef', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'xC6Egd5BCq-ZI5NY_1uDy6KF1tD3OYBAFoZYet3bRng', '73d0fdfc4fbbd3efb19e8e2c81461ea41a5cdfad79c81a51ea88579a88da8fe9', '\x0101312ddae2818f19e86c55af0ed92c0155d8237c557bd3724baeeb71b692b38dd1587c4daa868bb7d0fa6baea3e269df82519345e7f8c87abab03c01ffdf375b5f3ea37e0fc5d833b0', 'lClc2nWElfDHaK6yYRR5q1mYNr9jOa5uYaAoFAcylM8', NULL, 'http://localhost:8765/gnap/continue/as_qLj9E9OXNRrffFL2Pw2l76Ew', '\x0101312f2f8e0e1be33c9c5ef791256467eb0ac926be96db249a0f3f5dec8099284169aafc8feba8044e92a811c695ab937ed65b62821dc028df3fdac204b0f34e2ce1653f70ab27111b', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '22');
INSERT INTO public.client_grant VALUES ('g_FCwWHS66_Lu0cU4iqzpqxxmo', 9, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_alPMV3qsyo_U2FE5B-XyfjYD', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2c7466cc85313e19a3fcb5d54fe85db8095139fd90f21b461c73c5e18981e81e', '918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'b7fb5b9fc472d037f1ae30f40255ea9956e33597db9a730d2ca50c418510285f', 'for breakfast', true, 'approved', NULL, NULL, NULL, '3kRu9_D0ISCgZoabwRhXFlUgiVStvsOaICIw2z4qkrA', '383f27049f420ee76b1534080c6c5fc6d70797615ba1c950da263c34fa565cca', '\x01013175fd5889abda31acaa547f76aec5396823fb99a417c3bab463456433afa55e83ce1d28cf4d989b4d5e7cbee368600ad6cbd056eeb9814e0e992a7fc35ec7ad9dbe0a751be616d2', '277kHqDXgAGWGIY32xoetzxlBUsOsdsLXIK92LbHvfo', NULL, 'http://localhost:8765/gnap/continue/as_HYs3v_2Ba1nJGd1Ja9dNHqgy', NULL, '2026-11-25 12:00:05+00', '\x0101316528cc21c49bea8ff6de1e28cc590b26b286a53074b14e21daede9732040626076057f25080dcd6051ae8d81112b0964def244a4ab5e10b40ba7f4be904cbca61ec211be309844', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_eccHviQatN_Ec75lPaTV_oD_', '\x010131c2ce73dfc761feb142b76c47a07f23308133dc9d8c8c82c3b709a85de83b86597c6217d732064a75c1d3e9f5af9e32d5523c8d5f03a51e288fa2ca9811b68d427438e5140724dd', 'a_IUOqU0nONuy1P24muOal3f6b', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '70');
INSERT INTO public.client_key VALUES ('k_alPMV3qsyo_U2FE5B-XyfjYD', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_alPMV3qsyo_U2FE5B-XyfjYD", "kty": "OKP", "x": "0VVhSeY0WvCFll85io4PinF5H3vhnzsYYw3ky4u5Zeg"}', '\x010131dd91352a8b545f1d080b5d84e39bb88d2291f09366f1c77488cc7ebbde44a0d45ba246228466f5b8fe1beca5c0904c29f2033096e9b4cf17f1fd8cd7367dc34a80e3ac0b9510afe4f41a77dc', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0004');
INSERT INTO public.installation VALUES (1, NULL, '\x0101312f1bb0912515b0188b4b4ffd8b4f4beb63ebf936e36afea0188a1bb771fdc214cb883646e4d8a8', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_0dVLlBVDsLkgEGRJ9AIMaVkz', 'finish', 'as_HYs3v_2Ba1nJGd1Ja9dNHqgy', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('xvCBl2HCH16nyrcn98onzw', '4a1b5fb2a924ace6368eab9c5f0d553b3847aad655c4671b29679eb84ae9f6e2', '487b2643b3510534be352102eb793e9253fa9de7c3d1c5e6f00e515fbdfdfff2', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "public_key": "pQECAyYgASFYIKQjOrRjnXLr8nWlL17N4wgO59XVp6E6O8Bzwb09JPQ0Ilgg97pLl7y4fMjCasePf7rzMNYMemUA3eHg1nPg0Wd_5eg", "sign_count": 0, "label": "A browser", "same_computer": true}', 'e35e28c7aeb0d634660cefb28ed565fec6ba15aff7a7a32da5b2cde516d74d46', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', 'alice', 'A browser', '\xa5010203262001215820a4233ab4639d72ebf275a52f5ecde3080ee7d5d5a7a13a3bc073c1bd3d24f434225820f7ba4b97bcb87cc8c26ac78f7fbaf330d60c7a6500dde1e0d673e0d1677fe5e8', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('57787b77a6eca2e7780e2c4f652896e0b7b268a45a34aead29feb1eefb2a2ca3', 'alice', 'EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_d3f53a7d52f4bbab80369c8a17da50f6', 'policy', 'alice', NULL, 'FT52', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"EScX1KpiGdqHCi315A0hv1AxhigINH6H1Um7JPxAx5g\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '27bf2e7feb49c41bf61b61226a50c68581f0b3996aac09a0d9895be1bf6c789f', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', '{"id": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "rawId": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNGFxLXVPcXk1N3U5ekQyZmwwMUQtSXEwR1Ztb2NHN3ZuQlpZeEd0Ml85dyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQClzWONN6bPT_t8gMgh_UGvvRB56qzgFy2l9uzVt_L3tQIgOxEZZzI0a6KpZx4eN2tZ4F4h9njaCXdETPkWqOlAR5c", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_f3b73bae033d8459705be4a3ffe5c6f8', 'agent', 'alice', 'scout', 'SCXB', '{"items":[{"agent":"scout","credential_digest":"daee158118a2002aadfc7613cabf73604164cdbfbd89f4962b0c0b375c9e8bb6","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'b28bc94c103d814e5dcf78f8fcaaccef0f08f4f1da8bd4d9df636552f90ffe39', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70', '{"id": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "rawId": "EI1fJLC9Rvto5-HO8oEA08YP2MDtk9-mOEu-ZVYXi70", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiRTA3TnJTX0JFZUNMeTd0SlRORmt5RjZMdU1NU01BUzN4V2REZ1ZEY1RBayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDVKO8u06B-MDS0jeIo5fEmKOg1zabL2Zjqyd4OJz7QUAIhAMCOH32RUeyoZNPPRnJEljKNj05LT-PuRGecUYzEskNQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_alPMV3qsyo_U2FE5B-XyfjYD", "kty": "OKP", "x": "0VVhSeY0WvCFll85io4PinF5H3vhnzsYYw3ky4u5Zeg"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_d3f53a7d52f4bbab80369c8a17da50f6', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_d3f53a7d52f4bbab80369c8a17da50f6', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "EScX1KpiGdqHCi315A0hv1AxhigINH6H1Um7JPxAx5g"}
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
', '918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('88b4b0af86ccf068be8eda29c53a5f021cf85a36d217c074928a3f09db135ac7', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('5b2c3e1bc6fff41bc478d8267147a1554198352ba14396d21f105634538d026b', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('0a459e1d604bc9eeafb554b30497921aeb892f163ab3af6edcc3bd2c4732ec4e', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('a640ccee9732c1f522bdc77cc456c15e3b62e028e7844f694692a95ecf120ed8', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_qLj9E9OXNRrffFL2Pw2l76Ew', 1, '0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98", "call_digest": "df79b2180b8a84e9664faa1c526b643622abd8e555a9b521c3c791d8be0a8620"}', 'e4fbd13ea8a37b3d38b273da638a6a7fad55c6eefc0b77d40b0f485e9bfedd60', 'small-payments', NULL, 'pending', NULL, 'a_Erg-WkBfU57GLYHcSYLbaFWn', 'http://localhost:8765/callback/3rBYVA6PztdiyucHLzvy63ohyPsV4zKbdzvuPOb2xG0', 'xC6Egd5BCq-ZI5NY_1uDy6KF1tD3OYBAFoZYet3bRng', 'sha-256', 'lClc2nWElfDHaK6yYRR5q1mYNr9jOa5uYaAoFAcylM8', NULL, NULL, '5ac4b6a366bf39451128c25d9859b22e03f07569a399326e941074a37a892ae7', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_HYs3v_2Ba1nJGd1Ja9dNHqgy', 3, '0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "918d83de7a4a96d16b77d2c6c3cc637e07620aa24decbcb55362f485f1b5ea98", "call_digest": "2c7466cc85313e19a3fcb5d54fe85db8095139fd90f21b461c73c5e18981e81e"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_IUOqU0nONuy1P24muOal3f6b', 'http://localhost:8765/callback/YpHzf11iRHlv__dsVyODX-vN8Kh_1yUaPaV2DQn9sIQ', '3kRu9_D0ISCgZoabwRhXFlUgiVStvsOaICIw2z4qkrA', 'sha-256', '277kHqDXgAGWGIY32xoetzxlBUsOsdsLXIK92LbHvfo', '26d075345aae66903286f9bf3cda912b6d8a9ce25967ab5bf01d03c9f4b7da83', '\x0101312ab97b51c67f73c6ff853d6730399b9fcbf0f2442ee3309b5b622543476e8d06acebb2f5b0391e6e821c0f7c14c24d604d1985e27c9168226d5147226b061741db1be6aacf5beb', NULL, '1d99c8045584dacde23b3cc13ee8e631ad2c85a51412397c22238d869c995d45', '\x010131c54031e658adfb1c4912356dc7f6f614103fe33e88d9fe090e9b93363df0dea33dfb234948ceb28aef4d0bad7f7ffd6dd59106bf32ce30f64a180216866826334860c38cdc92f264b502f2ed0993723690738f900e32c930e1143a52bc8572517944ec93c42b9dd180913d9ccbd8d4faa2600fd48df334c85a3ff009f922ec1f691b5db9e686110f67102090e8936ca95e9f152009021500195bfa90f39c2c664435c770a28ce5ecfd2a5cf49d157802cfcacdf05cbed363da3415dda3dc9ee5d2f01aa1f3dbb4c7dcb23bb570010f5bd10bb0eeb7d2c78dbd230af7d570b7817acfebb8d2c68e43a1f1715ac2b392738bdd928085228f604383e13df32b8d033814ec277acbfcc4aa48f18bd62f5315bddc480bb42c7a23e2c3a0a8a88cdaaf142bfe67b4bb0763aad2b12ab4b951819d4632b3552320554eb89e469e5f88cd486ccf4ca01e314d89a50af43c63c7b69be4d27e86885c2f7ff2232e39a4d8c267e59c19f485e2bef18790da5c7d07418c636a219017eebe1c66a608f17839de2baff718ca51e065420b8de1865f29134fff9635f6ff65b8ec7fa0247fe5bd0127f35cafc95850febb42e3e2bf4500dc1bd926c5896e47581c98ede4ebb47d1de1fb844b29e11d1c69ce161e25e225e68085b6e5fb7d073774ce63fbd31472428fd90af3b9fe7612a048729b4d85f29f71aaed3d1f5981a16739e8c5cf2ed82a741932282cf28459b26a6af0352dc762194ec096b79b81a21d82d8bbd30a2055925bc438b05bd220dfd118c3d2e2b4f899ff5408926fe08405271e6c9dd1034b2936a7d740f090ac55a73dfea51955bc7e86cfc0e2dd80fa66bcd822a2779bbef7c43c45', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_eccHviQatN_Ec75lPaTV_oD_', 'as_HYs3v_2Ba1nJGd1Ja9dNHqgy', '5718a2fc8183602120aa750090f7a234f6323c6d3e1df0d0be25e119656128a5', '30f6471b6160cbcc88c320974ec1ea2339d9ecfaec0cc2b7600296e26b0febef', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '0atCTn62JrGp8zOew_UTgtArHh5UYnP5pBYCHH8e9Lk', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_alPMV3qsyo_U2FE5B-XyfjYD", "kty": "OKP", "x": "0VVhSeY0WvCFll85io4PinF5H3vhnzsYYw3ky4u5Zeg"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

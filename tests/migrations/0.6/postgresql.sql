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
INSERT INTO public.agent VALUES ('scout', 'alice', '998b5bd867ccb13685ce9627e02eac4ea521fcd0d46b48a077fd0d9c5f20ffe4', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_xUBjDhqfjpzBiYSg7wRr7bGk', 'as_VLyigfH3-8SrdIS0DqaJvk_l', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"4f3f97b613e100a5851617fce3d7d296a950d0f07c5a693aa302b1623b25e647","client_key":"4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4","connector":"bank","connector_digest":"0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e', 'for breakfast', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e', 'TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', '{"id": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "rawId": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUC0xVjdTclN6WUtpSHZURTBEamltZ2NNOVpwdEZoS09tNnlOS2k2eEVYTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDGzOHyaikgn3_wXNvPsGuEBZrTkWQeYMIq3-SIVIZLTgIgPSAubosJ1Xp-XJdD5vJkBQEPHgoKwYjAhiaOUNnWqv0", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x7231b355d1a0ea35d545681bd3c5617d8ae93a812cdddf07dca4d1faded78bef', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '93', NULL);
INSERT INTO public.approval VALUES ('a_zBaFqEWqbkwzqECNaa6Vue53', 'as_buUA6geVn03ZSZSgM0KBqr_u', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"9f8450dd7d4df88af8782134c65c35a0897a4b7be9a700cdcea9627ee0045c81","client_key":"4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4","connector":"bank","connector_digest":"0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '37dbdc5e4669dab108fc5dd23d83d78c20ddd3b0e61c0c809b40da136015b753', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '61', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', '-Ul4TdPnzmAkQDWmW9Afiw', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '1c170282b2bd07bc13e85dd2a4f65b3b07ed9e43a0c0ae40ff4c22608c866a2b');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', '-Ul4TdPnzmAkQDWmW9Afiw', NULL, 'alice', '{"label":"A browser","same_computer":true}', '1c170282b2bd07bc13e85dd2a4f65b3b07ed9e43a0c0ae40ff4c22608c866a2b', '7d45adcc8793b6c0fcb06718a253266eb3c522748b5eb649af2e2a6e0e5b9873');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', NULL, 'alice', '{"label":"A browser","pairing":"-Ul4TdPnzmAkQDWmW9Afiw","same_computer":true}', '7d45adcc8793b6c0fcb06718a253266eb3c522748b5eb649af2e2a6e0e5b9873', 'b96147609d19fe48e2ab785a887998b48cc7fe033531d888751232539d44f8fd');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_68ff7f7153d35a0fc33dde2cc2057879', NULL, 'alice', '{"digest":"ead729268daadcc8a3a1adafde25c16e37bd8c9160298d0183552238170ff3b6","kinds":["policy","connector"],"uid":null}', 'b96147609d19fe48e2ab785a887998b48cc7fe033531d888751232539d44f8fd', '03b3a8a812cda55f88fe0be1bf22cf421e9834766a8e45e17e234562e8b9726b');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_68ff7f7153d35a0fc33dde2cc2057879"}', '03b3a8a812cda55f88fe0be1bf22cf421e9834766a8e45e17e234562e8b9726b', '888638f3d9c1de69e670404a265c35512905eddefd05fbbaa58942ef825ced01');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9","proposal":"w_68ff7f7153d35a0fc33dde2cc2057879"}', '888638f3d9c1de69e670404a265c35512905eddefd05fbbaa58942ef825ced01', '64eaf199009700a86c10f2fc85722fe0f8dec847bde4fcbc0db9b2573a13d7f3');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_68ff7f7153d35a0fc33dde2cc2057879', NULL, 'alice', '{"digest":"ead729268daadcc8a3a1adafde25c16e37bd8c9160298d0183552238170ff3b6","passkey":"TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc","reason":null}', '64eaf199009700a86c10f2fc85722fe0f8dec847bde4fcbc0db9b2573a13d7f3', '173d97cc6a29f6ed15dff97c6e226e172d65bc0e8930164cfc1f415c4fc1ad7a');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_09da97bdd6296106cf72b95315096463', 'scout', 'alice', '{"digest":"ea7e993de33c1620f7888f4070e05fd14bbff2310d782a2a8ef31eacc2a124db","kinds":["agent"],"uid":null}', '173d97cc6a29f6ed15dff97c6e226e172d65bc0e8930164cfc1f415c4fc1ad7a', '575b6a1528c2ad1750d44ac5829d7cd7a9eba791618172c6840bc26bcab72705');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', '4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4', 'scout', 'alice', '{}', '575b6a1528c2ad1750d44ac5829d7cd7a9eba791618172c6840bc26bcab72705', 'eedeb37ff9e37525c88bccfc1bb6679bc95dd906f96d10e754fcbc85b0f8fb65');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_09da97bdd6296106cf72b95315096463"}', 'eedeb37ff9e37525c88bccfc1bb6679bc95dd906f96d10e754fcbc85b0f8fb65', 'c7f2804a919add51417f4d72027ac0061a88c93e766bc76a347b006cdd182432');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_09da97bdd6296106cf72b95315096463', 'scout', 'alice', '{"digest":"ea7e993de33c1620f7888f4070e05fd14bbff2310d782a2a8ef31eacc2a124db","passkey":"TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc","reason":null}', 'c7f2804a919add51417f4d72027ac0061a88c93e766bc76a347b006cdd182432', '3f1eac9ee53a91edb91c8ac507ac21e148b7cf5371b28394150cfab8a16e13cf');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{"call":"4f3f97b613e100a5851617fce3d7d296a950d0f07c5a693aa302b1623b25e647","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '3f1eac9ee53a91edb91c8ac507ac21e148b7cf5371b28394150cfab8a16e13cf', '8326f0b612f0e2cd19c5255b89366bc6e63d2830610b7590bc6a4d7a365dfdc3');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_VLyigfH3-8SrdIS0DqaJvk_l', 'scout', 'alice', '{"approval":"a_xUBjDhqfjpzBiYSg7wRr7bGk","digest":"3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e","rule":"small-payments"}', '8326f0b612f0e2cd19c5255b89366bc6e63d2830610b7590bc6a4d7a365dfdc3', '460333e435eaa0ef33377f9dbe138e6380f2d9b3d0825400d49fb1bd6c4b1e56');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{}', '460333e435eaa0ef33377f9dbe138e6380f2d9b3d0825400d49fb1bd6c4b1e56', '47c84178b01d55674a4ddab05355c141c19a8a89ef5eda1cffc0c615e696e0a8');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_xUBjDhqfjpzBiYSg7wRr7bGk', 'scout', 'alice', '{"digest":"3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e","effective":"3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e","grant":"as_VLyigfH3-8SrdIS0DqaJvk_l","passkey":"TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc","reason":null,"verb":"approve"}', '47c84178b01d55674a4ddab05355c141c19a8a89ef5eda1cffc0c615e696e0a8', '5718fc4500038cae473a2bfc9536c8296f309416d6d4c751952bcc2931b9cda1');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{}', '5718fc4500038cae473a2bfc9536c8296f309416d6d4c751952bcc2931b9cda1', '02a2ea36c60cd8a659c0f092380fbca03c99667843b4bf8526d45df0c1d93918');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_VLyigfH3-8SrdIS0DqaJvk_l', 'scout', 'alice', '{"approval":"a_xUBjDhqfjpzBiYSg7wRr7bGk","rule":"small-payments","why":null}', '02a2ea36c60cd8a659c0f092380fbca03c99667843b4bf8526d45df0c1d93918', '8a54bcea22f1f23cc4d6f18bd94288e33f226dc0a7e393b74e1745071037c578');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_xUBjDhqfjpzBiYSg7wRr7bGk"}', '8a54bcea22f1f23cc4d6f18bd94288e33f226dc0a7e393b74e1745071037c578', '092bcc15984f3e00d2580010d97ef907d22301724167dae4fca6676984aa9b18');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{"approval":"a_xUBjDhqfjpzBiYSg7wRr7bGk","call":"4f3f97b613e100a5851617fce3d7d296a950d0f07c5a693aa302b1623b25e647"}', '092bcc15984f3e00d2580010d97ef907d22301724167dae4fca6676984aa9b18', 'deaa1a9dc6c1a76d898436b1eee15e08d3e68823db140f16a54e45281a1281ee');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_ahZ9707nOZD2lyAUF0pLx6Y_', 'scout', 'alice', '{"status":201}', 'deaa1a9dc6c1a76d898436b1eee15e08d3e68823db140f16a54e45281a1281ee', '14efa913b9aa71292ef51df579fb3069404f8225b3748e1d516b24cddd176ec9');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_SrEoclQ3VrAV1m5JDOgp_lNq', 'scout', 'alice', '{"call":"9f8450dd7d4df88af8782134c65c35a0897a4b7be9a700cdcea9627ee0045c81","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '14efa913b9aa71292ef51df579fb3069404f8225b3748e1d516b24cddd176ec9', 'acf69d30a3553779de4a89082133f0437cccf2f491a26d06cd7cfb53684f09fb');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_buUA6geVn03ZSZSgM0KBqr_u', 'scout', 'alice', '{"approval":"a_zBaFqEWqbkwzqECNaa6Vue53","digest":"37dbdc5e4669dab108fc5dd23d83d78c20ddd3b0e61c0c809b40da136015b753","rule":"small-payments"}', 'acf69d30a3553779de4a89082133f0437cccf2f491a26d06cd7cfb53684f09fb', 'd769077fb96a2c71cf9a0f62eeed6b7c8dfdb0f73b163afdcd8a83c362fad433');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_SrEoclQ3VrAV1m5JDOgp_lNq', 'scout', 'alice', '{}', 'd769077fb96a2c71cf9a0f62eeed6b7c8dfdb0f73b163afdcd8a83c362fad433', 'e1c24347a83d23766c8ba8aaaa20196c059dabf1a94c67c8fed6fdaaf6f13083');
INSERT INTO public.audit_head VALUES (1, 23, 'e1c24347a83d23766c8ba8aaaa20196c059dabf1a94c67c8fed6fdaaf6f13083');
INSERT INTO public.challenge VALUES ('51b08084156535f168a7fe2b3b6720c7d5d411d456a0eaccaaaab702d8d9ab09', 'enrol', 'alice', '-Ul4TdPnzmAkQDWmW9Afiw', NULL, NULL, '\xab35d3aef74cc30bd634ba42d6c77192a69896344c57945a6a902da511a3573a', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('901bd03ce348bbce9f8b7dadfd62c173d10dd39ae06da9bd54c62c58a6418930', 'decide', 'alice', 'a_xUBjDhqfjpzBiYSg7wRr7bGk', 'approve', '3f6e682bdb125fcd4563a80a458ebe750ab3bcfdad197cb8c9d14766ec3c7a5e', '\x7231b355d1a0ea35d545681bd3c5617d8ae93a812cdddf07dca4d1faded78bef', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_ahZ9707nOZD2lyAUF0pLx6Y_', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_woycff8MReAa0PENjtRIM0fr', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '4f3f97b613e100a5851617fce3d7d296a950d0f07c5a693aa302b1623b25e647', '0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '492a16efcf539e39362e84e092a35df3ecc0c731b95b11f9f526ea336f4ebf5f', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'UV9la2OvpvYrhd75XcHmecdnrJ-KADhfW7A0Zu0ZjXA', '90c0947c55afec64dda0c0861149f6a9e6cac10823ffda100b6f5382b9397873', '\x010131e2f322b8f97bcee155b9ba2cb7a0d6b8ff9ba51376b0bf1800213eef318e80398d89262ed098bb08e9985a52e465b49648cab383f6044a282ba81f77e5a51a3cf567fb6f16d2ed', '54lSXgf52YtnATUGboyL8k4rbN4eYhS5wERB4P16heY', NULL, 'http://localhost:8765/gnap/continue/as_VLyigfH3-8SrdIS0DqaJvk_l', NULL, '2026-11-25 12:00:05+00', '\x0101319352d18117088fed2ef8690be09c1645622766ff9f3a7697616bc901a4c3a0554f4f0fffca02b286bf5578bfe1dd748a0547e84d1a037dd1ef653a06011d1beba29cf4a2e4f1ba', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_a1s6RiKevZCHKOnBRmP3n8L-', '\x0101318a5e70457b328156d9aa96a0e4b4d2e0a618fcd5fa51a841edfbd1c49636006105f51ef86483558e084f0cc2e790e00d93c60b0d72dbf0730436b44068f7665af9f8e8deef1746', 'a_xUBjDhqfjpzBiYSg7wRr7bGk', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '93', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_SrEoclQ3VrAV1m5JDOgp_lNq', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_woycff8MReAa0PENjtRIM0fr', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '9f8450dd7d4df88af8782134c65c35a0897a4b7be9a700cdcea9627ee0045c81', '0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '362f24f1779a6f7df386f758bdb2e022c6fc80923500511a47df00f4ad26b744', 'for breakfast', true, 'pending', NULL, NULL, NULL, '34wlo4t8GmzYSJLfWe5G2LQKwsUv7iVAgdI-Le-hfhQ', '960346f86f2a81120668035d973c1483b2c5d102fc3a72961295bab2293bc81c', '\x010131b502fe54dd0f5412d28c2dd489d743acd781d85e328be12326e94495b729ad2bd10f745e690bcaeabe48a420ec62634abdd6b847fa49bbef721c0123dac89c929f6de10df2cb84', 'J5ih2Ep1hNLUmqT2whHJbx8uQezZeLGV-LniUCuTXDQ', NULL, 'http://localhost:8765/gnap/continue/as_buUA6geVn03ZSZSgM0KBqr_u', '\x010131fec31959ec02a408344659a95ede8b6ee0c7fa7c96faf121f1b8d8623fa44968f4daae7a9de976d6a8ca1f06ea5467b6650e33cd3c018cc3b1114cfd72d4c410c67a29f9823f28', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '61', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_woycff8MReAa0PENjtRIM0fr', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_woycff8MReAa0PENjtRIM0fr", "kty": "OKP", "x": "2gM97SLwLYwC6TrFjg1SN23h-RHNNmhkLH-jMuSLJZY"}', '\x01013123ef5d65c3c5743fd802d023c71f7597f758fe85af51d699673a258b689a877bb47bb8447992688eeb1afe7975a3ead7d31a63f0094aa1cff3150eda09be040f46929d2bf3ba2f49e574c0a7', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013164474a1efa106987a472a083c2d0d67271678158a518b6f61eff6e22e31677ffbee6fe704f40e8', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_7_9BNj3-FRbtWgx5eNucxFxZ', 'finish', 'as_VLyigfH3-8SrdIS0DqaJvk_l', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('-Ul4TdPnzmAkQDWmW9Afiw', '00dc37b88c8b8e981e40e52f70bf911cae2c356bc8f5989a0b8652ee5f96b719', '1aeee7ac04acf0d3681bf3fdc474f0de02180cdfee6938cc4b7fa8aeba172122', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "public_key": "pQECAyYgASFYIL5Kx0Tnlen0myeAhGqlB_wCgozq8onAesopdBWJYghIIlggPwEclIfw98B7eV5rXsns1UHrqoWmmEXoHdnMu-XJjuc", "sign_count": 0, "label": "A browser", "same_computer": true}', '27226342589801e2a0dd9cdf6faa8a66d36d7515d7facf89b6f0338ee3bb476a', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', 'alice', 'A browser', '\xa5010203262001215820be4ac744e795e9f49b2780846aa507fc02828ceaf289c07aca297415896208482258203f011c9487f0f7c07b795e6b5ec9ecd541ebaa85a69845e81dd9ccbbe5c98ee7', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('02765b59b7869342261e80893ab1cd10d5192388986aaada14f6d25d9cd20952', 'alice', 'TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_68ff7f7153d35a0fc33dde2cc2057879', 'policy', 'alice', NULL, '7BGZ', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"rtYaMDcwurBk6tA1IRKDCMy5DUzbC1rb-Bweib43Ges\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'ead729268daadcc8a3a1adafde25c16e37bd8c9160298d0183552238170ff3b6', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', '{"id": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "rawId": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZXFYX3ItWlJxNXE1MDJ2d09yWjRGa3p4a0NBUGRmazBwd1JnNnVRZ01HSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIEsPm3bk99E5l0kExdlZfnrPHEevjhD1rH_KSI9O3wOtAiEApLx-bSWJc5NkaPHQeClkSVYZRqy1_FxCWxwarYRPEbM", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_09da97bdd6296106cf72b95315096463', 'agent', 'alice', 'scout', 'EPH4', '{"items":[{"agent":"scout","credential_digest":"998b5bd867ccb13685ce9627e02eac4ea521fcd0d46b48a077fd0d9c5f20ffe4","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'ea7e993de33c1620f7888f4070e05fd14bbff2310d782a2a8ef31eacc2a124db', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc', '{"id": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "rawId": "TxVoGfffEPoUQYc1QvRBR4fxlpZ3G_qLprlgcBDVnLc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoicERvTi1BWTRrcDFWRGo2UW41OTBUY2VsS3l6emdrRkMxX1o3aHFxVDVLNCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIAUL-icsOiEbs_opz0Au1qRq5CnIkJV__e4zxsmAQqRTAiEArEnKXnZ6qfEsUjsj1cPj4ajC7rYUJ3gQ2aojWuyWF8E", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_woycff8MReAa0PENjtRIM0fr", "kty": "OKP", "x": "2gM97SLwLYwC6TrFjg1SN23h-RHNNmhkLH-jMuSLJZY"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_68ff7f7153d35a0fc33dde2cc2057879', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_68ff7f7153d35a0fc33dde2cc2057879', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "rtYaMDcwurBk6tA1IRKDCMy5DUzbC1rb-Bweib43Ges"}
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
', '0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('2d80b75be5be76f2a406123dec8906e07339f56692be33814bb26d5810aa952c', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('875509e8e449ea3fa6bf776f6c4c441284bfeb8124b9fbf9a2668e8afc3b4c6a', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('1c10e752d3c8793b1dcf7987577177dc0008c9a3f4aee594e839cf58344e3411', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('fc28e640077a38c5546f45bc2d19c849fe92840fabede846ae819272b86c1d97', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_buUA6geVn03ZSZSgM0KBqr_u', 1, '4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9", "call_digest": "9f8450dd7d4df88af8782134c65c35a0897a4b7be9a700cdcea9627ee0045c81"}', '7b222103c2ebf4978249c6cd260bd31c2e9a4289dfa7d59e851d88b59fbc25a8', 'small-payments', NULL, 'pending', NULL, 'a_zBaFqEWqbkwzqECNaa6Vue53', 'http://localhost:8765/callback/uZeAu9k5Cre99Vp1xKoHTLhEFbWdR1oxraD-im6rHnk', '34wlo4t8GmzYSJLfWe5G2LQKwsUv7iVAgdI-Le-hfhQ', 'sha-256', 'J5ih2Ep1hNLUmqT2whHJbx8uQezZeLGV-LniUCuTXDQ', NULL, NULL, '21372347aa2184288857148902e89ed9ed1eb9d358b2074da54140a96829660e', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_VLyigfH3-8SrdIS0DqaJvk_l', 3, '4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "0c4ec3ae87dbfac6d0ff9293c931b04b8d34202c87276fd991f35d9d4eaef6f9", "call_digest": "4f3f97b613e100a5851617fce3d7d296a950d0f07c5a693aa302b1623b25e647"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_xUBjDhqfjpzBiYSg7wRr7bGk', 'http://localhost:8765/callback/JBt3COhN5V3fzRgdD9qjLZ0mzVDKJqgKQccaZ0FsxSY', 'UV9la2OvpvYrhd75XcHmecdnrJ-KADhfW7A0Zu0ZjXA', 'sha-256', '54lSXgf52YtnATUGboyL8k4rbN4eYhS5wERB4P16heY', 'd868d9ee6a5008b96598460b9102d7374e14f0cd7b3ddc1a60fb1f6d53bdedf4', '\x01013170186399d8e473352536be7b26ee68bb51a9d017e4f6d5dd918cb0afc7c0beb7767734c0f226ec46c16b39bab9302118fbcccda68ac964464a0befbccfd1a572bd5526d073020d', NULL, 'f859300b2868ae2af154365c88bfaea81b8db706c8974502f9e1d761f380063b', '\x010131197e42798cbe54afc347f7bd2d60ca1ba96002d298dbe66698e24679d77396a66761f0b3d6be23dd5969247ba21cedb95c90210920b83349d0c9cca684ba098ea4dcc0d6a7cf9b45e5d73abde919eb9a81b1c2bf5481e94ab5b79f1dd386e1c9f38bbf104e19e8c70c57494f7330176ae480b8b3379767713717282353e852116975f4a676054256c60df81f62fc7c6fca91703d4e958219d02db7bd56e089522628b5d0d9f5cf37d4136fa44a952253eef198680d8d5a4a5f53da9a7a0abff33979f59fd97e0859ce1a70ac67704d3d14c3b039e64837c9e957ee6998fe9d31c47addc36ca2e88cd5a7677bdf85944491ea8a371543854155d686b1d3cd16c37cac7074b82509e0ec5fb1a8f3cb5dd52323a17e3df1031e14f6619cded4d2faf5946ce42c1c41c09410241736bb47ee2182cf2514c76f421a9b561e8c4e375675cbb9d1ca2f80524567cbee9d7ce9b1fd0c140787b8fa9c874147b827a76c96d4fcaed233cc83e23926eab6b22e1677760b245730ba5ea72643c00b9fdf3dc6bf351c09223b1e0e48998d9a787e88453f7f05f422513fa2893b6527e36e6d5c01bab92803f30fb0bcf87f821a6a5f198265b219e4424af8af124e4a3b9041fc2353e61f3c9f38479d84f4bdd6e6424d5fcb5e40fa97ff7b758efc105f628a11524a550776d843d6b3b4352b042fecbd51a0cd5c53f4ab938a335cecccdbf3472af2709a86de50a89906b793378be66b496b74d810a9aaa2b242cebeccf715211696c61d2378e73d495512d90f0d70fcb81f72f9be056733da2bc36032ae80a851225b5103e38aac1f88d5b4a77d6dc2a5d3abfcca95db9ac05252752c4ea96b9e9ae6fc', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_a1s6RiKevZCHKOnBRmP3n8L-', 'as_VLyigfH3-8SrdIS0DqaJvk_l', 'cb597a88c67395112ca325ca4056f3340c06ab6bcbd962a5b02f8b1625648f40', 'a487136b2ab76ab1abdf2683f209e47116f7df0d366db7048d5624309cc76855', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '4pvUrcDEdmf_s56eQHPbhz-o67bEIG0gmV2hR5cynn4', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_woycff8MReAa0PENjtRIM0fr", "kty": "OKP", "x": "2gM97SLwLYwC6TrFjg1SN23h-RHNNmhkLH-jMuSLJZY"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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
CREATE INDEX ix_client_grant_agent_call_digest ON public.client_grant USING btree (agent, call_digest);
CREATE INDEX ix_client_grant_agent_created_at ON public.client_grant USING btree (agent, created_at);
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

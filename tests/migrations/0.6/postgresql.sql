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
    match character varying,
    agent_purpose text
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
    elicited_at timestamp with time zone,
    purpose text,
    hold character varying,
    handed_at timestamp with time zone
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
    removed_at timestamp with time zone,
    revocation_sealed bytea,
    revoke_at timestamp with time zone,
    revoke_until timestamp with time zone,
    revocation character varying
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
    locales json,
    hold character varying
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
INSERT INTO public.agent VALUES ('scout', 'alice', '35ffe1874b869e2a21f402b0f84c5c2125a09199d43aac844df54444b5a34fda', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_5r8EcDUDVE4a2FME_doewZ7Q', 'as_AyIvTUziVduWhnTiqaxQehrL', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"5c5a758ad9181d7323a0cba27db4f4ed6557c7e7659f0892caad926cfcbfe828","client_key":"2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo","connector":"bank","connector_digest":"568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7', 'for breakfast', 'g_hhhRLePhTRt3ZieuMMDjORg1', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7', 'LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', '{"id": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "rawId": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoid2dVMGpnX1JyV1AxWVUxWS0zUUQwOGtNbnNXZU10b0lENFQxaGJ6SWtYNCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQDZlgC5--zgmIqsLvSo5yCkZTVMfFw9CT-jV7DyuSWbIgIhAIxYAm4CniTsI3fQRdY9xukQy89Rbpi9g2_Ogr9XMUZf", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xcf2c8aae29c687d29655974ebca5c9a72f835422e62f2c369e17d48dd6bc5221', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '49', NULL, NULL);
INSERT INTO public.approval VALUES ('a_kkHOd_QcMo5xi-CWp1DNdJS3', 'as_F2vJBMoeaqna6uH2kIxNq2lV', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"03e16e3b37bc66c10273cc39314eb61b80db67aae12cfe82f010075afb5e3abe","client_key":"2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo","connector":"bank","connector_digest":"568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'dfd16930da68c358c956f4034554055d4a3e91b2ccffa555ec98c07511a4fc38', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '55', NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', '6KdpblPS1j3YgAVCka5m2g', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '43fa0eba95a3cee2ece1b39d7d1cc4a6378b28fbc27d2d30a1f28adbd1ea3ccd');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', '6KdpblPS1j3YgAVCka5m2g', NULL, 'alice', '{"label":"A browser","same_computer":true}', '43fa0eba95a3cee2ece1b39d7d1cc4a6378b28fbc27d2d30a1f28adbd1ea3ccd', '7ccba59eff305acddd364b6762b438dfcf2d4a7def4a6fa49d4554bcc46c5ee6');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', NULL, 'alice', '{"label":"A browser","pairing":"6KdpblPS1j3YgAVCka5m2g","same_computer":true}', '7ccba59eff305acddd364b6762b438dfcf2d4a7def4a6fa49d4554bcc46c5ee6', '0e7fc245345b6ea39732790a37508f2b1445c35747ecd53455c4639bdb8b95f7');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_aff9ced874c07571e9538ca2a5237240', NULL, 'alice', '{"digest":"f7d57e17bee5243e26d49aed20b3484d804fa2fac6f1011398fc9ed19ecd383c","kinds":["policy","connector"],"uid":null}', '0e7fc245345b6ea39732790a37508f2b1445c35747ecd53455c4639bdb8b95f7', 'dbdf2e6a47639199e090046d94cd1c77137010271b285e2ff5929aecc17c9b6c');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_aff9ced874c07571e9538ca2a5237240"}', 'dbdf2e6a47639199e090046d94cd1c77137010271b285e2ff5929aecc17c9b6c', '433857b7ec4279c6e722a06954a8060f630b17270785e02fb5ca3e55609282ec');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b","proposal":"w_aff9ced874c07571e9538ca2a5237240"}', '433857b7ec4279c6e722a06954a8060f630b17270785e02fb5ca3e55609282ec', 'b90e5afeee5aacfdde7b727d97ea7e859ed011e211847987de471cb2e36bcbe9');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_aff9ced874c07571e9538ca2a5237240', NULL, 'alice', '{"digest":"f7d57e17bee5243e26d49aed20b3484d804fa2fac6f1011398fc9ed19ecd383c","passkey":"LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw","reason":null}', 'b90e5afeee5aacfdde7b727d97ea7e859ed011e211847987de471cb2e36bcbe9', 'ebb5790c6865fb40af5125cf704d0ab66c4abc02af198945d0fb26d91e5ffe1a');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_6d242c1693464389aa52404aeb10000b', 'scout', 'alice', '{"digest":"cdb7002fc9a6b16ce5e0c6883026c45dc7188062ed6fb0810c96ace7b3a8dd46","kinds":["agent"],"uid":null}', 'ebb5790c6865fb40af5125cf704d0ab66c4abc02af198945d0fb26d91e5ffe1a', '417c5252d665554a974419fb1fb0e671270df28cbcb7b90b2a12811b9d034d59');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', '2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo', 'scout', 'alice', '{}', '417c5252d665554a974419fb1fb0e671270df28cbcb7b90b2a12811b9d034d59', '49f9046e62363abe2fe817c8d929784ad42eef95eee6a4aae432ab2d9ed0c28c');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_6d242c1693464389aa52404aeb10000b"}', '49f9046e62363abe2fe817c8d929784ad42eef95eee6a4aae432ab2d9ed0c28c', 'b97ee8359cc54f4a2c59c8b4c4a4127d399b328bf23af9c374677dc3a0c38845');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_6d242c1693464389aa52404aeb10000b', 'scout', 'alice', '{"digest":"cdb7002fc9a6b16ce5e0c6883026c45dc7188062ed6fb0810c96ace7b3a8dd46","passkey":"LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw","reason":null}', 'b97ee8359cc54f4a2c59c8b4c4a4127d399b328bf23af9c374677dc3a0c38845', '419b5f7462a200e15fdc3a71e1c8fa2981b44e100ddbd21f90a137fc31921e7b');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{"call":"5c5a758ad9181d7323a0cba27db4f4ed6557c7e7659f0892caad926cfcbfe828","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '419b5f7462a200e15fdc3a71e1c8fa2981b44e100ddbd21f90a137fc31921e7b', '7c16f5f8c6fbdbbbb7eab9e78829e67eb9945254232ad2690a42ad8169fe0909');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_AyIvTUziVduWhnTiqaxQehrL', 'scout', 'alice', '{"approval":"a_5r8EcDUDVE4a2FME_doewZ7Q","digest":"e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7","rule":"small-payments"}', '7c16f5f8c6fbdbbbb7eab9e78829e67eb9945254232ad2690a42ad8169fe0909', '176878e0096b4b0f86045200ecf19599cd4c9d2a716e3bd913643346a9a7d40a');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{}', '176878e0096b4b0f86045200ecf19599cd4c9d2a716e3bd913643346a9a7d40a', '3381fe2e5e839749561960c92f5c3ae364c39c91166473393320dc84e742fb70');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_5r8EcDUDVE4a2FME_doewZ7Q', 'scout', 'alice', '{"digest":"e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7","effective":"e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7","grant":"as_AyIvTUziVduWhnTiqaxQehrL","passkey":"LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw","reason":null,"verb":"approve"}', '3381fe2e5e839749561960c92f5c3ae364c39c91166473393320dc84e742fb70', '56b312a31db231540c62b092ef1c0b546ddf7e0f8c31f2de50bda97c179b4327');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{}', '56b312a31db231540c62b092ef1c0b546ddf7e0f8c31f2de50bda97c179b4327', '372e70ec1d1fb13ae105b514d91002db0fadaf1f5abf071383dafb60bd5e7ff8');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_AyIvTUziVduWhnTiqaxQehrL', 'scout', 'alice', '{"approval":"a_5r8EcDUDVE4a2FME_doewZ7Q","rule":"small-payments","why":null}', '372e70ec1d1fb13ae105b514d91002db0fadaf1f5abf071383dafb60bd5e7ff8', 'e0c5ef0ce7cb8fade92131e51523d4ebe485c3dbc7956aa6e8cc3905467b08ae');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_5r8EcDUDVE4a2FME_doewZ7Q"}', 'e0c5ef0ce7cb8fade92131e51523d4ebe485c3dbc7956aa6e8cc3905467b08ae', '52bca3d4cd18bb667e9f0ec0758d3973049271f58b3eb8ae34f87f3454d6520e');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{"approval":"a_5r8EcDUDVE4a2FME_doewZ7Q","call":"5c5a758ad9181d7323a0cba27db4f4ed6557c7e7659f0892caad926cfcbfe828"}', '52bca3d4cd18bb667e9f0ec0758d3973049271f58b3eb8ae34f87f3454d6520e', 'bab75910143a0e2367d5d3271d2a775becc66eda0ae2c5a9cff2bbf18af1a8d9');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_hhhRLePhTRt3ZieuMMDjORg1', 'scout', 'alice', '{"status":201}', 'bab75910143a0e2367d5d3271d2a775becc66eda0ae2c5a9cff2bbf18af1a8d9', '776b12abf508268c91861aacb7cbecfa5616d281dbbe8cd8fbb215e3967bd7cb');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_11YIbo6dFOnPzanzFpufoHnw', 'scout', 'alice', '{"call":"03e16e3b37bc66c10273cc39314eb61b80db67aae12cfe82f010075afb5e3abe","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '776b12abf508268c91861aacb7cbecfa5616d281dbbe8cd8fbb215e3967bd7cb', 'afacb2c91f237984a45bbbb6d0dbad9c851763b1cb23cc784cdae0cb74c777f4');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_F2vJBMoeaqna6uH2kIxNq2lV', 'scout', 'alice', '{"approval":"a_kkHOd_QcMo5xi-CWp1DNdJS3","digest":"dfd16930da68c358c956f4034554055d4a3e91b2ccffa555ec98c07511a4fc38","rule":"small-payments"}', 'afacb2c91f237984a45bbbb6d0dbad9c851763b1cb23cc784cdae0cb74c777f4', '3d83ea39a7a83a832028ed1767d065dc138bdd8a7685bda9536df66e95342a32');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_11YIbo6dFOnPzanzFpufoHnw', 'scout', 'alice', '{}', '3d83ea39a7a83a832028ed1767d065dc138bdd8a7685bda9536df66e95342a32', 'c43387a4d272022ec6814f4333de99e97363e1adbe14f0a8c63fec0d1387283a');
INSERT INTO public.audit_head VALUES (1, 23, 'c43387a4d272022ec6814f4333de99e97363e1adbe14f0a8c63fec0d1387283a');
INSERT INTO public.challenge VALUES ('43a215c5d917a20a81d6e913c5a91c88869c442028ae41388a327fea427c3330', 'enrol', 'alice', '6KdpblPS1j3YgAVCka5m2g', NULL, NULL, '\x8cf3bae07ae957a6e03806484118b940c9ca7f2c04fe5d4fcad487037df844ae', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('80623c26fb5bdd569e2f352a2809b9b41408c11bb8189be01412860b197a4374', 'decide', 'alice', 'a_5r8EcDUDVE4a2FME_doewZ7Q', 'approve', 'e605962b26f1d5d4a06018a005f8aaa44c83822451e441681c57277b09c85be7', '\xcf2c8aae29c687d29655974ebca5c9a72f835422e62f2c369e17d48dd6bc5221', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_hhhRLePhTRt3ZieuMMDjORg1', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_LNR-wipPq2oEtwAjWqUqdVlE', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '5c5a758ad9181d7323a0cba27db4f4ed6557c7e7659f0892caad926cfcbfe828', '568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'd92087d5a05c7329331589b4f6bdd46966666bddcaee5f51681dacbc477f8279', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'WF7EwgnR6GENoQbunjuUqinlHh8jVRkbgSx8V-IY19Y', '7c7cffe12897cad9500f076de0f42051eff3ceb434b5f1aa70cd1d0ee32945df', '\x010131824d00f56bbbda600490e061d8b494a6b2d34dad994e4fc6bee8b1cd1f9af2eb50cafed3601506301ed115780fbadd5e35a42f062a477da19a90dba99d02bf50706fb51aa3a102', 'LHU1J1h24fBtfXIRJIZjF4j5VS8S2dmKTJeVeLLnvxo', NULL, 'http://localhost:8765/gnap/continue/as_AyIvTUziVduWhnTiqaxQehrL', NULL, '2026-11-25 12:00:05+00', '\x0101312b491f6772c1575167e8706b45b4dd35b85fcbf00a9e66d67c4bcd195bf2324786b6f50cac8c0ccf2dda020cd6c8fbee1b0bbc3388b3c1d64962b803bf4a59445cdf0870eaee52', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_BXw0ZJi2AmuoF7u_wwKnyzzH', '\x010131ee99677e6f115a2bd7025b4d77c66af176e124e0bd3ed35b2a1851ead0d0b00e94732629a7963eb0667be2484a3940a9893621476c68ba36da384e5839a5d08b25e615ddf14f76', 'a_5r8EcDUDVE4a2FME_doewZ7Q', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '49', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_11YIbo6dFOnPzanzFpufoHnw', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_LNR-wipPq2oEtwAjWqUqdVlE', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '03e16e3b37bc66c10273cc39314eb61b80db67aae12cfe82f010075afb5e3abe', '568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '1c2c533a2b2d9f6df67806cfbe673914b4e616df062d1ebc79d56462b1967359', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'UZknDtLICtw86VZWBUqx6TcfzacxWMIPZAILNoIdoV4', '05dc6778c2af8f6dccfd4a16ea27cb59ad9d8994b58f243a0d4758374e5ae3f6', '\x010131e31619244065f613d2108d7853c38805a78dbd362f3473909ba6f23139b7192aece6cc97f706493860ff4473dab63173f45ffb41623d15743655066ce7f992f2f7bd7cb81562aa', 'cUeFNYwzfWY6CYr3LstEhOGbkYNrAc7blF0bghovX4w', NULL, 'http://localhost:8765/gnap/continue/as_F2vJBMoeaqna6uH2kIxNq2lV', '\x010131c4f39524a953749743b1ed7fca1680a6dd0333d6746a91a2e44853e68cf4112faf39d04708a60d7bb4169c544903559b7acecd3d54cad1b0cac0aa485cbc9dac7703eb2157bf40', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '55', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.client_key VALUES ('k_LNR-wipPq2oEtwAjWqUqdVlE', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_LNR-wipPq2oEtwAjWqUqdVlE", "kty": "OKP", "x": "-ruXL-2OPA9MTkG1IlGHHA71tYcz_7jZelpFfYVLICY"}', '\x010131ef3ed2cdc84f2b9a374daab5fa20ea8e57a482597462663cedd5f3bbacdf860f3b9e82119b7c9892f180c97f4316a315b402552809720c09bd8bff082c8050c0473058669715554305b0ed95', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x01013119452dfd0e44ba10ba0334d15fb1c6ee9bac1d675fbd462fa5848ff052542fa68cc6e676d6d57d', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_i5zHkdVwJDfg-NdgXfUX4mdy', 'finish', 'as_AyIvTUziVduWhnTiqaxQehrL', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('6KdpblPS1j3YgAVCka5m2g', '582ae98fb7f3c8710179ecff333666d3f3557633773bb971e46fc3832ce561ea', 'abf83c6847ad80e38293f59dd3772209516d6203e160989a622b369e7640ce9c', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "public_key": "pQECAyYgASFYIDIj-j9ykR0E5Pqnu9O7eFe8hiOQrIbwdQ2StB7rGBeDIlggY1oPzKt81Fri3drfd9dYB0yjPWmxKBs_Q2R-f5BWiLI", "sign_count": 0, "label": "A browser", "same_computer": true}', '8f8fbae650c690f53bea2a25f916a5a6026e1ec0be17ddbd2db8056122b6d856', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', 'alice', 'A browser', '\xa50102032620012158203223fa3f72911d04e4faa7bbd3bb7857bc862390ac86f0750d92b41eeb181783225820635a0fccab7cd45ae2dddadf77d758074ca33d69b1281b3f43647e7f905688b2', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('b718ec34e1160ee5b948584aaaacad53848eb1353039f46cb6c69e4dbc3776d7', 'alice', 'LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_aff9ced874c07571e9538ca2a5237240', 'policy', 'alice', NULL, 'ZXEX', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"ajrdKt4FSxmk4PmF16bb87FyyRxO3gxY3d9dLxdbOqA\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', 'f7d57e17bee5243e26d49aed20b3484d804fa2fac6f1011398fc9ed19ecd383c', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', '{"id": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "rawId": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiRDQwbUZySEVqRVY1b1VuWGNTX2t0SmlpV2pEa1F2dU91X0RBRE14eG53dyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQDBlOTBTYDEFijVAgG2Y2_IXDViX3J93tQZ4Zw5fRKfKAIgWGbjPHU61Cy951RLK8b8q4px4-i7U3XPrzsJ-iS_o70", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_6d242c1693464389aa52404aeb10000b', 'agent', 'alice', 'scout', '2C48', '{"items":[{"agent":"scout","credential_digest":"35ffe1874b869e2a21f402b0f84c5c2125a09199d43aac844df54444b5a34fda","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', 'cdb7002fc9a6b16ce5e0c6883026c45dc7188062ed6fb0810c96ace7b3a8dd46', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw', '{"id": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "rawId": "LntRGmwMRtT7rJQtkDpQk5z9ihjZJXsE6XqUR9DwbRw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoidUctcDEyNmU5eTFLNGRTWUdxeG5yZEpSOVk5S25nVTBmZ2R5NHRyRnpKQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDtvBV-BRYYZzbdOzOrWX1_CE5-dEi9Q1wr3jiIhrAcpwIhANF3IvSZbduThDcqJQvB3B9J-2hB9CNsgqN15oPBIV4l", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_LNR-wipPq2oEtwAjWqUqdVlE", "kty": "OKP", "x": "-ruXL-2OPA9MTkG1IlGHHA71tYcz_7jZelpFfYVLICY"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_aff9ced874c07571e9538ca2a5237240', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_aff9ced874c07571e9538ca2a5237240', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "ajrdKt4FSxmk4PmF16bb87FyyRxO3gxY3d9dLxdbOqA"}
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
', '568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('819fea0fc95329439e4bea2082b34b4bf6271a9f3400e95dccc32da1a4105947', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('5a42387ae24f7b45a113411d5f22ebdb74662d2bf2c9e94536f32c0775548b95', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('c4f9ac2ff0f0fc176cba91877c64612e4abde05cb3f0d0fd85405803ecc1bcac', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('85a33466de09397300b0c2ef66c5b7e3cecba7b73724b0a0367cd332fe372db5', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_F2vJBMoeaqna6uH2kIxNq2lV', 1, '2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b", "call_digest": "03e16e3b37bc66c10273cc39314eb61b80db67aae12cfe82f010075afb5e3abe"}', '969d805481cb32f48edf551e7b99f8f84fa46dec1c13d21ebbef4168a7470ec8', 'small-payments', NULL, 'pending', NULL, 'a_kkHOd_QcMo5xi-CWp1DNdJS3', 'http://localhost:8765/callback/d27yVl30PtdbbVOfjb1mCDFHTsdHt3vtqK38nxfkzO8', 'UZknDtLICtw86VZWBUqx6TcfzacxWMIPZAILNoIdoV4', 'sha-256', 'cUeFNYwzfWY6CYr3LstEhOGbkYNrAc7blF0bghovX4w', NULL, NULL, '66709cf750474d7e88fb3c7e2e61a5a97f4bafbc6a618dd31a545c02ce8bb048', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_grant VALUES ('as_AyIvTUziVduWhnTiqaxQehrL', 3, '2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "568e9ab34d3ce9d4589f1d1702f2cea74ba2717a3f4fb8658c0f101660dca27b", "call_digest": "5c5a758ad9181d7323a0cba27db4f4ed6557c7e7659f0892caad926cfcbfe828"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_5r8EcDUDVE4a2FME_doewZ7Q', 'http://localhost:8765/callback/YBqXTZ9JLUaaZGOHNJgsYArWiUNer5fY0bx53XXU6AM', 'WF7EwgnR6GENoQbunjuUqinlHh8jVRkbgSx8V-IY19Y', 'sha-256', 'LHU1J1h24fBtfXIRJIZjF4j5VS8S2dmKTJeVeLLnvxo', 'fe977e809a72ec9a39ee6803aab616595b3986398230a8969f6515fe8d3eb02d', '\x010131539bd741d423bc7d8fa189f8a8a507a4082b2fd54001251af3b760811f957d6785b5042865a8561f272781704b3ebe06ae71415bc24a689da3aee78a46fc24698bea0eac4f2f03', NULL, '2904dac0f99cd26c288e07cb809e172ea77d51528d277f4b5b0813c0138ea4e3', '\x010131aae87228218c2d8f08dc0e951eafa3a3b52823bbe26ebc6801414dc2b64909b08309fd0c872e0db48c192f1c567c3440a974576c77d888146284701262b3a705006075aed726656b7250fb044c337e3b81e546bb7abd4bc5067ee86b720e61c539ebd2655b444955feaf5a37440d464fd021219d4a72ce53d890146c42350882b505d2423a8ee73bb9af6e6a0a15511c9d429195926015796f949452ac1e3e6d6c18da5d5a4a27191c91b94125f91899f18d7ae0983b39246d516378edcc9d28cd61e79ea6ee38544070d1b901bc34bec4894e99dc91fe2d4f2f9c3139b8158c4475e773c6127ad298d1c3a51bf9fa4d49e523ab74c4128d4fb4340f69c24c868411d3518dd50d8d1590197dfd5677ac872ded659396cf9a23645908eefa389cc773b8919eed9f76543e09f983b05c17cca144cc05e5e4ed582f179a906fc86f875fef997c2e8af78945d632e9ed5128523f02ff9e62e28317d58be3f300ef80705388b6bbb33dadad027def27adb9e6bec4773719289d0574bcf855b5e2e9fb2832e915c0e34858e8bb552c48899ef4b9ff22847c61d1cfc7cea6ed1c1db4afd1f91bf928061cf458612cb7acefddf792ae93b35f8c5fac1dbd23e38934188192e1976860778da3d0caa156d48d318839057bc6b3d5c00fc9efd2e15d61fdbef3a4355671da259e9306d51f26748ff8d2a383226391ff2d0cd08cc27afda4925690c7be13654c9834628914ae36fd5438da2c03ca688496991ee028672d6cfbb99a593b52c2699c1acffbd23792d298dc4d7bb21c3cb0ffcce8cd7276347b4a3050c0b2bca8971d053b140cb083dba219579c4a40bd5d4395356702dfe7199caa47cea9', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL, NULL);
INSERT INTO public.server_token VALUES ('t_BXw0ZJi2AmuoF7u_wwKnyzzH', 'as_AyIvTUziVduWhnTiqaxQehrL', '5aabe3d151638b398e89694e73c2830348b8044786c709243abd1741adc5a782', '94b9ecbcb7ad65041dff3dd487e16c21ac8eaf809dec1d14ab264506767270d8', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2M137fVcNaN4HTMb4kQHaekfw3ashY_xpB4rlng7uZo', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_LNR-wipPq2oEtwAjWqUqdVlE", "kty": "OKP", "x": "-ruXL-2OPA9MTkG1IlGHHA71tYcz_7jZelpFfYVLICY"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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
CREATE INDEX ix_client_grant_agent_call_digest ON public.client_grant USING btree (agent, call_digest);
CREATE INDEX ix_client_grant_agent_created_at ON public.client_grant USING btree (agent, created_at);
CREATE INDEX ix_client_grant_due_at ON public.client_grant USING btree (due_at);
CREATE INDEX ix_client_key_agent ON public.client_key USING btree (agent);
CREATE INDEX ix_connector_secret_connector ON public.connector_secret USING btree (connector);
CREATE INDEX ix_connector_secret_renew_at ON public.connector_secret USING btree (renew_at);
CREATE INDEX ix_connector_secret_revoke_at ON public.connector_secret USING btree (revoke_at);
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

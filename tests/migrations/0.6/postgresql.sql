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
INSERT INTO public.agent VALUES ('scout', 'alice', '36b78fcc4737a54ed2172ff632858377903fc9e2b55a02018bd217049d63d240', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_ShOZgWGJAEX69LRXykEMk5dg', 'as_AcNzogTK4A_xsKk9ATF-9lIk', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"21ea249278553f373bf82d79c5a60d3dd7527956f034188001f4b8c529ef6901","client_key":"QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE","connector":"bank","connector_digest":"44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'd1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de', 'for breakfast', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'd1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de', '5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', '{"id": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "rawId": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVzRWYW52bmFMUDBTQlpfRE5UbzdqUWFNZnJPMzhDRExLcTJFUmh1UEJYQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQDM1dbT1pF5K7Yjujm2dK8ZM5F4Oj1UjUsZaBiryQHZVQIhAPi3rcWow0pkUCvml7Dc0VpSXpmq-jyYiFW6cAOf2XP_", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x73b54971e7a3daaf4695a044b435a6e51913d0aceeb26d567442eec63204641b', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '46', NULL);
INSERT INTO public.approval VALUES ('a_p_eDCO5-mm2Jn4hOthaeNfSH', 'as_D6ejB7POWxOEE0o8QNnpCPQq', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"3db69cb23e7038eb3a280f4b0e041604a09a77d95e7b80c1d86a6e4a7ce877d2","client_key":"QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE","connector":"bank","connector_digest":"44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', '684231a1bf8c9621a7f81d73e8a547c30eb8bebdab0ed60bbf2b57dfbde95eec', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '51', NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'uosgb_utU8P-Vk2Av1UXjQ', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '2b0621be52af4c224b18e1b9dfd2ef76a6aa741b8ddb32a266d259f402b2ab0e');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'uosgb_utU8P-Vk2Av1UXjQ', NULL, 'alice', '{"label":"A browser","same_computer":true}', '2b0621be52af4c224b18e1b9dfd2ef76a6aa741b8ddb32a266d259f402b2ab0e', '4d9f1c87d5f139cce5a6124123a8cde7dc6088a527544f10a76323595ee0bb39');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', '5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', NULL, 'alice', '{"label":"A browser","pairing":"uosgb_utU8P-Vk2Av1UXjQ","same_computer":true}', '4d9f1c87d5f139cce5a6124123a8cde7dc6088a527544f10a76323595ee0bb39', 'f409578057b6b04696b9340739871176ed1a8bbe67be157edae486c6fa397ac3');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_fbcf15b5547962d3e960d482c067b91a', NULL, 'alice', '{"digest":"398c3f3daaa75db7d2cc01837da9f48ff026eefef9d5b26f588b4583466e4352","kinds":["policy","connector"],"uid":null}', 'f409578057b6b04696b9340739871176ed1a8bbe67be157edae486c6fa397ac3', 'f7d74ac21993ae54993506c48aaa8cae55baf01b3c43cc1ccd971a22aaca443f');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_fbcf15b5547962d3e960d482c067b91a"}', 'f7d74ac21993ae54993506c48aaa8cae55baf01b3c43cc1ccd971a22aaca443f', '9e73e8a2e38164095544534c87fa90b2ff68c437c7b2ad1e8aa84e0e88ae6630');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735","proposal":"w_fbcf15b5547962d3e960d482c067b91a"}', '9e73e8a2e38164095544534c87fa90b2ff68c437c7b2ad1e8aa84e0e88ae6630', 'da680da1c2fef9b04baeb75d68ac294bddb27e9ab3830e51902fea1e92fc6058');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_fbcf15b5547962d3e960d482c067b91a', NULL, 'alice', '{"digest":"398c3f3daaa75db7d2cc01837da9f48ff026eefef9d5b26f588b4583466e4352","passkey":"5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c","reason":null}', 'da680da1c2fef9b04baeb75d68ac294bddb27e9ab3830e51902fea1e92fc6058', '704da182c420934157ead9900a6bce92fece8c99f95c20a563a5dc0e363eb9ca');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_5e224d1255c79cfbcd8ce90ccfdd1282', 'scout', 'alice', '{"digest":"44abca19da5383b1a2a4f86868e2c6f90a3fd34587342499d360ccb6fc581120","kinds":["agent"],"uid":null}', '704da182c420934157ead9900a6bce92fece8c99f95c20a563a5dc0e363eb9ca', 'c2f4880d1f2d934f18a4d9ad4e596993b6e7a9a047dd9da487df5914c5d936ed');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE', 'scout', 'alice', '{}', 'c2f4880d1f2d934f18a4d9ad4e596993b6e7a9a047dd9da487df5914c5d936ed', 'd39c23e37ac975873a709ac62d99352ffd40beda11980fb9b23140ccbde95348');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_5e224d1255c79cfbcd8ce90ccfdd1282"}', 'd39c23e37ac975873a709ac62d99352ffd40beda11980fb9b23140ccbde95348', 'ad02d3d9e969c21f6bfcb49ce9d6612fad95404ca501a08dac8d0dad4db407c1');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_5e224d1255c79cfbcd8ce90ccfdd1282', 'scout', 'alice', '{"digest":"44abca19da5383b1a2a4f86868e2c6f90a3fd34587342499d360ccb6fc581120","passkey":"5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c","reason":null}', 'ad02d3d9e969c21f6bfcb49ce9d6612fad95404ca501a08dac8d0dad4db407c1', 'b680f7b2971f0b1b5ec632bb2f892612434f9d0c988b3b4efb0a47f971160ae6');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{"call":"21ea249278553f373bf82d79c5a60d3dd7527956f034188001f4b8c529ef6901","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'b680f7b2971f0b1b5ec632bb2f892612434f9d0c988b3b4efb0a47f971160ae6', 'a9d85da6b46e0238cabf4ead8f4f246601e5ce62d4c85fcbc2bdc6896deb38ff');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_AcNzogTK4A_xsKk9ATF-9lIk', 'scout', 'alice', '{"approval":"a_ShOZgWGJAEX69LRXykEMk5dg","digest":"d1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de","rule":"small-payments"}', 'a9d85da6b46e0238cabf4ead8f4f246601e5ce62d4c85fcbc2bdc6896deb38ff', 'df131e308ce64d95a855981808b3ef771cd6c1e166e5f634b92c79e34b85789f');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{}', 'df131e308ce64d95a855981808b3ef771cd6c1e166e5f634b92c79e34b85789f', '6df5ecad23614342391afa7bdf0433820f1b4e16e9d605595083021632635050');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_ShOZgWGJAEX69LRXykEMk5dg', 'scout', 'alice', '{"digest":"d1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de","effective":"d1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de","grant":"as_AcNzogTK4A_xsKk9ATF-9lIk","passkey":"5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c","reason":null,"verb":"approve"}', '6df5ecad23614342391afa7bdf0433820f1b4e16e9d605595083021632635050', 'db8afc9dd90175a6b08f0a555c951c5dd488cfc7a42d592ff9c6d69659da94d5');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{}', 'db8afc9dd90175a6b08f0a555c951c5dd488cfc7a42d592ff9c6d69659da94d5', 'e7af8426feab5b994c04de49773a56a39b4ede854e8226a1f6335cdff0da3a00');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_AcNzogTK4A_xsKk9ATF-9lIk', 'scout', 'alice', '{"approval":"a_ShOZgWGJAEX69LRXykEMk5dg","rule":"small-payments","why":null}', 'e7af8426feab5b994c04de49773a56a39b4ede854e8226a1f6335cdff0da3a00', '14b2dc1827601518c2ab202087486c00431f505febf87560742239ac05d64598');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_ShOZgWGJAEX69LRXykEMk5dg"}', '14b2dc1827601518c2ab202087486c00431f505febf87560742239ac05d64598', 'a31c43c221d0e88e708ad8acb83e9e3d770701388822bb9e3a61aaad5f4e53a6');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{"approval":"a_ShOZgWGJAEX69LRXykEMk5dg","call":"21ea249278553f373bf82d79c5a60d3dd7527956f034188001f4b8c529ef6901"}', 'a31c43c221d0e88e708ad8acb83e9e3d770701388822bb9e3a61aaad5f4e53a6', 'ebc6cc106088543b66297cf1bdd89233352f567c375cfc912bd449b3ca688946');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_ZH1c6rXOPdJHp0ODWvyhxkhh', 'scout', 'alice', '{"status":201}', 'ebc6cc106088543b66297cf1bdd89233352f567c375cfc912bd449b3ca688946', 'f9e3cc0388c0b4015e143f97ae40d0d33ff8fdd6936abae51c2853d868850f49');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_qPizqnx0GG_QLJmEyGuXffS6', 'scout', 'alice', '{"call":"3db69cb23e7038eb3a280f4b0e041604a09a77d95e7b80c1d86a6e4a7ce877d2","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'f9e3cc0388c0b4015e143f97ae40d0d33ff8fdd6936abae51c2853d868850f49', '4d25a00a528a852a4465d9d4f97010f7d9b0ced4918ffc429a06b2ee63d63b43');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_D6ejB7POWxOEE0o8QNnpCPQq', 'scout', 'alice', '{"approval":"a_p_eDCO5-mm2Jn4hOthaeNfSH","digest":"684231a1bf8c9621a7f81d73e8a547c30eb8bebdab0ed60bbf2b57dfbde95eec","rule":"small-payments"}', '4d25a00a528a852a4465d9d4f97010f7d9b0ced4918ffc429a06b2ee63d63b43', 'e0b4c8574dba94adbf7580747ce0b475e866e4e09ff45d820b637476d5634b26');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_qPizqnx0GG_QLJmEyGuXffS6', 'scout', 'alice', '{}', 'e0b4c8574dba94adbf7580747ce0b475e866e4e09ff45d820b637476d5634b26', '00208a0189b33762e12bcba4025654684c75d1bd95afc96685c7b789d62a233b');
INSERT INTO public.audit_head VALUES (1, 23, '00208a0189b33762e12bcba4025654684c75d1bd95afc96685c7b789d62a233b');
INSERT INTO public.challenge VALUES ('6e91154b0e6d68fcfbfb73b382e0805cca02f1fd82f7ce2bc5e6b3b3704d23b9', 'enrol', 'alice', 'uosgb_utU8P-Vk2Av1UXjQ', NULL, NULL, '\x85720473d41a47d3ecbfe24f860304007c4fb3153251efb8823314cf854630e0', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('32d1b71b3dff48a26838410a2cd1da8168a076e7111a739ce48d2c3a73e0e8f7', 'decide', 'alice', 'a_ShOZgWGJAEX69LRXykEMk5dg', 'approve', 'd1bb45da5c345fc75311233205c8ebc7e366ed7cc85399a90fb1631f583e13de', '\x73b54971e7a3daaf4695a044b435a6e51913d0aceeb26d567442eec63204641b', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_ZH1c6rXOPdJHp0ODWvyhxkhh', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_dOoOMg-An4V7u-rh13DAIRfF', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '21ea249278553f373bf82d79c5a60d3dd7527956f034188001f4b8c529ef6901', '44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', '49b2c25742c606aab708ad8c9c61d166f5b83b219e3693d2c74f0a0c06fe4671', 'for breakfast', true, 'approved', NULL, NULL, NULL, '6JOyMYSDVKCTbCIBEbJPYKV3wYEikcnVEBjRIGPO-KA', '809c0b79b18d801dad25d9c15f058667df4707a1262b8a3cda0f7830f0f53056', '\x0101317dbda7110a58edb7b1a98e51fd418f33b806f3d2bc5ed4f2ad170bed70f13cae71b8a43f5ac06a3153cd9db593aeab3df4a5c9b48f0290c7c468bce56d9c6fc71fc2c41655a1e9', 'MayIlaRLsx6iZJ8USDE1S2xQZIiqfep3kJfV8l3-_GQ', NULL, 'http://localhost:8765/gnap/continue/as_AcNzogTK4A_xsKk9ATF-9lIk', NULL, '2026-11-25 12:00:05+00', '\x0101317e0cadbcf0c4f4ed4ec6d8150d1b6387e7a6aa4f1c0d3952a6ba51ae3ba27f693283bdcdcade8652aab4969f6c088e52d08bd9ead930d14ac8109b70bf1ac9af8fd450b4f7551a', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_bGCPzgZmBZGM1Gq_GHpLlnUv', '\x0101313946f26ff8103cbb308d2372693bc8bf209e0597806c5caf674b3e0259a1ae409eb0c0a946e49b5e90a6cebba2388ad2d846b5aa6b449dd8db0c4d3109341c4e3ff8734dede52d', 'a_ShOZgWGJAEX69LRXykEMk5dg', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '46', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_qPizqnx0GG_QLJmEyGuXffS6', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_dOoOMg-An4V7u-rh13DAIRfF', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '3db69cb23e7038eb3a280f4b0e041604a09a77d95e7b80c1d86a6e4a7ce877d2', '44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'c6aabecc8ef4cac592f50ba78517a14be3e1f7dee6296fdece0b67077624be6a', 'for breakfast', true, 'pending', NULL, NULL, NULL, '9eMVXQEBp54w9mjb-yZefE5X_HsYWpB-GIYSSqHR8XA', 'a9dfa34bebb0845ecf94983c34ea2e8cfe2ccafa6f9ba68e43494b719445a426', '\x010131711d0a2eaa420db749453b7dc6dec050636111126294601b6ef225e9c5832d4cc23da3c456692addb5d5d56bddb1e75d2eedcd70452eab5add57006f09fbbae69e7d50e109b252', 'LJRU9u_Dc2QYHFF1nzqwkgMK1Q6b87qH6r7mtVBVAMs', NULL, 'http://localhost:8765/gnap/continue/as_D6ejB7POWxOEE0o8QNnpCPQq', '\x01013115fd09accd65f15de58c50b9d770b332acb4f840998edaa866c1ebd178f0007da0b8447a8e1dd695a39c1b50664e0b8974330e9ca9245b9785b0c61d2b3830e708c8f5773fd8df', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '51', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_dOoOMg-An4V7u-rh13DAIRfF', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_dOoOMg-An4V7u-rh13DAIRfF", "kty": "OKP", "x": "hoBO-VPKuu_zKmyy6RPp5EjoHPKP9dDAcmGr-lLxLRk"}', '\x01013124af3fa856c388dfe578e6d2b2ccfd957053f73b50bbcadd059621ce700899239b50cd9552e059fd7d833b9bb671a4563ef58e959e6d513ef69242a82add817ce66b256924487d10b726ab8a', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x010131c1e54e3cfaca89ecfca3122bf9b66ba90b108dd43f996d38c648915ae3ae214504cd58ed08cfe6', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_wehHJhcJjBUKFYcDnG-_3c3Y', 'finish', 'as_AcNzogTK4A_xsKk9ATF-9lIk', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('uosgb_utU8P-Vk2Av1UXjQ', '93510dff1484e8b2cb4a17180fb2536a80993c32f53a98756a33a4cdc3094665', '021cb929023dced248f29699016f1c1bdb3e8845922bbf40399a5f59f67cc8a2', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "public_key": "pQECAyYgASFYIIkVVxtexZAXzT2OLaOrcyN59s8foyOL_vPhXRJ17ge0IlggB2g_bMXVbUr2kxfzg-qHn3FgA99XCkSuVUyxgDqxXjA", "sign_count": 0, "label": "A browser", "same_computer": true}', 'bf9dda8c149ab02cc71471ddeb878659c331dc0796d862832b4336cb2d96adb4', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', 'alice', 'A browser', '\xa50102032620012158208915571b5ec59017cd3d8e2da3ab732379f6cf1fa3238bfef3e15d1275ee07b422582007683f6cc5d56d4af69317f383ea879f716003df570a44ae554cb1803ab15e30', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('972317ceb79761de44a6f2854c1c804c3f0c6e1597f24428782d38683815bb71', 'alice', '5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_fbcf15b5547962d3e960d482c067b91a', 'policy', 'alice', NULL, 'QTF8', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"OLn5iDwPhYFtRLoyv4wwCmfgEhPqWLUZmRqILqK1S0w\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '398c3f3daaa75db7d2cc01837da9f48ff026eefef9d5b26f588b4583466e4352', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', '{"id": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "rawId": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoid2d3Y2wzVS03U0pyVkpDNU9rSFYtVWZLUGhEVGZhUjk0TEZGakhUUDJucyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIDIdDLLTl45LGB98KN5eXg31DPk-DwXG3vYDGnGoIf2XAiEAjnTCPhxi7NytORg2hv4rmbEw7rztLjYgByEFhMVOAQ0", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_5e224d1255c79cfbcd8ce90ccfdd1282', 'agent', 'alice', 'scout', 'CHKG', '{"items":[{"agent":"scout","credential_digest":"36b78fcc4737a54ed2172ff632858377903fc9e2b55a02018bd217049d63d240","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '44abca19da5383b1a2a4f86868e2c6f90a3fd34587342499d360ccb6fc581120', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c', '{"id": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "rawId": "5dmoAQ5ikDlBW-B1-02rTgTO6PJVMtRtE49GHhmw82c", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUEVfVUlMSUlTdE42azZjbEtjbG00Nk9nUVRLcDljelhwWHZrTnh2SFJmYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDKOGOuXGoGOzDISnP3--jyzYydn_tVfyEVqJfIh_yFGgIhAMetammTTZez4lDu2hVP3JdHP0t27YdBzxjMMia0mcps", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_dOoOMg-An4V7u-rh13DAIRfF", "kty": "OKP", "x": "hoBO-VPKuu_zKmyy6RPp5EjoHPKP9dDAcmGr-lLxLRk"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_fbcf15b5547962d3e960d482c067b91a', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_fbcf15b5547962d3e960d482c067b91a', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "OLn5iDwPhYFtRLoyv4wwCmfgEhPqWLUZmRqILqK1S0w"}
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
', '44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('b9f6cd26576d4bff8619d143f43844a8397fe9aab09a519f9bf51c95816e0901', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('ee787be5f606e6a968953c04d3c80944ad9be5fa03e95f06ab52af10389e7127', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('820ee9914e9f760fd9f6cf05d2e2b2f237e3212af89c2a242ff91c9bd059d9b1', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('6a08df5d3b9c02e6e59a20af0efb0f531b8539b76e7b8f7378d8ead547c1d93a', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_D6ejB7POWxOEE0o8QNnpCPQq', 1, 'QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735", "call_digest": "3db69cb23e7038eb3a280f4b0e041604a09a77d95e7b80c1d86a6e4a7ce877d2"}', 'da2d0b53855fc0994a32a9d416f0c1d637a777dfab4d34556b29444d771fb3d2', 'small-payments', NULL, 'pending', NULL, 'a_p_eDCO5-mm2Jn4hOthaeNfSH', 'http://localhost:8765/callback/kcbue0diGNQM6c2GYRIwlc8O_eFCEQ61wXaz43DPuKM', '9eMVXQEBp54w9mjb-yZefE5X_HsYWpB-GIYSSqHR8XA', 'sha-256', 'LJRU9u_Dc2QYHFF1nzqwkgMK1Q6b87qH6r7mtVBVAMs', NULL, NULL, '6a3a3e0f61ebfbed606952ee24c60f256c664da9f86c835f591963b9e9d3cf67', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_AcNzogTK4A_xsKk9ATF-9lIk', 3, 'QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "44cb4482cf3ac22c2fede7be72bd568ef793c4f3f8797d0e66b4c1655dc87735", "call_digest": "21ea249278553f373bf82d79c5a60d3dd7527956f034188001f4b8c529ef6901"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_ShOZgWGJAEX69LRXykEMk5dg', 'http://localhost:8765/callback/kzqj4lxxOkjUvI6MScSnrNXcM_a5eWwVARsQ3fsMsXg', '6JOyMYSDVKCTbCIBEbJPYKV3wYEikcnVEBjRIGPO-KA', 'sha-256', 'MayIlaRLsx6iZJ8USDE1S2xQZIiqfep3kJfV8l3-_GQ', '16ba822c0d965fd3aa3172e0436479b5533573f1df0570b144b03bbbf4e0b764', '\x010131f36c4c3b2a4b0fc1666c998e6861335308cd5a74198b61092da1b205c4f3c5fe5c9c30cc4a0aab52d4435de5e72df9368a6d2c0917f458aa03e83b40a16766fc3714d8daaa7f58', NULL, 'f1dc05c7ea08d556b5950de4e08fe5da1cd076b31e35c548c6ed12812826e252', '\x01013170f68f1a7333264a929db1c472877f7b85f94a0424e8ae618bfd77bacb1aa08570d446cd8c9a9bdac838231200de38cd2dce6c101c547b11a936a62f454e121c58bc07ec41930d758025159836cccf499a081e526a52dc0809738e3c696d4b48d301add2768490dde0d7f34ccfff040ed398774d3051d8f7223c95889468ccc84f54c0f60a5f31c46f4405af0f8423e519e14f8261dc04efc27c6f17f0159bb16c9fe83089733d1a8096d92d1f0a91a7098b3b6a1f276d98fdc980df7fa6438307d1debfe2b414fe5fe7371307be298996ed2a0aaf91491222bf24cd58e8407428220846d268b6d450493ea9628991c3d5cb199fe16aa9c77726b19752bba9101980db4d425ffdd1904947dbdc6904fee6196ac2644e74d533491c1ad4a512537c24b0520c66a6192743c6b6bb8338130b125f81bff268f952e5d3a11caec141283c73f59704f39645e8974baedc8fa66294c073ca7e400567030feb8a0ebc65c43f2458cf4b8158cb13e246de3aeb490cabec32c6457f194e8d06f3daa5818bbfef2f13d589c22e751ddbcc885ac37dba9b90aa8758ac20ddd08487e11eaec6d3b408c220e2afa3a11525a2abe1777ff51bb695eb059c9c74196aaae927e37317e5ef52d37cbfc8001b799a16e39300d2814ea4e9068f6fbe1aaa62e14d74f83b1f7efb7c1576e4fb139ed7ed320bdadee4a41564547953cf7e7280d9ffb8c482765dfe4ebb1c3411242e5c1145d560ba9353e7a73d4a34004c477340ff140ab214d07438d0b9cace6ddd01aa19221a0a41f8861484441f535e41d25e01bd0b2277af0cf20f25144d532a4951f6ab03fe05ea9137e418d12e8d5f1f99facfde330728ae', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_bGCPzgZmBZGM1Gq_GHpLlnUv', 'as_AcNzogTK4A_xsKk9ATF-9lIk', 'c80a34dd04364df390af0484fc9d3ae268ce87c1830749e6bda9ecb841ba2898', 'aad820dff1f062761f01fddbbafd23d0c59149ccc3b06b633e52d9bf7cba12cc', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'QkdG7Fl7GowQt30JGIedwGV8i0HFu1YPHQdrFtdo5tE', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_dOoOMg-An4V7u-rh13DAIRfF", "kty": "OKP", "x": "hoBO-VPKuu_zKmyy6RPp5EjoHPKP9dDAcmGr-lLxLRk"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

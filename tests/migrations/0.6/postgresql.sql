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
    purpose text
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
INSERT INTO public.agent VALUES ('scout', 'alice', '00cbe649b82514cf589f604a7f12fb0ec5df2c56f8601a5828a50baeaae051ed', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_RFbIrhrJVLS0hRzYMGny1D7W', 'as_LzowXVExw-60ZMeNBV21xsp3', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"7ff051722a9c396b3e1eecbe01e7fcfda692fdfcb852bd55c2408fa56815cc17","client_key":"Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ","connector":"bank","connector_digest":"8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', 'dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd', 'for breakfast', 'g__au-up-TilSDXT4oZUnYfOfh', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd', 'PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', '{"id": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "rawId": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiX0V3NERmUGd5RklWTkFkemZJMjVlcGpIZFR1SU5OeWpYSTZndUo0Z1dOMCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIH9SnVBycEbYo_2BU42KY6i73zYOd1yegvfyorkA-xVlAiB4FAO226RQud5Rd4U7z303THZ1J2zAUF4fDKvZU_wVsw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0f7002137ff05bb41aaaab9b99a95b533843c7ed739ba3e06953afa36a86c3ee', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00', NULL, NULL, NULL, '81', NULL, NULL);
INSERT INTO public.approval VALUES ('a_kVYruZW89E6veKDAxl_UlUxH', 'as_4EhAzqGPB1Rn2snmE_VlcGlW', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"0f00067270f8360964deb0041acbafb74e655db3ffcf0fa0cbcc5930c07ab1e4","client_key":"Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ","connector":"bank","connector_digest":"8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'f199387334be98102b0f373b8314ca699e9d01e215ebf2c4f1377ef3e0ddd459', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '63', NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'pairing.made', 'M9K47p7T1EJJctS-8yt7pA', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'b105bcc494743ce805c2b40022d2abae0d14d5ba26faa240e608ee38d3ca09d0');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'pairing.claimed', 'M9K47p7T1EJJctS-8yt7pA', NULL, 'alice', '{"label":"A browser","same_computer":true}', 'b105bcc494743ce805c2b40022d2abae0d14d5ba26faa240e608ee38d3ca09d0', '4ce741e28a1a2befcb3a556278e133792ec87ee42c4b49fb0225ec2eac168e8c');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', NULL, 'alice', '{"label":"A browser","pairing":"M9K47p7T1EJJctS-8yt7pA","same_computer":true}', '4ce741e28a1a2befcb3a556278e133792ec87ee42c4b49fb0225ec2eac168e8c', '08e41c1403e0aca187d78928a0114b0d079c775eb101fd9a25e58290f786fa86');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'proposal.made', 'w_c14af49d2bf4f2d23800b788fbf9a03b', NULL, 'alice', '{"digest":"40aecdca5d5863bbcefa1c4fd5573f88ee8abdbf0ed1257614cfce24f41aaf10","kinds":["policy","connector"],"uid":null}', '08e41c1403e0aca187d78928a0114b0d079c775eb101fd9a25e58290f786fa86', 'b9973e5c6c044c7479ecc2f33f6c056a3d996f3b0ecb3cfa23407ff61360d230');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'policy.sealed', 'scout', NULL, 'alice', '{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_c14af49d2bf4f2d23800b788fbf9a03b"}', 'b9973e5c6c044c7479ecc2f33f6c056a3d996f3b0ecb3cfa23407ff61360d230', 'cd6e13937f5c25982f9821a9c649c250f794b35f556529054057b038358a40cc');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'connector.sealed', 'bank', NULL, 'alice', '{"before":null,"digest":"8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd","proposal":"w_c14af49d2bf4f2d23800b788fbf9a03b"}', 'cd6e13937f5c25982f9821a9c649c250f794b35f556529054057b038358a40cc', 'fa95252db779a65354f9d81a129de0cf7eeb949f4d079adf9d874adf06eba0c5');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_c14af49d2bf4f2d23800b788fbf9a03b', NULL, 'alice', '{"digest":"40aecdca5d5863bbcefa1c4fd5573f88ee8abdbf0ed1257614cfce24f41aaf10","passkey":"PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI","reason":null}', 'fa95252db779a65354f9d81a129de0cf7eeb949f4d079adf9d874adf06eba0c5', 'ac467f76bfdff915ea7cd1e408fc359229b030d83540068fc3567bc1d7ed108a');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'proposal.made', 'w_d7c7b467d0b6608857e61a500ebc8b85', 'scout', 'alice', '{"digest":"0ee94a0593efea3d442c54d2aac06f5dd03c5dd268d8ade040131514ed27690a","kinds":["agent"],"uid":null}', 'ac467f76bfdff915ea7cd1e408fc359229b030d83540068fc3567bc1d7ed108a', 'd86a05de897e1f31a30d863c4c37d2debe10ec45476fe01741c74b86c8bd930e');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:00+00', 'server.registered', 'Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ', 'scout', 'alice', '{}', 'd86a05de897e1f31a30d863c4c37d2debe10ec45476fe01741c74b86c8bd930e', '997f17dea1161f8ff5029599496c8b283908ca8b54f238021d741938e4fb4120');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{"proposal":"w_d7c7b467d0b6608857e61a500ebc8b85"}', '997f17dea1161f8ff5029599496c8b283908ca8b54f238021d741938e4fb4120', 'abbb3684da942136ab35136d64367e5aa5763fdaf2cc1381127936e02ff82210');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:00+00', 'proposal.approved', 'w_d7c7b467d0b6608857e61a500ebc8b85', 'scout', 'alice', '{"digest":"0ee94a0593efea3d442c54d2aac06f5dd03c5dd268d8ade040131514ed27690a","passkey":"PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI","reason":null}', 'abbb3684da942136ab35136d64367e5aa5763fdaf2cc1381127936e02ff82210', 'a835a3fc9b0002202b814b15f7025bb44162a66bb14298a43bcf9fb4f1c4f345');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:00+00', 'client.asked', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{"call":"7ff051722a9c396b3e1eecbe01e7fcfda692fdfcb852bd55c2408fa56815cc17","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'a835a3fc9b0002202b814b15f7025bb44162a66bb14298a43bcf9fb4f1c4f345', 'b72e8522996f2b323716ed278546aa62c40e3b4f1a2746d373452f455420401b');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:00+00', 'server.asked', 'as_LzowXVExw-60ZMeNBV21xsp3', 'scout', 'alice', '{"approval":"a_RFbIrhrJVLS0hRzYMGny1D7W","digest":"dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd","rule":"small-payments"}', 'b72e8522996f2b323716ed278546aa62c40e3b4f1a2746d373452f455420401b', '9fb51ece3167eb7e2eb7e3cceb2f252c9940042d2bd0520c72dbae6eecb38273');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:00+00', 'client.pending', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{}', '9fb51ece3167eb7e2eb7e3cceb2f252c9940042d2bd0520c72dbae6eecb38273', '1e02b8a245fe0f97f09741224bea71a1e4f5b86a9aac128b1cbe0fbab631a2eb');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:00+00', 'approval.approved', 'a_RFbIrhrJVLS0hRzYMGny1D7W', 'scout', 'alice', '{"digest":"dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd","effective":"dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd","grant":"as_LzowXVExw-60ZMeNBV21xsp3","passkey":"PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI","reason":null,"verb":"approve"}', '1e02b8a245fe0f97f09741224bea71a1e4f5b86a9aac128b1cbe0fbab631a2eb', 'ec19fa35773a6e2195dbefb277ee7991e0fd0b2fce979c4ef4392d68edd558d4');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.finished', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{}', 'ec19fa35773a6e2195dbefb277ee7991e0fd0b2fce979c4ef4392d68edd558d4', '39a2480a4cbeba2c01024da1b0648a42e39d5fe38c9c9cb2a69fcb55e05e539d');
INSERT INTO public.audit VALUES (17, '2026-11-25 12:00:05+00', 'server.issued', 'as_LzowXVExw-60ZMeNBV21xsp3', 'scout', 'alice', '{"approval":"a_RFbIrhrJVLS0hRzYMGny1D7W","rule":"small-payments","why":null}', '39a2480a4cbeba2c01024da1b0648a42e39d5fe38c9c9cb2a69fcb55e05e539d', '1ea621e72effc5c191aeee5ce115a54478ff0b93f93594f9a8220e1107373ed6');
INSERT INTO public.audit VALUES (18, '2026-11-25 12:00:05+00', 'client.granted', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_RFbIrhrJVLS0hRzYMGny1D7W"}', '1ea621e72effc5c191aeee5ce115a54478ff0b93f93594f9a8220e1107373ed6', 'c1b3436ba91fb4f76e3019960d4ddd433e853468891accaae172928207d252a1');
INSERT INTO public.audit VALUES (19, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{"approval":"a_RFbIrhrJVLS0hRzYMGny1D7W","call":"7ff051722a9c396b3e1eecbe01e7fcfda692fdfcb852bd55c2408fa56815cc17"}', 'c1b3436ba91fb4f76e3019960d4ddd433e853468891accaae172928207d252a1', '25706d13b4e83f119ce3275833de0eec6b6a93181b6b089bf396f2fc463586d4');
INSERT INTO public.audit VALUES (20, '2026-11-25 12:00:05+00', 'client.call_answered', 'g__au-up-TilSDXT4oZUnYfOfh', 'scout', 'alice', '{"status":201}', '25706d13b4e83f119ce3275833de0eec6b6a93181b6b089bf396f2fc463586d4', 'd13b20e0f65cfc1a2de157d9175bd1ed543664f0ec6cfad6a66a4b0880059a09');
INSERT INTO public.audit VALUES (21, '2026-11-25 12:00:05+00', 'client.asked', 'g_mxvBqTo5q-HQfKezLmA2NzF1', 'scout', 'alice', '{"call":"0f00067270f8360964deb0041acbafb74e655db3ffcf0fa0cbcc5930c07ab1e4","decide":"ask","operation":"bank_pay","rule":"small-payments"}', 'd13b20e0f65cfc1a2de157d9175bd1ed543664f0ec6cfad6a66a4b0880059a09', 'bdc9fdc1b5b1a6746a97a827b4df2ccc7a9a77b84bd56682fd42eb5ce7d5d0e4');
INSERT INTO public.audit VALUES (22, '2026-11-25 12:00:05+00', 'server.asked', 'as_4EhAzqGPB1Rn2snmE_VlcGlW', 'scout', 'alice', '{"approval":"a_kVYruZW89E6veKDAxl_UlUxH","digest":"f199387334be98102b0f373b8314ca699e9d01e215ebf2c4f1377ef3e0ddd459","rule":"small-payments"}', 'bdc9fdc1b5b1a6746a97a827b4df2ccc7a9a77b84bd56682fd42eb5ce7d5d0e4', '5682d32dad5ae68bf31267d1a053aece0e5b8f460d11765b82d077790e25c295');
INSERT INTO public.audit VALUES (23, '2026-11-25 12:00:05+00', 'client.pending', 'g_mxvBqTo5q-HQfKezLmA2NzF1', 'scout', 'alice', '{}', '5682d32dad5ae68bf31267d1a053aece0e5b8f460d11765b82d077790e25c295', '0fad672f49a3b7708e39f49d57f1ae8085152d4bd56c44971a2d8863cba4d66a');
INSERT INTO public.audit_head VALUES (1, 23, '0fad672f49a3b7708e39f49d57f1ae8085152d4bd56c44971a2d8863cba4d66a');
INSERT INTO public.challenge VALUES ('6f08c7f94b6f534b0b8b7ebf7d9f537ddbfcfcc24f4ed9aeec4fc7d3fcb09c94', 'enrol', 'alice', 'M9K47p7T1EJJctS-8yt7pA', NULL, NULL, '\xa7d76d9109f2017949b2c481de4f3216758f8a5e54e555e453efea088a61af87', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('8e3c19628278f24e0288bde5ae11d1cb3a4ca4a3db1d77951a7c474dcd25f61d', 'decide', 'alice', 'a_RFbIrhrJVLS0hRzYMGny1D7W', 'approve', 'dbbace3bb49575d4099d8d6f3e20e589fbaf6f7c8e09878a02f79cf898ae05bd', '\x0f7002137ff05bb41aaaab9b99a95b533843c7ed739ba3e06953afa36a86c3ee', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g__au-up-TilSDXT4oZUnYfOfh', 7, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_mLc7g4_1YnDBPwTbyHqlK-40', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '7ff051722a9c396b3e1eecbe01e7fcfda692fdfcb852bd55c2408fa56815cc17', '8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'edec5a9cf869b480e1cfd5710b1dc7ebe45c792e7ba30d44f8e1675923bc107e', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'HnFA-02myukAmQ9ciQUoYFH1mW5zYPGp2DPOnBgb_Qs', 'bdd2288f559fe1e2fbb8c95900f0cc5130d5cfc443414727223c4e7cc23acad8', '\x010131684429ec04f2621491a3321f3364ae02c6b9e89108fdbf4ef96c3432a6a624dffbfb08d0db08de7df27eeb8711c91773dc02cc07dfe945b3e8b04319ebcf731640a4e603d94f68', '-57xXcAIUMRTtd7SWmha1Kvf3Q-NMFCCkXuDJoQ-NBI', NULL, 'http://localhost:8765/gnap/continue/as_LzowXVExw-60ZMeNBV21xsp3', NULL, '2026-11-25 12:00:05+00', '\x010131bf63dbd8425e17fdc2d01c664d0a821c62c1456440fa37f3ed49caf7c560674a48a3c86c272e1bf67813cbd4a866f2ad504a74b14d681fc6794697269e3077c3b6d36ae1338f95', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_-rCQcmwUcfsx8oa_znFI1fRx', '\x010131eb75bf2165a98de659962bbd666c0a30d8f4eb5539ca3f93bbff8653a164f44590de3dd40d6593b3a42acff67e7c8a850f772e90282dd08c0129ee7a537c5dd18f392e782b0ef5', 'a_RFbIrhrJVLS0hRzYMGny1D7W', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '81', NULL, NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_mxvBqTo5q-HQfKezLmA2NzF1', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_mLc7g4_1YnDBPwTbyHqlK-40', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '0f00067270f8360964deb0041acbafb74e655db3ffcf0fa0cbcc5930c07ab1e4', '8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd', 'db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83', 'small-payments', 'ask', 'ab771dea9abfef39df56a6a15f6683b0ddfe98a82a902ba0ba066fb8c8c6dc27', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'KfbgQMQ90yAr1--OMZRd6q0iuf92rYy3TYrw1_kWdW4', 'fc3c06cc990ac12e38414891d710990701dae1002ac062669dc590655572e87b', '\x010131dd73f584e94ce08881c09cf5072e17b90027b72fae3a3399f1208b2c43f81eb84059df783146fb7117210f9533763202722448e69c315b08643a2863842624f1de4f0e272370ca', 'Vx_pf9Mg42Sd7N1Emu11dOPidkdhlGoiqGMb1KQ767k', NULL, 'http://localhost:8765/gnap/continue/as_4EhAzqGPB1Rn2snmE_VlcGlW', '\x010131a7da1c3286e262c1109c13ee4fc883fcb9b238d25bf5cb0bf0370df75b78309c56fc810b294fc3590a39474dc8ba69ddda0040b70e30b0c15686b789677729a78f83cdb0e7aae0', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL, NULL, NULL, NULL, NULL, '63', NULL, NULL, NULL);
INSERT INTO public.client_key VALUES ('k_mLc7g4_1YnDBPwTbyHqlK-40', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_mLc7g4_1YnDBPwTbyHqlK-40", "kty": "OKP", "x": "sMwcQNisLQSyg_U-2eQURfZBDds-WP16CfxPuS8Fv_g"}', '\x01013100cdfcae35c00a8aafa504d5274e801868aa3dbed600d5cd54a0ebbc1a361d952a5aa879956242de0b8a119377127d6eb1fc5d9768533b9e171c65c0a316f7234229f7fa1456cd8fded3b3aa', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0006');
INSERT INTO public.installation VALUES (1, NULL, '\x010131c82b0a697e50802dea340425cd837e836b8bd3af18fa55613b8fcf9808469f3ff5b0003fb9b247', NULL, 2, NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_UQ_y7OnjiZqvTbsjn91aDPuU', 'finish', 'as_LzowXVExw-60ZMeNBV21xsp3', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00', NULL, NULL);
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.pairing VALUES ('M9K47p7T1EJJctS-8yt7pA', '8b416baadeac6b8c643b35c710280a0e15fb6a2f264180ac2437819754ee68af', '1981004d276b4af37ce5d2ba826b666d677909730360a3fbcf3524d0ba8a9bf4', 'alice', '2026-11-25 12:00:00+00', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00', '{"id": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "public_key": "pQECAyYgASFYILBwks6jQdo7nFEgOZdYnP0-pH4JMjitJnQHLj5cIEjQIlggxfgf-JveNqcNn-sB8LSb916mXcrb1R1cBqBMlmzPcqI", "sign_count": 0, "label": "A browser", "same_computer": true}', '1dee932180b0de8bf00db17c488e655bb6b5f954f0c9e1e04ce851c173736fba', 0, '2026-11-25 12:00:00+00', NULL, '2026-11-25 12:00:00+00', 'paired');
INSERT INTO public.passkey VALUES ('PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', 'alice', 'A browser', '\xa5010203262001215820b07092cea341da3b9c51203997589cfd3ea47e093238ad2674072e3e5c2048d0225820c5f81ff89bde36a70d9feb01f0b49bf75ea65dcadbd51d5c06a04c966ccf72a2', 3, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL, true);
INSERT INTO public.phone_session VALUES ('18dce1542f14baf5bedbcba394b1933c306a071651dfdc986a9e6cb5af2d5b19', 'alice', 'PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.proposal VALUES ('w_c14af49d2bf4f2d23800b788fbf9a03b', 'policy', 'alice', NULL, 'D9JK', '{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"_OEbMKDaBklBPfwU-Vl6wsrD4tv4lbrtjjgDpB7xlZE\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}', '40aecdca5d5863bbcefa1c4fd5573f88ee8abdbf0ed1257614cfce24f41aaf10', NULL, NULL, '2026-11-25 12:00:00+00', '2026-12-02 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', '{"id": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "rawId": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUTMxdm04a2p1NlVGd3dtb0NaNlk3eEFEb21lQVFGdEoxQ3UyUlJ1VDd6MCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIA2YC4RqU1v3F80IWh6TWerZHu-7KfMtvRCBZrwoPOOlAiBVub157WfnL2Q28lpYDrKBZSjPTswMbk3yrl7QsW3V6A", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.proposal VALUES ('w_d7c7b467d0b6608857e61a500ebc8b85', 'agent', 'alice', 'scout', 'W76P', '{"items":[{"agent":"scout","credential_digest":"00cbe649b82514cf589f604a7f12fb0ec5df2c56f8601a5828a50baeaae051ed","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}', '0ee94a0593efea3d442c54d2aac06f5dd03c5dd268d8ade040131514ed27690a', NULL, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:15:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, 'PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI', '{"id": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "rawId": "PsdIyUrvtlYNohkOxlmMpGoti9uo-JOUQ42EXQggBvI", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVmZ3MVJyVGloZHN0NjNZVFFFQWI5dV8tdDFydXc5dmZLdGFnRm9MSnNTYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQD-XFJswBN0N8LyRSPDLhE90yk5qXi_53-RLyZ5vjnfQQIhAJ-t8X7lxw0H2osRw8qSVCfxAKm4OG3OS4ZhYD5g5CBn", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\x0000000000000000000000000000000000000000000000000000000000000000', '2026-11-25 12:05:00+00');
INSERT INTO public.registered_client VALUES ('Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_mLc7g4_1YnDBPwTbyHqlK-40", "kty": "OKP", "x": "sMwcQNisLQSyg_U-2eQURfZBDds-WP16CfxPuS8Fv_g"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, true, false);
INSERT INTO public.sealed_file VALUES ('policy:scout', 'policies/scout.yaml', 'alice', 'w_c14af49d2bf4f2d23800b788fbf9a03b', '# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO public.sealed_file VALUES ('connector:bank', 'tools/bank.yaml', 'alice', 'w_c14af49d2bf4f2d23800b788fbf9a03b', '# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "_OEbMKDaBklBPfwU-Vl6wsrD4tv4lbrtjjgDpB7xlZE"}
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
', '8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd', NULL, '2026-11-25 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('memory', '3026-03-28 12:00:00+00');
INSERT INTO public.seen_nonce VALUES ('36b67bb587ae8a5c080deb7827e8b20c68f4bb2181dc4efde96739250799390a', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('42e2624b02434c57e8b4c73824c2ae520632572d40023b186a3be8a5d4dd3514', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('bb6c849b00e7294eeccdc385cc56fe399dced925a4c4eda5f3665bfe2ecfc2cf', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('fe0d8b82c0a11b6256430f5e24049f15298e8167464b8d06d5b6261f9756fb99', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_4EhAzqGPB1Rn2snmE_VlcGlW', 1, 'Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd", "call_digest": "0f00067270f8360964deb0041acbafb74e655db3ffcf0fa0cbcc5930c07ab1e4"}', '21ebcaf66596452e400e215a2d1e444c1439a78bcf751fa568931397f75404bf', 'small-payments', NULL, 'pending', NULL, 'a_kVYruZW89E6veKDAxl_UlUxH', 'http://localhost:8765/callback/-1fC40P1XRZdBUDMKd0wg3_C-Q_74wjgMLEMkbPHOLk', 'KfbgQMQ90yAr1--OMZRd6q0iuf92rYy3TYrw1_kWdW4', 'sha-256', 'Vx_pf9Mg42Sd7N1Emu11dOPidkdhlGoiqGMb1KQ767k', NULL, NULL, '661f340b84a3d3f8cb41c6edae23dacec49649eb62c7403d24c189defe9fcbb2', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_grant VALUES ('as_LzowXVExw-60ZMeNBV21xsp3', 3, 'Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "8195b0a8f737e91150ff18dd980635bdb9af159cd09b223b06b3e2f78450e2fd", "call_digest": "7ff051722a9c396b3e1eecbe01e7fcfda692fdfcb852bd55c2408fa56815cc17"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_RFbIrhrJVLS0hRzYMGny1D7W', 'http://localhost:8765/callback/2WD8YVhhHbWi9K44DYWudHlECThPuoA0yKpCYb9YV4U', 'HnFA-02myukAmQ9ciQUoYFH1mW5zYPGp2DPOnBgb_Qs', 'sha-256', '-57xXcAIUMRTtd7SWmha1Kvf3Q-NMFCCkXuDJoQ-NBI', 'fd1c20c44bd093c02b66fa758ff18d974c6c6d69b07c568252f22f2305706a88', '\x010131db937197277ecfa2b109155e563d53b9660fdf2073edb34ac6fac668d2c3468a5aec8b629fe5019b77d20b580e2c14c9d40683ac34b010e8649dd0d08c6f014bf4a09c5becfeec', NULL, '72b7dab51b8de0e0511f6e4652b11ce95163012de30adf85febe8d8208591d74', '\x01013161237fcb79c3da68fb1a734e61cdb5968d5476ad8a47d0f926c3ceb829d1d017aba480c5d8a0dd09fa8301e04db1bd77dc8eb5d40a3f3ae4be6537f77f0a67939c6e699b9e2e74577f79a63e9dbddb0de99927dd468aaebe89fdc81d9ae62c46c0f7516adeba7600db75a71ab64c23bc6f07a5c68881f42056f4ef378cf159aec9074ee0acfda8ac3b088b1e8eabd4c365c5b1beb672ca8bebb4fc6ede0633c40f705f3b4b014ea689f6584ccb5ba88ff867dd36f5c3a14f72696a72ca71b4d7da19f05ffed4b25c0547952e55d235ae4f54211dd259fbe0bd7e757338c7c26de58f0547f4744724791958946cfacc57a21615801067af8c6222566a06c79dbd515f90731651595195a831d017701dc7feaf831c34d65e4fa702e93f4017209f4587240d7e44d997a765a61ee93c1216abad7e3689a639fed4a4ce5c65619cb59f6886f27e010b4ee702f2005ad402150674421fa85faef18cd83f8e876316d0eafe2d8df6b31debcefa9fb372cd551139946b33bf1c23baf649dd8528874cc8455d4a2cc648acd0a1a8be9360686c66ceb0e5ad476e9433940768688fc1475b0d37edd20758bb56646353dc43f63fad52e5c9f73b43d1b62d90a1613ae108db5e926a89cda646e1b57217c4e26a661c743a3986919ab013c9bc50794341d9e44fc6ce48b0eaae17b1c0f238dda8ba5648636d2d1b4bb04ed103b3e6641a476e0dfe381a83c3c4ec06969893cf5c7516850a7826d7051f837ff26bc845862cf50a5bdef20499053899fe1debfe4dfaee53d7af1207b600e984afeee917e541fe51e80361dbede68c92397b7a1ae1d9e1beba7b23a77ad4955634edf644c98d8a3667f5d8', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'push', false, NULL);
INSERT INTO public.server_token VALUES ('t_-rCQcmwUcfsx8oa_znFI1fRx', 'as_LzowXVExw-60ZMeNBV21xsp3', '47158af75bc76d838dbc14f83d2d3160af84a7ffa833a1bf9cd64b6e985d86f8', '7c0614ab2a1e23549e580ad3511ab4263c203f3255bfb2bc37cb68359ce34a65', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]', 'Y9_sJPqc82euv99p5xcQ8XFBg_vW1nBEf0o_6mQxxSQ', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_mLc7g4_1YnDBPwTbyHqlK-40", "kty": "OKP", "x": "sMwcQNisLQSyg_U-2eQURfZBDds-WP16CfxPuS8Fv_g"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'opaque');
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

CREATE TABLE public.agent (
    name character varying NOT NULL,
    owner character varying NOT NULL,
    credential_digest character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    frozen_at timestamp with time zone,
    last_used_at timestamp with time zone
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
    spent_at timestamp with time zone
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
    lease_until timestamp with time zone
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
CREATE TABLE public.enrolment_link (
    digest character varying NOT NULL,
    owner character varying NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
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
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.owner (
    name character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.passkey (
    id character varying NOT NULL,
    owner character varying NOT NULL,
    label character varying NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    removed_at timestamp with time zone
);
CREATE TABLE public.phone_session (
    digest character varying NOT NULL,
    owner character varying NOT NULL,
    passkey character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.registered_client (
    thumbprint character varying NOT NULL,
    agent character varying NOT NULL,
    owner character varying NOT NULL,
    public_jwk json NOT NULL,
    callback_prefix character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
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
    lease_until timestamp with time zone
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
    revoked_at timestamp with time zone
);
INSERT INTO public.agent VALUES ('scout', 'alice', '578915c205559e98c330eba8570629010a870bf58973a006fecbb0e7455eb71f', '2026-11-25 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.approval VALUES ('a_EpC3EMqys9S8TpvbXN00jnEO', 'as_iJxeSZxoNmf5rnVsxWOPlNYN', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"a88e76d62d5799d0f70a0bda73082fa3053a8f93fb6c732b78c1f19a832dd993","client_key":"o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY","connector":"bank","connector_digest":"884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}', '258f22747dd96441e162dafec20582806460c32166b5bce636fc426bfdad12a0', 'for breakfast', 'g_PgKitPYETX-j6wLtJg1sJPBh', '2026-11-25 12:00:00+00', '2026-11-26 12:00:00+00', NULL, 'approve', '2026-11-25 12:00:00+00', NULL, '258f22747dd96441e162dafec20582806460c32166b5bce636fc426bfdad12a0', 'rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc', '{"id": "rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc", "rawId": "rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQkswdzR6RmxLUnZMX096dWg1RWN3bjYxVjFUejFzRHZWOEVlNFVERXh1SSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQC4x6V9DQQ2tzUk_EDAtqv9Of80FYcqrtYEjixz1bZtjgIgNyAXqKpHS-cyfcpqieypeWpISJ-7C_ivs8tmpVDqDP4", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}', '\xee56fd60a1e4787dc58d53e813d2b680fac021881d910bf45cacd9f44aae7d34', '2026-11-25 12:02:00+00', '2026-11-25 12:00:05+00');
INSERT INTO public.approval VALUES ('a_blsCVK2e1gp4YQgPbi7xVsfx', 'as_bk2HRgVGcL2rNWXGbpvV00J2', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"d3442d4dbe4999f00e18dc5faf79d03a356d28a03c7617924b451941cabbf7a9","client_key":"o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY","connector":"bank","connector_digest":"884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}', 'f79edbdf57ffa630ff006a70eda8cd73ccf806e33364020c33f1b9d50528eef2', 'for breakfast', NULL, '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.audit VALUES (1, '2026-11-25 12:00:00+00', 'enrolment.link', 'alice', NULL, 'alice', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '4685863a7731276871f478958011bb140603dc3e81b0fdeafb347346939d9c2f');
INSERT INTO public.audit VALUES (2, '2026-11-25 12:00:00+00', 'passkey.enrolled', 'rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc', NULL, 'alice', '{"label":"A browser","passkey":"rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc"}', '4685863a7731276871f478958011bb140603dc3e81b0fdeafb347346939d9c2f', '34534ec79d9fdd26cbe70ca458aa36d8e6a7b9975755bc7a9c1eb3987db0938d');
INSERT INTO public.audit VALUES (3, '2026-11-25 12:00:00+00', 'server.registered', 'o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY', 'scout', 'alice', '{}', '34534ec79d9fdd26cbe70ca458aa36d8e6a7b9975755bc7a9c1eb3987db0938d', 'f94f4fa5d22daa9b5db16c09d01b834c3be7194450d976347502132c446d05c9');
INSERT INTO public.audit VALUES (4, '2026-11-25 12:00:00+00', 'agent.added', 'scout', 'scout', 'alice', '{}', 'f94f4fa5d22daa9b5db16c09d01b834c3be7194450d976347502132c446d05c9', '8458441e1b49fa4e33a10c1dc88b3a0839824dfdb9b70f9f85397740412add1b');
INSERT INTO public.audit VALUES (5, '2026-11-25 12:00:00+00', 'client.asked', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{"call":"a88e76d62d5799d0f70a0bda73082fa3053a8f93fb6c732b78c1f19a832dd993","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '8458441e1b49fa4e33a10c1dc88b3a0839824dfdb9b70f9f85397740412add1b', '1752e361e20adaa94df0f3cccf43869ca379b5cbf758b3a0d3e7218822aeb0ce');
INSERT INTO public.audit VALUES (6, '2026-11-25 12:00:00+00', 'server.asked', 'as_iJxeSZxoNmf5rnVsxWOPlNYN', 'scout', 'alice', '{"approval":"a_EpC3EMqys9S8TpvbXN00jnEO","digest":"258f22747dd96441e162dafec20582806460c32166b5bce636fc426bfdad12a0","rule":"small-payments"}', '1752e361e20adaa94df0f3cccf43869ca379b5cbf758b3a0d3e7218822aeb0ce', '36d29b9b2d6a285efb487feeee69029837830d24ad89ba26838c220952e4688b');
INSERT INTO public.audit VALUES (7, '2026-11-25 12:00:00+00', 'client.pending', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{}', '36d29b9b2d6a285efb487feeee69029837830d24ad89ba26838c220952e4688b', 'cf0bcc5a93201753e95d2af3b8659e08ee40987528bdcca7623ff42adacb2190');
INSERT INTO public.audit VALUES (8, '2026-11-25 12:00:00+00', 'approval.approved', 'a_EpC3EMqys9S8TpvbXN00jnEO', 'scout', 'alice', '{"digest":"258f22747dd96441e162dafec20582806460c32166b5bce636fc426bfdad12a0","grant":"as_iJxeSZxoNmf5rnVsxWOPlNYN","passkey":"rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc","reason":null}', 'cf0bcc5a93201753e95d2af3b8659e08ee40987528bdcca7623ff42adacb2190', 'b079646c2ac84de86d661f65adf45f16d4d76ea21ba19d70d596d2be91ee8283');
INSERT INTO public.audit VALUES (9, '2026-11-25 12:00:05+00', 'client.finished', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{}', 'b079646c2ac84de86d661f65adf45f16d4d76ea21ba19d70d596d2be91ee8283', 'eb01aaa11efdb8be3ffdd7b54c4b253fbe4da5bc62cfb82337e4a125c5ff043a');
INSERT INTO public.audit VALUES (10, '2026-11-25 12:00:05+00', 'server.issued', 'as_iJxeSZxoNmf5rnVsxWOPlNYN', 'scout', 'alice', '{"approval":"a_EpC3EMqys9S8TpvbXN00jnEO","rule":"small-payments","why":null}', 'eb01aaa11efdb8be3ffdd7b54c4b253fbe4da5bc62cfb82337e4a125c5ff043a', '1b8e5901f345c08ef933852631fa6337017ac0d347e3fdf215c564554d7fd07e');
INSERT INTO public.audit VALUES (11, '2026-11-25 12:00:05+00', 'client.granted', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_EpC3EMqys9S8TpvbXN00jnEO"}', '1b8e5901f345c08ef933852631fa6337017ac0d347e3fdf215c564554d7fd07e', 'de34f3598f47b922a40227b0453914e7a85764ba991e51dea10f0d96e4932767');
INSERT INTO public.audit VALUES (12, '2026-11-25 12:00:05+00', 'client.use_reserved', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{"approval":"a_EpC3EMqys9S8TpvbXN00jnEO","call":"a88e76d62d5799d0f70a0bda73082fa3053a8f93fb6c732b78c1f19a832dd993"}', 'de34f3598f47b922a40227b0453914e7a85764ba991e51dea10f0d96e4932767', '864c3d8c83a84aac66318a034de089351888dcc24d56f16e5f03d91c07b54cf4');
INSERT INTO public.audit VALUES (13, '2026-11-25 12:00:05+00', 'client.call_answered', 'g_PgKitPYETX-j6wLtJg1sJPBh', 'scout', 'alice', '{"status":201}', '864c3d8c83a84aac66318a034de089351888dcc24d56f16e5f03d91c07b54cf4', '062dd60b1c37e969b5aa770bfb1c2dbc6252219d45e96065fb67e831b93d39f1');
INSERT INTO public.audit VALUES (14, '2026-11-25 12:00:05+00', 'client.asked', 'g_9nwEr4UEv3irHjebxrvls-cs', 'scout', 'alice', '{"call":"d3442d4dbe4999f00e18dc5faf79d03a356d28a03c7617924b451941cabbf7a9","decide":"ask","operation":"bank_pay","rule":"small-payments"}', '062dd60b1c37e969b5aa770bfb1c2dbc6252219d45e96065fb67e831b93d39f1', '5126c99cbed30856a5c9c93e36419a3fc03fcdd15a3922e2d8f24b1edb08221d');
INSERT INTO public.audit VALUES (15, '2026-11-25 12:00:05+00', 'server.asked', 'as_bk2HRgVGcL2rNWXGbpvV00J2', 'scout', 'alice', '{"approval":"a_blsCVK2e1gp4YQgPbi7xVsfx","digest":"f79edbdf57ffa630ff006a70eda8cd73ccf806e33364020c33f1b9d50528eef2","rule":"small-payments"}', '5126c99cbed30856a5c9c93e36419a3fc03fcdd15a3922e2d8f24b1edb08221d', '2c58a9db7920394714a33459f28d7e08726a17d548a4809b967b3e6881bb834e');
INSERT INTO public.audit VALUES (16, '2026-11-25 12:00:05+00', 'client.pending', 'g_9nwEr4UEv3irHjebxrvls-cs', 'scout', 'alice', '{}', '2c58a9db7920394714a33459f28d7e08726a17d548a4809b967b3e6881bb834e', 'a7a44479b2b37bd62d9eb15121ca608c2f3a7ac663cab6f8d0ce8de4d860bba0');
INSERT INTO public.audit_head VALUES (1, 16, 'a7a44479b2b37bd62d9eb15121ca608c2f3a7ac663cab6f8d0ce8de4d860bba0');
INSERT INTO public.challenge VALUES ('8c02faa72b431b4fd783209f98812675023132388d90a732e8074d631a8a5947', 'enrol', 'alice', NULL, NULL, NULL, '\x61ac058354fcd7742236143e8c543640d8d5e88cd42700846f0c3039da9d5511', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.challenge VALUES ('afdb9228c9bdfe6ab91c4cce242639c809ef93aa27382fc0126b3da51f92402e', 'decide', 'alice', 'a_EpC3EMqys9S8TpvbXN00jnEO', 'approve', '258f22747dd96441e162dafec20582806460c32166b5bce636fc426bfdad12a0', '\xee56fd60a1e4787dc58d53e813d2b680fac021881d910bf45cacd9f44aae7d34', '2026-11-25 12:02:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.client_grant VALUES ('g_9nwEr4UEv3irHjebxrvls-cs', 2, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_RSGjywy-CNPn3xjRCc8VyUDl', 'bank', 'bank_pay', '{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "grocer", "currency": "EUR", "amount": "24.00"}]', 'd3442d4dbe4999f00e18dc5faf79d03a356d28a03c7617924b451941cabbf7a9', '884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262', '1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe', 'small-payments', 'ask', '30d31dd0112d90ab15d9d17caecd18ceb98623e7f1c59bb1a80d34abdc0a8855', 'for breakfast', true, 'pending', NULL, NULL, NULL, 'sHOHhe8_rnyZhwyMeKZ1nDliACiuj3njHcY7D19gfO8', '12ef268e74fc9bd02d4bdd490c4010521b39274a0217b4a1a81a52de3bb38eee', '\x010131ac434c42998aed30d76c4320bd3dbfd46166cadddf38c82e77bd2c91e5fe13b1b590c4efd57b5ec65bc601690b812bcf846a16dcc9b03d9d3863a7fdff697f0009b5d230517e26', '1VodhIAzXnCvwyC9xWIWUoMIhRqfaQYFi9omQOVUfto', NULL, 'http://localhost:8765/gnap/continue/as_bk2HRgVGcL2rNWXGbpvV00J2', '\x010131e73c50ff6792a819a0498cde1376ef92204122248f31497b4adac8831bb6a3fd86c0060dfd9b0166081f269d936a5cca8feeb6fc11ee7f02f4424251684b5dc38becd959ccfbff', '2026-11-25 12:00:10+00', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, false, NULL, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:05+00', '2026-11-26 12:01:05+00', NULL, NULL);
INSERT INTO public.client_grant VALUES ('g_PgKitPYETX-j6wLtJg1sJPBh', 9, 'scout', 'alice', 'http://localhost:8765/gnap', 'k_RSGjywy-CNPn3xjRCc8VyUDl', 'bank', 'bank_pay', '{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]', 'a88e76d62d5799d0f70a0bda73082fa3053a8f93fb6c732b78c1f19a832dd993', '884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262', '1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe', 'small-payments', 'ask', 'be2f2d6c6cdd93f23849cd9ca4b75e75561996b007362c166e8e61ce37a4b629', 'for breakfast', true, 'approved', NULL, NULL, NULL, 'XCc8XGRzTzJbsz8UFVDmqyrvbjP5uIm5HjdJKZAqgm4', 'c91e6e5a1d5e51ff3cc4a6a176db0e2360d23d527b575fa2816c7ffa93a47ef0', '\x01013110b7a2c11cac5829836b843c82ba76321306fe672d2e47794163757bb124c7e82eca4be6702d8cc939f15b2f54d624660fe4f96ea4c7fe4935e0150df1a8f5b052e4054ca5c52e', 'L-tgHCvzIb8URZXQtAY7CxRADT3PgsMKLfGeuRo00RU', NULL, 'http://localhost:8765/gnap/continue/as_iJxeSZxoNmf5rnVsxWOPlNYN', NULL, '2026-11-25 12:00:05+00', '\x010131a5659373a79b8b0ebaa60cd22296811cb869135f56963cf848cb96a168a30c966610f0cd2318d9d8b3c0362ad1edef2bbdffceefb711d2e4c3e598c4165315dcb726c7f6ebb48e', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]', '2026-11-25 12:10:05+00', 'http://localhost:8765/gnap/token/t_PTeduTYylrHzWT90LYkMJFtS', '\x010131ee58734e9fda04d6c424f9e641795f6d3c160f8745c7896955e16170af8669a935cf2711ddb176adac4607398264b082972b088d6fb4ced79124244a8cf13ca7b62d2ff1948e80', 'a_EpC3EMqys9S8TpvbXN00jnEO', 'done', '{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}', NULL, false, NULL, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:01:00+00', '2026-11-25 12:10:05+00', NULL, NULL);
INSERT INTO public.client_key VALUES ('k_RSGjywy-CNPn3xjRCc8VyUDl', 'scout', 'http://localhost:8765/gnap', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_RSGjywy-CNPn3xjRCc8VyUDl", "kty": "OKP", "x": "CiN6ZHFrQg72JFVOW5GDuKM1LSPQyv8gNAC4vdhW_58"}', '\x0101310699557c4fd51e19ae63edbdb51d430f9fb4ffc4d211ce430183b5706021138cd22a66eedc25e333c68743d18987c682f2d8dcc0939f8635c31881ef96586b497d7b20320f523279f07ac5ac', '2026-11-25 12:00:00+00');
INSERT INTO public.countersign_schema VALUES ('0001');
INSERT INTO public.enrolment_link VALUES ('fe8cf069b924aa4eef8d512d8e914f4de1206cb5170e8fb6d36d27e8f21982ac', 'alice', '2026-11-25 12:15:00+00', '2026-11-25 12:00:00+00');
INSERT INTO public.outbox VALUES ('o_lIB8lrKsKub3AEdbHK-vKHum', 'finish', 'as_iJxeSZxoNmf5rnVsxWOPlNYN', 0, NULL, NULL, NULL, '2026-11-26 12:00:00+00', '2026-11-25 12:00:05+00', 'accepted', '2026-11-25 12:00:00+00');
INSERT INTO public.owner VALUES ('alice', '2026-11-25 12:00:00+00');
INSERT INTO public.passkey VALUES ('rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc', 'alice', 'A browser', '\xa50102032620012158202a59e767b76dbcbada0200a4c4d32faab07ddd83b969271fd9b2d84e0b7c1dd3225820770f1cc31ffb2a1d86e570816a9db875d522dd1a5650e71809dfa26a2e559ba4', 1, '2026-11-25 12:00:00+00', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.phone_session VALUES ('9ed1db5f9276d98647ee62a33fb0da82d8831527941afd17dfef8cc253aaec11', 'alice', 'rdmjCrd-1jqyn72tKAN2G2U1LtIDybcwbSCjETWjyrc', '2026-11-25 12:00:00+00', '2026-11-26 00:00:00+00');
INSERT INTO public.registered_client VALUES ('o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY', 'scout', 'alice', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_RSGjywy-CNPn3xjRCc8VyUDl", "kty": "OKP", "x": "CiN6ZHFrQg72JFVOW5GDuKM1LSPQyv8gNAC4vdhW_58"}', 'http://localhost:8765/callback/', '2026-11-25 12:00:00+00', NULL);
INSERT INTO public.seen_nonce VALUES ('a48877d8a4a7cefc8391c3140ea75c38bdcdb6c5f0f2264837fe1a0c6c98a970', '2026-11-25 12:05:00+00');
INSERT INTO public.seen_nonce VALUES ('4ce66bc3848c2071d50bf1766f8b13ba33176c0da98f545dc66e04308e695ea4', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('0430fa37c9477f2194cdd79743abf39cf1b187391afa19801cec03417fb35197', '2026-11-25 12:05:05+00');
INSERT INTO public.seen_nonce VALUES ('2450cfe826ba50b306f68d0602d54bea431cb9931eb13970f79252b4c877e4f9', '2026-11-25 12:05:05+00');
INSERT INTO public.server_grant VALUES ('as_bk2HRgVGcL2rNWXGbpvV00J2', 1, 'o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "grocer", "currency": "EUR", "amount": "24.00"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262", "call_digest": "d3442d4dbe4999f00e18dc5faf79d03a356d28a03c7617924b451941cabbf7a9"}', '99cf6a6f1e00c4b8bd6fb1861ab98cad3f4791f304c4040b24ae2080d64f4c9b', 'small-payments', NULL, 'pending', NULL, 'a_blsCVK2e1gp4YQgPbi7xVsfx', 'http://localhost:8765/callback/P4mjpkaWJS4CYOt1vErgWTVp0x3OLVJDqaZws0TsmBk', 'sHOHhe8_rnyZhwyMeKZ1nDliACiuj3njHcY7D19gfO8', 'sha-256', '1VodhIAzXnCvwyC9xWIWUoMIhRqfaQYFi9omQOVUfto', NULL, NULL, 'fcb248063d3187902b880490f48f03223edb238f185cdb3835b5f4eab12d2d37', NULL, NULL, NULL, '2026-11-25 12:00:10+00', 1, 600, '2026-11-25 12:00:05+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:05+00', NULL, NULL, NULL);
INSERT INTO public.server_grant VALUES ('as_iJxeSZxoNmf5rnVsxWOPlNYN', 3, 'o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY', 'scout', 'alice', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]', '{"operation": "bank_pay", "connector": "bank", "connector_digest": "884c1544c185bd4b50a4bc133fd8b72f364c7f3936d90c821137ab16f9f6d262", "call_digest": "a88e76d62d5799d0f70a0bda73082fa3053a8f93fb6c732b78c1f19a832dd993"}', NULL, 'small-payments', NULL, 'approved', NULL, 'a_EpC3EMqys9S8TpvbXN00jnEO', 'http://localhost:8765/callback/TeVwsABHTAZvV-pcd9UW-MpPfjPZNap49i82rKz_20w', 'XCc8XGRzTzJbsz8UFVDmqyrvbjP5uIm5HjdJKZAqgm4', 'sha-256', 'L-tgHCvzIb8URZXQtAY7CxRADT3PgsMKLfGeuRo00RU', 'a3608e571032e52eebe050d715831b1fc0ea4d67074f23e8277dde8db71640fc', '\x010131112c896a8189219f31c4f71b8ae3161f0b8fd570d2e21396e27057afc7de5e4a446cbf305df951f6572f1eb514bb4c7bbbed7d16aeaf62f9cbb219b334ffdfcb766d1bbf8e36de', NULL, '116f380ae3873d5cc80a3935fcbf713109af662cedc1c86e1b894cdefbffc045', '\x01013139c7423038ef984f383a30182980791936e3a2acf6e6e3f9325e79df8091806e3dbabb4982bae747bb9bfdbd193f59bd45853903a54168f7b1b33da0f13f40179838be2522f336ac288656d0ab8851fcbfb41b96e3a4ff899c546b83ef3d8eae88bffe099af52ed33d994e0f8f7697f77ed01372fa16031c5e7b4e7d8d90473abc8f0584339d7d714d78b1ac0db1cf19cdbde830da75769fa1e7198e83dfa95ba22106623b35baf59c24195fff132bf15799eb19ae6e50e4ca7b92d5edb47ef5df9bff4e2d4b7b0d2c361b6c1a1522081b6212bb1b2d1a0a9ce4891aa316c3e6ae07bd1f38f2af81c7c23bf72fb7889c2dc4b8f7927f0813490b452b7f0bee65b2668debfa88e72f4931c52784b018355fa520b7d554a6b9523526320100af624fc1a437df1fd837b7199aeb8f3fd684825e21c4674906b6bef8f895e6b632ac3a69155d0386971a5fd00fa8654ccacdac2a5e1f904995dc6508d1241cd8ad1183eed025471d5ed637dc4d24e4ba2980646249fb6ec5c1d954d6f852e68412510714cc7db218be6ac2fb57ce5f7e6c21211e7f9a00091629fc0d3f4d1d22ead27737b27ee707451f6c7aea567944623bed89098095f468e0596daab292fc38c7b000d62f62818b687d08c3dbe60500a008a5e4d3ea902316bbfdd0177c5c8a9517eb229d791ba95db6ac85b24a832f9fd700848464da7b22817baf77507dfd0cd2333baac784653e', '2026-11-25 12:10:05+00', '2026-11-25 12:00:05+00', 1, 600, '2026-11-25 12:00:00+00', '2026-11-25 12:00:05+00', '2026-11-26 12:00:00+00', NULL, NULL, NULL);
INSERT INTO public.server_token VALUES ('t_PTeduTYylrHzWT90LYkMJFtS', 'as_iJxeSZxoNmf5rnVsxWOPlNYN', 'bdc234432274774dae4cf8dd11d00c2e496062b24aec8afe4b09a419eb53b913', '5ec5e36fd3dc3da7bbe75a6b2ccc3294e2b49aebde161de65b8e2730de8dd39c', '[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]', 'o6mpDCITCDPF8uUnsA6OhV-qimwT5N1xtQMdInqtOzY', '{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_RSGjywy-CNPn3xjRCc8VyUDl", "kty": "OKP", "x": "CiN6ZHFrQg72JFVOW5GDuKM1LSPQyv8gNAC4vdhW_58"}', 1, '2026-11-25 12:00:05+00', '2026-11-25 12:10:05+00', NULL);
ALTER TABLE ONLY public.countersign_schema
    ADD CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT pk_agent PRIMARY KEY (name);
ALTER TABLE ONLY public.approval
    ADD CONSTRAINT pk_approval PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.challenge
    ADD CONSTRAINT pk_challenge PRIMARY KEY (id);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT pk_client_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT pk_client_key PRIMARY KEY (id);
ALTER TABLE ONLY public.enrolment_link
    ADD CONSTRAINT pk_enrolment_link PRIMARY KEY (digest);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.owner
    ADD CONSTRAINT pk_owner PRIMARY KEY (name);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT pk_passkey PRIMARY KEY (id);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT pk_phone_session PRIMARY KEY (digest);
ALTER TABLE ONLY public.registered_client
    ADD CONSTRAINT pk_registered_client PRIMARY KEY (thumbprint);
ALTER TABLE ONLY public.seen_nonce
    ADD CONSTRAINT pk_seen_nonce PRIMARY KEY (digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT pk_server_grant PRIMARY KEY (id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT pk_server_token PRIMARY KEY (id);
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT uq_client_grant_join_key UNIQUE (join_key);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT uq_client_key_agent_authorization_server UNIQUE (agent, authorization_server);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest);
ALTER TABLE ONLY public.server_grant
    ADD CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_digest UNIQUE (digest);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT uq_server_token_manage_digest UNIQUE (manage_digest);
CREATE INDEX ix_agent_owner ON public.agent USING btree (owner);
CREATE INDEX ix_approval_agent ON public.approval USING btree (agent);
CREATE INDEX ix_approval_client_grant ON public.approval USING btree (client_grant);
CREATE INDEX ix_approval_grant ON public.approval USING btree ("grant");
CREATE INDEX ix_approval_owner ON public.approval USING btree (owner);
CREATE INDEX ix_audit_subject ON public.audit USING btree (subject);
CREATE INDEX ix_challenge_approval ON public.challenge USING btree (approval);
CREATE INDEX ix_client_grant_agent ON public.client_grant USING btree (agent);
CREATE INDEX ix_client_grant_due_at ON public.client_grant USING btree (due_at);
CREATE INDEX ix_client_key_agent ON public.client_key USING btree (agent);
CREATE INDEX ix_outbox_due_at ON public.outbox USING btree (due_at);
CREATE INDEX ix_outbox_subject ON public.outbox USING btree (subject);
CREATE INDEX ix_passkey_owner ON public.passkey USING btree (owner);
CREATE INDEX ix_phone_session_owner ON public.phone_session USING btree (owner);
CREATE INDEX ix_registered_client_agent ON public.registered_client USING btree (agent);
CREATE INDEX ix_seen_nonce_expires_at ON public.seen_nonce USING btree (expires_at);
CREATE INDEX ix_server_grant_agent ON public.server_grant USING btree (agent);
CREATE INDEX ix_server_grant_approval ON public.server_grant USING btree (approval);
CREATE INDEX ix_server_grant_due_at ON public.server_grant USING btree (due_at);
CREATE INDEX ix_server_grant_previous_continue_digest ON public.server_grant USING btree (previous_continue_digest);
CREATE INDEX ix_server_grant_thumbprint ON public.server_grant USING btree (thumbprint);
CREATE INDEX ix_server_token_grant ON public.server_token USING btree ("grant");
ALTER TABLE ONLY public.agent
    ADD CONSTRAINT fk_agent_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.client_grant
    ADD CONSTRAINT fk_client_grant_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.client_key
    ADD CONSTRAINT fk_client_key_agent FOREIGN KEY (agent) REFERENCES public.agent(name);
ALTER TABLE ONLY public.enrolment_link
    ADD CONSTRAINT fk_enrolment_link_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT fk_passkey_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT fk_phone_session_owner FOREIGN KEY (owner) REFERENCES public.owner(name);
ALTER TABLE ONLY public.phone_session
    ADD CONSTRAINT fk_phone_session_passkey FOREIGN KEY (passkey) REFERENCES public.passkey(id);
ALTER TABLE ONLY public.server_token
    ADD CONSTRAINT fk_server_token_grant FOREIGN KEY ("grant") REFERENCES public.server_grant(id);

BEGIN TRANSACTION;
CREATE TABLE agent (
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	credential_digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	frozen_at DATETIME, 
	last_used_at DATETIME, 
	CONSTRAINT pk_agent PRIMARY KEY (name), 
	CONSTRAINT fk_agent_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest)
);
INSERT INTO "agent" VALUES('scout','alice','1daf89ebc51de68a581a1c92410c40b765e8c2ab32ac4d1045aeb71e72729cc3','2026-11-25 12:00:00.000000',NULL,NULL,NULL);
CREATE TABLE approval (
	id VARCHAR NOT NULL, 
	grant VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	agent_reason TEXT, 
	client_grant VARCHAR, 
	created_at DATETIME NOT NULL, 
	valid_until DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	decision VARCHAR, 
	decided_at DATETIME, 
	decision_reason TEXT, 
	effective_digest VARCHAR, 
	passkey VARCHAR, 
	assertion JSON, 
	nonce BLOB, 
	not_after DATETIME, 
	spent_at DATETIME, 
	CONSTRAINT pk_approval PRIMARY KEY (id)
);
INSERT INTO "approval" VALUES('a_0aF5b8MtpoaU4Fvfi9LIFIE1','as_R1D97mxtPod10VEIsRRiB4dh','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"72fe8d117aa31c9610dadc54e0e7ca5f17044ca81d8902920cfda681f39904f3","client_key":"cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4","connector":"bank","connector_digest":"8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','93e0709de9eaf34f9cbd13aef52fa5e1dfa50b24d2d1dc200595a1eb05f5989e','for breakfast','g_sFEJwcLeX96ULsIqixvYnpVX','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'93e0709de9eaf34f9cbd13aef52fa5e1dfa50b24d2d1dc200595a1eb05f5989e','tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk','{"id": "tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk", "rawId": "tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMVlfVWpOZU9GcmdWMm1lSFkzSk8xWjdOZ2RjOElLeGZLSmRmVGZSSGJoOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIHwyb-tyLEougdkum6jDz0_USnUjagva-t3flCYR4pLKAiAPNF6OYXn8R1oALeNfpHo2ZPL_6gJj_lbs68LvH0ZQZw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'2552DA9FCB7A722F3CB47E902682EF6753F15BD7840D10985F2864FE2400A248','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000');
INSERT INTO "approval" VALUES('a_W0RHsDkmUPYz5ssaKS1b3NwL','as_twdFkfm5Cu9e79yvFwsOKmvE','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"3506156e4b4b6b55507f788f86c6dfeba6ddf9a502fa194259de66908f651a62","client_key":"cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4","connector":"bank","connector_digest":"8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','5a96078dc4d5a9ebd21e8c7388013792ced01c5e1f288ed5bb674a28ec04449e','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE audit (
	seq BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	agent VARCHAR, 
	owner VARCHAR, 
	data TEXT NOT NULL, 
	previous VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (seq)
);
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','enrolment.link','alice',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','4685863a7731276871f478958011bb140603dc3e81b0fdeafb347346939d9c2f');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','passkey.enrolled','tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk',NULL,'alice','{"label":"A browser","passkey":"tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk"}','4685863a7731276871f478958011bb140603dc3e81b0fdeafb347346939d9c2f','028cf5bdeaea1be78df194bb8818396a65886d7d7e241593cd185e0a39d3739e');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','server.registered','cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4','scout','alice','{}','028cf5bdeaea1be78df194bb8818396a65886d7d7e241593cd185e0a39d3739e','dcaf990c59814164c9889b4ff865252b93e65fce5ad2ecbce2145e9a2f81ba21');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{}','dcaf990c59814164c9889b4ff865252b93e65fce5ad2ecbce2145e9a2f81ba21','77f991cd4723548e3e491e12236e06076591f1508f97f369f785b7930e7cf36f');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','client.asked','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{"call":"72fe8d117aa31c9610dadc54e0e7ca5f17044ca81d8902920cfda681f39904f3","decide":"ask","operation":"bank_pay","rule":"small-payments"}','77f991cd4723548e3e491e12236e06076591f1508f97f369f785b7930e7cf36f','34be5e45dbf1502d95ede48c398a2b6c2e623afd175d3f885fcca875ee0f3f36');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','server.asked','as_R1D97mxtPod10VEIsRRiB4dh','scout','alice','{"approval":"a_0aF5b8MtpoaU4Fvfi9LIFIE1","digest":"93e0709de9eaf34f9cbd13aef52fa5e1dfa50b24d2d1dc200595a1eb05f5989e","rule":"small-payments"}','34be5e45dbf1502d95ede48c398a2b6c2e623afd175d3f885fcca875ee0f3f36','1ea5a0c2de2c457b897bc6e8fbce6e851b784c05377066fc9a9ea5e44c2eb1f0');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','client.pending','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{}','1ea5a0c2de2c457b897bc6e8fbce6e851b784c05377066fc9a9ea5e44c2eb1f0','8412ab50113084865f3a09df258786f3d89fc0ef5944c99144454899adb70fe4');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','approval.approved','a_0aF5b8MtpoaU4Fvfi9LIFIE1','scout','alice','{"digest":"93e0709de9eaf34f9cbd13aef52fa5e1dfa50b24d2d1dc200595a1eb05f5989e","grant":"as_R1D97mxtPod10VEIsRRiB4dh","passkey":"tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk","reason":null}','8412ab50113084865f3a09df258786f3d89fc0ef5944c99144454899adb70fe4','03d4a9d349ac9a5b17d0501b0ebbc94270138ecd134a382f714fe658edce11e3');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:05.000000','client.finished','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{}','03d4a9d349ac9a5b17d0501b0ebbc94270138ecd134a382f714fe658edce11e3','be6d665b2f315a24254280887f30b1d4e237ec81749de387937997c9a9f264d8');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:05.000000','server.issued','as_R1D97mxtPod10VEIsRRiB4dh','scout','alice','{"approval":"a_0aF5b8MtpoaU4Fvfi9LIFIE1","rule":"small-payments","why":null}','be6d665b2f315a24254280887f30b1d4e237ec81749de387937997c9a9f264d8','e6d33d11a57fe81fc269c3be3527d10274ea1fc01bf17c305d66691d093e5eb6');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:05.000000','client.granted','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_0aF5b8MtpoaU4Fvfi9LIFIE1"}','e6d33d11a57fe81fc269c3be3527d10274ea1fc01bf17c305d66691d093e5eb6','01e6dee9f008d40c88326bde1b192a77887e5c93479fcd5eea9b8811f9ef39c4');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:05.000000','client.use_reserved','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{"approval":"a_0aF5b8MtpoaU4Fvfi9LIFIE1","call":"72fe8d117aa31c9610dadc54e0e7ca5f17044ca81d8902920cfda681f39904f3"}','01e6dee9f008d40c88326bde1b192a77887e5c93479fcd5eea9b8811f9ef39c4','65c94679f8be3307f8d0eb60e6d3e6bc2a2c55553c5e72e0332dbd47cb646577');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:05.000000','client.call_answered','g_sFEJwcLeX96ULsIqixvYnpVX','scout','alice','{"status":201}','65c94679f8be3307f8d0eb60e6d3e6bc2a2c55553c5e72e0332dbd47cb646577','0accf65f389bb3d91935552b0032776e35d2d71d58f0b8848d3d39a43c9a0e5a');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:05.000000','client.asked','g_BwC_Z7r_GMgmQOIR7LSEwvSG','scout','alice','{"call":"3506156e4b4b6b55507f788f86c6dfeba6ddf9a502fa194259de66908f651a62","decide":"ask","operation":"bank_pay","rule":"small-payments"}','0accf65f389bb3d91935552b0032776e35d2d71d58f0b8848d3d39a43c9a0e5a','91f7e9e62f48de815d2a85860c0f6641b7d1303c20f66f92376bf55d73dd5244');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:05.000000','server.asked','as_twdFkfm5Cu9e79yvFwsOKmvE','scout','alice','{"approval":"a_W0RHsDkmUPYz5ssaKS1b3NwL","digest":"5a96078dc4d5a9ebd21e8c7388013792ced01c5e1f288ed5bb674a28ec04449e","rule":"small-payments"}','91f7e9e62f48de815d2a85860c0f6641b7d1303c20f66f92376bf55d73dd5244','490e5c2951145e7522b4ca2b8f6e149beb07e9944ae19436c87891e0148e897a');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.pending','g_BwC_Z7r_GMgmQOIR7LSEwvSG','scout','alice','{}','490e5c2951145e7522b4ca2b8f6e149beb07e9944ae19436c87891e0148e897a','630118447a868a2f7db3cb6d7dc10a146c537962a31742c01bb2cd2f1b9c3a74');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,16,'630118447a868a2f7db3cb6d7dc10a146c537962a31742c01bb2cd2f1b9c3a74');
CREATE TABLE challenge (
	id VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	owner VARCHAR, 
	approval VARCHAR, 
	verb VARCHAR, 
	digest VARCHAR, 
	nonce BLOB NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_challenge PRIMARY KEY (id)
);
INSERT INTO "challenge" VALUES('7a9918f9ef03ac77797dce39e79737853798b4b7dad5dc6a67262f5ee7cf465b','enrol','alice',NULL,NULL,NULL,X'0E78A41BDCFED3D70C5B744AA7B6C0F1DEAB3FF6AAA4A0A77671064E0B2225B1','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('6c42fffa5c98e6c48cde447c5fe5559177ec4cda909e880e69de904acffcdee3','decide','alice','a_0aF5b8MtpoaU4Fvfi9LIFIE1','approve','93e0709de9eaf34f9cbd13aef52fa5e1dfa50b24d2d1dc200595a1eb05f5989e',X'2552DA9FCB7A722F3CB47E902682EF6753F15BD7840D10985F2864FE2400A248','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
CREATE TABLE client_grant (
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	authorization_server VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	connector VARCHAR NOT NULL, 
	operation VARCHAR NOT NULL, 
	arguments JSON NOT NULL, 
	access JSON NOT NULL, 
	call_digest VARCHAR NOT NULL, 
	connector_digest VARCHAR NOT NULL, 
	policy_digest VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	decide VARCHAR NOT NULL, 
	join_key VARCHAR, 
	agent_reason TEXT, 
	run BOOLEAN NOT NULL, 
	state VARCHAR NOT NULL, 
	ending VARCHAR, 
	intent VARCHAR, 
	intent_at DATETIME, 
	finish_nonce VARCHAR, 
	callback_digest VARCHAR, 
	callback_sealed BLOB, 
	as_nonce VARCHAR, 
	interact_ref_sealed BLOB, 
	continue_uri VARCHAR, 
	continue_token_sealed BLOB, 
	wait_until DATETIME, 
	token_sealed BLOB, 
	token_access JSON, 
	token_expires_at DATETIME, 
	manage_uri VARCHAR, 
	manage_token_sealed BLOB, 
	approval VARCHAR, 
	status VARCHAR NOT NULL, 
	result JSON, 
	detail TEXT, 
	owner_words BOOLEAN NOT NULL, 
	collected_at DATETIME, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	deadline DATETIME NOT NULL, 
	due_at DATETIME, 
	lease VARCHAR, 
	lease_until DATETIME, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_sFEJwcLeX96ULsIqixvYnpVX',9,'scout','alice','http://localhost:8765/gnap','k_K4UEFx1V_YD3tL4Y3PYtvPbe','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]','72fe8d117aa31c9610dadc54e0e7ca5f17044ca81d8902920cfda681f39904f3','8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5','1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe','small-payments','ask','68c76b04ac0283a5de48cc192f2bc3a74ab90f30331e6daa64d048f75da7957d','for breakfast',1,'approved',NULL,NULL,NULL,'Q2xSX-oL5D99Tjgclun0YdiZ5IwDTbE-nfH0bOtiI6k','b45c3d6407dc9e050f079c420b125aebe92a8b10253a1a9912260826d06c6759',X'0101310F2D9C16FF90557588F66F544244898FE8615E89B95FAAEAED3E6354000F5AB22567FFAAF7FB977E057B6D147D92F4FAC3769035EE4EB024FE5FE239E933E660C109FD7F456053','t2MBdEg7nmSBF-DOjdd4anJEdUmaJFVgGsRuhQevvzI',NULL,'http://localhost:8765/gnap/continue/as_R1D97mxtPod10VEIsRRiB4dh',NULL,'2026-11-25 12:00:05.000000',X'010131EBD8FCDAC5F1E7AB6F96C397DB7256C552C733D804864F5EC252C38F0BCE46250BFBA5739DE0A0B084B78622F48269A3F0C7D4BF92AA6DF4B73B11C285DEF4B9AA40EBBD893A24','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_8usagbI0RIsCBBP7tHxQp9xa',X'0101312A739E172423A8AF633D87B7A4DD74016475E646BBD7771DDC15E9D415D4D818BCE820A72A415CD7FA31D9EDCF0289FE65699860DCAC48BA827B76013F1900ECAB14454A281442','a_0aF5b8MtpoaU4Fvfi9LIFIE1','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_BwC_Z7r_GMgmQOIR7LSEwvSG',2,'scout','alice','http://localhost:8765/gnap','k_K4UEFx1V_YD3tL4Y3PYtvPbe','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "grocer", "currency": "EUR", "amount": "24.00"}]','3506156e4b4b6b55507f788f86c6dfeba6ddf9a502fa194259de66908f651a62','8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5','1dc877bdaca61cd24feee68eee63637f735adc5b8a1886f8367b6f01129ccdfe','small-payments','ask','b89db9ac27db35007595275104e4bdf567fb828ed87c9131dc0c7f1e40966c88','for breakfast',1,'pending',NULL,NULL,NULL,'ydUoZqqsis57UvpqJA46Y7pV64BtMlh1uB4vaFHg0jc','55bd3be7217179dedd4c5aacda0067e19f1f40cf38db48883561a0a9e7610a53',X'01013167B753467D6F731B4A1CE1DB5D455539265B42E80E9E60C67A6563D6891491AAAAEC204DD6C06ECA6E86F8CDA844CDBF2EBBE06596CD68B98AD34B86957F6CFAD20044801E59B0','zK2EyGZzAq39iZoC4HoOPGMwhtEnsLFjF0WOblILxew',NULL,'http://localhost:8765/gnap/continue/as_twdFkfm5Cu9e79yvFwsOKmvE',X'010131A0C649C5D33D5531D3B38F6B6402101198C581D95844FF2FA129E5817E80596BEAEC69BCF98C78B2002B42C68D162EC2AE638BCF0B07F5104DB33B1BDBBD5C6402E4C8A9A0B3E8','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL);
CREATE TABLE client_key (
	id VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	authorization_server VARCHAR NOT NULL, 
	public_jwk JSON NOT NULL, 
	private_sealed BLOB NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_client_key PRIMARY KEY (id), 
	CONSTRAINT uq_client_key_agent_authorization_server UNIQUE (agent, authorization_server), 
	CONSTRAINT fk_client_key_agent FOREIGN KEY(agent) REFERENCES agent (name)
);
INSERT INTO "client_key" VALUES('k_K4UEFx1V_YD3tL4Y3PYtvPbe','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_K4UEFx1V_YD3tL4Y3PYtvPbe", "kty": "OKP", "x": "bNuplb5YqN-NTRxpuKBOB6ur-BD7mbD0gxsg2Gy5QxU"}',X'010131C70EE838398220AE3DB609206909B1A7E017B3A24D09BBCE9A623139FC671AE8C3757B42237128DA88CC0C2562DD4D677791B223BB0CC25A032FEB2E0A49CB6D37E035D75B654663A7A029B5','2026-11-25 12:00:00.000000');
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0001');
CREATE TABLE enrolment_link (
	digest VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_enrolment_link PRIMARY KEY (digest), 
	CONSTRAINT fk_enrolment_link_owner FOREIGN KEY(owner) REFERENCES owner (name)
);
INSERT INTO "enrolment_link" VALUES('3058ec38291eede727026fe67f6c19235e664b3b09ab50c85d79b6e27aa8cd32','alice','2026-11-25 12:15:00.000000','2026-11-25 12:00:00.000000');
CREATE TABLE outbox (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	due_at DATETIME, 
	lease VARCHAR, 
	lease_until DATETIME, 
	expires_at DATETIME NOT NULL, 
	done_at DATETIME, 
	outcome VARCHAR, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES('o_nRd4CS4vFPGh5UmhbwEZAhIE','finish','as_R1D97mxtPod10VEIsRRiB4dh',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000');
CREATE TABLE owner (
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_owner PRIMARY KEY (name)
);
INSERT INTO "owner" VALUES('alice','2026-11-25 12:00:00.000000');
CREATE TABLE passkey (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	removed_at DATETIME, 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT fk_passkey_owner FOREIGN KEY(owner) REFERENCES owner (name)
);
INSERT INTO "passkey" VALUES('tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk','alice','A browser',X'A5010203262001215820853ED45B5A00120346E1F7BBEF4E50A829692B2527FF204C1DE4645863859AAC22582005E40B51734F7AD548EE819C3265BA7F5513DE64118E6BDFAE96F32993938589',1,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL);
CREATE TABLE phone_session (
	digest VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	passkey VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_phone_session PRIMARY KEY (digest), 
	CONSTRAINT fk_phone_session_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT fk_phone_session_passkey FOREIGN KEY(passkey) REFERENCES passkey (id)
);
INSERT INTO "phone_session" VALUES('fbb4556e7fad3ac91fcb9126560fb3fb0f25e09b790637f64b94f71ba75d050d','alice','tJX0SVBTc1hruWZQL4EDDT-6HLYPADIXOpGQILCBtwk','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
CREATE TABLE registered_client (
	thumbprint VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	public_jwk JSON NOT NULL, 
	callback_prefix VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_registered_client PRIMARY KEY (thumbprint)
);
INSERT INTO "registered_client" VALUES('cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_K4UEFx1V_YD3tL4Y3PYtvPbe", "kty": "OKP", "x": "bNuplb5YqN-NTRxpuKBOB6ur-BD7mbD0gxsg2Gy5QxU"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL);
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('fea9fef0e14e165703a580a3b81eda9ec94a21b701caee91494a1b818aa18544','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('3aee582dbfa83fa7b63b6a00bc603006faa8359950100b5daf55597fdeab58b4','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('8ddfb9fa43b76db2355f04c751e2bbf0308cc6cb61137ea537de52b0c3e5d7a6','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('69ea156544def95733b318904dd04b40e79a2cfab2eb1740c8a913d0c00dfc22','2026-11-25 12:05:05.000000');
CREATE TABLE server_grant (
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	thumbprint VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	access JSON NOT NULL, 
	ask JSON, 
	pending_key VARCHAR, 
	rule VARCHAR NOT NULL, 
	label VARCHAR, 
	state VARCHAR NOT NULL, 
	ending VARCHAR, 
	approval VARCHAR, 
	finish_uri VARCHAR, 
	finish_nonce VARCHAR, 
	finish_hash_method VARCHAR, 
	as_nonce VARCHAR, 
	interact_ref_digest VARCHAR, 
	interact_ref_sealed BLOB, 
	continue_digest VARCHAR, 
	previous_continue_digest VARCHAR, 
	answer_sealed BLOB, 
	answer_until DATETIME, 
	wait_until DATETIME, 
	token_uses INTEGER, 
	token_seconds INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	due_at DATETIME, 
	lease VARCHAR, 
	lease_until DATETIME, 
	CONSTRAINT pk_server_grant PRIMARY KEY (id), 
	CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key), 
	CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest)
);
INSERT INTO "server_grant" VALUES('as_R1D97mxtPod10VEIsRRiB4dh',3,'cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5", "call_digest": "72fe8d117aa31c9610dadc54e0e7ca5f17044ca81d8902920cfda681f39904f3"}',NULL,'small-payments',NULL,'approved',NULL,'a_0aF5b8MtpoaU4Fvfi9LIFIE1','http://localhost:8765/callback/DGxSY98jCA7XIpotdFq8aOXXv5uDPHctNAVocgCNbw8','Q2xSX-oL5D99Tjgclun0YdiZ5IwDTbE-nfH0bOtiI6k','sha-256','t2MBdEg7nmSBF-DOjdd4anJEdUmaJFVgGsRuhQevvzI','fd6d95d669cbdcf9c6e6432c39778742498f1db1677eb9ed958aafb11fc0897b',X'01013155C4A84BE21F58AB68FA897DA864669999F86D0A6B4839268B9C91991FBB4FDBB7796A6C465FE3A9665A542EEC19873101E5440C39EA2E67EBB85C332F2940A54D0B427443251B',NULL,'d9702855862ab7c11a5d910254439339cda701e2d29d85bc19fe8cbb00e53b9a',X'010131FA8C48F610B248D914D0C3844DAB98011B3DA5E9460EB4F11B2A4B1C448F6D0BF241CE0A92108B4D499A0CDCBA68FE9FA4EB3F2B8ACCE7E6EF3B32D944045CEAF41773AF238FFC595616D2B04B1B215EC8E41797EEDE0899A5DD437A118F3C507C8E97B942C6DBF68A189B319B08B37F9E69522FEC8AF5DF22115BBD0A41252EE2DE50AF55917DE5613380BF2A8AF9A45CEA298E213072256E63E4D7D9AB7DB944AA8628805C0F51BCAB1B336E45A549D29D87305FB2E7CA2B776A5ECF35441A2076A9BDEDE9B3D9374608A83D14C9ECE552A42D8F1636A0F5CCAA86AA4A001D2C93E40ADF76E2E28A7EC42755C8847579F609EC4DC9A984C1FEA929F5321FDBD3C7076894C1699A6519978FE5CC487B52EA81328E04652AB7C5C283A2EEE62051A5FA34B0513C5987CDCFB0DCDA5F28CC17401DD798AD50A1DD361BE4C5F99041750E9096E34F229E5FE0A4C69AC00453D3C0A6E874BC9359C1EECE39E93C9EB9C90D74FA038CEC741D1949EF80BC3391FE5163A48B44B2CE66D841913681A64126915915FD1B95B2AB75A15A716A8FC5A5B392CE38123918FBD60C18E3B9592C882428C5C67AD9BA8E747AE2AAA56AC4EC64B4176C2B373E776D578DEFCA2192B6A41A8181AFCFA7806F9FD127476D6CE4A53416B98458B152246C13C3B45C3EA5A4DBE7C3F278394B3C7FC21670F5E0B3E66E00E6533BF5698A389419BCE31447FF0318F75621','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL);
INSERT INTO "server_grant" VALUES('as_twdFkfm5Cu9e79yvFwsOKmvE',1,'cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "grocer", "currency": "EUR", "amount": "24.00"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "8066971748fd44e65668b7104333f59e8d987bf043e0a419f4148cf4772b79d5", "call_digest": "3506156e4b4b6b55507f788f86c6dfeba6ddf9a502fa194259de66908f651a62"}','c5cb4cdb1754fd08fa8bea03b60eaf7e2206b6f85b5a5544187f77161d395c67','small-payments',NULL,'pending',NULL,'a_W0RHsDkmUPYz5ssaKS1b3NwL','http://localhost:8765/callback/KilKWverSLXES5sIBiMSPfpyt1oU_AlX6FmlGkNvAug','ydUoZqqsis57UvpqJA46Y7pV64BtMlh1uB4vaFHg0jc','sha-256','zK2EyGZzAq39iZoC4HoOPGMwhtEnsLFjF0WOblILxew',NULL,NULL,'69e7929cb3ea12b44e951b7367b21065ac54ba7232bc019155db94146bf94f17',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL);
CREATE TABLE server_token (
	id VARCHAR NOT NULL, 
	grant VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	manage_digest VARCHAR NOT NULL, 
	access JSON NOT NULL, 
	thumbprint VARCHAR NOT NULL, 
	public_jwk JSON NOT NULL, 
	uses INTEGER, 
	issued_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_server_token PRIMARY KEY (id), 
	CONSTRAINT fk_server_token_grant FOREIGN KEY(grant) REFERENCES server_grant (id), 
	CONSTRAINT uq_server_token_digest UNIQUE (digest), 
	CONSTRAINT uq_server_token_manage_digest UNIQUE (manage_digest)
);
INSERT INTO "server_token" VALUES('t_8usagbI0RIsCBBP7tHxQp9xa','as_R1D97mxtPod10VEIsRRiB4dh','10a69c67604ecef37d5479fc8196b3e32951fc29b2695d09b609ed8adf5a8b67','fba05c24f582b17aa5b7cf062256d169901548e8494d7e5b7ef4979c1616a432','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "payee": "bakery", "currency": "EUR", "amount": "25.00"}]','cC3B0GEgutyLg5oRPJRsfYYn_phrJPsIaYySb0Lu5e4','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_K4UEFx1V_YD3tL4Y3PYtvPbe", "kty": "OKP", "x": "bNuplb5YqN-NTRxpuKBOB6ur-BD7mbD0gxsg2Gy5QxU"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL);
CREATE INDEX ix_challenge_approval ON challenge (approval);
CREATE INDEX ix_registered_client_agent ON registered_client (agent);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_outbox_subject ON outbox (subject);
CREATE INDEX ix_outbox_due_at ON outbox (due_at);
CREATE INDEX ix_seen_nonce_expires_at ON seen_nonce (expires_at);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_passkey_owner ON passkey (owner);
CREATE INDEX ix_agent_owner ON agent (owner);
CREATE INDEX ix_server_token_grant ON server_token (grant);
CREATE INDEX ix_phone_session_owner ON phone_session (owner);
CREATE INDEX ix_client_key_agent ON client_key (agent);
CREATE INDEX ix_client_grant_agent ON client_grant (agent);
CREATE INDEX ix_client_grant_due_at ON client_grant (due_at);
COMMIT;

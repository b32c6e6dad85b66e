BEGIN TRANSACTION;
CREATE TABLE agent (
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	credential_digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	frozen_at DATETIME, 
	last_used_at DATETIME, muted_until DATETIME, credential_expires_at DATETIME, previous_digest VARCHAR, previous_until DATETIME, 
	CONSTRAINT pk_agent PRIMARY KEY (name), 
	CONSTRAINT fk_agent_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest)
);
INSERT INTO "agent" VALUES('scout','alice','5b7fc13adf18047ec6e8bbebe78af2cb83052b2f38b215450b6e18626ba4059c','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE agent_host (
	agent VARCHAR NOT NULL, 
	client_id VARCHAR NOT NULL, 
	"key" JSON, 
	connected_at DATETIME NOT NULL, 
	CONSTRAINT pk_agent_host PRIMARY KEY (agent), 
	CONSTRAINT fk_agent_host_agent FOREIGN KEY(agent) REFERENCES agent (name)
);
CREATE TABLE agent_seen (
	agent VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	seen_at DATETIME NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_agent_seen PRIMARY KEY (agent, level), 
	CONSTRAINT fk_agent_seen_agent FOREIGN KEY(agent) REFERENCES agent (name)
);
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
	spent_at DATETIME, effective_document TEXT, cool_until DATETIME, lifted_at DATETIME, number VARCHAR, "match" VARCHAR, 
	CONSTRAINT pk_approval PRIMARY KEY (id)
);
INSERT INTO "approval" VALUES('a_lBTTlcbPbKw4eNl015ucz5W4','as_x-cTDaGHIk0DMXGINLVjIkPw','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"bb146cd321ea4afe262eca4f233af885f5913352ca4fa38b5ac117969e9aeb13","client_key":"d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI","connector":"bank","connector_digest":"d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac','for breakfast','g_OQJLuos3m4Eq5nqd82h5fKiq','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac','Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc','{"id": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "rawId": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWi1YbndrbjRHYXZuVGtYUTY3dl9SWXduWkV1UzA1bURFX1RtTjB0UFZCSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDrL1-9jQ-HqFOlmanXAlsVelrFJu_hPu2YAQg9Z-gz2QIgbBzf80rEXVdLqsJdfHspZH_sMlwXEiKGBeK310B9HcU", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'331D882F68D9C41A53BE454DA4D9E8FB6E5837B24B1B4FB4523CC421FF94833B','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'77',NULL);
INSERT INTO "approval" VALUES('a_9T5zhTLtci7T7I-30CRrlrpM','as_uLoRgFMwkjrzILya_El6_Tq_','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"ea9881ae217f01ab3acc1a459a92b00f14e40de7b9f03df9db9fcb94722f7699","client_key":"d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI","connector":"bank","connector_digest":"d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','85fb64b4ace22da821d30fc7c7da0aeef67fb4f9c6e6e08655c3ecd0022bd3b9','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'72',NULL);
CREATE TABLE approval_decider (
	approval VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_approval_decider PRIMARY KEY (approval, owner), 
	CONSTRAINT fk_approval_decider_approval FOREIGN KEY(approval) REFERENCES approval (id)
);
CREATE TABLE approval_vote (
	approval VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	passkey VARCHAR NOT NULL, 
	assertion JSON NOT NULL, 
	nonce BLOB NOT NULL, 
	not_after DATETIME NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_approval_vote PRIMARY KEY (approval, owner), 
	CONSTRAINT fk_approval_vote_approval FOREIGN KEY(approval) REFERENCES approval (id)
);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','aM_BdXmfQlGKJMvm3uVXgQ',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','75902ace4c6e1a25cc36a82aacf1792e8bc9a9b4b4cc12ca3eb02e22ea5e2b1d');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','aM_BdXmfQlGKJMvm3uVXgQ',NULL,'alice','{"label":"A browser","same_computer":true}','75902ace4c6e1a25cc36a82aacf1792e8bc9a9b4b4cc12ca3eb02e22ea5e2b1d','5f54716ed1bafe6b63d14f597e8a56012dcee5c1e2d548abfd4a0664c9080be8');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc',NULL,'alice','{"label":"A browser","pairing":"aM_BdXmfQlGKJMvm3uVXgQ","same_computer":true}','5f54716ed1bafe6b63d14f597e8a56012dcee5c1e2d548abfd4a0664c9080be8','48ce3ae93cf011c09d03d28c2c8ebae6f467a28ad253f231f9902d30cbdb3b1d');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_01f8e7872d1d3e20ece75d8646fe1343',NULL,'alice','{"digest":"27b16d76b257cf6fd442426f23adfe136b90d1719b1f0aa71aa0b2bed9ad9543","kinds":["policy","connector"],"uid":null}','48ce3ae93cf011c09d03d28c2c8ebae6f467a28ad253f231f9902d30cbdb3b1d','b7b2d12a67a1620858e4b96534c17da60a93e4a4c9dd0da06b5daeb262ee2ebd');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_01f8e7872d1d3e20ece75d8646fe1343"}','b7b2d12a67a1620858e4b96534c17da60a93e4a4c9dd0da06b5daeb262ee2ebd','04b7ac058230521332245591b9f93e5b1404b3307f75d5eafa06ec240dcf94e3');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855","proposal":"w_01f8e7872d1d3e20ece75d8646fe1343"}','04b7ac058230521332245591b9f93e5b1404b3307f75d5eafa06ec240dcf94e3','926f0d4251ce1372efec69075e1db91ad05b18fc47645cf28fd3a29a2728ad14');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_01f8e7872d1d3e20ece75d8646fe1343',NULL,'alice','{"digest":"27b16d76b257cf6fd442426f23adfe136b90d1719b1f0aa71aa0b2bed9ad9543","passkey":"Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc","reason":null}','926f0d4251ce1372efec69075e1db91ad05b18fc47645cf28fd3a29a2728ad14','90daa465d165d3486eeaff56d09bed69ae50cd387158f5b30bd808393cf1e114');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_a3b6b0f96b4fdb4aeb43853251f6fe21','scout','alice','{"digest":"96a645c85482532cefb499131ffcd2748aa8f9ec94011f3442221ea2b77ea707","kinds":["agent"],"uid":null}','90daa465d165d3486eeaff56d09bed69ae50cd387158f5b30bd808393cf1e114','f8319d474e52a69cfa28faa4c14f532fddc185e4e17b99de955c15a18603f7ec');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI','scout','alice','{}','f8319d474e52a69cfa28faa4c14f532fddc185e4e17b99de955c15a18603f7ec','7410fa678073dfdefd5e62048b2437880619f97bb1e10e2960bacdf8b65486e5');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_a3b6b0f96b4fdb4aeb43853251f6fe21"}','7410fa678073dfdefd5e62048b2437880619f97bb1e10e2960bacdf8b65486e5','0144e132cfc93d468abeaf84c01d4499bbc8ad955812034994b837de5827c50b');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_a3b6b0f96b4fdb4aeb43853251f6fe21','scout','alice','{"digest":"96a645c85482532cefb499131ffcd2748aa8f9ec94011f3442221ea2b77ea707","passkey":"Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc","reason":null}','0144e132cfc93d468abeaf84c01d4499bbc8ad955812034994b837de5827c50b','6258755bd6e2729d9efbf3cffaff37c386353c146cc6e4a40380087574592471');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{"call":"bb146cd321ea4afe262eca4f233af885f5913352ca4fa38b5ac117969e9aeb13","decide":"ask","operation":"bank_pay","rule":"small-payments"}','6258755bd6e2729d9efbf3cffaff37c386353c146cc6e4a40380087574592471','fd1bf2300cf9ba71a44f82a29d4a2c67ce6a50bb4d5f4660abd68a97508c11d0');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_x-cTDaGHIk0DMXGINLVjIkPw','scout','alice','{"approval":"a_lBTTlcbPbKw4eNl015ucz5W4","digest":"19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac","rule":"small-payments"}','fd1bf2300cf9ba71a44f82a29d4a2c67ce6a50bb4d5f4660abd68a97508c11d0','b020ec1d8362aefbea08cf1161af0acec8a41f6a39e4cc75fd316d5abe98fec6');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{}','b020ec1d8362aefbea08cf1161af0acec8a41f6a39e4cc75fd316d5abe98fec6','6a794db8c4b60b7dd656a63261ef02e30fef063714295a5a38de2b12396d3185');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_lBTTlcbPbKw4eNl015ucz5W4','scout','alice','{"digest":"19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac","effective":"19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac","grant":"as_x-cTDaGHIk0DMXGINLVjIkPw","passkey":"Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc","reason":null,"verb":"approve"}','6a794db8c4b60b7dd656a63261ef02e30fef063714295a5a38de2b12396d3185','10c6159802ecaeaa8b46e5f23118321525e61f9afb0dc51b850c5bd1592ef814');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{}','10c6159802ecaeaa8b46e5f23118321525e61f9afb0dc51b850c5bd1592ef814','78677641f5bac9426e410f88cf5d070fc5d0cc2f6ff727e609d831c9cd9f0ec0');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_x-cTDaGHIk0DMXGINLVjIkPw','scout','alice','{"approval":"a_lBTTlcbPbKw4eNl015ucz5W4","rule":"small-payments","why":null}','78677641f5bac9426e410f88cf5d070fc5d0cc2f6ff727e609d831c9cd9f0ec0','7e418c5138c0151f5ab3c8f49108b92bdb5abfdfc9b533fcbb2dce86f18043df');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_lBTTlcbPbKw4eNl015ucz5W4"}','7e418c5138c0151f5ab3c8f49108b92bdb5abfdfc9b533fcbb2dce86f18043df','cf27cad6ebab88fb05376b41752d559ff77bd07f5c508f0cd952ac9d7d118221');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{"approval":"a_lBTTlcbPbKw4eNl015ucz5W4","call":"bb146cd321ea4afe262eca4f233af885f5913352ca4fa38b5ac117969e9aeb13"}','cf27cad6ebab88fb05376b41752d559ff77bd07f5c508f0cd952ac9d7d118221','3bb474503a273a6dad34c12b36151015523d860a251a3babcb0a43d0019323d1');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_OQJLuos3m4Eq5nqd82h5fKiq','scout','alice','{"status":201}','3bb474503a273a6dad34c12b36151015523d860a251a3babcb0a43d0019323d1','b7eeb558d7e37461de24b033c11844ba28dfe4a03586399d30aec88d77fbaddd');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_3VsL_QSb7YE4OpXeAXkUwhvg','scout','alice','{"call":"ea9881ae217f01ab3acc1a459a92b00f14e40de7b9f03df9db9fcb94722f7699","decide":"ask","operation":"bank_pay","rule":"small-payments"}','b7eeb558d7e37461de24b033c11844ba28dfe4a03586399d30aec88d77fbaddd','290d4d2e6c29f4a8ecf06a40318a3ee28e7fbec0884df43fbad722addf357619');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_uLoRgFMwkjrzILya_El6_Tq_','scout','alice','{"approval":"a_9T5zhTLtci7T7I-30CRrlrpM","digest":"85fb64b4ace22da821d30fc7c7da0aeef67fb4f9c6e6e08655c3ecd0022bd3b9","rule":"small-payments"}','290d4d2e6c29f4a8ecf06a40318a3ee28e7fbec0884df43fbad722addf357619','bfd0c21db81a7bf14e6137d69beda5ef56fa0ba0ff1e52132ce6e111cb7f91ab');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_3VsL_QSb7YE4OpXeAXkUwhvg','scout','alice','{}','bfd0c21db81a7bf14e6137d69beda5ef56fa0ba0ff1e52132ce6e111cb7f91ab','b2929dc72cbfbd2c51c3a7951dedb474c46947df78f13ee75a53327594996e3c');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'b2929dc72cbfbd2c51c3a7951dedb474c46947df78f13ee75a53327594996e3c');
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
INSERT INTO "challenge" VALUES('82bd194eb515d035555521aaf6a8c0c96f331c9c2dd6fc8ea9b09750aeda1250','enrol','alice','aM_BdXmfQlGKJMvm3uVXgQ',NULL,NULL,X'6068F362F2D4124C2AAE111CED67010CB49DA30693B11D205446FBC9E1083237','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('cc09a17d2c03c9e5e1189552b1f0a169b8eb6cbec9cdc3dceee369277d0b3a34','decide','alice','a_lBTTlcbPbKw4eNl015ucz5W4','approve','19af3430f08fa25b5bf794b4e483199c637b8ff4e0f5c82a4faebfbcaa9eb5ac',X'331D882F68D9C41A53BE454DA4D9E8FB6E5837B24B1B4FB4523CC421FF94833B','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
CREATE TABLE channel (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	service VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	address_sealed BLOB NOT NULL, 
	address_digest VARCHAR NOT NULL, 
	"after" INTEGER NOT NULL, 
	shows VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	delivered_at DATETIME, 
	failed_at DATETIME, 
	failure VARCHAR, 
	signed_at DATETIME, 
	dropped_at DATETIME, 
	CONSTRAINT pk_channel PRIMARY KEY (id), 
	CONSTRAINT fk_channel_owner FOREIGN KEY(owner) REFERENCES owner (name)
);
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, number VARCHAR, opened_in VARCHAR, elicited_at DATETIME, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_OQJLuos3m4Eq5nqd82h5fKiq',7,'scout','alice','http://localhost:8765/gnap','k_7XE-cM9DMA5NZ0SNLishqHZ6','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','bb146cd321ea4afe262eca4f233af885f5913352ca4fa38b5ac117969e9aeb13','d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','c52f44f99da52e12e44c0a1e6f07f7196fd9ac417c9f18497ca6fc8e4ea7fbea','for breakfast',1,'approved',NULL,NULL,NULL,'svZQDxVDrvCLtwaDuqoerMCg5RN4-5BuhXbezspVHYU','8df7db597ec327d8473446db2ee55cee228288ad0f30288ad1e8047d3768c84b',X'0101313F241ED47AB75A7829EE28648156866D85B8AB43A63FC5CB33AEC63DA7D2454B5CD2A15A3344BE24A6F493FC3522836671B8F838EEEA05DE70C8D607D9C6343A1CEEA1CA2C9A8C','kvUAnDCr2z-EiGp2d6x2qRwTA9Ie8pAk5xIMjNgyMbc',NULL,'http://localhost:8765/gnap/continue/as_x-cTDaGHIk0DMXGINLVjIkPw',NULL,'2026-11-25 12:00:05.000000',X'01013129CED996FE8B134AFC6088113CEFA0C64EA02FE0E4F29666DC5CE3EF2DCEDB4B604750C6DEB3D53791F3483929DE8076AA4600A155B041A6A1408C7A1C400483C230264CB03E42','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_Y3NaufNkIyIpi9O6yIzE_H5f',X'0101312DCE70115A4F241E874865EBC1CBD640F9145F9FFDD2244F4E192505D506C40D490CECA347B1F0CBC9605A4F747364FB5201C061808E111FD28A2E970B5D24FCD7B141234669DC','a_lBTTlcbPbKw4eNl015ucz5W4','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'77',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_3VsL_QSb7YE4OpXeAXkUwhvg',2,'scout','alice','http://localhost:8765/gnap','k_7XE-cM9DMA5NZ0SNLishqHZ6','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','ea9881ae217f01ab3acc1a459a92b00f14e40de7b9f03df9db9fcb94722f7699','d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','7a14f0924acd325693b117d69b51866575e5b099887d3369c786b60641996850','for breakfast',1,'pending',NULL,NULL,NULL,'ck7VlD51tCIi34GDZiRfeuNBtDoYL8UhSO5BW5-1Pd0','6e9072f3fe5298f64cf6a6e3421da59f556c2cc8494328cd1e1cc599c2dcf4eb',X'01013100BC616489F84F0F05F3220CD7C768A8F8F7815C051E9A5AD1BB9DAEF767E6CE099BAE2AC99204CCAA57606919168C0497E89A11D9A7B559FCE4AF81B9B839F165FE4F3387F1B3','Zv69Twe0PZIo7u_doBIuF2puVBhbchyxEMjZkja9lqM',NULL,'http://localhost:8765/gnap/continue/as_uLoRgFMwkjrzILya_El6_Tq_',X'01013159F79E80043C778FC118B7E44E019F6B0E8451B55CDCAEAE7584781FF20B5E385822B56CC50D3B86C06EC82A15A32DD9BE4EAAC69A878E329D724DEB05146ECF5AE5ADD518D7AB','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'72',NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_7XE-cM9DMA5NZ0SNLishqHZ6','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_7XE-cM9DMA5NZ0SNLishqHZ6", "kty": "OKP", "x": "CqbEOTuDXEOaq1Cl28GqshwVFWxNy-OM4AF3MKnGzGc"}',X'0101313241ACF9B7D9F132DAD688E87E9DD531CE502004C62B78384735CC70E0D2596C3EB41774611C0BDBFF6347C983AD56563C0982082D185A0D3887CD25D94E24DF81AE94FE8CEABF860927DC6C','2026-11-25 12:00:00.000000');
CREATE TABLE connector_secret (
	id VARCHAR NOT NULL, 
	connector VARCHAR NOT NULL, 
	resource_server VARCHAR NOT NULL, 
	token_endpoint VARCHAR, 
	secret_sealed BLOB NOT NULL, 
	access_sealed BLOB, 
	access_until DATETIME, 
	renew_at DATETIME, 
	fault VARCHAR, 
	lease VARCHAR, 
	lease_until DATETIME, 
	created_at DATETIME NOT NULL, 
	signed_at DATETIME, 
	in_force VARCHAR, 
	removed_at DATETIME, 
	CONSTRAINT pk_connector_secret PRIMARY KEY (id), 
	CONSTRAINT uq_connector_secret_in_force UNIQUE (in_force)
);
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0006');
CREATE TABLE host_sign_in (
	id VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	client_id VARCHAR NOT NULL, 
	resource VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ending VARCHAR, 
	CONSTRAINT pk_host_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_host_sign_in_agent FOREIGN KEY(agent) REFERENCES agent (name)
);
CREATE TABLE host_token (
	digest VARCHAR NOT NULL, 
	sign_in VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, jkt VARCHAR, 
	CONSTRAINT pk_host_token PRIMARY KEY (digest), 
	CONSTRAINT fk_host_token_sign_in FOREIGN KEY(sign_in) REFERENCES host_sign_in (id)
);
CREATE TABLE host_visit (
	id VARCHAR NOT NULL, 
	session VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	client_id VARCHAR NOT NULL, 
	redirect_uri VARCHAR NOT NULL, 
	state TEXT, 
	challenge VARCHAR NOT NULL, 
	resource VARCHAR NOT NULL, 
	code_digest VARCHAR, 
	code_sealed BLOB, 
	code_until DATETIME, 
	redeemed_at DATETIME, 
	sign_in VARCHAR, jkt VARCHAR, 
	CONSTRAINT pk_host_visit PRIMARY KEY (id), 
	CONSTRAINT fk_host_visit_id FOREIGN KEY(id) REFERENCES proposal (id), 
	CONSTRAINT uq_host_visit_code_digest UNIQUE (code_digest)
);
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	frozen_at DATETIME, 
	key_check_sealed BLOB, 
	vapid_sealed BLOB, 
	changes INTEGER NOT NULL, token_key_sealed BLOB, nonces_since DATETIME, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
INSERT INTO "installation" VALUES(1,NULL,X'01013195E0826E75D2135061CC2ECEBD4F3A20E66FA271472C92A42B8E9F6C327382526E09601038E13E',NULL,2,NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE instance (
	id VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	pid INTEGER NOT NULL, 
	uid INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (id)
);
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
	created_at DATETIME NOT NULL, device VARCHAR, refuse_digest VARCHAR, 
	CONSTRAINT pk_outbox PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES('o_rdyuXe4psSN34BwzW6N_2PAb','finish','as_x-cTDaGHIk0DMXGINLVjIkPw',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
CREATE TABLE owner (
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, recovery_digest VARCHAR, email VARCHAR, quiet JSON, 
	CONSTRAINT pk_owner PRIMARY KEY (name)
);
INSERT INTO "owner" VALUES('alice','2026-11-25 12:00:00.000000',NULL,NULL,NULL);
CREATE TABLE pairing (
	id VARCHAR NOT NULL, 
	link_digest VARCHAR NOT NULL, 
	terminal_digest VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	device JSON, 
	digits_digest VARCHAR, 
	wrong_digits INTEGER NOT NULL, 
	typed_at DATETIME, 
	proposal VARCHAR, 
	ended_at DATETIME, 
	outcome VARCHAR, 
	CONSTRAINT pk_pairing PRIMARY KEY (id), 
	CONSTRAINT uq_pairing_link_digest UNIQUE (link_digest), 
	CONSTRAINT fk_pairing_owner FOREIGN KEY(owner) REFERENCES owner (name)
);
INSERT INTO "pairing" VALUES('aM_BdXmfQlGKJMvm3uVXgQ','3972312b2dc85f629b35efaa1663fef99355965d9710b2b09e77abe0481c4a51','f2bc135aaa2f500e918b693b37afea55e0e75ffb3523dcab6f77e9ed931479c4','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "public_key": "pQECAyYgASFYINXAWVf6DwMvng3w0MHATu_oJQSz7Nx9_Qh8RKzaCqhnIlggfxx43ccDPW1pthWmJL-oSoYVHPuzKCyvxWX818fyzrA", "sign_count": 0, "label": "A browser", "same_computer": true}','005fd6e6fe5711eb7db1163a68b881ab18721ad96d265d1093a7eaa0ddb86027',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
CREATE TABLE passkey (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	removed_at DATETIME, same_computer BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT fk_passkey_owner FOREIGN KEY(owner) REFERENCES owner (name)
);
INSERT INTO "passkey" VALUES('Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc','alice','A browser',X'A5010203262001215820D5C05957FA0F032F9E0DF0D0C1C04EEFE82504B3ECDC7DFD087C44ACDA0AA8672258207F1C78DDC7033D6D69B615A624BFA84A86151CFBB3282CAFC565FCD7C7F2CEB0',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('77a0dfc84456d23e485ee809cafeb4086aefb2d17466e0b3217e932af018bd14','alice','Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
CREATE TABLE proposal (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	agent VARCHAR, 
	code VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	open_key VARCHAR, 
	peer_uid INTEGER, 
	created_at DATETIME NOT NULL, 
	valid_until DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	decision VARCHAR, 
	decided_at DATETIME, 
	decision_reason TEXT, 
	passkey VARCHAR, 
	assertion JSON, 
	nonce BLOB, 
	not_after DATETIME, 
	CONSTRAINT pk_proposal PRIMARY KEY (id), 
	CONSTRAINT fk_proposal_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_proposal_open_key UNIQUE (open_key)
);
INSERT INTO "proposal" VALUES('w_01f8e7872d1d3e20ece75d8646fe1343','policy','alice',NULL,'4DMA','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"N7oGahwkJbirIB-h38hpxoQ9VzOzsVNWolHTSaRZPjc\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','27b16d76b257cf6fd442426f23adfe136b90d1719b1f0aa71aa0b2bed9ad9543',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc','{"id": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "rawId": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWlVHQ256VjN0ZWNWbDUzRGV4MVVwZldlNUJTTGhodXZRMWZYMWdFOUhtMCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEYCIQCn1APjUcBqLqkCwL0uoxZjDLPSU0oiI9eH4DmmlKCEeQIhAIxdAabr-f5qqm5auhAsFIAXhsFoJcPzfVWbFFQG5fMA", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_a3b6b0f96b4fdb4aeb43853251f6fe21','agent','alice','scout','MJWJ','{"items":[{"agent":"scout","credential_digest":"5b7fc13adf18047ec6e8bbebe78af2cb83052b2f38b215450b6e18626ba4059c","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','96a645c85482532cefb499131ffcd2748aa8f9ec94011f3442221ea2b77ea707',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc','{"id": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "rawId": "Rf2qcux-najPOG4u7ryHjAZIXGAeTNb1rnFMVFdmvsc", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibTUyUk9oRXVvempnOEt6Z3ZoaHltVlRPS2gzSm5qUHdwSFV1M3EwNWxWTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQCPkbNVKWVbh1iv94odxn1dyrhMA0uaGGe8gtEY4K3xpQIhAJaMr1zK8UMomDvXO0SyoWqG6k8NgA45jLk_BqLSAQ5G", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
CREATE TABLE push_device (
	id VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	passkey VARCHAR NOT NULL, 
	endpoint_digest VARCHAR NOT NULL, 
	endpoint_sealed BLOB NOT NULL, 
	p256dh BLOB NOT NULL, 
	auth_sealed BLOB NOT NULL, 
	host VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	delivered_at DATETIME, 
	failed_at DATETIME, 
	failure VARCHAR, 
	dropped_at DATETIME, shows VARCHAR DEFAULT 'code' NOT NULL, 
	CONSTRAINT pk_push_device PRIMARY KEY (id), 
	CONSTRAINT fk_push_device_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT fk_push_device_passkey FOREIGN KEY(passkey) REFERENCES passkey (id), 
	CONSTRAINT uq_push_device_endpoint_digest UNIQUE (endpoint_digest)
);
CREATE TABLE registered_client (
	thumbprint VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	public_jwk JSON NOT NULL, 
	callback_prefix VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, "key" JSON, instance_id VARCHAR, start_modes JSON, class_id VARCHAR, display JSON, builtin BOOLEAN DEFAULT 1 NOT NULL, nonce_optional BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_registered_client PRIMARY KEY (thumbprint)
);
INSERT INTO "registered_client" VALUES('d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_7XE-cM9DMA5NZ0SNLishqHZ6", "kty": "OKP", "x": "CqbEOTuDXEOaq1Cl28GqshwVFWxNy-OM4AF3MKnGzGc"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
CREATE TABLE registered_server (
	identity VARCHAR NOT NULL, 
	"key" JSON NOT NULL, 
	instance_id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_registered_server PRIMARY KEY (identity), 
	CONSTRAINT uq_registered_server_instance_id UNIQUE (instance_id)
);
CREATE TABLE resource_set (
	reference VARCHAR NOT NULL, 
	server VARCHAR NOT NULL, 
	access JSON NOT NULL, 
	digest VARCHAR NOT NULL, 
	formats JSON, 
	introspected BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_resource_set PRIMARY KEY (reference), 
	CONSTRAINT fk_resource_set_server FOREIGN KEY(server) REFERENCES registered_server (identity), 
	CONSTRAINT uq_resource_set_digest UNIQUE (digest)
);
CREATE TABLE sealed_file (
	name VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	proposal VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	narrowed_at DATETIME, 
	sealed_at DATETIME NOT NULL, 
	CONSTRAINT pk_sealed_file PRIMARY KEY (name), 
	CONSTRAINT fk_sealed_file_proposal FOREIGN KEY(proposal) REFERENCES proposal (id)
);
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_01f8e7872d1d3e20ece75d8646fe1343','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83',NULL,'2026-11-25 12:00:00.000000');
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_01f8e7872d1d3e20ece75d8646fe1343','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "N7oGahwkJbirIB-h38hpxoQ9VzOzsVNWolHTSaRZPjc"}
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
','d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('ea841b7528fa262779c3663f3a780c4b963f0ab71bd4c9f376d33e336f2599fa','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('c4ef4b997359fbede600572eb93dd9be3d43dd333fa38e0dd15ab8da012fb810','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('8cc3c6b96781e359a9077dea5615116b04ef8379adbea885ff942b01b329eb7b','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('3a6c42dfd668142f8cf5f97b22c8f5c66639b8043500f98ff197837106af38c5','2026-11-25 12:05:05.000000');
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
	lease_until DATETIME, "key" JSON, tokens JSON, subject JSON, user JSON, start JSON, visited_by VARCHAR, visited_at DATETIME, finish_method VARCHAR, several BOOLEAN DEFAULT 0 NOT NULL, locales JSON, 
	CONSTRAINT pk_server_grant PRIMARY KEY (id), 
	CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key), 
	CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest)
);
INSERT INTO "server_grant" VALUES('as_x-cTDaGHIk0DMXGINLVjIkPw',3,'d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855", "call_digest": "bb146cd321ea4afe262eca4f233af885f5913352ca4fa38b5ac117969e9aeb13"}',NULL,'small-payments',NULL,'approved',NULL,'a_lBTTlcbPbKw4eNl015ucz5W4','http://localhost:8765/callback/7hlXOwUhQW6VyH1E8Gg1nU9fjQ1iShGQGMZ9Z0Ux-4Q','svZQDxVDrvCLtwaDuqoerMCg5RN4-5BuhXbezspVHYU','sha-256','kvUAnDCr2z-EiGp2d6x2qRwTA9Ie8pAk5xIMjNgyMbc','a14f130885d6632795e7061d5c369b12804305faf9c948b8ff14cb4bc78351f3',X'0101316C3B4F268324444959379F43BB7B1016B09854537A8A1FA33BE8353973B4E30BD083B828E27561ADEE8AC3E5E39416941035AF6372B9C1162082E08CD73846909256106DE4368E',NULL,'2580e281300d677a6ab080af4ebb90b3375bfaf861b67c7d064686e98d9826e8',X'01013194CC8B83CCB64CD123DF937BABF089AA3F19C43E735198F0B94BAF009AC5AEC8F13C521B27EFD2CA181554CD5BD23A2D33A38A1D62BEB3DF6EBB4FA5DBA86A43F6D3C25452DF0A9AB4794645DB45A2B87A3C48DB61266E2FCA03F687F35253FFEADD3BF908DE70A93A7B55280D88D526A290D2C65A1410AD383CF68D391C1D1E6F6202F0D14E20DDF58581697A5EFE61BBBD0D318C3088B1896013E7327480F4F73AE95C21AC441B72ADE7184AEEB805AB410AFDA18DCA839F7EA06E624423D87A216A9E8ED368DF3AFAAD6B33CEA26B9E6FC863D1412FCA44AD1305874A988A134DE5C9AF8214CC9A3C1E20B46E951105F7A801B6C367D4A2313D9BD1311D23A452CB9D03373EA65323E79B9606C0ADEB81E8792640FE8A0FEE73484503944015F265E2B3C5E9B0C6D19BF6FD37513D97ED077FE9F0CF4D889A007EC127A817F27BEE97C00C5F3F5730548AAD56092D07219DD61B60DA4D5E757D75FF3647764CFED55373FE9AAB0E1E6019E165C0A7652C608A52B74EC289EBFDEC95C92195E915F486B9000E83DC8817DA03F44B3E6DC0E664ED101CA58F442894B7788CFB007B25FFB2A3F43C46D15CE384561274580631FF8E3F8DFBF7CE0199DEF057457734A8E4E614219D34CAAF230F34BA3D22C8316588F6331EEEC40550ABF28BC92371E17FBCE430CA2BA0C27596E01BDDCAE933F08F99EAEDDDB1F739D2F004C07D75501EA584B0E66FCF5B900BCA540658E7AE103A8F30639BFE998CD2CD5D7634A65EC0542114106CEF628D4A2310A7F53A11E3CBCC11A8E0EE75D20232B918BA808F76B95198DD3411C518D10ED29CAC8981A8CEAF29003EEB61A767681620BB22C61A','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_uLoRgFMwkjrzILya_El6_Tq_',1,'d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "d864858f86b61231c1653b54f43eade281a3acf1be1fb4f77d0fee67c7362855", "call_digest": "ea9881ae217f01ab3acc1a459a92b00f14e40de7b9f03df9db9fcb94722f7699"}','72b637c36c14ed6ef16a3d6b2c0a7eb959af5bf8b6e28708d73e280be5be2ce4','small-payments',NULL,'pending',NULL,'a_9T5zhTLtci7T7I-30CRrlrpM','http://localhost:8765/callback/VHodwc5dx0VPLF3brDrzCWJw2KhF1oOr87jcT4YsBak','ck7VlD51tCIi34GDZiRfeuNBtDoYL8UhSO5BW5-1Pd0','sha-256','Zv69Twe0PZIo7u_doBIuF2puVBhbchyxEMjZkja9lqM',NULL,NULL,'be566fb035382824f0ca4a0e89c639422b13bfcee7a96c7e257bc6300531437e',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
	revoked_at DATETIME, previous_manage_digest VARCHAR, answer_sealed BLOB, answer_until DATETIME, label VARCHAR, flags JSON, "key" JSON, parent VARCHAR, format VARCHAR DEFAULT 'opaque' NOT NULL, 
	CONSTRAINT pk_server_token PRIMARY KEY (id), 
	CONSTRAINT fk_server_token_grant FOREIGN KEY(grant) REFERENCES server_grant (id), 
	CONSTRAINT uq_server_token_digest UNIQUE (digest), 
	CONSTRAINT uq_server_token_manage_digest UNIQUE (manage_digest)
);
INSERT INTO "server_token" VALUES('t_Y3NaufNkIyIpi9O6yIzE_H5f','as_x-cTDaGHIk0DMXGINLVjIkPw','406e59d2c2a29702f8c4d3006f706b79d1523e8a7dcf4a628c9e8087bfe315fc','1e8f2d48d0358055c00527be36e10cd8ec32f10c8de03ce5d2dafd32acdeaaac','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','d1rXmmOQ8B3T8Up82P70W7cNAfg9-MUdMmRZdZ4sqzI','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_7XE-cM9DMA5NZ0SNLishqHZ6", "kty": "OKP", "x": "CqbEOTuDXEOaq1Cl28GqshwVFWxNy-OM4AF3MKnGzGc"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
CREATE TABLE standing_approval (
	id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	approval VARCHAR NOT NULL, 
	grant VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	verb VARCHAR NOT NULL, 
	operation VARCHAR NOT NULL, 
	asked_call VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	passkey VARCHAR NOT NULL, 
	assertion JSON NOT NULL, 
	nonce BLOB NOT NULL, 
	not_after DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	valid_until DATETIME NOT NULL, 
	revoked_at DATETIME, 
	used INTEGER NOT NULL, 
	amount VARCHAR NOT NULL, 
	CONSTRAINT pk_standing_approval PRIMARY KEY (id), 
	CONSTRAINT fk_standing_approval_approval FOREIGN KEY(approval) REFERENCES approval (id)
);
CREATE TABLE standing_use (
	client_grant VARCHAR NOT NULL, 
	standing VARCHAR NOT NULL, 
	amount VARCHAR NOT NULL, 
	reserved_at DATETIME NOT NULL, 
	CONSTRAINT pk_standing_use PRIMARY KEY (client_grant), 
	CONSTRAINT fk_standing_use_client_grant FOREIGN KEY(client_grant) REFERENCES client_grant (id), 
	CONSTRAINT fk_standing_use_standing FOREIGN KEY(standing) REFERENCES standing_approval (id)
);
CREATE TABLE visit (
	id VARCHAR NOT NULL, 
	grant VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	secret_digest VARCHAR NOT NULL, 
	session_digest VARCHAR, 
	owner VARCHAR, 
	opened_at DATETIME, 
	done_at DATETIME, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT fk_visit_grant FOREIGN KEY(grant) REFERENCES server_grant (id), 
	CONSTRAINT uq_visit_secret_digest UNIQUE (secret_digest)
);
CREATE INDEX ix_challenge_approval ON challenge (approval);
CREATE INDEX ix_registered_client_agent ON registered_client (agent);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_outbox_due_at ON outbox (due_at);
CREATE INDEX ix_outbox_subject ON outbox (subject);
CREATE INDEX ix_seen_nonce_expires_at ON seen_nonce (expires_at);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_passkey_owner ON passkey (owner);
CREATE INDEX ix_agent_owner ON agent (owner);
CREATE INDEX ix_server_token_grant ON server_token (grant);
CREATE INDEX ix_phone_session_owner ON phone_session (owner);
CREATE INDEX ix_client_key_agent ON client_key (agent);
CREATE INDEX ix_client_grant_agent ON client_grant (agent);
CREATE INDEX ix_client_grant_due_at ON client_grant (due_at);
CREATE INDEX ix_pairing_owner ON pairing (owner);
CREATE INDEX ix_proposal_owner ON proposal (owner);
CREATE INDEX ix_proposal_agent ON proposal (agent);
CREATE INDEX ix_push_device_owner ON push_device (owner);
CREATE INDEX ix_outbox_device ON outbox (device);
CREATE UNIQUE INDEX ix_registered_client_instance_id ON registered_client (instance_id);
CREATE UNIQUE INDEX ix_owner_email ON owner (email);
CREATE INDEX ix_server_token_previous_manage_digest ON server_token (previous_manage_digest);
CREATE INDEX ix_server_token_parent ON server_token (parent);
CREATE INDEX ix_visit_grant ON visit (grant);
CREATE INDEX ix_resource_set_server ON resource_set (server);
CREATE INDEX ix_outbox_refuse_digest ON outbox (refuse_digest);
CREATE INDEX ix_channel_owner ON channel (owner);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
CREATE INDEX ix_client_grant_agent_created_at ON client_grant (agent, created_at);
CREATE INDEX ix_client_grant_agent_call_digest ON client_grant (agent, call_digest);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE agent (
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	credential_digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	frozen_at DATETIME, 
	last_used_at DATETIME, muted_until DATETIME, 
	CONSTRAINT pk_agent PRIMARY KEY (name), 
	CONSTRAINT fk_agent_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest)
);
INSERT INTO "agent" VALUES('scout','alice','68ce4b5b93f608cc99a6b1731f882711beadcf807fbf69c768aadaa81638da4d','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_VaXuS-RVNQGpY7FuJR0i_GhH','as_JOUCFCXJBrUvMLrl5mwkpsVR','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"0c7b07f966a7d7bde456aa3f94cccf8bfde575287595c49c3c72da93ac73af3d","client_key":"GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0","connector":"bank","connector_digest":"1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8','for breakfast','g_QEUuSGneQ9Qve71SIyL2hYPk','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8','-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4','{"id": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "rawId": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoic21MWVFSeEpwS29WbUNLUl9PazlpWFptSFBiR19ncUhQSXZXTDNCRUlabyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIDd-5udwU6b20fwXmt2ePj607Wy5gs-nQQZwGbcFbZ7bAiAu5pM_cZTIM4Ke8WSPtFCvH_Sl7w9mo8zIGsEqS3QPVg", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'D6DE2BB6D8D340E90E79FA49FD55E4DD966F3E23A1E1D1261C2C656FABE0F467','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'58',NULL);
INSERT INTO "approval" VALUES('a_TnFZRXC2L5_cVbA6ly3pubX4','as_LtIVVbHYfA07UcYNIBTF1Xl9','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"09068d26ca35d0ce3350d67c40d67cbaa7468243b47e235b760f2f443eee57cb","client_key":"GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0","connector":"bank","connector_digest":"1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','a2f425041d5998a9003034bde7bd625212c6d4511debfbdb4e9548ff10a20a3c','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'49',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','HyOiP0BQFLKeGbDO0_AVOg',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','c0732d0f0204544dc9190770355bc696e8f71bf58a76db5afbbc07e7ffb7d21f');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','HyOiP0BQFLKeGbDO0_AVOg',NULL,'alice','{"label":"A browser","same_computer":true}','c0732d0f0204544dc9190770355bc696e8f71bf58a76db5afbbc07e7ffb7d21f','7a140b89f42d3dfd0536ac410c9a30b2ea3a0bd7cade0348063956f7cae76497');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4',NULL,'alice','{"label":"A browser","pairing":"HyOiP0BQFLKeGbDO0_AVOg","same_computer":true}','7a140b89f42d3dfd0536ac410c9a30b2ea3a0bd7cade0348063956f7cae76497','e29123e599f64c021bbf29b8b084a735bb02df5d229ab93f5eac51e8d22d34be');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_092d3169671e3749080ac09875bd9b4f',NULL,'alice','{"digest":"3a2bd185ee5add03382f58db6f894ad0b8c858b089cbdc4c3b06adecedaa6dce","kinds":["policy","connector"],"uid":null}','e29123e599f64c021bbf29b8b084a735bb02df5d229ab93f5eac51e8d22d34be','4a3f1471859b38047f5aa10c9391849862a53d07702fd66f2ba1448ec806800c');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_092d3169671e3749080ac09875bd9b4f"}','4a3f1471859b38047f5aa10c9391849862a53d07702fd66f2ba1448ec806800c','10b70896ce39cc2ba597d7ae5b1f0b44792f8c6b40b1929210e29855563a41ba');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496","proposal":"w_092d3169671e3749080ac09875bd9b4f"}','10b70896ce39cc2ba597d7ae5b1f0b44792f8c6b40b1929210e29855563a41ba','90b4c19e03c01835829fc6c362fe72860b947d1a2b7fdc580e2efe0c1416841b');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_092d3169671e3749080ac09875bd9b4f',NULL,'alice','{"digest":"3a2bd185ee5add03382f58db6f894ad0b8c858b089cbdc4c3b06adecedaa6dce","passkey":"-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4","reason":null}','90b4c19e03c01835829fc6c362fe72860b947d1a2b7fdc580e2efe0c1416841b','2be44625d2af793b701725f681a0bb1720d2e94fc1f8ff31b038fb4ff2851073');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_9386bb7eece37615960770d941c870a7','scout','alice','{"digest":"08843b46c4c513916fd3f9add8ed0cadbd41bcffec1d850b555f27aadb69e597","kinds":["agent"],"uid":null}','2be44625d2af793b701725f681a0bb1720d2e94fc1f8ff31b038fb4ff2851073','703844b2683c03b51c5df9b6e97de15993f9f7b7fb57b859dbaf7d1052194e50');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0','scout','alice','{}','703844b2683c03b51c5df9b6e97de15993f9f7b7fb57b859dbaf7d1052194e50','8d4350df1f0306d44644308d9502dcd0cc2bb6d09a4b8cfcf562004cf74b3b2b');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_9386bb7eece37615960770d941c870a7"}','8d4350df1f0306d44644308d9502dcd0cc2bb6d09a4b8cfcf562004cf74b3b2b','358cfef67dde950102243c8c149b29236dac274d9fcda5479e4601d49ee6255f');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_9386bb7eece37615960770d941c870a7','scout','alice','{"digest":"08843b46c4c513916fd3f9add8ed0cadbd41bcffec1d850b555f27aadb69e597","passkey":"-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4","reason":null}','358cfef67dde950102243c8c149b29236dac274d9fcda5479e4601d49ee6255f','e9891ca002296e2bf7793cfc71b52faa711bf5392bd48569f84b7aa068649084');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{"call":"0c7b07f966a7d7bde456aa3f94cccf8bfde575287595c49c3c72da93ac73af3d","decide":"ask","operation":"bank_pay","rule":"small-payments"}','e9891ca002296e2bf7793cfc71b52faa711bf5392bd48569f84b7aa068649084','ebfd7c247bd47f7b2c4c31da247a33c4ef22fa3d7bb0010ba7582d6a86743a3f');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_JOUCFCXJBrUvMLrl5mwkpsVR','scout','alice','{"approval":"a_VaXuS-RVNQGpY7FuJR0i_GhH","digest":"a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8","rule":"small-payments"}','ebfd7c247bd47f7b2c4c31da247a33c4ef22fa3d7bb0010ba7582d6a86743a3f','fcbcad50dab259b7242e786a4ea1e79eaf611743ac0db9a7684b0c10f9f0d5f3');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{}','fcbcad50dab259b7242e786a4ea1e79eaf611743ac0db9a7684b0c10f9f0d5f3','9d7f18c2edddfa112e8090ccf7fd4a5f85a5dce3d870bae15ae835fe8a0c20a4');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_VaXuS-RVNQGpY7FuJR0i_GhH','scout','alice','{"digest":"a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8","effective":"a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8","grant":"as_JOUCFCXJBrUvMLrl5mwkpsVR","passkey":"-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4","reason":null,"verb":"approve"}','9d7f18c2edddfa112e8090ccf7fd4a5f85a5dce3d870bae15ae835fe8a0c20a4','d37930da2b71e51b346245873da71d6962de7ac4ebc862f0a5b37a6288ec4c85');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{}','d37930da2b71e51b346245873da71d6962de7ac4ebc862f0a5b37a6288ec4c85','0e6692c5e8b5efc776d8269cb05c6c0f55b73c89d5d1fe40e2a8c9839e8a92af');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_JOUCFCXJBrUvMLrl5mwkpsVR','scout','alice','{"approval":"a_VaXuS-RVNQGpY7FuJR0i_GhH","rule":"small-payments","why":null}','0e6692c5e8b5efc776d8269cb05c6c0f55b73c89d5d1fe40e2a8c9839e8a92af','b8ab69c41238bc87e36a45d4339c3f7cd0772f81e2214d856522bf57c2b730a2');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_VaXuS-RVNQGpY7FuJR0i_GhH"}','b8ab69c41238bc87e36a45d4339c3f7cd0772f81e2214d856522bf57c2b730a2','615a8ef8b42a5f43889c9f5d4dc61bf51da62e5bb8b91e955df7bb56637e9034');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{"approval":"a_VaXuS-RVNQGpY7FuJR0i_GhH","call":"0c7b07f966a7d7bde456aa3f94cccf8bfde575287595c49c3c72da93ac73af3d"}','615a8ef8b42a5f43889c9f5d4dc61bf51da62e5bb8b91e955df7bb56637e9034','edfe3714c2e9910afff0baef5694b95cec2a731ef8cc25924d89edae15437624');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_QEUuSGneQ9Qve71SIyL2hYPk','scout','alice','{"status":201}','edfe3714c2e9910afff0baef5694b95cec2a731ef8cc25924d89edae15437624','dbd0996002587dfda786c43ba32f45e9620969dc7660272431df5dcd5b5dafe9');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_7FIdGBbWgACDozQSc15ah4Ig','scout','alice','{"call":"09068d26ca35d0ce3350d67c40d67cbaa7468243b47e235b760f2f443eee57cb","decide":"ask","operation":"bank_pay","rule":"small-payments"}','dbd0996002587dfda786c43ba32f45e9620969dc7660272431df5dcd5b5dafe9','f7003a44b0cdf4d9d771f7825e32839ae2ce6fb0f1128c3d61694d122866f51f');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_LtIVVbHYfA07UcYNIBTF1Xl9','scout','alice','{"approval":"a_TnFZRXC2L5_cVbA6ly3pubX4","digest":"a2f425041d5998a9003034bde7bd625212c6d4511debfbdb4e9548ff10a20a3c","rule":"small-payments"}','f7003a44b0cdf4d9d771f7825e32839ae2ce6fb0f1128c3d61694d122866f51f','3790c17bb6cdc1fa33f0b4784b3f9ce7475edc643616f814a16be6e7052ed0b1');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_7FIdGBbWgACDozQSc15ah4Ig','scout','alice','{}','3790c17bb6cdc1fa33f0b4784b3f9ce7475edc643616f814a16be6e7052ed0b1','f417ffee48b5ec02796a63a9274b6b9df620aff08685f8ef8d54ebaeed9dfb98');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'f417ffee48b5ec02796a63a9274b6b9df620aff08685f8ef8d54ebaeed9dfb98');
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
INSERT INTO "challenge" VALUES('14d472f9087cb6915b17a125ea93f6b62760fc333ec5bd6a4738c7ac8d426e8d','enrol','alice','HyOiP0BQFLKeGbDO0_AVOg',NULL,NULL,X'571651CCFA44BBDF77886162E87051DEF68A8865E743FB1440D6176C10CC8A5A','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('482613e03f3f98a7dde72ecaa7f8ca706a3c543aa897f40a9c4f94b98752119d','decide','alice','a_VaXuS-RVNQGpY7FuJR0i_GhH','approve','a30fa4e40578f6e92704c6b2b53e13356a2886d7af38873f40730ac2117bc6f8',X'D6DE2BB6D8D340E90E79FA49FD55E4DD966F3E23A1E1D1261C2C656FABE0F467','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, number VARCHAR, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_QEUuSGneQ9Qve71SIyL2hYPk',9,'scout','alice','http://localhost:8765/gnap','k_nExMUanAnHWN4oTQRlV-6X_o','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','0c7b07f966a7d7bde456aa3f94cccf8bfde575287595c49c3c72da93ac73af3d','1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','57648d365076f270ed2c10715a67262421dce9a2565af05ecdd75a341449263a','for breakfast',1,'approved',NULL,NULL,NULL,'JCP_4qOqnIPj7XsC7LpINdGxppbnWoFRgJuFKXd2B-0','f4b7a390925debe4f40197c193706cefdc4168680ca67fbd30c65b3c0461e4ef',X'0101316CB04AE2B6036ACD544CD687244A9AF0228752D182B93B0D101BEF676D22A82E9B7E39A4A6F23AEB4BD8671B3144604F58CA57B6F66686AEF97079C49CBD76F201EAC39AA270AE','fdyPbCF7hdBw1uZCi6VIk9V81UQkLYdIUIJn0M6hnYI',NULL,'http://localhost:8765/gnap/continue/as_JOUCFCXJBrUvMLrl5mwkpsVR',NULL,'2026-11-25 12:00:05.000000',X'01013151AF5B8676A56ABC2D600F551504DEB69C9271258A802699D11E22CCD0CDBF87E1CB2B20D669FFD1F139A0925A5849C0E4CB5053B12A2087B5DD4962364F966E3F721AA18E0574','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_0SGmIpfWicdCxqRQEWLlkTlu',X'010131324BA0F7D12D06FB487CD46B9D3AC7FDF1AE9160EB6F17CF1EB202E4C740EF3C6D26AEF8B0F7E1D4A8A77EC12892F2ACFA387C9EA6D18AB1961C2A2DF994A5523600D3BA9B92AB','a_VaXuS-RVNQGpY7FuJR0i_GhH','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'58');
INSERT INTO "client_grant" VALUES('g_7FIdGBbWgACDozQSc15ah4Ig',2,'scout','alice','http://localhost:8765/gnap','k_nExMUanAnHWN4oTQRlV-6X_o','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','09068d26ca35d0ce3350d67c40d67cbaa7468243b47e235b760f2f443eee57cb','1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','0c9109c6efb50c6110b08ff419adb9d74d72c5e56f4aa1fe48cb3f147f843c02','for breakfast',1,'pending',NULL,NULL,NULL,'iezswsntZxnM6mPngXuf9_byGnNgmPpiysjhvYFvab4','30be8886a6cd3bf3fcfc4be49b2a15b9b5032079919fe6a82e3c9426aa9d0232',X'010131CBB22BA3F50C3C23F829E4361C6863CC42F331F274900852A2BA668569AD6648AC9130C7ACB80FBF5DA9F743DFA2E7AE2984EB46629A2B6068FC24D803648FB5EF5AD279430C32','Yhr5hLgphwRV-_RclyMcuVYSLf8I1iBHen1OEXADFTQ',NULL,'http://localhost:8765/gnap/continue/as_LtIVVbHYfA07UcYNIBTF1Xl9',X'010131CE0008E3BD6D25C5DB55EF8A26337B0B38421B38E49ED63C8D4170060733D1B5E5C195658CF1714BE7618E47FEEA8E6AD6DF0CA622B0D9064DF38C09DCC4A20B48025EDB68B20E','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'49');
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
INSERT INTO "client_key" VALUES('k_nExMUanAnHWN4oTQRlV-6X_o','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_nExMUanAnHWN4oTQRlV-6X_o", "kty": "OKP", "x": "DXGup5Rt10qEUT1uj4c9b1-P9Rm21CNW8r7PF16WiAk"}',X'010131B610778A4063F5B50D30F550657E07DB920381E069C4FD395AF9A96806DE654786B483BAB7E5B40BF93084202900EEF1FBFA6485A519427D67D9ACBDF3EF405A85CA17B465EF07595F21CA72','2026-11-25 12:00:00.000000');
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0004');
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	frozen_at DATETIME, 
	key_check_sealed BLOB, 
	vapid_sealed BLOB, 
	changes INTEGER NOT NULL, token_key_sealed BLOB, nonces_since DATETIME, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
INSERT INTO "installation" VALUES(1,NULL,X'010131A225553CC969D30A1E1CDD030F9045CD0E251730165945290D6CE4BEAA1EED16097AA844F26582',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_7zDxkiSg3JMXHhwtEXj0QXeq','finish','as_JOUCFCXJBrUvMLrl5mwkpsVR',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('HyOiP0BQFLKeGbDO0_AVOg','cadadb84663d85a248da294c2e80ff25578a238ef80a51f79d3026789f125e0f','b869692b71d7860c1de9ffdbb30f6869aa2872e1d81525258a198b471d86b0fa','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "public_key": "pQECAyYgASFYIBbAnf0PRfXOdwticUDYgZr21f8uC34ILXH3wlQDsum-IlggzaiUqn_n6SzyhIZ0Ffxc3a2oe9fdjrH5tkftO3gG3ac", "sign_count": 0, "label": "A browser", "same_computer": true}','8bdba44f8932e67a988391b0721b02aebeebf7d03736667c3f7fc0ee579f7938',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4','alice','A browser',X'A501020326200121582016C09DFD0F45F5CE770B627140D8819AF6D5FF2E0B7E082D71F7C25403B2E9BE225820CDA894AA7FE7E92CF284867415FC5CDDADA87BD7DD8EB1F9B647ED3B7806DDA7',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('ee644c133569426ff89edbfbbf6d246363502c105d0be91aeac61ba2a2549865','alice','-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_092d3169671e3749080ac09875bd9b4f','policy','alice',NULL,'FQPT','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"VKGH5yh656htxnpvv3qaEVTM_Sg2nMTeW_BtNLT0VnU\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','3a2bd185ee5add03382f58db6f894ad0b8c858b089cbdc4c3b06adecedaa6dce',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4','{"id": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "rawId": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibGkyd0F0R2xIakF2UXFGN3RoWm55UnU3LTZMaWdLSE5LN3RzWTUtRjBiQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQC9SQD0w7Js6LqjmdULoW7q42SoYR7xTxmkNnAV9aQYnwIgM7JmuvaxmXRzjbHl_aLMHSm8_GjMwsAQKUgx6Ssf7_4", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_9386bb7eece37615960770d941c870a7','agent','alice','scout','CVP7','{"items":[{"agent":"scout","credential_digest":"68ce4b5b93f608cc99a6b1731f882711beadcf807fbf69c768aadaa81638da4d","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','08843b46c4c513916fd3f9add8ed0cadbd41bcffec1d850b555f27aadb69e597',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4','{"id": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "rawId": "-8YTG5Kh8OpogwHiPJasvObRAupHPrFnpLnqhPVLXB4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWnBoaFQtZTdSRTgtWU95em5YSmltZy14ZTJFOC1GUWxScS05U3BySmFRZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIQDq0Ti5PI3p9NAo2P7cpKPJLGV5kR4rouWa0mteotMicQIgJrcrJueoex8INllBAllU9av51S_-YcAUf1HtJ0rEeSs", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_nExMUanAnHWN4oTQRlV-6X_o", "kty": "OKP", "x": "DXGup5Rt10qEUT1uj4c9b1-P9Rm21CNW8r7PF16WiAk"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_092d3169671e3749080ac09875bd9b4f','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_092d3169671e3749080ac09875bd9b4f','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "VKGH5yh656htxnpvv3qaEVTM_Sg2nMTeW_BtNLT0VnU"}
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
','1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('eb2e455510c67c1297ab86f29f28c1724c8b3a95a43f14412af7157bc777ff02','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('45d44476abe77a5dec167b8ac34ecb42fc950b4e43e070dddb6ad572f2f1715a','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('9096bf11ee812213d9e80875b3e8906e0551cb1112db8dc55bcc16a91e3aae86','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('bcf95d487d8ae0a42eaa9792bcb87534054d5512507580823ee982766f4f0c4c','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_JOUCFCXJBrUvMLrl5mwkpsVR',3,'GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496", "call_digest": "0c7b07f966a7d7bde456aa3f94cccf8bfde575287595c49c3c72da93ac73af3d"}',NULL,'small-payments',NULL,'approved',NULL,'a_VaXuS-RVNQGpY7FuJR0i_GhH','http://localhost:8765/callback/fZ-iYhhj5sr2vliQaxcSNeTnapmwTnDhU0KB2WAeP00','JCP_4qOqnIPj7XsC7LpINdGxppbnWoFRgJuFKXd2B-0','sha-256','fdyPbCF7hdBw1uZCi6VIk9V81UQkLYdIUIJn0M6hnYI','1c8b7f61336543bc2d6d6d9d0e7c0db7699df3534fede12cf9d902c5a97620c0',X'010131A5E14BE629C0062B1E35098D7DD9CE15E7B40CB772CBADEBD231A68E2156F38242816725EE499934289216EC62FB8AC8E2AF87075A61FA937A843DC1798E27C3619275D03B4017',NULL,'121632a07cc680de66883ce6baedcea9db7f813f9533dd5a5fcfed9d53ffcb15',X'010131FE542682E50B914B6E7627661D5EEB35BAA926FD57A5A6A49292BA8CF294AC09B7E38E5C7933FBD46218F14DD35A95C23A2075930B3889FCAC353BDEFF99E4C76F0EC591A176F6E24A78028349C6416EF9CD89F25530F6CFDF882AF20B8169F55A41E32C17D9A6D8C08257971E222A193D591F42C64D892D69FE7B483183AE29DD5F62B2D7BC1B3447ABD0A86C36CC9BC4B63E17013916162751A3CE56F409A92994A7CE9CA454D141523BB01A5C7DA906954637AC7C965021EDE09695E0CAE785854CDB0C118DBBD5EDAE0F58F48588B29B71A4C27EB214EE10BF7BCB77FF074A0C3663D3060E99C091B7D2E2F981CBEA5057944587D05E59F050605D46C751290E08982DA87231D5D76F13E94265D0A1A6B51082DE51A85BA8FD514D3F76714D63B074C280489D1E46DA97622ABC36EFB3316130AC5BC5F78AB63DBCCFD8BD3FA77E8BE25705AF4A28B5AD4BA74CAB2C496698C86E64BB9D34F46C67072F6D38E7C6B1544228B2AA5AEF560CCEBD8783FF1732B110F0FD425BC592DE669B21F43E5B795EBA648DFB970DB3C288C709D25332BA9FBD2933FF4693110A9E56B91DF2A92477BAE5D8167F991165AEA21A261C07F3FFE1E4D55D1919D72AEBDCC4255E0F64BF9C3E8FDF7FC4A4F247A53647AA78BE82B1CA452871196822E88ECF6914C42344E4C5E69DFF7C1049F9C0385C36B9FAC32A36F5032FFC22E793243100BBB12B5DBEC87A59F7377794C606A66149FF4FED35FE6F5EBD3B87A2EB4D63844E90AA2F7771B3A7AA430C0A5D15F3081D72EABEC262728DA535DDC297A4BD783AB8FF6E02F8FED0A4EBA703242B5B518140C5F59D026F6790F52BAF50AD74E161D9D8','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_LtIVVbHYfA07UcYNIBTF1Xl9',1,'GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "1e911a169469ce4bfb263b2c131523abdd6b301fd691e774f36c3efe83a88496", "call_digest": "09068d26ca35d0ce3350d67c40d67cbaa7468243b47e235b760f2f443eee57cb"}','e4f44f5e0d90d32d812dfbd68804c9fb363c8c08b67f23cbc48b3eeb08880076','small-payments',NULL,'pending',NULL,'a_TnFZRXC2L5_cVbA6ly3pubX4','http://localhost:8765/callback/x7noQ57905GQMD3wM995jcLgLRVzmHvV9BPhffkqNWY','iezswsntZxnM6mPngXuf9_byGnNgmPpiysjhvYFvab4','sha-256','Yhr5hLgphwRV-_RclyMcuVYSLf8I1iBHen1OEXADFTQ',NULL,NULL,'63b1216ebcb0414ae99d9c89687ff16b04b4a24a58198b91c8b5e8526054e01e',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_0SGmIpfWicdCxqRQEWLlkTlu','as_JOUCFCXJBrUvMLrl5mwkpsVR','2eb0026c0b05c3408791c5029e275fff3c108d0b77ac97d092c8189d72de1e56','ab7e8da676159658e6039ca531f052658976ad69c0224af908c276ea9f5202d9','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','GCu2XqEIhpbrrhhvX3C5cwqf4TcmRUbE4HfxItUGyE0','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_nExMUanAnHWN4oTQRlV-6X_o", "kty": "OKP", "x": "DXGup5Rt10qEUT1uj4c9b1-P9Rm21CNW8r7PF16WiAk"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
COMMIT;

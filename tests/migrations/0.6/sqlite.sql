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
INSERT INTO "agent" VALUES('scout','alice','f680e0d6e19a7ce09ad66924b398f80ad6792b266878ac2f21ebae5b63c444f4','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_xV-zLAjsxpZSwte0i21YL2D1','as_Eh2PD3tvLpzuy33bFkPWBsAY','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"26b597be4a5a07dc1954eec4f032facceede19fce02488dec62821b21fe4c813","client_key":"oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE","connector":"bank","connector_digest":"e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5','for breakfast','g_gs3bFKlxHlFfxQpxeg9qemGw','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5','_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY','{"id": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "rawId": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoidUYxX0NjZjFHSVVEcVN5RFVxbDZBN1B0RUtuaFdTd2lSbUk5SnVnMnpPTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIH3K_FBGh3Wir7ZT5aJ25CxUUob48QYZJxErHOCHUMTYAiEAhb-KRkyp3olvnSdxhF5XAtFcKX_Rc1_RVl9TuXZDQHo", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'AF4FABA0B04DC97DF6F950955D4BA9281E394F61EDDEC13F5D71449CE787DC20','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'37',NULL);
INSERT INTO "approval" VALUES('a_3g2BdMXlW0Whe0ITHT_kzh4V','as_h-F2IWV302Ec9Auio5gmDm_k','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"0b529a05d744990ef534025bb06bde77313c0d01ccd497186aa3d9877cc595c0","client_key":"oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE","connector":"bank","connector_digest":"e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','c7e524124fb5f7bf92c16f7a63309505fda726401384bf9b248a821845d213d6','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'57',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','BrN1NxtYpbO9ANaPS18i0w',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','f42b3c45298d239cbe0843491a4fe03c2e3f0155a78b99266fc79c5929056856');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','BrN1NxtYpbO9ANaPS18i0w',NULL,'alice','{"label":"A browser","same_computer":true}','f42b3c45298d239cbe0843491a4fe03c2e3f0155a78b99266fc79c5929056856','287ba2e3f384279618077094fa4af4376cd64d3d638cf4ab2d5f9395159973aa');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY',NULL,'alice','{"label":"A browser","pairing":"BrN1NxtYpbO9ANaPS18i0w","same_computer":true}','287ba2e3f384279618077094fa4af4376cd64d3d638cf4ab2d5f9395159973aa','c3c44e76c6e28164622b45a106fff86a96b32d8d520656ab67d16f5d3f5cbe5e');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_aa199c6ecf9254ea70663c02cbf711f3',NULL,'alice','{"digest":"9f9af55743dfe629de1f3651cb08713411c4937d266caf177cf06ed8b2348089","kinds":["policy","connector"],"uid":null}','c3c44e76c6e28164622b45a106fff86a96b32d8d520656ab67d16f5d3f5cbe5e','a4e91d943d8ed097121a1ebf35207ed95c21f1dac766881f3aa3701410b4a26b');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_aa199c6ecf9254ea70663c02cbf711f3"}','a4e91d943d8ed097121a1ebf35207ed95c21f1dac766881f3aa3701410b4a26b','58e8df8dc17e01002beeb4e60d485cec869185b30dacb1101516ff56b860eda7');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e","proposal":"w_aa199c6ecf9254ea70663c02cbf711f3"}','58e8df8dc17e01002beeb4e60d485cec869185b30dacb1101516ff56b860eda7','4899f41c03e91753e24152f72692e12284b31a82ced753c29b77a65d63012923');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_aa199c6ecf9254ea70663c02cbf711f3',NULL,'alice','{"digest":"9f9af55743dfe629de1f3651cb08713411c4937d266caf177cf06ed8b2348089","passkey":"_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY","reason":null}','4899f41c03e91753e24152f72692e12284b31a82ced753c29b77a65d63012923','7e7d3eec2c38de70bb1ffca38fdcf6099d1f76c6207ae2f629257a7477cfdcc5');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_f9ff30cd61db10810b8533c0ac957d71','scout','alice','{"digest":"e7c8489a962bf5036b1d791064347977907152739216ac87e7a1e023bf587642","kinds":["agent"],"uid":null}','7e7d3eec2c38de70bb1ffca38fdcf6099d1f76c6207ae2f629257a7477cfdcc5','0b9f8977eff026560fea2368a11ac735b4df2ceea4d774a34f66b6171c283009');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE','scout','alice','{}','0b9f8977eff026560fea2368a11ac735b4df2ceea4d774a34f66b6171c283009','267679d2861f0b02dacb901e4203431227f8211fe4219dc536a91a5e98fc4569');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_f9ff30cd61db10810b8533c0ac957d71"}','267679d2861f0b02dacb901e4203431227f8211fe4219dc536a91a5e98fc4569','32737f05d3b884892c192c528d7d7ee5281198cccac20a069c12ad897e116d4f');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_f9ff30cd61db10810b8533c0ac957d71','scout','alice','{"digest":"e7c8489a962bf5036b1d791064347977907152739216ac87e7a1e023bf587642","passkey":"_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY","reason":null}','32737f05d3b884892c192c528d7d7ee5281198cccac20a069c12ad897e116d4f','a3c09623e0ba55476fc38ecf8c79c4506b54c6739ba6333e6f31cfc46df31397');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{"call":"26b597be4a5a07dc1954eec4f032facceede19fce02488dec62821b21fe4c813","decide":"ask","operation":"bank_pay","rule":"small-payments"}','a3c09623e0ba55476fc38ecf8c79c4506b54c6739ba6333e6f31cfc46df31397','16ccfa73934a8e30f8672dc96c52fabeacc0913ec5318fe4c3df16d316c6c71c');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_Eh2PD3tvLpzuy33bFkPWBsAY','scout','alice','{"approval":"a_xV-zLAjsxpZSwte0i21YL2D1","digest":"9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5","rule":"small-payments"}','16ccfa73934a8e30f8672dc96c52fabeacc0913ec5318fe4c3df16d316c6c71c','31f28047f0a27b0db9323e7f470923e9d7bccbcacdfc5e18c46af0921d728bce');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{}','31f28047f0a27b0db9323e7f470923e9d7bccbcacdfc5e18c46af0921d728bce','a87e44c8848c30682b4708da7c0799a63caa6bbf0935908481c3d48ffd50e82e');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_xV-zLAjsxpZSwte0i21YL2D1','scout','alice','{"digest":"9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5","effective":"9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5","grant":"as_Eh2PD3tvLpzuy33bFkPWBsAY","passkey":"_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY","reason":null,"verb":"approve"}','a87e44c8848c30682b4708da7c0799a63caa6bbf0935908481c3d48ffd50e82e','5aed0b95c068e9327b51d411ff2de31e8883fd6bcc3263cd483e283ea84d1d6d');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{}','5aed0b95c068e9327b51d411ff2de31e8883fd6bcc3263cd483e283ea84d1d6d','c93c643740e46fb47de2571b05a7128b17c7ec3ff000b757b766df5802400a3e');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_Eh2PD3tvLpzuy33bFkPWBsAY','scout','alice','{"approval":"a_xV-zLAjsxpZSwte0i21YL2D1","rule":"small-payments","why":null}','c93c643740e46fb47de2571b05a7128b17c7ec3ff000b757b766df5802400a3e','62aeb244f25a993bcf640d9911b5c6eecaa60bfab1da9b368a4ae8ca1a954d38');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_xV-zLAjsxpZSwte0i21YL2D1"}','62aeb244f25a993bcf640d9911b5c6eecaa60bfab1da9b368a4ae8ca1a954d38','f804d5c3e7c43c7c022392f23e599e9738d0bad9d5ffa1ed2d2536e01a9043fc');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{"approval":"a_xV-zLAjsxpZSwte0i21YL2D1","call":"26b597be4a5a07dc1954eec4f032facceede19fce02488dec62821b21fe4c813"}','f804d5c3e7c43c7c022392f23e599e9738d0bad9d5ffa1ed2d2536e01a9043fc','43216595a5c4852ef8487214ef277a50d1b83e3fed80a87616ccbb0045c84f8c');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_gs3bFKlxHlFfxQpxeg9qemGw','scout','alice','{"status":201}','43216595a5c4852ef8487214ef277a50d1b83e3fed80a87616ccbb0045c84f8c','d136f1f1674e4b540e4cbdb6692bb1e874a92224be302ecfa22083c07846e661');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_AlKZfen0udRB4cz1SpZW7xo2','scout','alice','{"call":"0b529a05d744990ef534025bb06bde77313c0d01ccd497186aa3d9877cc595c0","decide":"ask","operation":"bank_pay","rule":"small-payments"}','d136f1f1674e4b540e4cbdb6692bb1e874a92224be302ecfa22083c07846e661','a7d8e4de5718baeda2af66e4be03a64f44d9bda2a55a7c4eadd7560bc062cb43');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_h-F2IWV302Ec9Auio5gmDm_k','scout','alice','{"approval":"a_3g2BdMXlW0Whe0ITHT_kzh4V","digest":"c7e524124fb5f7bf92c16f7a63309505fda726401384bf9b248a821845d213d6","rule":"small-payments"}','a7d8e4de5718baeda2af66e4be03a64f44d9bda2a55a7c4eadd7560bc062cb43','ef36c7aebced4bba0547dc24638c01f1111f3731a203065f6b532993164c9455');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_AlKZfen0udRB4cz1SpZW7xo2','scout','alice','{}','ef36c7aebced4bba0547dc24638c01f1111f3731a203065f6b532993164c9455','79173b7cc67bcc5b860e98b8c3f2183540c9596426450ec736c9ed21af71d13c');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'79173b7cc67bcc5b860e98b8c3f2183540c9596426450ec736c9ed21af71d13c');
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
INSERT INTO "challenge" VALUES('c33ab2d9938e9a3e092e17ce087d5dddc18129749a519bc87114a03792ed6cee','enrol','alice','BrN1NxtYpbO9ANaPS18i0w',NULL,NULL,X'5C84B808218AB1D82514BF99967DE9B44D8BDC028945EF2C23167BE8299D2091','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('909265cf3254659da7f89328f6934c48030e6417f5d00adc267e2495f86bb760','decide','alice','a_xV-zLAjsxpZSwte0i21YL2D1','approve','9ad7900ffd49efb911174cc8ec1c7b9ae3e3b9f32a5adfa4ca0c27834eda0db5',X'AF4FABA0B04DC97DF6F950955D4BA9281E394F61EDDEC13F5D71449CE787DC20','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, number VARCHAR, opened_in VARCHAR, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_gs3bFKlxHlFfxQpxeg9qemGw',7,'scout','alice','http://localhost:8765/gnap','k_pjlPgRgu5QWwQEcBd9VGAFrH','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','26b597be4a5a07dc1954eec4f032facceede19fce02488dec62821b21fe4c813','e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','19b629fd4d7290195090b264a048936ebac230b24c729aafe75e4f5905572a90','for breakfast',1,'approved',NULL,NULL,NULL,'K0qv32JriJ8pgZthBFnFspUKgA0oJ7JaJJDLNKHYYcU','6fab3b428b944168dfd046b005f22b6cbd57f64583ede54511bfa5a5ddebf2df',X'010131FB0D53A0C847045CE57002010EB24CD3C6AD919BC86894AB38E1F80807552AB70E5187CD38B81163DABCD7C389BF1B2958AFC608F091BB2A271E57649E146DE563C3F9ED23695B','8O8wNRzRYx0p9kPAVwIo5P2gwv4Tser0Ceg8otqgqEs',NULL,'http://localhost:8765/gnap/continue/as_Eh2PD3tvLpzuy33bFkPWBsAY',NULL,'2026-11-25 12:00:05.000000',X'0101316D48F3EE24EDA4F0A9FBBE2C423BE1AE18270192880485676F5A23CC39CCF64CD263430054837820E6A228D5A2D171EC3850ABA1C7D614E986CDD5F04C4A462E78C74A5379C26C','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_XX-9zWxnX3o-0gW19TWGTGAt',X'010131DB677FAE9D551DD0125DA7B1BB0774E8739460A3E0341B87EBEE4D380F4DA030D00CFC0A6C57BA40E88B84FA75F194B1C50D20B6585C06C67221146DFCB396C3BD4EFA18EFD2F8','a_xV-zLAjsxpZSwte0i21YL2D1','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'37',NULL);
INSERT INTO "client_grant" VALUES('g_AlKZfen0udRB4cz1SpZW7xo2',2,'scout','alice','http://localhost:8765/gnap','k_pjlPgRgu5QWwQEcBd9VGAFrH','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','0b529a05d744990ef534025bb06bde77313c0d01ccd497186aa3d9877cc595c0','e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','8fb0fd55048344665af6262d250e4663b5fa61661da505f57024f270ce7c5714','for breakfast',1,'pending',NULL,NULL,NULL,'0Yd5jqIKl5ca8GntPNXSYNHleqmSfQbeNSrs-6l8J7E','98c0ed143db8751d7fac9bf299df68a6ad48c7831a308b3f316b07eadb1dd21d',X'010131A8956EFC4F1FA74BA60AE07BA63D3DD05890CDB04255B76CCF3B7825B144479E5518D7A167418FB7680E85497B457255A8DA976C132FA4674F1832C2CE0DCE9A719D65F2F2A0F5','lIfEYNzASQXRocEg7wyVyHw0GS2gVoKVGnWoe0JY4j4',NULL,'http://localhost:8765/gnap/continue/as_h-F2IWV302Ec9Auio5gmDm_k',X'0101316EE26082C487D53498ED06BB823072EB82D7D3945628010D9A476F882C53F05BBB8EC2A5CB0BB21AB2C49F7E4DDFF54A907B320FC449AB27AAB58B48DC316D413D0DC5316C160A','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'57',NULL);
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
INSERT INTO "client_key" VALUES('k_pjlPgRgu5QWwQEcBd9VGAFrH','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_pjlPgRgu5QWwQEcBd9VGAFrH", "kty": "OKP", "x": "Eq0XuKmM1w626lM_aZzaiT1gSUsd2dWZ3exb-gE1A_c"}',X'0101312E787C49AAE1E74B859086C1431A865A227F4B4D59097D556C97083A053AF92B144C2D50877562D6106F56C5CF4C0219392AC806CD26462B67C98F3718E96AA5BEFBCAEC62101B4EED755356','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'010131F27629B76157EE74C0865AE39A7D63354589322D22B371F70A5ED8CCCD438991DB8E0623EA8A9B',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_5-Q2sFLBY7U6L6yNXt-wfcRf','finish','as_Eh2PD3tvLpzuy33bFkPWBsAY',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('BrN1NxtYpbO9ANaPS18i0w','0123324f16d52ef78d8dc23c32e8994700c22fde82f9862ef820d818d2786ae1','499a2b578a05d027dd36fdde232ecd0ad8177f05703d4cc7c0dde66bc49c7c43','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "public_key": "pQECAyYgASFYIKn4ZDvAgaLcvhckFW53raGMXBkYGzwUOaWOgNAxP3s3IlggN2PuV7ucSvq4Q9q7ujcO0-v0EnlXNIvDqPlm4WhBuJw", "sign_count": 0, "label": "A browser", "same_computer": true}','164f8d7b5c01db80d636ab780d3a5fa2509ace16205ad461e7ec7a05a6baf160',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY','alice','A browser',X'A5010203262001215820A9F8643BC081A2DCBE1724156E77ADA18C5C19181B3C1439A58E80D0313F7B372258203763EE57BB9C4AFAB843DABBBA370ED3EBF4127957348BC3A8F966E16841B89C',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('4d271e862e9b81f0bfabbf14a00e6752e9ec5a8ca794de509264e5f6c6d01f48','alice','_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_aa199c6ecf9254ea70663c02cbf711f3','policy','alice',NULL,'NVRC','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"EaYksGgzf1Utj_d6Awa1PLB65oQpoNn9xbKas5ayrPw\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','9f9af55743dfe629de1f3651cb08713411c4937d266caf177cf06ed8b2348089',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY','{"id": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "rawId": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiRWZSeVgtdmJ0aXFlb0o5Sko1aWJreEFPdWx5STVZN1hsX1pONGhMN0tuUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEYCIQCNi0VRb6yS6PaMM2hcV55ZXcI0WDnFv_8bqMeD169zeAIhAKBwoaqdeHgO_TubC97_RPbwbbtRm3sdo-zdtCxFgYIE", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_f9ff30cd61db10810b8533c0ac957d71','agent','alice','scout','2AVQ','{"items":[{"agent":"scout","credential_digest":"f680e0d6e19a7ce09ad66924b398f80ad6792b266878ac2f21ebae5b63c444f4","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','e7c8489a962bf5036b1d791064347977907152739216ac87e7a1e023bf587642',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY','{"id": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "rawId": "_LY9ovQUmz3Igtooh8JVYh92ZJhdY9zF95FTTGta1VY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoielQ4dktGNnBfVllRYzNjVmdDeUNWWnVIMGVPU3E4dDNuV3NqX1o2dEJBayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCICNOuNbdsPTC9Q4FdjXQk_9epClwxnKg9WTlAlVIhOq8AiEA0Qu6rfjA9qpG4ZmvAkmz8V4GOazLRGAKz50dT7A9Wg8", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_pjlPgRgu5QWwQEcBd9VGAFrH", "kty": "OKP", "x": "Eq0XuKmM1w626lM_aZzaiT1gSUsd2dWZ3exb-gE1A_c"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_aa199c6ecf9254ea70663c02cbf711f3','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_aa199c6ecf9254ea70663c02cbf711f3','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "EaYksGgzf1Utj_d6Awa1PLB65oQpoNn9xbKas5ayrPw"}
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
','e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('73cc522f7380a11ce23aad9a19ae277363895e6ace308e010c4a50aa76ff67fe','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('339dfcb910e8dbcbba300a41a8df9683158416d45d1a0b4b4cb3cae20d08bb18','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('c12020eb4ac19eff1483f69fba4e9c4f2b09e44a47452620eb2c5f6affe42caf','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('938be1c198bfb49b1a90f978c22e305de77b14b8e14ed8d07e8b66c679272a9e','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_Eh2PD3tvLpzuy33bFkPWBsAY',3,'oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e", "call_digest": "26b597be4a5a07dc1954eec4f032facceede19fce02488dec62821b21fe4c813"}',NULL,'small-payments',NULL,'approved',NULL,'a_xV-zLAjsxpZSwte0i21YL2D1','http://localhost:8765/callback/So1iVDwtusGn3BUdDSuc72p7SDURZQ-Y7sb9o3aGymA','K0qv32JriJ8pgZthBFnFspUKgA0oJ7JaJJDLNKHYYcU','sha-256','8O8wNRzRYx0p9kPAVwIo5P2gwv4Tser0Ceg8otqgqEs','bb7699177501ff9c99fa10a4051cbdca14a3e049e2bf2fc6cf93f4bc53d18053',X'01013181D5C3DB8C872676B206E6468FF7B3BA07EF975F37C8F391A4AFDED585C65C675C0055EEACAE7321504FAA81E783B497DCF7F5F59E37DBD941C1980125B050E8E1B9CC1ED6FF20',NULL,'3c4573617e55447431c311aaa663193ca67eafb66e1e61975e167f0515d9cd31',X'0101318FC4DB90FD194F8882C33C1546A334E045682052ACF5E47E5147967026B36C2A47F3BE7870C8615F79DF86BB16E158A688D3C946E2534426AEE49B41B5DC82876AA19FBE24D542A63BAED0C75FF2E1C35FCC43474D855FAC57CC17822E7A2872EE00D66D1A7F45F26E4D74AD11A2BC005C5A2717A2579ACD6B236576C5E90E5674B34BBF6A708E18A13BB36EE1D5E947428A0A919B96B1F82662806D877AC6FA3C21F4D0510BB8747CC432C60569B2B8150C7CBCA3532E918E9899006D71C67E5EDB4A8B2EB3B9977277FF6DDFFD03D68A4AC3EA23F26981DA4019B9E02680C849CF2FB73D3B94E191C7D834A92C21E8C2A0A2D7A5305D8F3DABD8FD4F922FF490F5D55BB0102EBBF0E83DEE290BDABD7D0FF432971B8F9B3A11D3012F7755518F923838DE4EFD5CDB71B4160437300A2B0D88BF156D35967B3D5F80D70106857490D602FCF7063A6C31BF43394AC35C95F9543792AB115649B594A4672FEE6439A81BD9A2C31E19DEC0A7CB597DE5CB2036767D1AAE1B59207DE5779A89E68FEB48EBE50BFCC32E7BAEC509459047A88EA918639F188D998C746E70648BCD457C7130D36862FA937C38B5E9AFDDADB223B089028704C8EB8705B8B2520056245F8C80F880B67F47FBC8788BA5BAB12CD5A9D5B7A78DD5C9276DB2BB92486A53D88A8A6208BCD1A6D95DD3B0C25FE9F8C6D24635FF05CFC0345CC2AB67990A2262596F92012357BB19D77E0E86C4FFEFC082DB907F88B9FA1F2CD8AF5EB3F5BB9FD70CC1C5580966FD001DA86E49E87A021D0080B905433E7289F06CF44BE9ACB865D304B8038C29FD793391077316DBBF1E2562F4512FB1E691BD5A6013425F97290DC6','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_h-F2IWV302Ec9Auio5gmDm_k',1,'oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "e8312498d565aba88309135662ae25c02fad23816b3de4a45570b7606093cf7e", "call_digest": "0b529a05d744990ef534025bb06bde77313c0d01ccd497186aa3d9877cc595c0"}','89fbd177d58ab769e11976953e3b7038c101411e633f0304760933cda14d8f33','small-payments',NULL,'pending',NULL,'a_3g2BdMXlW0Whe0ITHT_kzh4V','http://localhost:8765/callback/tO9wuF4HIe4OGJIvwpCjbZuVSO7rraFQARGH5EmjjMw','0Yd5jqIKl5ca8GntPNXSYNHleqmSfQbeNSrs-6l8J7E','sha-256','lIfEYNzASQXRocEg7wyVyHw0GS2gVoKVGnWoe0JY4j4',NULL,NULL,'82033aac9925a843f1195171692a75af854e53794732694323136d9a9966808f',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_XX-9zWxnX3o-0gW19TWGTGAt','as_Eh2PD3tvLpzuy33bFkPWBsAY','2e248a113ff5ef999290d79f8268f1d85416292b36a10be520ab6f45e962843c','e6a0da028e6b14f69aef147a5b315f6d5f5f47aff296c12b35264cadba6b1a07','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','oBdPCNDgDmSs8jn5hdnsgJeRhsuLdbwvTXh5Fs4fMdE','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_pjlPgRgu5QWwQEcBd9VGAFrH", "kty": "OKP", "x": "Eq0XuKmM1w626lM_aZzaiT1gSUsd2dWZ3exb-gE1A_c"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_client_grant_due_at ON client_grant (due_at);
CREATE INDEX ix_client_grant_agent ON client_grant (agent);
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
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
COMMIT;

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
INSERT INTO "agent" VALUES('scout','alice','0b49a3745685e397582405775f945bb8090552583ee8a340d9c92021927671d2','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_r_2_vYt_Iv6dp2WsS3LsMS1u','as_gCGGtflKJ5Q9qgSaqg-7wiaw','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"b8e11270c5a2951e577e67d8acd884358cee7bd6b913ecfa0e29d41a4d18e584","client_key":"4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84","connector":"bank","connector_digest":"bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49','for breakfast','g_mLhPskr1uxv6JhY0oAdIHNml','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49','bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik','{"id": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "rawId": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiS0V1eHZuY1c0c1BBOWoxMEJkVHdXYVdGRThOMk15Q3dqYkM5eXllaVRsRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQDAAP0fiyQhQ5vMJLpJf5kn4cw429Y8FRYmoSJIK3ITZgIgKHj2iDkRWy0ewpkNNvPe4DXoky8KTmyjkCbWdff4O3w", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'31F6728AFF2E2566C4CBADBE3911D35C89530CF367A21FBAE63E0E7310651599','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'97',NULL);
INSERT INTO "approval" VALUES('a_ahuQyxWBpc3IShPEw07I_Je8','as_7Ba8tfRhLMYzeUdMCyjT0-t5','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"db963d7d5c18cc82c991181fd566492b4466a33099370b04760f78b6ea14478b","client_key":"4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84","connector":"bank","connector_digest":"bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','51244f6108040a0d7b0d8867a4707876e1d1c0bec749af8801a5f95d377de283','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'68',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','alUeYm8VMtPMkqJP-FF-Zg',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','9b3933d1d70678a3a126a32a3df9d3aae9425efd1b1dc51a0c04c18107eb34fe');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','alUeYm8VMtPMkqJP-FF-Zg',NULL,'alice','{"label":"A browser","same_computer":true}','9b3933d1d70678a3a126a32a3df9d3aae9425efd1b1dc51a0c04c18107eb34fe','995ed0241ffc750b394fae117b8f9e9035e99981852221c96a3f61c06d124d9f');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik',NULL,'alice','{"label":"A browser","pairing":"alUeYm8VMtPMkqJP-FF-Zg","same_computer":true}','995ed0241ffc750b394fae117b8f9e9035e99981852221c96a3f61c06d124d9f','29fd9bb99396ec20165c266ac3284cad66693bb74773627388a055ea286064bb');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_ab61a0411ce90a2d63f7a540cd662bf2',NULL,'alice','{"digest":"342702b81dc5eec134829c8f0f0c339a287b5b93933d0355651112638c1e6984","kinds":["policy","connector"],"uid":null}','29fd9bb99396ec20165c266ac3284cad66693bb74773627388a055ea286064bb','e1b59611b5775342148c472b731fcc80f681ddb6f7d4c556568337f290ab6b5a');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_ab61a0411ce90a2d63f7a540cd662bf2"}','e1b59611b5775342148c472b731fcc80f681ddb6f7d4c556568337f290ab6b5a','a253c3b52dcaf540a34113c2db316af86fd678d91da20d605c6e0f3b0697def1');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49","proposal":"w_ab61a0411ce90a2d63f7a540cd662bf2"}','a253c3b52dcaf540a34113c2db316af86fd678d91da20d605c6e0f3b0697def1','c309d873b1dd3fe409433b34506207471d13246f22be7ac15b3f7c623b33b5e8');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_ab61a0411ce90a2d63f7a540cd662bf2',NULL,'alice','{"digest":"342702b81dc5eec134829c8f0f0c339a287b5b93933d0355651112638c1e6984","passkey":"bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik","reason":null}','c309d873b1dd3fe409433b34506207471d13246f22be7ac15b3f7c623b33b5e8','e7bf140b658ef298d56f6f37193246a79335f763050fa41885f0560474155681');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_6afce9fb22b0af64a84d3eb7950f6dc5','scout','alice','{"digest":"598ed55829197beb9e1d732ccf3a9cf8043781c29ec7a556eaf7efb8f7abe5f1","kinds":["agent"],"uid":null}','e7bf140b658ef298d56f6f37193246a79335f763050fa41885f0560474155681','88937625df2a30ae784d1b1f96c814feb901a39acae38e6c21eb6961ed347d5d');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84','scout','alice','{}','88937625df2a30ae784d1b1f96c814feb901a39acae38e6c21eb6961ed347d5d','60d3d460e20a5f22662d17f0508f176adc761c47ee2c305541f455d2fec35825');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_6afce9fb22b0af64a84d3eb7950f6dc5"}','60d3d460e20a5f22662d17f0508f176adc761c47ee2c305541f455d2fec35825','ae71f598723156f5cc0733b3d181366550ffb10819cb9eba378279bf20ba020f');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_6afce9fb22b0af64a84d3eb7950f6dc5','scout','alice','{"digest":"598ed55829197beb9e1d732ccf3a9cf8043781c29ec7a556eaf7efb8f7abe5f1","passkey":"bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik","reason":null}','ae71f598723156f5cc0733b3d181366550ffb10819cb9eba378279bf20ba020f','8d7593122920911a596fdf2c8ef49632f2d7da8f76ad1abb867dfed837ca4b8f');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{"call":"b8e11270c5a2951e577e67d8acd884358cee7bd6b913ecfa0e29d41a4d18e584","decide":"ask","operation":"bank_pay","rule":"small-payments"}','8d7593122920911a596fdf2c8ef49632f2d7da8f76ad1abb867dfed837ca4b8f','10468a0434edab64bb0e1ef0764e877f98710ebb1218761005eb72df9d417deb');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_gCGGtflKJ5Q9qgSaqg-7wiaw','scout','alice','{"approval":"a_r_2_vYt_Iv6dp2WsS3LsMS1u","digest":"dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49","rule":"small-payments"}','10468a0434edab64bb0e1ef0764e877f98710ebb1218761005eb72df9d417deb','4b4a9c0bf53ddd6995b822ae13d4a0ebe9b57dae2f23d097bfa6844941d7e3b7');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{}','4b4a9c0bf53ddd6995b822ae13d4a0ebe9b57dae2f23d097bfa6844941d7e3b7','9d23bd1c75a4193a398be946e7f5efb55e72032df3b5dc9b890e117e35452825');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_r_2_vYt_Iv6dp2WsS3LsMS1u','scout','alice','{"digest":"dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49","effective":"dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49","grant":"as_gCGGtflKJ5Q9qgSaqg-7wiaw","passkey":"bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik","reason":null,"verb":"approve"}','9d23bd1c75a4193a398be946e7f5efb55e72032df3b5dc9b890e117e35452825','3f2ad2d658b685a27f799eff43984829e2fc41f497ad2845f622d5cafe9e325c');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{}','3f2ad2d658b685a27f799eff43984829e2fc41f497ad2845f622d5cafe9e325c','5f303eb1c4589f7415300841b45158240ae72cd42f7a4c65147f9cfc21a8498d');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_gCGGtflKJ5Q9qgSaqg-7wiaw','scout','alice','{"approval":"a_r_2_vYt_Iv6dp2WsS3LsMS1u","rule":"small-payments","why":null}','5f303eb1c4589f7415300841b45158240ae72cd42f7a4c65147f9cfc21a8498d','ea718479fdbb7fd7bff3eec3fab6875aa6ddbb2114b79871aa7561cca43aa1ef');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_r_2_vYt_Iv6dp2WsS3LsMS1u"}','ea718479fdbb7fd7bff3eec3fab6875aa6ddbb2114b79871aa7561cca43aa1ef','5438aee0930d161994c104db34c2fedab47288222df1305b16edc27b371bdfa9');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{"approval":"a_r_2_vYt_Iv6dp2WsS3LsMS1u","call":"b8e11270c5a2951e577e67d8acd884358cee7bd6b913ecfa0e29d41a4d18e584"}','5438aee0930d161994c104db34c2fedab47288222df1305b16edc27b371bdfa9','7a6923773cd83bc51f3d0c9be14c8c12dc6d21fa20009308ded161e95ee2a28e');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_mLhPskr1uxv6JhY0oAdIHNml','scout','alice','{"status":201}','7a6923773cd83bc51f3d0c9be14c8c12dc6d21fa20009308ded161e95ee2a28e','61660d2c671fda8de6252a8c5a61273713d013064f2bb3c0a37f054b29c8cdbd');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_UM1ndd5x9P6apuAdvfqmNEpE','scout','alice','{"call":"db963d7d5c18cc82c991181fd566492b4466a33099370b04760f78b6ea14478b","decide":"ask","operation":"bank_pay","rule":"small-payments"}','61660d2c671fda8de6252a8c5a61273713d013064f2bb3c0a37f054b29c8cdbd','e05c5ef291310e6219a588c8180aa63d0956c9225c859d378ee83c37ddb3b5ef');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_7Ba8tfRhLMYzeUdMCyjT0-t5','scout','alice','{"approval":"a_ahuQyxWBpc3IShPEw07I_Je8","digest":"51244f6108040a0d7b0d8867a4707876e1d1c0bec749af8801a5f95d377de283","rule":"small-payments"}','e05c5ef291310e6219a588c8180aa63d0956c9225c859d378ee83c37ddb3b5ef','9bd7098e34dd142cbdd647b5e99404d90e8100404924dcc047abbcd5a9d8e6a0');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_UM1ndd5x9P6apuAdvfqmNEpE','scout','alice','{}','9bd7098e34dd142cbdd647b5e99404d90e8100404924dcc047abbcd5a9d8e6a0','fbed00ebaa8954aca2809512452da9a87da3c4c9eb16337b7c1ba6a46324ccfa');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'fbed00ebaa8954aca2809512452da9a87da3c4c9eb16337b7c1ba6a46324ccfa');
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
INSERT INTO "challenge" VALUES('2d1c6a8437ba91f4c2046474eadb3af68546c8b57ea1e51cd531c9da24aa3a36','enrol','alice','alUeYm8VMtPMkqJP-FF-Zg',NULL,NULL,X'1F2CD2507F2447CFE19A402E1B437D4D944AFF0EFCDA2727C04BE0B060D79B9D','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('16bbc5467e3b3159858b8e6f513bad40d471e92e43dfc8ccd61e2a7db75e63ce','decide','alice','a_r_2_vYt_Iv6dp2WsS3LsMS1u','approve','dd584db5f8b6dd1377425b6999caf374f65874f370a2960338b82d76db733f49',X'31F6728AFF2E2566C4CBADBE3911D35C89530CF367A21FBAE63E0E7310651599','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_mLhPskr1uxv6JhY0oAdIHNml',7,'scout','alice','http://localhost:8765/gnap','k_IToxImar1jWOLK6vzA0In41n','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','b8e11270c5a2951e577e67d8acd884358cee7bd6b913ecfa0e29d41a4d18e584','bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','9474bc0f047603dfb3deee7defdd20bf56abb12df68930def557bad3602c92f5','for breakfast',1,'approved',NULL,NULL,NULL,'SNqBK53sbTrZiz8rwrvq_2fQ2bexVF4PJb4oZxdVBUQ','da6b748bd4c5a673be16e852194bedb864ca5a11e480d6c6b00cf156d7c231d9',X'0101316D2563D25EE8F2652698D096DBF2A63088F01D24916F592AF057FE63E5D60AB91D13D86CE61978E747F197DBC8EABD627F27DEC37F2844AE37E9D26467869B2DB786739445370A','Re3B2thwDWEJfPqpVLTkCZ5rlfqT-T7aJs70ZrlPF6s',NULL,'http://localhost:8765/gnap/continue/as_gCGGtflKJ5Q9qgSaqg-7wiaw',NULL,'2026-11-25 12:00:05.000000',X'01013104603523CAD4DE70C7ABA7EFF929AB1934EA39BEB9D6F881E358D53F65EF28AE164768C911012D481043167A506AE759C8826751D181896C5A915BC2195F791053A75749C12287','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t__2_4VsKQbqYWkJtKlWg88XK2',X'010131BD9DE5F64509AEDE96A09637C8C3FC12CC6FDF17E7DAA7D7BC90B75FAD95500D31B0F7AE2A035F340891CD6DCD20EB02D07083CF742E77C03DCF729DD68FC3F2FB4414646BD40A','a_r_2_vYt_Iv6dp2WsS3LsMS1u','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'97',NULL);
INSERT INTO "client_grant" VALUES('g_UM1ndd5x9P6apuAdvfqmNEpE',2,'scout','alice','http://localhost:8765/gnap','k_IToxImar1jWOLK6vzA0In41n','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','db963d7d5c18cc82c991181fd566492b4466a33099370b04760f78b6ea14478b','bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','2eb51b3779865ad219fbe5ca690d33e2a05cddebceb2444be7712cb8576a4815','for breakfast',1,'pending',NULL,NULL,NULL,'VSKpI10JOYF7xR_JVx6AHMgNGMAPGAlG9rmsNLmiFQk','bd2bdf0b7a9c9f2179ba74675d94dad221e487d2debea8178b7624eb58982689',X'0101314B4DE12E5C2BE4314C08EA087922D4E2E6AE33041C03CF57611E124690D10BC001ECBE705841E5F13EDD28CF3D9C957FFCDD8E503F33AA3A23DE0DA3D496A6A2803EFBD3A6C7DF','LMlBB8QIx7zbOoN0rg6ccO5S9ME6KUtyr86O3pIsFzg',NULL,'http://localhost:8765/gnap/continue/as_7Ba8tfRhLMYzeUdMCyjT0-t5',X'010131A092D726E8004F5417C39D79E1150D3277EE020B777D0784857D7A6A01A22CBB18765CC9156FA354481987812DE67BFB84597178BE5EB1A57C275A4735E6D63630C3D281BB63BF','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'68',NULL);
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
INSERT INTO "client_key" VALUES('k_IToxImar1jWOLK6vzA0In41n','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IToxImar1jWOLK6vzA0In41n", "kty": "OKP", "x": "MboGymWx4Jicz5fRd51bKHGMxqWfpCQ-FnBUj34fsxU"}',X'010131954449143F407C097E59C441112194466EE812927640BD238DD7256BA982DE228F95237AF5D838FEC1B2F0C6D3888425A0B29EB86CCBC83826E74E148D41209BD16BCF34B6243940C27137C5','2026-11-25 12:00:00.000000');
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
INSERT INTO "countersign_schema" VALUES('0005');
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
	used_at DATETIME, 
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
	sign_in VARCHAR, 
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
INSERT INTO "installation" VALUES(1,NULL,X'010131A292972E18A485CB427FE49E960A819D30D9B0783191E8F4E2DD922959B44269F98A5EA95CBE63',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_bvAOycFugsIejH-NXnQbolED','finish','as_gCGGtflKJ5Q9qgSaqg-7wiaw',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('alUeYm8VMtPMkqJP-FF-Zg','f685e3f588acae9cf473566cc0dca4a7d40e3378c88a968cf8230d8c22b1a0df','e60aef73c45cdc5cea5142b99e692797d9b98261feffa42c6e656a3ca8037849','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "public_key": "pQECAyYgASFYIHWbHeHZKDlFYgoBCDg8m0FdQWeH6s70OMyshCJ5OxOgIlgg6iJkA3fGI6ItjF8DWTA9ARvTo7lUMVBIi2TJHVqcQqw", "sign_count": 0, "label": "A browser", "same_computer": true}','4b7646e58d1eee02af29300fd80593fe1d6da3b53b59ceb42fdf623beffe4b26',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik','alice','A browser',X'A5010203262001215820759B1DE1D9283945620A0108383C9B415D416787EACEF438CCAC8422793B13A0225820EA22640377C623A22D8C5F0359303D011BD3A3B9543150488B64C91D5A9C42AC',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('e300ff2c41e3645150d3b787c4c54175d5ab7ec6c6298f8741fcd11c8b02d1ba','alice','bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_ab61a0411ce90a2d63f7a540cd662bf2','policy','alice',NULL,'3NJ2','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"U6pmAfq9OZ8bJaXtTCI8hZXK3I0vm2EyT6kdj9qhtPQ\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','342702b81dc5eec134829c8f0f0c339a287b5b93933d0355651112638c1e6984',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik','{"id": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "rawId": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWjJhbkdsQ0sxYVRTNnl3MU9aRF9IYVFzSlVWYVFtWHk1NlhjNXphX2hRQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIFp5fNaLNJfBzWEc1Z61PIoSAnpQlc_ho6-16POLmZdUAiEA4KuAU9kMVLpkWy7szKNLxrzROoOMYB_1G93GmK4XCtY", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_6afce9fb22b0af64a84d3eb7950f6dc5','agent','alice','scout','57HW','{"items":[{"agent":"scout","credential_digest":"0b49a3745685e397582405775f945bb8090552583ee8a340d9c92021927671d2","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','598ed55829197beb9e1d732ccf3a9cf8043781c29ec7a556eaf7efb8f7abe5f1',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik','{"id": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "rawId": "bwkjWT6GnMhDnK7EE3cWFql_oh9sK9KkGLmkQEhCFik", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibk9ySDQ4QnhvNzM0SHhUbzJselQwWFotZU1aYmVqc012THdxOEpoNE5lSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDJnHxdSyLRL30UlESG6xPhth52rxf0Nf9mdoy_N_8bMQIhALo6o-rN8dV526CDiW78opwBoSNVKwfj5-h8-lmln3Ba", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IToxImar1jWOLK6vzA0In41n", "kty": "OKP", "x": "MboGymWx4Jicz5fRd51bKHGMxqWfpCQ-FnBUj34fsxU"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_ab61a0411ce90a2d63f7a540cd662bf2','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_ab61a0411ce90a2d63f7a540cd662bf2','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "U6pmAfq9OZ8bJaXtTCI8hZXK3I0vm2EyT6kdj9qhtPQ"}
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
','bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('c45484d849a1caa60aed87717c09e37be8c5bf151801c64e1598921adc36fe5e','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('3755f41b1da70fc2227de63f7c857d6a37aa0ab63ff7dd785dddbfebdde39707','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5149a6573d82b5e8ae3a9cbc4bce7cb3e2f24252d4d79d051d7e4673f4c68b63','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('54e1d35cdf545ddd5be642950771b34a3ec6951229951a5f8b473ba8227eac9c','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_gCGGtflKJ5Q9qgSaqg-7wiaw',3,'4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49", "call_digest": "b8e11270c5a2951e577e67d8acd884358cee7bd6b913ecfa0e29d41a4d18e584"}',NULL,'small-payments',NULL,'approved',NULL,'a_r_2_vYt_Iv6dp2WsS3LsMS1u','http://localhost:8765/callback/W6RbRKFzBkj3vTZ9okl7gBQvQtk_XE1q50FrWxxGSA8','SNqBK53sbTrZiz8rwrvq_2fQ2bexVF4PJb4oZxdVBUQ','sha-256','Re3B2thwDWEJfPqpVLTkCZ5rlfqT-T7aJs70ZrlPF6s','14a1ccc71e24b1df5bc75d9dd341e2210469c71428ceed4cf2c0a92c006b5b28',X'01013120EBBD4C7A36A019EB3471433C2D9BC6286FA99635149F7C6FFCBC29F04E7E11EF4382646B0E6F9D1CBAD4029490EA3E31433B50B52FA4EB66A38A61FE09854494C996AA090547',NULL,'a93ff362ed983aca569b2c8d62c449ec1e0c5b626952858fd79866bbe0129d46',X'010131BCBEE210C569820D38786CB3C375B23177A49A83ABDC81EAF7206C3F1F706129A2E1952E5F9F717EFF3B81C5AD3BB22DE9397B4BE67969266F69B151F4735D7A7BF265605163BE5579C5F4C3FBD80261A5C4F9F874F5B1833F1B577363A87F05D75839AEBE1F73AD4B3280B3E4B6B51DC64B9C0554F486CE0CBEDFAC6E3487DB98D1DAC51AD4EA6E54DE97A09C9B7D29FBF6DADBBD3FA4CA1621ADB50C6E0FCDA6EDD0BB46EC23A6D93EC72A96A9E90FC2E82C6447A59069588950CC47F215B8E27F8D313A752DBF46D80FEA8208A9F1DDA6D10ABA315C7C81E04704F84A96693362A049D18374C44E652A65333C61301AC6BEF9E90AFAA6649C6CCC0AF4669D1C4D960850176DA328F24E048D09EC526AC159D11CFA0F0C37090818B65F4C8A1AB96501E4F939CE345CF64DDB12597C81DB369DC2F43B5A819EE78B912A3F711F59141EFAF618D02C6D1E2D6DC92C45B5794F5F0F2BD5A6B26AE4B8039D7364FC11D3D5AE9B3AF8A51D8843EBDB72592E335AEEBE7A67581D2954C3435057A227D5397973A87C30D2C4EC8FB01C042B168E4A4426212CAF14973FBFF73AF6CA95314F41FF5C696BC895B1804732384BC5DAD44B9355C7D8DD43DFB3AE21776D7CEF2284D717374361C8D398D7130E6A9469323A1D53A8244D147A136D9CBC7DC93F9F274B9AD6714AAC63D18BC95FDD6AADB7C9B20ACBBB7415A96694B4F7FDE5EA3A60BED2DF30BCCCB5B263B73CD2A340FA8F488677A48D4143A471653A84E376A460CF008B415F3C68C88800A40581C1BB8C16D187588F75E9CB80537A1F456A247FD5A412932F4CA838BFE99180D0C78D9AD611F446E40CCD23024371724AB674A4','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_7Ba8tfRhLMYzeUdMCyjT0-t5',1,'4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "bdb78aa7172b5edf5b4225d60b114c22f5a1fa9350a0d44fcde4e87d15370c49", "call_digest": "db963d7d5c18cc82c991181fd566492b4466a33099370b04760f78b6ea14478b"}','c109db0735e7b8872443033a3366b54fb8c0018ccf7a207838353f23a43f060a','small-payments',NULL,'pending',NULL,'a_ahuQyxWBpc3IShPEw07I_Je8','http://localhost:8765/callback/0XvdFfyenxSHzqs0PbafIuZRUssysloTo2OKBk-kzj8','VSKpI10JOYF7xR_JVx6AHMgNGMAPGAlG9rmsNLmiFQk','sha-256','LMlBB8QIx7zbOoN0rg6ccO5S9ME6KUtyr86O3pIsFzg',NULL,NULL,'cf0c1c519531369972eeac4a70503c5c35fcac6da598279c126fda0bea56aaba',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t__2_4VsKQbqYWkJtKlWg88XK2','as_gCGGtflKJ5Q9qgSaqg-7wiaw','8ded0dd0f379720ecb7bfe621d2ea257f6fe381d0a24dcb40e92398478d474b1','049b8a02f58a94cbbd7f94d5ad844aeed7f664ff8de477e3c1716c7cf03ba266','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','4xseQD6TUYg3P__xzDFh6Bpbo0HY1yGZKcBTiR3mw84','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_IToxImar1jWOLK6vzA0In41n", "kty": "OKP", "x": "MboGymWx4Jicz5fRd51bKHGMxqWfpCQ-FnBUj34fsxU"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_agent ON approval (agent);
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
CREATE INDEX ix_proposal_agent ON proposal (agent);
CREATE INDEX ix_proposal_owner ON proposal (owner);
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
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
COMMIT;

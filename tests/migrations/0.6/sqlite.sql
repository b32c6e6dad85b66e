BEGIN TRANSACTION;
CREATE TABLE agent (
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	credential_digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	frozen_at DATETIME, 
	last_used_at DATETIME, muted_until DATETIME, credential_expires_at DATETIME, previous_digest VARCHAR, previous_until DATETIME, parent VARCHAR, root VARCHAR, narrowing JSON, 
	CONSTRAINT pk_agent PRIMARY KEY (name), 
	CONSTRAINT fk_agent_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest)
);
INSERT INTO "agent" VALUES('scout','alice','12a8337969a72de5ab873336103f7760b5c0fab6cc67e5faf8d5b325a25f758b','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
	spent_at DATETIME, effective_document TEXT, cool_until DATETIME, lifted_at DATETIME, number VARCHAR, "match" VARCHAR, agent_purpose TEXT, 
	CONSTRAINT pk_approval PRIMARY KEY (id)
);
INSERT INTO "approval" VALUES('a_5ZUkjkkbmGyRGIb-9SM7j_L9','as_k2fgcO3b0m9uBNIkJjwV06pw','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"f31e20b8f27fdb0ca194a8a187e260b2d849c3653b8efbd95bf56837275213b5","client_key":"h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es","connector":"bank","connector_digest":"0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf','for breakfast','g_RzVVEGfx00pT6OUX2usQxzaW','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf','6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU','{"id": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "rawId": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVlBtSXNfa0pOM1dGY2UwLUptMXRKSW1TcFRma1ZlS3daQmhhcVppeVotayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQD--Y7skRLdNhmXPK90KPVQkN9SFRHl-4ICtYD629JLsQIhALnDTvXE-xI9YF5D8gZ7Zr32WAv-7kdX_00IxL8oWMAv", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'3521E00FDECCC2F3948F3F5C2956E74B5FD03A9CBC9A46200BBE973718755366','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'44',NULL,NULL);
INSERT INTO "approval" VALUES('a_oq3Duj0NydF_0od6C9EEzGPK','as_Rj-AtjxsR3SR-NNfTGQDoLNE','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"c1384a25578539e82662b782dc0b47961e988075f87dbc5aa500d7c3b9ed52c5","client_key":"h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es","connector":"bank","connector_digest":"0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','67666af55a515e9d2633ba2e919ecea4999187cedad1e046ee8956a640ff1cbd','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'94',NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','o0szv9ITwTtL_OD3UrgCsw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','4cc0421fb21589e7df83df9310e6ea98a9db4191283bc4b0cee035d665662d9a');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','o0szv9ITwTtL_OD3UrgCsw',NULL,'alice','{"label":"A browser","same_computer":true}','4cc0421fb21589e7df83df9310e6ea98a9db4191283bc4b0cee035d665662d9a','678e8ed295e3a610fc0729d9ce47d6ccb53f6f034647ffb5fb84a2d6666f69e7');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU',NULL,'alice','{"label":"A browser","pairing":"o0szv9ITwTtL_OD3UrgCsw","same_computer":true}','678e8ed295e3a610fc0729d9ce47d6ccb53f6f034647ffb5fb84a2d6666f69e7','10c51db29a193e0b46fd23900ff4b24e057591e4152f80cc1c9f9d6bc20f3ff9');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_6519ba82539c260fafaaaf3dc65d3a90',NULL,'alice','{"digest":"832d28db46edc445b90eb221f1e5f2273d8f1c2124c85ae54cbd308a3fd61b6a","kinds":["policy","connector"],"uid":null}','10c51db29a193e0b46fd23900ff4b24e057591e4152f80cc1c9f9d6bc20f3ff9','4fe1709a3b8a06aeaf96aed02512e6162dd1d38989a9a216db3db34f3a9d7bd5');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_6519ba82539c260fafaaaf3dc65d3a90"}','4fe1709a3b8a06aeaf96aed02512e6162dd1d38989a9a216db3db34f3a9d7bd5','22e0d70f543621a2a30b9888372b2deee1d92aa28fbbd2b67dd6125ce9c3c939');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1","proposal":"w_6519ba82539c260fafaaaf3dc65d3a90"}','22e0d70f543621a2a30b9888372b2deee1d92aa28fbbd2b67dd6125ce9c3c939','51ad3264bb8bed1b7b6a031d76886a05afc04f9527a3a061546705afe32c7abf');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_6519ba82539c260fafaaaf3dc65d3a90',NULL,'alice','{"digest":"832d28db46edc445b90eb221f1e5f2273d8f1c2124c85ae54cbd308a3fd61b6a","passkey":"6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU","reason":null}','51ad3264bb8bed1b7b6a031d76886a05afc04f9527a3a061546705afe32c7abf','d2a70805add898980d50310f86ca218e5fdf8dbf206207978ff2497803078762');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_d6a98b0ebb268035a47aabed672b2453','scout','alice','{"digest":"bd88528b7806c793226d81a9b0fe899f7d2d92d9d19f0dfc35ec465504a3ad17","kinds":["agent"],"uid":null}','d2a70805add898980d50310f86ca218e5fdf8dbf206207978ff2497803078762','1a23602a300095df489207961880d5408a2d450c189517ba9cb9369709e10030');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es','scout','alice','{}','1a23602a300095df489207961880d5408a2d450c189517ba9cb9369709e10030','53e080a2f0ed96bfe44fcf95657e0ac406029904435bcfe702c92408ba02fa6a');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_d6a98b0ebb268035a47aabed672b2453"}','53e080a2f0ed96bfe44fcf95657e0ac406029904435bcfe702c92408ba02fa6a','809a6357ea71b2f4bf4763d75647608597b709f19089c239b30c49500136a3f3');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_d6a98b0ebb268035a47aabed672b2453','scout','alice','{"digest":"bd88528b7806c793226d81a9b0fe899f7d2d92d9d19f0dfc35ec465504a3ad17","passkey":"6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU","reason":null}','809a6357ea71b2f4bf4763d75647608597b709f19089c239b30c49500136a3f3','deb04095be2b04826315ae36a90036669a80837a5a99a380a4ceaa006ac9383f');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{"call":"f31e20b8f27fdb0ca194a8a187e260b2d849c3653b8efbd95bf56837275213b5","decide":"ask","operation":"bank_pay","rule":"small-payments"}','deb04095be2b04826315ae36a90036669a80837a5a99a380a4ceaa006ac9383f','8020143fb676caa072a9cda839185d15634c2caf51acb3713b3644dd0923ca4d');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_k2fgcO3b0m9uBNIkJjwV06pw','scout','alice','{"approval":"a_5ZUkjkkbmGyRGIb-9SM7j_L9","digest":"ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf","rule":"small-payments"}','8020143fb676caa072a9cda839185d15634c2caf51acb3713b3644dd0923ca4d','3fbcfb7b4268895213d03f96f6a388721b2966d8eaabed2bc1cce115e2f71be0');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{}','3fbcfb7b4268895213d03f96f6a388721b2966d8eaabed2bc1cce115e2f71be0','f181fb8e3eae2dec94044ae4e5e90797c6ec3f8ac7ab122be33b3c169f4ce40f');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_5ZUkjkkbmGyRGIb-9SM7j_L9','scout','alice','{"digest":"ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf","effective":"ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf","grant":"as_k2fgcO3b0m9uBNIkJjwV06pw","passkey":"6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU","reason":null,"verb":"approve"}','f181fb8e3eae2dec94044ae4e5e90797c6ec3f8ac7ab122be33b3c169f4ce40f','5ab3aa26ca7f7b006a0db2f3b6cb89af23f8b571af3fb27413b54fd7dc29eea5');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{}','5ab3aa26ca7f7b006a0db2f3b6cb89af23f8b571af3fb27413b54fd7dc29eea5','599c532b09cf69aedfae7da41318f21c73152c915580390d22c06d19dca2fb58');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_k2fgcO3b0m9uBNIkJjwV06pw','scout','alice','{"approval":"a_5ZUkjkkbmGyRGIb-9SM7j_L9","rule":"small-payments","why":null}','599c532b09cf69aedfae7da41318f21c73152c915580390d22c06d19dca2fb58','ee69f348a3163c8449fe6e2046309480e5f33f981b67746c0379f1dfee2fa9ea');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_5ZUkjkkbmGyRGIb-9SM7j_L9"}','ee69f348a3163c8449fe6e2046309480e5f33f981b67746c0379f1dfee2fa9ea','8020a3ca20584b3d5dbefc9ec55b9d2c4edfc27e6ec4b4c1e0a72874a5ffd1a3');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{"approval":"a_5ZUkjkkbmGyRGIb-9SM7j_L9","call":"f31e20b8f27fdb0ca194a8a187e260b2d849c3653b8efbd95bf56837275213b5"}','8020a3ca20584b3d5dbefc9ec55b9d2c4edfc27e6ec4b4c1e0a72874a5ffd1a3','14f38ccc59f703f258b4d4d730b614060bf0a479bface5775a95e473880aa7f7');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_RzVVEGfx00pT6OUX2usQxzaW','scout','alice','{"status":201}','14f38ccc59f703f258b4d4d730b614060bf0a479bface5775a95e473880aa7f7','e5a8198d9a7fee9ff6ce08c08405b8d7e2150afb289e8cf79ddf220b1474cc97');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_Mw2T5rI9Tj6W63HoKDa8Ey9U','scout','alice','{"call":"c1384a25578539e82662b782dc0b47961e988075f87dbc5aa500d7c3b9ed52c5","decide":"ask","operation":"bank_pay","rule":"small-payments"}','e5a8198d9a7fee9ff6ce08c08405b8d7e2150afb289e8cf79ddf220b1474cc97','a7e575ebda9e4f9f77368616b2b7fab0aa2fccc9de18c077b6a19d776d92acc7');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_Rj-AtjxsR3SR-NNfTGQDoLNE','scout','alice','{"approval":"a_oq3Duj0NydF_0od6C9EEzGPK","digest":"67666af55a515e9d2633ba2e919ecea4999187cedad1e046ee8956a640ff1cbd","rule":"small-payments"}','a7e575ebda9e4f9f77368616b2b7fab0aa2fccc9de18c077b6a19d776d92acc7','8bb44016f2593b9365e14110b49ef1b2aa4e7c82625c37aa25fa6decfc8c53a3');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_Mw2T5rI9Tj6W63HoKDa8Ey9U','scout','alice','{}','8bb44016f2593b9365e14110b49ef1b2aa4e7c82625c37aa25fa6decfc8c53a3','8facef3e3de04e70835f7418327b2b38abcde9af448b2ab0812eb4e4eec7910b');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'8facef3e3de04e70835f7418327b2b38abcde9af448b2ab0812eb4e4eec7910b');
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
INSERT INTO "challenge" VALUES('b4e2a8c1a0a67d15a08836b0873ac165cb7d4a00ccf8c830623cec1ae47641e5','enrol','alice','o0szv9ITwTtL_OD3UrgCsw',NULL,NULL,X'01EDC19158AB31933E0C0EFD669476D4788A8796897092C7F988F6C7942A7E2B','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('b24e8d4be7b8ef8200f918437ecd0d9380d75287c8c0b16ae7f4e8707bf5620d','decide','alice','a_5ZUkjkkbmGyRGIb-9SM7j_L9','approve','ff4f6f7f4672ad591bbc4ab73ddd716473e0e3a22e9ade4befab0d090d0227cf',X'3521E00FDECCC2F3948F3F5C2956E74B5FD03A9CBC9A46200BBE973718755366','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, number VARCHAR, opened_in VARCHAR, elicited_at DATETIME, purpose TEXT, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_RzVVEGfx00pT6OUX2usQxzaW',7,'scout','alice','http://localhost:8765/gnap','k_YGUtGR62YEi_d2xzfa_I5mj6','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','f31e20b8f27fdb0ca194a8a187e260b2d849c3653b8efbd95bf56837275213b5','0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','dcce1cef714583f92c8a7467055597f8a032e328e2a834fa3c00ab62457f6ec4','for breakfast',1,'approved',NULL,NULL,NULL,'rRBJYIyr6T6X_dTtl7y4EOS9Tk7h8bM4px02Mv8WIJs','d03faba41f731cbeb50e5efdfc2539073e8cd369105ece5f044dcc1f248dc482',X'01013100976248AAFF78C3CFE03ABC2EC2140864A729CE74D2ECACBDF7FEAE29DECC448B54C27DF043DF13B1653CA8D9CA7CA591812A46B5C4B9D42D7F6A253236F8F7366668D35ADD24','Bcw8Naw-Yia8dKYBMz30TUQl7MH1pmimxZuYUnjIJ_c',NULL,'http://localhost:8765/gnap/continue/as_k2fgcO3b0m9uBNIkJjwV06pw',NULL,'2026-11-25 12:00:05.000000',X'010131236672C1B5A227B691F65D31678C9DE1582EF23645F14D5B9B145E43F9D3684ACD970987BFDFA26FF5AC9B6C4D9B180CFA555024BB127C1739586458F3FAC4ACEE58AE44FF5DD2','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_ISjaMrLE3qYtkGzdRHvy99VJ',X'010131AA94E4B38F1CE11DEA37325B7B492D85CF34E12F77473D7654C115FC87438D331F3230ED702DABAA28AC9D0507BA30E968FC759428B5D4375E1D019A0A32E0E5DEEEFF4B987C7D','a_5ZUkjkkbmGyRGIb-9SM7j_L9','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'44',NULL,NULL,NULL);
INSERT INTO "client_grant" VALUES('g_Mw2T5rI9Tj6W63HoKDa8Ey9U',2,'scout','alice','http://localhost:8765/gnap','k_YGUtGR62YEi_d2xzfa_I5mj6','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','c1384a25578539e82662b782dc0b47961e988075f87dbc5aa500d7c3b9ed52c5','0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','cc9a87af483c4e382e2e0e059ca086fbdd0a79d9451ea9b0951911bd4c8cd2fb','for breakfast',1,'pending',NULL,NULL,NULL,'eXC1g5KQvaiuJc05tuRFqB3kk_AXhLcHTU4G3AAsgB8','1d65964004c9fe330d0c71e6284c6947f71b59560e9bebaca94226361b6b2454',X'0101315CB52617B889FC8B98E845BCEFF016C25F3B9836DD1195195014CDA40AF657456C67F1593AC0EFDAADA3E4BF4F9EC41DE75BBD1DB11E3539828963A8AA6C18177B827977EE5FA9','f-RzsuPf4iK_Gji2Nx4gmU8Yz7f9V6s9mrrUNAKRx_I',NULL,'http://localhost:8765/gnap/continue/as_Rj-AtjxsR3SR-NNfTGQDoLNE',X'0101318BC36867A0CADA82D6A0B724ACE37C555994BFD6170D9AE9396DAEBF2C3312EEAC96596809F0EC0E62D650B06628B056DF5ABB389A49599C962981E7F020037BBA3E636BE427E2','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'94',NULL,NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_YGUtGR62YEi_d2xzfa_I5mj6','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_YGUtGR62YEi_d2xzfa_I5mj6", "kty": "OKP", "x": "f7LLCqcxmyBm7Mkcy9oboDa5Rn7ngXHj8adjN6-6AKw"}',X'010131ED78FCDB93EC52687D34016CA7561FBC62F9B6D3CB84D932395B14BE275EA6E2C6F70D72B5D469A77B7EBA3624AF2B795E5D634BB28165C33CD57664507E41B23F7D90EA49FA1AFB73EBF8A1','2026-11-25 12:00:00.000000');
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
	removed_at DATETIME, revocation_sealed BLOB, revoke_at DATETIME, revoke_until DATETIME, revocation VARCHAR, 
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
INSERT INTO "installation" VALUES(1,NULL,X'010131E3B22BED2028EFD9C6758DC1DC1622E320C5D19B471F7326293C9EC78454BE81A85822A8A784DB',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_WNId6bd4VZzi8cifuDJeGsJ4','finish','as_k2fgcO3b0m9uBNIkJjwV06pw',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('o0szv9ITwTtL_OD3UrgCsw','4a84aee172834ecc86525d81a5ae53bd17228233e9add0f80e6cd10a7461df16','7b4755e03f6a4b43a4a85ee7015e9f71e927fe531d5c5644f5d3e3b22ce1cf8d','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "public_key": "pQECAyYgASFYIHiJnqX-kxxupHmD9BmX4rAVlo99BKqyNn1LNuI1Pw1vIlggjBWwBfUio_vnd-fXcF5fDv5r_r1hboT1A5vmhs8Qwpo", "sign_count": 0, "label": "A browser", "same_computer": true}','6204690eb17e325f4e100033d8717f60139fcd88221a71fd95bbcdd5cff64cc6',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU','alice','A browser',X'A501020326200121582078899EA5FE931C6EA47983F41997E2B015968F7D04AAB2367D4B36E2353F0D6F2258208C15B005F522A3FBE777E7D7705E5F0EFE6BFEBD616E84F5039BE686CF10C29A',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('c630ccc041d3bf9f834f863a92dfb806590aa4c1987818622cf3a66b02fbabe3','alice','6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_6519ba82539c260fafaaaf3dc65d3a90','policy','alice',NULL,'WYWM','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"c-BfkC7--DJo6t4qJGFTBr0N3FHgeVszNHdZvWrSv4c\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','832d28db46edc445b90eb221f1e5f2273d8f1c2124c85ae54cbd308a3fd61b6a',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU','{"id": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "rawId": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiS0xYVGpxWXlBYVFQa3VSNUpoRDhYNjh4bi1VbnNFeGxmMGR4eWtnb3ZBYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQC3azV2F_cjqWn7D3H6Oc-lBXmlZv0mbfumJZ-Ohhm_pwIgetezPcY9gLSqr8qRGlBrmGYqN3iRzmznL9P6vOQ_H6c", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_d6a98b0ebb268035a47aabed672b2453','agent','alice','scout','K2TJ','{"items":[{"agent":"scout","credential_digest":"12a8337969a72de5ab873336103f7760b5c0fab6cc67e5faf8d5b325a25f758b","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','bd88528b7806c793226d81a9b0fe899f7d2d92d9d19f0dfc35ec465504a3ad17',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU','{"id": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "rawId": "6BJY8_pS9Gh6QrxmX_gDi2Tnv-2KVhQZi-i7adU4MCU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZEhVRnJVN0RLY3c0cHA1cUZaN2FmQmJiMzM5VTlVYXlwNDBXb2ltNFhrUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIQCZ801XE8hBEbF_OwxetgvLsPohSfDsUAsjqmKoiZZnkQIgTjzl6_vHnSXl9Hr7V0CgghNjQNWHLzoc9em80kMhLdY", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_YGUtGR62YEi_d2xzfa_I5mj6", "kty": "OKP", "x": "f7LLCqcxmyBm7Mkcy9oboDa5Rn7ngXHj8adjN6-6AKw"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_6519ba82539c260fafaaaf3dc65d3a90','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_6519ba82539c260fafaaaf3dc65d3a90','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "c-BfkC7--DJo6t4qJGFTBr0N3FHgeVszNHdZvWrSv4c"}
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
','0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('1b8e5b5716848cece205a566bcf3e871cbd0a1374932316645108d5880a07147','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('3a03f63e3e5540df78e3845e671835acb60c4dba2b652ef88be1deb989c994f7','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5a8346eee43790512384adda2246d6903dff7ea6ab110056b48299b42b5e0dd8','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('4f0749b2f56ad6a7c21e698ccbe94e9672c054849eeaa53755b2fb3d0075be1f','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_k2fgcO3b0m9uBNIkJjwV06pw',3,'h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1", "call_digest": "f31e20b8f27fdb0ca194a8a187e260b2d849c3653b8efbd95bf56837275213b5"}',NULL,'small-payments',NULL,'approved',NULL,'a_5ZUkjkkbmGyRGIb-9SM7j_L9','http://localhost:8765/callback/tPZhrxgQLsBU5k2rr00aivWOr01FfHzg0ajB5LNQTik','rRBJYIyr6T6X_dTtl7y4EOS9Tk7h8bM4px02Mv8WIJs','sha-256','Bcw8Naw-Yia8dKYBMz30TUQl7MH1pmimxZuYUnjIJ_c','56ef48fca7d95068cac97cbab6cc4caa51a2acc6cb580c3b65c771b51490a8fa',X'010131A7305809B596BC2AB206AA1263032A3B764B0FFCF798F4ECD0325AB8DC66B2162B034902968A7439542C22D42EB1D6794F52E79EF6631D0C4E16507AA599AA73B938882A365109',NULL,'6b941564af23e705e786d6c911f562e4d0d05ef70bb22dd4290adb20c044b908',X'0101315B7A495075686874120924FFF50940F7BB9BCA8F2F2C20696347D281D6733E36607792E20B40CE527907D1DB4F50CAF48FAA37DCBD961649937A5E7A05FD5966456FE28CAE98383327D29F3799D58254C5A84C6780D9241058A5CDD3795A021DCB2A09DEA3F781D4B95BF673B5A7F7FAAEE53A27CCD98EEC307BE16728117D5F255E295BFF918D412073404A1E6A5A484A36F1CBD4C61C43B5AD770A1A4C73392C7973A1727D93C507BA48DDA46C86C8305C2C09F7F5DD607A02C01032732759C90E5C39407D3C20D420FF5C080C4714C93594D308D496DD5B8C67130601919D597604120D73EDFAE379C5AAE898D756E493A455651F52EDA996C06E92285451FA5CA6F0FF62B7BAA5539D1D12A8907F2926C01A7E571423CF5D750626E91DA0121F4A83BCFE6791C51F00F6D388AF7307A588F8CAA914A342866089F534282903A11B0B7A71EF8D6AFE2E2B2F154F1E89EF2AC7043C41B0CACDC9B9DDFAF2283D4C95DEFC4257D30F454E180345A54DF644A6207D33A7FFD61B6A85EC984D760AF4D49D6808695EA8D8DB37BE06B0EF27503BFC29A90087CF91CE120046B58229992EBE89A57E6A4039413806BDAA4F7EFACEBABD7A7F706149AEA6685D81E34409FC69FD4242F92988488CCFC40A2C72051F98551DA42DDF5BE1C812A73DCFB777C37D83C45140F65C9DD1756DC6E254CBFD38EDAD096F126F116DC74CA37CD18AA736871562B6494AE8B08007109192BC0393E8899C543DC7F037BA84C9F6DF1CFF156F0CB436037713FBDF5F202D1CD69F71ACD5D6D515AD1AFB057D5BC6A9851ECA4273D566F827196A02B07CA601DDADE5A1FDD859BA50188B1B38D5BC903736C6','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_Rj-AtjxsR3SR-NNfTGQDoLNE',1,'h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "0e86acf0865ca3b1bad2cbc317443ec97744191b54f846e0e1adb5478eb7afb1", "call_digest": "c1384a25578539e82662b782dc0b47961e988075f87dbc5aa500d7c3b9ed52c5"}','c969a5587589c4b4d706b757f483b16e8e8d05d5264b996311e3ddc235db86c6','small-payments',NULL,'pending',NULL,'a_oq3Duj0NydF_0od6C9EEzGPK','http://localhost:8765/callback/D5bylBo2C-Z7_H0UeDglFESYRJzf97rycrmxPur9swM','eXC1g5KQvaiuJc05tuRFqB3kk_AXhLcHTU4G3AAsgB8','sha-256','f-RzsuPf4iK_Gji2Nx4gmU8Yz7f9V6s9mrrUNAKRx_I',NULL,NULL,'529b22603c33f4a3ea3ebb9dd958be0757e8dfa0aece73eabdbf2a1403fc3d1d',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_ISjaMrLE3qYtkGzdRHvy99VJ','as_k2fgcO3b0m9uBNIkJjwV06pw','57e0b7576402403ae6d6a81e335a4cb7b14582d9f44c34b47dfd11a368180a6e','c64f078d80ea0a6f3883a01f968ff29edd76e08451abf7ea007b15c89cc4a593','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','h1Ol0ktm1dRRADL5DeD2OK5NvCmf6BrWpV_DNWM36es','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_YGUtGR62YEi_d2xzfa_I5mj6", "kty": "OKP", "x": "f7LLCqcxmyBm7Mkcy9oboDa5Rn7ngXHj8adjN6-6AKw"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
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
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
CREATE INDEX ix_client_grant_agent_created_at ON client_grant (agent, created_at);
CREATE INDEX ix_client_grant_agent_call_digest ON client_grant (agent, call_digest);
CREATE INDEX ix_agent_root ON agent (root);
CREATE INDEX ix_connector_secret_revoke_at ON connector_secret (revoke_at);
COMMIT;

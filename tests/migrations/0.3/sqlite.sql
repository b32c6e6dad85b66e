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
INSERT INTO "agent" VALUES('scout','alice','3032dec89b0cd28a512ca406692ccd446791d276e1dd983674b951a6fc72252f','2026-11-25 12:00:00.000000',NULL,NULL,NULL);
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
	spent_at DATETIME, 
	CONSTRAINT pk_approval PRIMARY KEY (id)
);
INSERT INTO "approval" VALUES('a_8USTe0TK0REeRZUb5uese1iX','as_10xJ9YsKCjT93pUhKGkXsemc','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"8f97d3bc23661799523ea63b9e9acc37a02a2585461ceeadaa0ce09d25bf0136","client_key":"5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990","connector":"bank","connector_digest":"9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','45e25f998c038c3c58871d066777b1af9fddec16ec7cbd31571ec0a014a92c16','for breakfast','g_hZRvivkVSpN9nOpYXLQJMZSp','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'45e25f998c038c3c58871d066777b1af9fddec16ec7cbd31571ec0a014a92c16','tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM','{"id": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "rawId": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUDd6bDdhWms1M3p6SGw5ZmNheVFxRTNUSFhYY0xzZlhJaTVlN3AtbmVhWSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIF_5mstuuFxyAUhmeBGizRO250hESIt1rl-rrlv7Zd1fAiEAlauUr8IBRA4OR1nLtB0k2tSDYVeujKBXOUu1Jd46hyk", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'069C8730B2F7C6BBCFA51978F62A216720A06CEF8FD42311E195FBA74E96AA00','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000');
INSERT INTO "approval" VALUES('a_llZ3MD7StMRLZW8bgG19_2R7','as_wx-XI3Vb9p-Uc6dUfp6rMDDA','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"6b7574bb78679c9b4372407f5f427e66d27cb77f0f0cac7e2079656d72e8bf28","client_key":"5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990","connector":"bank","connector_digest":"9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','5e114d99650405d9c0f177a374fefae3c70a059f52cae51803350a8021bfe77b','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','XBvIm5I_K0f22M0IMFggfA',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','9ef8c5598f38901b0bf3dd0ddd9ed97c00c640e1b5a4efcbd3d98012883688ee');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','XBvIm5I_K0f22M0IMFggfA',NULL,'alice','{"label":"A browser","same_computer":true}','9ef8c5598f38901b0bf3dd0ddd9ed97c00c640e1b5a4efcbd3d98012883688ee','60cbf9270766d7823dced485d11e572edd02e77a66a882e3eb2c5c8bd41da5ec');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM',NULL,'alice','{"label":"A browser","pairing":"XBvIm5I_K0f22M0IMFggfA","same_computer":true}','60cbf9270766d7823dced485d11e572edd02e77a66a882e3eb2c5c8bd41da5ec','003da322d64a3c54344d1937a61490c6d9a33f7857fa890a38c987c5ddf0e606');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_970cc15c86f2aeb05073147cb352b5b1',NULL,'alice','{"digest":"5978456161c075acbdce6b3cc18b41dcf03c0533ee73c6c0eba7ff73dc9ae057","kinds":["policy","connector"],"uid":null}','003da322d64a3c54344d1937a61490c6d9a33f7857fa890a38c987c5ddf0e606','a9072838809e9ee23279837ec97c5f017360653ed25626fc1d806b00b7b5351b');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_970cc15c86f2aeb05073147cb352b5b1"}','a9072838809e9ee23279837ec97c5f017360653ed25626fc1d806b00b7b5351b','30d11ce199de45b65cfacdc9bde0f279b377d5ba9c82c89332eee06af8ecb7fa');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3","proposal":"w_970cc15c86f2aeb05073147cb352b5b1"}','30d11ce199de45b65cfacdc9bde0f279b377d5ba9c82c89332eee06af8ecb7fa','29ce13769c54622abed7c8ae3cf5de6c0ed5085d85962a95880b48ddb24c24d3');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_970cc15c86f2aeb05073147cb352b5b1',NULL,'alice','{"digest":"5978456161c075acbdce6b3cc18b41dcf03c0533ee73c6c0eba7ff73dc9ae057","passkey":"tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM","reason":null}','29ce13769c54622abed7c8ae3cf5de6c0ed5085d85962a95880b48ddb24c24d3','30a2059e2d9f26ec0e923cd42b0555821780553a8ec186c1e80fb8f170da0074');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_5331e04153741b261156aec087a10cfd','scout','alice','{"digest":"dcbee9484398b80725401e70ad47b8f6b4207120b9f4a957216f69c7380c7855","kinds":["agent"],"uid":null}','30a2059e2d9f26ec0e923cd42b0555821780553a8ec186c1e80fb8f170da0074','6fe04b452cfc7d314428e6bdeef903c5cca143ea349bfa4f13cd6e8632c207c9');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990','scout','alice','{}','6fe04b452cfc7d314428e6bdeef903c5cca143ea349bfa4f13cd6e8632c207c9','492b253bd592bd2a1476ce8575c59c1c634ae1d490d8ef15c0e60e44bd6126d6');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_5331e04153741b261156aec087a10cfd"}','492b253bd592bd2a1476ce8575c59c1c634ae1d490d8ef15c0e60e44bd6126d6','e353590aa42a1151ae152fbaf0cb51e2daea12a73e89f2e35125a96d8b6a498e');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_5331e04153741b261156aec087a10cfd','scout','alice','{"digest":"dcbee9484398b80725401e70ad47b8f6b4207120b9f4a957216f69c7380c7855","passkey":"tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM","reason":null}','e353590aa42a1151ae152fbaf0cb51e2daea12a73e89f2e35125a96d8b6a498e','e6d02e9a1ead03fff74857afc8fbd41dadfc9a90afd49e3b122402a36a3e9a7f');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{"call":"8f97d3bc23661799523ea63b9e9acc37a02a2585461ceeadaa0ce09d25bf0136","decide":"ask","operation":"bank_pay","rule":"small-payments"}','e6d02e9a1ead03fff74857afc8fbd41dadfc9a90afd49e3b122402a36a3e9a7f','debd92559a2148a1b1f73e122444b3737f8660ad27589993bf591ec7dba50c83');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_10xJ9YsKCjT93pUhKGkXsemc','scout','alice','{"approval":"a_8USTe0TK0REeRZUb5uese1iX","digest":"45e25f998c038c3c58871d066777b1af9fddec16ec7cbd31571ec0a014a92c16","rule":"small-payments"}','debd92559a2148a1b1f73e122444b3737f8660ad27589993bf591ec7dba50c83','ed2cf826e0e9c67687ca0d9506b40c33c26b18d7e02d185dcd678e499d91893c');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{}','ed2cf826e0e9c67687ca0d9506b40c33c26b18d7e02d185dcd678e499d91893c','cdb78bbf5191bc73e52875f86d5f7d4a87608630db179874bf2fd2c25b7f03a1');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_8USTe0TK0REeRZUb5uese1iX','scout','alice','{"digest":"45e25f998c038c3c58871d066777b1af9fddec16ec7cbd31571ec0a014a92c16","grant":"as_10xJ9YsKCjT93pUhKGkXsemc","passkey":"tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM","reason":null}','cdb78bbf5191bc73e52875f86d5f7d4a87608630db179874bf2fd2c25b7f03a1','4023b7c018a249d82281ee565a43ac78a7090e8c97c5347e7b3bc5146debe68d');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{}','4023b7c018a249d82281ee565a43ac78a7090e8c97c5347e7b3bc5146debe68d','ffd43d9423ecdb631535c6fe76282a85d6374bd6eb89a6033512909a29b11f01');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_10xJ9YsKCjT93pUhKGkXsemc','scout','alice','{"approval":"a_8USTe0TK0REeRZUb5uese1iX","rule":"small-payments","why":null}','ffd43d9423ecdb631535c6fe76282a85d6374bd6eb89a6033512909a29b11f01','7e38e2dd5635472670b7992b9fb95b04183d89fdd95fa83042674b641f440d41');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_8USTe0TK0REeRZUb5uese1iX"}','7e38e2dd5635472670b7992b9fb95b04183d89fdd95fa83042674b641f440d41','bbb19c3c7b8cb4ebfd0ef39760a977d4ef3bd9ebd3a930340bdd67082d34c232');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{"approval":"a_8USTe0TK0REeRZUb5uese1iX","call":"8f97d3bc23661799523ea63b9e9acc37a02a2585461ceeadaa0ce09d25bf0136"}','bbb19c3c7b8cb4ebfd0ef39760a977d4ef3bd9ebd3a930340bdd67082d34c232','7f797134d5342d166416a55d75803805b7ab0b5a6f2b9522ff76d28707939108');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_hZRvivkVSpN9nOpYXLQJMZSp','scout','alice','{"status":201}','7f797134d5342d166416a55d75803805b7ab0b5a6f2b9522ff76d28707939108','aa90439447e801207b35abfeeb9838dc5df010a75d566b670cb0c029ccdef465');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_cTdbONJYUG4YxHwj0qnK1quK','scout','alice','{"call":"6b7574bb78679c9b4372407f5f427e66d27cb77f0f0cac7e2079656d72e8bf28","decide":"ask","operation":"bank_pay","rule":"small-payments"}','aa90439447e801207b35abfeeb9838dc5df010a75d566b670cb0c029ccdef465','b182700139bb65a189249ed10069d303870fc8ceb72484b3ee2054b2ca412b02');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_wx-XI3Vb9p-Uc6dUfp6rMDDA','scout','alice','{"approval":"a_llZ3MD7StMRLZW8bgG19_2R7","digest":"5e114d99650405d9c0f177a374fefae3c70a059f52cae51803350a8021bfe77b","rule":"small-payments"}','b182700139bb65a189249ed10069d303870fc8ceb72484b3ee2054b2ca412b02','9389267b69dab9f7e5ff9bd914aea01d4fb0703f018327610b11a2a18493cf23');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_cTdbONJYUG4YxHwj0qnK1quK','scout','alice','{}','9389267b69dab9f7e5ff9bd914aea01d4fb0703f018327610b11a2a18493cf23','b014148851be773e9f687861aef15af02accea1874c1dff829186b7bbdf2a675');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'b014148851be773e9f687861aef15af02accea1874c1dff829186b7bbdf2a675');
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
INSERT INTO "challenge" VALUES('1728b8c6729bff9193d795de8e13b4405ee30d6551cb1243448a1b36222d50c5','enrol','alice','XBvIm5I_K0f22M0IMFggfA',NULL,NULL,X'63B2415975F875FD95265A984E96F7C569AAFC46A0BDBAE51612CC7E893988E6','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('157a56a508821d2f996bbc690410d56b5d621ded792c5906960ada732cd8ff23','decide','alice','a_8USTe0TK0REeRZUb5uese1iX','approve','45e25f998c038c3c58871d066777b1af9fddec16ec7cbd31571ec0a014a92c16',X'069C8730B2F7C6BBCFA51978F62A216720A06CEF8FD42311E195FBA74E96AA00','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_hZRvivkVSpN9nOpYXLQJMZSp',9,'scout','alice','http://localhost:8765/gnap','k_x-ruGJj1IgX4Nd_N9S3F6lfS','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','8f97d3bc23661799523ea63b9e9acc37a02a2585461ceeadaa0ce09d25bf0136','9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','4836be580805890eb64b63f80640a73d9bbf8be0e76cd9e56fdc2e1b5d8b585b','for breakfast',1,'approved',NULL,NULL,NULL,'7AxOOHmjtlxwogRzo-5jM5SmvK4TIz_4lnh_6ln5z6w','294bacb221987876e03f37d3ffcbaa55677225b0dc8c11706bd11492d7b8f1b2',X'0101315EDCBD444A034A8A3A65637F30391BD128E5554B319CAF5DEB2343FD58F7AA18EE8A0979DE26DAEB3FC141CA18397A9725711A18155CE0A0B30F834774116D94E6AD03909DE5E9','zB2IO67jfc_kx0Ghb9H79XzwcV5nMX6jDmTUm_AKzp4',NULL,'http://localhost:8765/gnap/continue/as_10xJ9YsKCjT93pUhKGkXsemc',NULL,'2026-11-25 12:00:05.000000',X'01013147320966871F799B9E6B410BC22917ED4041C3129C8CD0DD7E2F2CBFAC856E1DAF9F8F8DCD3CDB9F233C974513ED7802099A08BC56F79CF756DC01083F3CEEAA552BC1E6866D07','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_JnKcluUPwn_G8fcDhZuxuh_3',X'0101313B5F5685239AB55551A784EA9B246522A5DF01C418ECF4B99256A01B076F0251D2B5F24EE9DCAA6B6304762613D88E9AA74540D10A4849B24D3FB613E4BD30DD8B6F7C908FB2A8','a_8USTe0TK0REeRZUb5uese1iX','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "client_grant" VALUES('g_cTdbONJYUG4YxHwj0qnK1quK',2,'scout','alice','http://localhost:8765/gnap','k_x-ruGJj1IgX4Nd_N9S3F6lfS','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','6b7574bb78679c9b4372407f5f427e66d27cb77f0f0cac7e2079656d72e8bf28','9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','0b48fde848db4360ff6e268be9cc6d534997abc4dbf2c013b625b76f63f01f99','for breakfast',1,'pending',NULL,NULL,NULL,'62tuQYfG5y7hx8ftuveEqBZH6yqidPZIhielL5ZX4IQ','46f9a5ee67a82065bfed7437dc0f44bd3c40ef0db26b2f65abc76ad8f60c0086',X'0101312F30D744D62409CBE48A1F301DDB9A1D79AFDFD50134F5471320C9DEEDF163D82D8B1003122CC39D1F7F8098D371E63C1F0724F1CEE1843F0EF9CC74F8877FA821DDF557389EDA','hXQAEuuMEf8U9W5Vi2NaIPEdk_6r0qShogVFrCOqiEc',NULL,'http://localhost:8765/gnap/continue/as_wx-XI3Vb9p-Uc6dUfp6rMDDA',X'010131797C9EF4F16888BEE57C09A13623FCC20EC0E28994A58D8371E1DB728FEB1468F6DD63E7FE7960477366A426FD205A13697AA9C7D65605EAB8C84E73D6AB7E9103F6A336EDC060','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_x-ruGJj1IgX4Nd_N9S3F6lfS','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_x-ruGJj1IgX4Nd_N9S3F6lfS", "kty": "OKP", "x": "IzTtJGsrv1ZGboHIj1lNOqoREshOUd8fkTtqVMLQsJE"}',X'010131E8B667FDC7D061A179C1B5156A1ECFB9DA19963812B3E1F04699F7FD1C7FD09812B632BB3362533F19B1001A2C9A74665B54A675447ECECAA270D4893D647358119FC56F69F157894F0C58BB','2026-11-25 12:00:00.000000');
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0003');
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	frozen_at DATETIME, 
	key_check_sealed BLOB, 
	vapid_sealed BLOB, 
	changes INTEGER NOT NULL, token_key_sealed BLOB, nonces_since DATETIME, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
INSERT INTO "installation" VALUES(1,NULL,X'01013176DCB65FC7185FCD3C7471C2BDFF4E4223FD6A0636E8F26E09842F1AABA54F887AE9A80418AAE3',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
	created_at DATETIME NOT NULL, device VARCHAR, 
	CONSTRAINT pk_outbox PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES('o_Pk3TcAIN4K-DL19NJzlywOJ-','finish','as_10xJ9YsKCjT93pUhKGkXsemc',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL);
CREATE TABLE owner (
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, recovery_digest VARCHAR, email VARCHAR, 
	CONSTRAINT pk_owner PRIMARY KEY (name)
);
INSERT INTO "owner" VALUES('alice','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('XBvIm5I_K0f22M0IMFggfA','0e1063954f6c168f03b89f93582840cca2bd1d9d0d64d63b69d19e71e4ba945e','ef38d54d71246bb543c2857b16e7695b6e9a0375a8811f9c60723b69758ee510','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "public_key": "pQECAyYgASFYIPjlrHBAtAqj-59b5xeb7R_F0JhfFqfMn-JEiM7GSwv_IlggUJR6I33PmoSj7T1iX34baxYKO2cwbG9xgj7jmX9ZdDk", "sign_count": 0, "label": "A browser", "same_computer": true}','edc0c0d17bf5d7fd67825a161b370e80a3eb26b5dfcca0a8c30d8d09850d2ac5',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM','alice','A browser',X'A5010203262001215820F8E5AC7040B40AA3FB9F5BE7179BED1FC5D0985F16A7CC9FE24488CEC64B0BFF22582050947A237DCF9A84A3ED3D625F7E1B6B160A3B67306C6F71823EE3997F597439',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('bb940ebc753e549aa11541d12d381a0ae7bf9eabe2d8b836cb088d33087d40e5','alice','tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_970cc15c86f2aeb05073147cb352b5b1','policy','alice',NULL,'8ZDS','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"AgfPIkLX31_7QgcYrmYK6WumMZ_Iwa8wSzU-HHHYriQ\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','5978456161c075acbdce6b3cc18b41dcf03c0533ee73c6c0eba7ff73dc9ae057',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM','{"id": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "rawId": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQjkybUl6bzVsY2o0cmt6dDAxRXhLLTRrbktPcURZOWdXeS1BRHVsd3piUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCICwduuaeX6ZQ9fW-ObRR-1wt1Y_Ft1ZcA2QOLHpJ_PO0AiAIA-94FcWlgt8dxQuKjlaMoaEsjXZkgFLC39k-WhJlLw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_5331e04153741b261156aec087a10cfd','agent','alice','scout','PQ69','{"items":[{"agent":"scout","credential_digest":"3032dec89b0cd28a512ca406692ccd446791d276e1dd983674b951a6fc72252f","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','dcbee9484398b80725401e70ad47b8f6b4207120b9f4a957216f69c7380c7855',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM','{"id": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "rawId": "tu-qPtiHtg1ZfgI4VpPTXGb_mZY2u_oZhZeSdGtspfM", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiU0l1aGNFdVhyeGNxSzc5TDFuM1RvclRydUtLWm1FRTFSb1ozTTc1LVdrTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEQCIG_JhPxT_bAKS2C4DP_NN6M_Ilelrc_6Ab-wZOGru84eAiA9v7Wgw1vD4ee1TPNEYdMK-75FVDftpmQ1gnWEAptFEg", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
	dropped_at DATETIME, 
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
INSERT INTO "registered_client" VALUES('5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_x-ruGJj1IgX4Nd_N9S3F6lfS", "kty": "OKP", "x": "IzTtJGsrv1ZGboHIj1lNOqoREshOUd8fkTtqVMLQsJE"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_970cc15c86f2aeb05073147cb352b5b1','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_970cc15c86f2aeb05073147cb352b5b1','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "AgfPIkLX31_7QgcYrmYK6WumMZ_Iwa8wSzU-HHHYriQ"}
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
','9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('238b3cabf31185011bffb0237309ad58922a77cc427ba41bbee71479ddd459d4','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('1159f8ac9b2604cbc3759890051264865194aa2b694eb6f1f6e6c61fe49f04d8','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('dab6d05801fa9b69cc5c9ab69eb5cfeb6875d553d8b32b1cb809d255358eefee','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('54ef22adcc7ecb468859fe66b7a6ce7830c2b39c23fa7dbf7cbd23c9bf428431','2026-11-25 12:05:05.000000');
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
	lease_until DATETIME, "key" JSON, tokens JSON, subject JSON, user JSON, start JSON, visited_by VARCHAR, visited_at DATETIME, finish_method VARCHAR, several BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_server_grant PRIMARY KEY (id), 
	CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key), 
	CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest)
);
INSERT INTO "server_grant" VALUES('as_10xJ9YsKCjT93pUhKGkXsemc',3,'5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3", "call_digest": "8f97d3bc23661799523ea63b9e9acc37a02a2585461ceeadaa0ce09d25bf0136"}',NULL,'small-payments',NULL,'approved',NULL,'a_8USTe0TK0REeRZUb5uese1iX','http://localhost:8765/callback/Ox1OO_LkOPouaH3-J9VlDxuMHfF4Hc3WqD8wfkE8Yr0','7AxOOHmjtlxwogRzo-5jM5SmvK4TIz_4lnh_6ln5z6w','sha-256','zB2IO67jfc_kx0Ghb9H79XzwcV5nMX6jDmTUm_AKzp4','29ef7d47ece6951fe62e58bdda93a0c742f94bbd082e930076d771d2ef07e6c4',X'01013125ABEBB038F601DFF2754E6C739C56BD0323E90D0AE69F2BEAD0F2ECD1BF77C22BCDC363FBEFEF10F5810C34235CD2F0F17A79998E6C3B2DD69DBE367802926B19C3D9F5810751',NULL,'b6af279a46f1b4862f271342ad633aea272060bded60147067207ae033852453',X'0101314FDD7B8D0A09FA7852912962051C6B9AAE10B8532D859557CC5070F90384AA8D44A1C6D34B7C9E2FB2F4BB754CEBFB1115A2E12D0F408773A478EE93CA6F269A7095FEE4F717219FBF935C5CDCFDE7AF9D98D89508AD185798B6AFBCDE35FCD07A23A6DCA1BD4B83B280717A48AD96939C18B1A0F0F90CDCD1DB0241B1865B13BA6DD13A4B06671FE786FCDB641B60F0C3BAEE33AFC8426B5DDCB36C2826B5BD5624209E90895E7F67AE5C4F180FE7A738E01E86100F714EFF4A9F2F66C7449CEA3A86710AC0149BCC9F542E79148BC42A0CF3D0EDD1F99E647F9BF39B0F8F21F06E2DE973D47CFFE4F44ADF63C24FE3600D928C9135BD3DD84B699DCC6AB364A405BC39582D075DA286CF18F6D5AD1FBE84D03314A0AE38BB3DE5B000AFA9F7A90BB924B7ADEED97DED70464B4DECEC41A090BDFF1F90FE8F7368E333208E6CB741FE3B848056A7358FF470B89C8AD8D1B154086C30BE7EC7C4ABAE045E02C7B1201E188EB8A6FD485A855382440216DD214CF63D52ED61914B196AFF87C10784BC47FC63675398ED9CD569DDBF16C88C45B76C53E2B24F161842113454BDA96B00A8C481209A0DC9BA248E66A3D44D067016F7353AB144A16D1AE3B3DFB2A9A16A3A8BC16CD4EDDC77BFAE70FF3DBAC75B3117357CA12F9A53ED83EF38530E8DBAD008C008DA106CD89B62AABB115210D8B2CF94F34D1AFFA004F6A60C10C6415FAB20C0670587282664B70B2C8166402F9038DE2166D4E0CB0106E579259FB4B39D70AA31EB5B3297B3806E49A4581FFDF7B54D60942C0B634F4E78E8F46CC00594AFCA5FB2286E5B92E52F0DE1A3F2F732D8992CA6551FEC34C1E8807E009FA22A58','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0);
INSERT INTO "server_grant" VALUES('as_wx-XI3Vb9p-Uc6dUfp6rMDDA',1,'5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "9436dbe78bf35b7c735709f08b46d38cd83fb81ae56e6641978d6437ed3e33a3", "call_digest": "6b7574bb78679c9b4372407f5f427e66d27cb77f0f0cac7e2079656d72e8bf28"}','d4229ba74e44a2f3a1839283822cae8deaca388c0fb57764fe8b5ff8a776efaf','small-payments',NULL,'pending',NULL,'a_llZ3MD7StMRLZW8bgG19_2R7','http://localhost:8765/callback/GRszeM-3AOoDieV1SFTK2LlnK5rwGz-PjH4g1FaCJ2Q','62tuQYfG5y7hx8ftuveEqBZH6yqidPZIhielL5ZX4IQ','sha-256','hXQAEuuMEf8U9W5Vi2NaIPEdk_6r0qShogVFrCOqiEc',NULL,NULL,'ebb336e3bbfcb7e282221d399f9d6934d9541dd17d92479dfa797517fcb4fd06',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0);
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
INSERT INTO "server_token" VALUES('t_JnKcluUPwn_G8fcDhZuxuh_3','as_10xJ9YsKCjT93pUhKGkXsemc','63b6c5735b3fd43a41f2a67c5d34dd7fbb38b8e5b83a82a915d1df7f0a72051e','5c909a4d02288b50a4415a85a87b3ae2ea268d332ff424df2e0782ffb0845f45','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','5NNrhc712bAGoqNhLCYVW26UCVQZSxymEDXaZ3qs990','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_x-ruGJj1IgX4Nd_N9S3F6lfS", "kty": "OKP", "x": "IzTtJGsrv1ZGboHIj1lNOqoREshOUd8fkTtqVMLQsJE"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_grant ON approval (grant);
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
COMMIT;

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
INSERT INTO "agent" VALUES('scout','alice','a5665e6fadf1969620dbdabeba1822f62e8f218134dcb14b750f0e82b00260ed','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE agent_host (
	agent VARCHAR NOT NULL, 
	client_id VARCHAR NOT NULL, 
	"key" JSON, 
	connected_at DATETIME NOT NULL, client_name TEXT, 
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
INSERT INTO "approval" VALUES('a_IxOd9KGTDNp0liaJuJQdT8r1','as_z2of0wkwMmiF3AYPHNVCSKx0','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"62af1f390ca4ad375bf2f2e7ff5acf30aedcef43e702479b3920b61047bb1b9b","client_key":"YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ","connector":"bank","connector_digest":"f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836','for breakfast','g_AGEPWgLb57o0917a-mIaV80m','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836','WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok','{"id": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "rawId": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibG5mTFd0LUdvY1UyeG51UmZDNVppMjdlNUNWNld3TGdjUHdqbWE5TlhEbyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIFoaG-1nEUwiw6gzlUTeOwC4HRZPgxR14FpFSB1rUlbkAiAfXB_pl6I5NChwWqLlXtsQqP69qrg3c-azPU11BnLS-Q", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'6578E5B9588C8D5FAFD3249D039761B4C91E8BCF3E9312F2CAB1EAD508B66C0A','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'50',NULL,NULL);
INSERT INTO "approval" VALUES('a_tvp8AYy7_FGN65Nhu6jR_-sM','as_bdOSFpSmuQokTQeYWgTjMnSR','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2dfb8a357178e97b53ad26421706a98936ff587c9f2c70275843e14cdca9faed","client_key":"YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ","connector":"bank","connector_digest":"f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','4bca6fdbb0bb6ccf208c40d08a3a77f843b8f65e7ca041caf299da46465ac8ab','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'42',NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','dTU4GmBPxPyV4vjU0OzSFw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','e67527abf3d9725a01e8ffd58ec09cd55c52a7b3f7b6263fb296bd38d44e4542');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','dTU4GmBPxPyV4vjU0OzSFw',NULL,'alice','{"label":"A browser","same_computer":true}','e67527abf3d9725a01e8ffd58ec09cd55c52a7b3f7b6263fb296bd38d44e4542','46e639757479150c630a19e69e9ba04f17b04f7ef56189f031acaee29cccc5ad');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok',NULL,'alice','{"label":"A browser","pairing":"dTU4GmBPxPyV4vjU0OzSFw","same_computer":true}','46e639757479150c630a19e69e9ba04f17b04f7ef56189f031acaee29cccc5ad','3e36d7eb593312d97a6e5c3b7b669d5cfb5784ac47e8e9f82f00e7e8cb3c04fc');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_2669a95c4432c804956d62f6153f0efb',NULL,'alice','{"digest":"e76bfb849ad9197f56944674150fed63a920668696e3b2c1ff4ca6ab75fbcb93","kinds":["policy","connector"],"uid":null}','3e36d7eb593312d97a6e5c3b7b669d5cfb5784ac47e8e9f82f00e7e8cb3c04fc','f47493c57f3143fb90b29470a714f48e36c60c09fa7ef25db42da95c89b07437');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_2669a95c4432c804956d62f6153f0efb"}','f47493c57f3143fb90b29470a714f48e36c60c09fa7ef25db42da95c89b07437','65ea93283eb1cb210fea9ccfad6cf1e8140a28a9231970b2fa87688251b766ab');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d","proposal":"w_2669a95c4432c804956d62f6153f0efb"}','65ea93283eb1cb210fea9ccfad6cf1e8140a28a9231970b2fa87688251b766ab','752330c001e83cabc8fef5886af1f02df818a57d93511447916514ed84732b99');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_2669a95c4432c804956d62f6153f0efb',NULL,'alice','{"digest":"e76bfb849ad9197f56944674150fed63a920668696e3b2c1ff4ca6ab75fbcb93","passkey":"WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok","reason":null}','752330c001e83cabc8fef5886af1f02df818a57d93511447916514ed84732b99','4be2cb9aaa7ac4778738ef3da3cbcdf4a71a93291cf2a17af380ca0efa19f4b5');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_c28352b717ade44988fb7e52154f4ed4','scout','alice','{"digest":"34a6f777c0969de1c863b8e11ce7babaedf177fb7d6470ab65db569a7b4a05a5","kinds":["agent"],"uid":null}','4be2cb9aaa7ac4778738ef3da3cbcdf4a71a93291cf2a17af380ca0efa19f4b5','4ebd97824d156cd6e56e19bfded57cec5c0109ed7002e2f2ebb13854ae6b570f');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ','scout','alice','{}','4ebd97824d156cd6e56e19bfded57cec5c0109ed7002e2f2ebb13854ae6b570f','3a6b991ad522d2740c8d1b8251908005412bdc598a4ac63f3c54124ee694282c');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_c28352b717ade44988fb7e52154f4ed4"}','3a6b991ad522d2740c8d1b8251908005412bdc598a4ac63f3c54124ee694282c','039e425fbe8878d32f275e79aab8697b7de38acedf34dbfe1ac50933c39ee3fd');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_c28352b717ade44988fb7e52154f4ed4','scout','alice','{"digest":"34a6f777c0969de1c863b8e11ce7babaedf177fb7d6470ab65db569a7b4a05a5","passkey":"WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok","reason":null}','039e425fbe8878d32f275e79aab8697b7de38acedf34dbfe1ac50933c39ee3fd','600afe159ebfb0981a4263824ddd7d13077b9494f3fa233c0731700e48598681');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{"call":"62af1f390ca4ad375bf2f2e7ff5acf30aedcef43e702479b3920b61047bb1b9b","decide":"ask","operation":"bank_pay","rule":"small-payments"}','600afe159ebfb0981a4263824ddd7d13077b9494f3fa233c0731700e48598681','9415cb7aaf27f9ac4880e7b8c38ded942a3383fabcbdf6efb44e3a91325abc83');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_z2of0wkwMmiF3AYPHNVCSKx0','scout','alice','{"approval":"a_IxOd9KGTDNp0liaJuJQdT8r1","digest":"2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836","rule":"small-payments"}','9415cb7aaf27f9ac4880e7b8c38ded942a3383fabcbdf6efb44e3a91325abc83','871537cc9f216f6f74bdd60a06aa9c6b8b7bc4a4c357025a835390c032687340');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{}','871537cc9f216f6f74bdd60a06aa9c6b8b7bc4a4c357025a835390c032687340','0c1921dd82eb72ea73d83e9548d280a4dac560fc1987f69f8f4a40470ea8987d');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_IxOd9KGTDNp0liaJuJQdT8r1','scout','alice','{"digest":"2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836","effective":"2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836","grant":"as_z2of0wkwMmiF3AYPHNVCSKx0","passkey":"WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok","reason":null,"verb":"approve"}','0c1921dd82eb72ea73d83e9548d280a4dac560fc1987f69f8f4a40470ea8987d','001ef82dd32777a9d94656a2b22459414de29f89e8fb95cc0d72aef4f400cff2');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{}','001ef82dd32777a9d94656a2b22459414de29f89e8fb95cc0d72aef4f400cff2','e862ccc41fd073118625e4363acdbed49bbf59a19a48510ff0f16167cf980ac6');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_z2of0wkwMmiF3AYPHNVCSKx0','scout','alice','{"approval":"a_IxOd9KGTDNp0liaJuJQdT8r1","rule":"small-payments","why":null}','e862ccc41fd073118625e4363acdbed49bbf59a19a48510ff0f16167cf980ac6','9dd102781b010c6a2eae93e24f510b20f97dae3206efc2f03e3649541b297ff6');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_IxOd9KGTDNp0liaJuJQdT8r1"}','9dd102781b010c6a2eae93e24f510b20f97dae3206efc2f03e3649541b297ff6','a1283138c6f26491af9bdf68ce149a2333e0bcc80f82b9941c6865d6196a7090');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{"approval":"a_IxOd9KGTDNp0liaJuJQdT8r1","call":"62af1f390ca4ad375bf2f2e7ff5acf30aedcef43e702479b3920b61047bb1b9b"}','a1283138c6f26491af9bdf68ce149a2333e0bcc80f82b9941c6865d6196a7090','1b04f69b233dd32eda9296857f8cb55433c4151f480f7b4ae944e84c8c366573');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_AGEPWgLb57o0917a-mIaV80m','scout','alice','{"status":201}','1b04f69b233dd32eda9296857f8cb55433c4151f480f7b4ae944e84c8c366573','8ed2c23fe43db4bea6038627ef2692b997073bd964cb98ac3237da6684fe61d2');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_R3rzjskX8Yagibp3XPUp8w-l','scout','alice','{"call":"2dfb8a357178e97b53ad26421706a98936ff587c9f2c70275843e14cdca9faed","decide":"ask","operation":"bank_pay","rule":"small-payments"}','8ed2c23fe43db4bea6038627ef2692b997073bd964cb98ac3237da6684fe61d2','aed7e207cc65d6fe928665f5e43eb9e12f95e1909ebcc415fde3a60484d22aa2');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_bdOSFpSmuQokTQeYWgTjMnSR','scout','alice','{"approval":"a_tvp8AYy7_FGN65Nhu6jR_-sM","digest":"4bca6fdbb0bb6ccf208c40d08a3a77f843b8f65e7ca041caf299da46465ac8ab","rule":"small-payments"}','aed7e207cc65d6fe928665f5e43eb9e12f95e1909ebcc415fde3a60484d22aa2','ec85e6b2bbbff178fda3b56cabc1f00ed47e7116ebc4ec0dc661d86a2004d8db');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_R3rzjskX8Yagibp3XPUp8w-l','scout','alice','{}','ec85e6b2bbbff178fda3b56cabc1f00ed47e7116ebc4ec0dc661d86a2004d8db','f5a7a05743eb09b60651eb3dae9db63ede84d75734b79bfc912514631a0c69a5');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'f5a7a05743eb09b60651eb3dae9db63ede84d75734b79bfc912514631a0c69a5');
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
INSERT INTO "challenge" VALUES('581f34ed3d67a68d25c5d4b80898229e3fc01eac7d01696a7d712801a1e9afbb','enrol','alice','dTU4GmBPxPyV4vjU0OzSFw',NULL,NULL,X'AB9489981FE51AF27CDF0E5A08DFC4DA86892B761363DCC58C420E0571C99374','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('85987cb59fa5b040fbf427249af8b16a3bc8fb51a659235ff02a6c21c49b4ead','decide','alice','a_IxOd9KGTDNp0liaJuJQdT8r1','approve','2c39416a775bd57ea5c84d8127b554e6e1bfffbefdb63d8c7614e3327d353836',X'6578E5B9588C8D5FAFD3249D039761B4C91E8BCF3E9312F2CAB1EAD508B66C0A','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
	lease_until DATETIME, interaction_uri_sealed BLOB, interaction_host VARCHAR, user_code_sealed BLOB, further_sealed BLOB, number VARCHAR, opened_in VARCHAR, elicited_at DATETIME, purpose TEXT, hold VARCHAR, handed_at DATETIME, 
	CONSTRAINT pk_client_grant PRIMARY KEY (id), 
	CONSTRAINT fk_client_grant_agent FOREIGN KEY(agent) REFERENCES agent (name), 
	CONSTRAINT uq_client_grant_join_key UNIQUE (join_key), 
	CONSTRAINT uq_client_grant_callback_digest UNIQUE (callback_digest)
);
INSERT INTO "client_grant" VALUES('g_AGEPWgLb57o0917a-mIaV80m',7,'scout','alice','http://localhost:8765/gnap','k_k6hM6xOsFpfEheWm-BmFMGUu','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','62af1f390ca4ad375bf2f2e7ff5acf30aedcef43e702479b3920b61047bb1b9b','f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','7305c005dc10b5ebe1946edf39d6ddd51f540b4a7335d4ac260f9569a13ceb63','for breakfast',1,'approved',NULL,NULL,NULL,'JiDD4FpGtt-9KqweLjjeLX8Rl7K-VEON_QKjhtM338s','3b0f0737949b6bfc298523ab9d505dd38d7b7ce7c77c1b6afae22b9c7b433b94',X'01013178FCE30BCA3EBDB8DAFDCEA55FA1A413109A8E11F2C141DC20F57745958C4D25B93B91DD63F0A193A5D087EC697433D7CD7FF6B1D737A839A4623D4990A459F60BB6A907FEACD5','KhKOR85ffRG2sNsWx6Y620m2AwhbytxA3IzjQ2G1sgE',NULL,'http://localhost:8765/gnap/continue/as_z2of0wkwMmiF3AYPHNVCSKx0',NULL,'2026-11-25 12:00:05.000000',X'0101319BA9F3D3E75CF17C65B37606B4F54D6CF5FC29201A78B68800B6AEFB1B85514191FE253A10A2998AC4788F3DEF6BB6FD02E8CDCB94179F3DBF1FFFA91154CF3704BC15A5055559','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_dzNtELyvjm0mzKxpUYJd5hyF',X'0101315AC4FCD5579249AB5FAEDBDAF1F6A2A81F8E2BA9309660F66FCA89525FBE5DD9466EDB2E43AD7A47C00B14BBE30356945BEAD942FE8D1B02D33837563549AAFC42A07940A7EBE2','a_IxOd9KGTDNp0liaJuJQdT8r1','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'50',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "client_grant" VALUES('g_R3rzjskX8Yagibp3XPUp8w-l',2,'scout','alice','http://localhost:8765/gnap','k_k6hM6xOsFpfEheWm-BmFMGUu','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','2dfb8a357178e97b53ad26421706a98936ff587c9f2c70275843e14cdca9faed','f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','512d4263648684171dfc3f03a3e3d8c9d42c7725ca2dbd5709c8fc219c429bb1','for breakfast',1,'pending',NULL,NULL,NULL,'JUzq5vXEDjq2g-hdPswwKkaJLfaQ8jQJRD4szOtNpWo','2f5244b91f3e1ef4f7850570245914786a18fd329eaeea68438eeed859662bc2',X'01013124547752866F805A9D6349F0736AE7E0DD38A72C548F0A143B8A981188AEDC65BA35E43B0959AB2C0580EBE6737666D7910D82F7F7A955B9CA2BC2B0E5F0E383383D6CBA4B2D9C','iMQAc5U0MSniBNLYXjKO6sOuATqExb36vdklxoPbA8c',NULL,'http://localhost:8765/gnap/continue/as_bdOSFpSmuQokTQeYWgTjMnSR',X'0101316C2BE98F5198D360142FD5B35F330F5B0E40735B67214638405295D65A93D3EEF2C2B4863F24BCA39D0C6A8356CB0D42ACD02FE9F62B87618D0A5EC0B3E8C80E1747072FFE85D4','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'42',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_k6hM6xOsFpfEheWm-BmFMGUu','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_k6hM6xOsFpfEheWm-BmFMGUu", "kty": "OKP", "x": "Vk57qg5xVB9RKd2kdh91HoLPzA6fUurZtuhdPkZLecU"}',X'01013193D3D774203BF5DC22D9767632CC354CD7A25FC13E94EBD89E8CE19F275F8E7130983E5C2344955F573CF70BF67DEE5CCE985F9BB07354B3135FFFDE7FAA12C399B0FD5BFEDD80F0A4D2A439','2026-11-25 12:00:00.000000');
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
CREATE TABLE host_registration (
	client_id VARCHAR NOT NULL, 
	client_name TEXT NOT NULL, 
	redirect_uris JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_host_registration PRIMARY KEY (client_id)
);
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
INSERT INTO "installation" VALUES(1,NULL,X'01013195FCCF5336AFBF4295B596AB4B1AE9B492E1993DA2C000CF0BEBE0520E7B44E37F636020302BDF',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_G-JGG5MPjHcMDH9EbiOTagJv','finish','as_z2of0wkwMmiF3AYPHNVCSKx0',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('dTU4GmBPxPyV4vjU0OzSFw','d222ab53cdac5075f251612904b0a4245aeefed9e97154ca1ca614a8d89ef544','79fe14685dad8068199c6abc243536e9783e37d9c60c5ba62b3ab9e35e162220','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "public_key": "pQECAyYgASFYIOuUGbeXjnuVCCa035ghDRt1l-s2YjISd-gVkIu6J2Y5IlggpUy0_G8ANebvGsB7XGh-77vSc2hg0GRGBsqjfKisywE", "sign_count": 0, "label": "A browser", "same_computer": true}','f96f7c4379b9b75f3b3005b1cccbe5ebee923403dce0a08e664351e6182c4a98',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok','alice','A browser',X'A5010203262001215820EB9419B7978E7B950826B4DF98210D1B7597EB3662321277E815908BBA276639225820A54CB4FC6F0035E6EF1AC07B5C687EEFBBD2736860D0644606CAA37CA8ACCB01',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('c16d0732527f7ed52d3ff2b397f9a2a32a7e37b65d77e4f340bbe8d26b41a1c5','alice','WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_2669a95c4432c804956d62f6153f0efb','policy','alice',NULL,'EKZQ','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"QU06QKKF8xdXSPr9mHK1fOScAeLq19IQeU3bVoipv6M\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','e76bfb849ad9197f56944674150fed63a920668696e3b2c1ff4ca6ab75fbcb93',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok','{"id": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "rawId": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZjBaTEZ0VHJsb2tVMDlZbEFiQmdSdnZDaDBXLXdaQnFBX1VsblB1N3dSOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIGJ5tVFvw0Z2hKZcvDA12TmkXJvy_-JVoLsOOH1C3MJVAiEA22z7wSXGFSzjTyudydNiLOfWg5u895twZxvn83Z--_0", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_c28352b717ade44988fb7e52154f4ed4','agent','alice','scout','SWZA','{"items":[{"agent":"scout","credential_digest":"a5665e6fadf1969620dbdabeba1822f62e8f218134dcb14b750f0e82b00260ed","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','34a6f777c0969de1c863b8e11ce7babaedf177fb7d6470ab65db569a7b4a05a5',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok','{"id": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "rawId": "WZH5jmsauaQl9GHC0DicFMFf0EEI6APfvQAtVcf4gok", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiU2Nvd3czNzQ2RGU1MjU3U3hQR2swSHA5eGZiRk5nZHE5Q0hieVVBWWRnYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQCX59oiCf6fBZ-x6TsFIzS_Uq6GCUT4OEnuT65V7K10JwIhANB1qURA-k8RJfjbfe4nDyP-nOqInfclFS3pPn4RF5kI", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_k6hM6xOsFpfEheWm-BmFMGUu", "kty": "OKP", "x": "Vk57qg5xVB9RKd2kdh91HoLPzA6fUurZtuhdPkZLecU"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_2669a95c4432c804956d62f6153f0efb','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_2669a95c4432c804956d62f6153f0efb','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "QU06QKKF8xdXSPr9mHK1fOScAeLq19IQeU3bVoipv6M"}
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
','f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('27d5e63f9f4f5c27bb99c63e14b16329757d6f9eff8374435667b9e01feddd27','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('8187068658797356ca91f7071137d11983cf7ff9bac0139b449ef68ea9d155ae','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('f5959e7b2d9c1024a4107bd53fd6d6e428194a4fe09c86a36a91e8f60923956a','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5cb21b84df2ea859f46ab1240e9842f89f8ae46ed10cbf839e6a985bba3b1485','2026-11-25 12:05:05.000000');
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
	lease_until DATETIME, "key" JSON, tokens JSON, subject JSON, user JSON, start JSON, visited_by VARCHAR, visited_at DATETIME, finish_method VARCHAR, several BOOLEAN DEFAULT 0 NOT NULL, locales JSON, hold VARCHAR, 
	CONSTRAINT pk_server_grant PRIMARY KEY (id), 
	CONSTRAINT uq_server_grant_pending_key UNIQUE (pending_key), 
	CONSTRAINT uq_server_grant_continue_digest UNIQUE (continue_digest)
);
INSERT INTO "server_grant" VALUES('as_z2of0wkwMmiF3AYPHNVCSKx0',3,'YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d", "call_digest": "62af1f390ca4ad375bf2f2e7ff5acf30aedcef43e702479b3920b61047bb1b9b"}',NULL,'small-payments',NULL,'approved',NULL,'a_IxOd9KGTDNp0liaJuJQdT8r1','http://localhost:8765/callback/ro_CwnH6EXtmLdWFUA5jLimbUuAk6koCLilqTuxOBJc','JiDD4FpGtt-9KqweLjjeLX8Rl7K-VEON_QKjhtM338s','sha-256','KhKOR85ffRG2sNsWx6Y620m2AwhbytxA3IzjQ2G1sgE','6d96d4900de02320619fb1f1e56ee7f54da5d618ca65b7f6119ab892aaaa6a53',X'010131E6CE79CF695D619CC9D08B1F70E4DDD239F60DBC8E4A6B4F964C954CF5BFA05B09D4D476D750747DB2DCC1A2511C2DD5671586196A998CE6E1DF96980FCE9587E389215E61C6F0',NULL,'696616b714053633fc17ba77d9550c0003beb6c20e9c7a57bfcfac6defd85b6c',X'0101319AD394D6336F05C83305D876B0032CD9793160B24A95E8B50955B65A6FEC299AF3D1FA018B74A60FF8A12BAC8BEA604D80577BF089FFBF6F5CC5FB64F3002F4683BF5C54AE4DFB310587C814629808EB53C35AEA357B21AEAD5CF8C70D7D4C45CC3D11A329D79D1E98483F12CB55CF6B13362A42AA7319F58353E9899FA605F3718ADC554E773C52F3F8C669778F5745E7F9F10D757BC94EFF4B8D0A1EE9ACC8958F1708FFEB11052A7FE79F998D7F5113FAA3E8F62CC56A5B8CA55945652C963238BE0355E21EA163F37FC2EF462D6D4D2157DAD4AFF279543362E0A59A4C8E380CD3CBC4FB6A4D053793EA25AB27FD0AC257DA278B319E6803EF56E968E07E25AA0B5DEE3B1AEF7DF8B6936DEDCBC7256729DD478756007E302B714496D557A2279497C653DF744D996F8687D644CDA1AACE4A46F05A79CA2DA5BD207D4FDF1739F00C06F97AB4204ED45F99BB8295F24B1F6C88AEAF5C7305DF402DB60530453729421BB4641B2DD62D08934B952A2225FB9612C9041EA4535E383C3F60CC1DE0D93215A6E0A504E863E621FABF165FE2810314F5B4EDDCEC4D22826560BE2E1CFC81F24886EED22CE26FD5450779AC742F15E4962691D0D7AC049852B36417378680FE764EE097D3C1F7A6A6B4C75848B9AD9FF1816AC32A6448076E1CDA20799053D2646C2C5F6936D569CE3528D838D4474B892E6D4D31C31BECABD0C70B9DF46E5C8B2A8B0BEFCB0E95B9F4B6BABC9781BB30A31A2F062D35AA35875A8AFBEC4C32C209B61805E7D00E9D6D8E1514C245D97B1AF70B6F6FDD45BF223EA20C81683B399027E05E89C38EBEFCDB06E56C2F73103472489498CAFDB4C528E6D9E7C7','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
INSERT INTO "server_grant" VALUES('as_bdOSFpSmuQokTQeYWgTjMnSR',1,'YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "f6af9506a2663b92aacde877813876561be82c1ccbda485dd043e212f159d69d", "call_digest": "2dfb8a357178e97b53ad26421706a98936ff587c9f2c70275843e14cdca9faed"}','c1820bc45d083f54886e49d61a0d35f3b5af8b5b5217f96bdb3db18261979132','small-payments',NULL,'pending',NULL,'a_tvp8AYy7_FGN65Nhu6jR_-sM','http://localhost:8765/callback/r3YCioJ8ZwDT-kd1CGeGEwi782mlBZJ12MOWkABvXhQ','JUzq5vXEDjq2g-hdPswwKkaJLfaQ8jQJRD4szOtNpWo','sha-256','iMQAc5U0MSniBNLYXjKO6sOuATqExb36vdklxoPbA8c',NULL,NULL,'4df216a12698cc6f22b6b13d0b6b1dbcde807efea521764443b37b60a3db87a4',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
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
INSERT INTO "server_token" VALUES('t_dzNtELyvjm0mzKxpUYJd5hyF','as_z2of0wkwMmiF3AYPHNVCSKx0','eea1e2a3beeb6062a3fe61d61894a16dd169b14b9d993fa4626b2d9a630d8bac','ab376ba01cd78a7c6644ca2851f06deb0a877bbb6ad8419697ec8f1b3b6981b4','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','YfD6S3aYk0Zlaa4uubNwpHUlThuCQIiCUEh5eSczGPQ','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_k6hM6xOsFpfEheWm-BmFMGUu", "kty": "OKP", "x": "Vk57qg5xVB9RKd2kdh91HoLPzA6fUurZtuhdPkZLecU"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
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

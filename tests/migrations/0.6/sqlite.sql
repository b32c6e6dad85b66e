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
INSERT INTO "agent" VALUES('scout','alice','23e10a801fbf366c2e35c4ff2f4fe6cd48756a0301afc02295f25a2e82686ecc','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_PCCx6e-hzghNf0gHmnJShe8w','as_80yO1Et1Tgpi_8nootOQD7Wr','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2e9c176fe50390dea37e10d1166961493cc9e5a6162e2269f219b18d9b785aaa","client_key":"1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw","connector":"bank","connector_digest":"583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97','for breakfast','g_J82VXdlccpfOTRjlXyvKDKgz','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97','I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY','{"id": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "rawId": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZkEwZFg0NjMzQllKTHY0MHZjYnVDcHAzQXhLTVlhc1JSUG5UUjY0RjdhNCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQDXmLj7-TporlJiPsxuzUZDwUgkvWnC_jFyboeqC9qmDgIhAKczyi9cnf7u6jZDmzwzHXDOx4jEGtIipP1QzVfNtnQS", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'965A610EC98D52509C48078A24071A467394FC8ED9295ED6CDB2EDC6716E24E0','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'39',NULL);
INSERT INTO "approval" VALUES('a_xtc7WWshHcrR3mNFBu7fsy3w','as_LPf0Nv8ILhfeL3pxRSH-Yo2w','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"2750fe7e38739cee088d2774ca821f942ad3976bd51c181e0d2e1aa3f7e9605b","client_key":"1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw","connector":"bank","connector_digest":"583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','da4ec80d039d588c955f7c1cfad20255b10c96e09aa5e5a557c5d7e988a0f842','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'38',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','2VWyXUrmhU-qM4j5nl01Dw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','f6fe038d12b4206b3aa05bce7f936543614b5f4a043b933ca91048ea23286b4e');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','2VWyXUrmhU-qM4j5nl01Dw',NULL,'alice','{"label":"A browser","same_computer":true}','f6fe038d12b4206b3aa05bce7f936543614b5f4a043b933ca91048ea23286b4e','84b77517fee4619f837181e817a30f7d2f5c93b7fcb1c166129a71f2eddfe754');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY',NULL,'alice','{"label":"A browser","pairing":"2VWyXUrmhU-qM4j5nl01Dw","same_computer":true}','84b77517fee4619f837181e817a30f7d2f5c93b7fcb1c166129a71f2eddfe754','34c50ebbf0cbf914d7d5c61a35b42d2db6bcf2b38e89a9ff06f947751ce54a17');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_bca3475b86e70d5dc9d7dd3cf5ec4be0',NULL,'alice','{"digest":"c0347bfb56871bfec1a74f8bc1602f7863afa9d6d687baa8d13446d00b1bfcb8","kinds":["policy","connector"],"uid":null}','34c50ebbf0cbf914d7d5c61a35b42d2db6bcf2b38e89a9ff06f947751ce54a17','a646419b7a70f82b46f6c215e306fd6f40398cb49b417b1d41afa3683ac0323f');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_bca3475b86e70d5dc9d7dd3cf5ec4be0"}','a646419b7a70f82b46f6c215e306fd6f40398cb49b417b1d41afa3683ac0323f','96b0ed2370db3dcac2cb9dfb98fc60a7445c3434c5cd2efae1638310a72f80d8');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975","proposal":"w_bca3475b86e70d5dc9d7dd3cf5ec4be0"}','96b0ed2370db3dcac2cb9dfb98fc60a7445c3434c5cd2efae1638310a72f80d8','3b7dacfa39fbed3a23dccf3d0fa333ff52572e73048f118b85db7029b32389fb');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_bca3475b86e70d5dc9d7dd3cf5ec4be0',NULL,'alice','{"digest":"c0347bfb56871bfec1a74f8bc1602f7863afa9d6d687baa8d13446d00b1bfcb8","passkey":"I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY","reason":null}','3b7dacfa39fbed3a23dccf3d0fa333ff52572e73048f118b85db7029b32389fb','fd36d5277f64b2a06b0cc1f256661dc5c88ee0357b495f0bac7fa43903136804');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_e44df28537bdff8505a70aa42a47658c','scout','alice','{"digest":"8db22c2080096c089eda4ca89550d0107520d33959bd24933381dcfc4619aac6","kinds":["agent"],"uid":null}','fd36d5277f64b2a06b0cc1f256661dc5c88ee0357b495f0bac7fa43903136804','e7122c907ce091dab01d4ecdbf072295a925f3795da73c2f8c235171971aed80');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw','scout','alice','{}','e7122c907ce091dab01d4ecdbf072295a925f3795da73c2f8c235171971aed80','c4b9de6acde34d13dc7c2162fc755e3ec656530870bb29e06620dc770faf0c2d');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_e44df28537bdff8505a70aa42a47658c"}','c4b9de6acde34d13dc7c2162fc755e3ec656530870bb29e06620dc770faf0c2d','0e858f652988290e1df351240b2b4604217e4ba2eb263d50c70f6c52e4c71568');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_e44df28537bdff8505a70aa42a47658c','scout','alice','{"digest":"8db22c2080096c089eda4ca89550d0107520d33959bd24933381dcfc4619aac6","passkey":"I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY","reason":null}','0e858f652988290e1df351240b2b4604217e4ba2eb263d50c70f6c52e4c71568','9993a4ec119397ae69c3fbdf1f8f7d32da126963e87bd9e60da4bdd5959210a0');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{"call":"2e9c176fe50390dea37e10d1166961493cc9e5a6162e2269f219b18d9b785aaa","decide":"ask","operation":"bank_pay","rule":"small-payments"}','9993a4ec119397ae69c3fbdf1f8f7d32da126963e87bd9e60da4bdd5959210a0','67c150be90c3009e3fd1d2cd0383c3122cc6b7e8c5f903161c35f11cd84bd52f');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_80yO1Et1Tgpi_8nootOQD7Wr','scout','alice','{"approval":"a_PCCx6e-hzghNf0gHmnJShe8w","digest":"fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97","rule":"small-payments"}','67c150be90c3009e3fd1d2cd0383c3122cc6b7e8c5f903161c35f11cd84bd52f','1a2a1aca696672c759ec9e49a340d29401cdd84a639d48a95a06c5aee7d19407');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{}','1a2a1aca696672c759ec9e49a340d29401cdd84a639d48a95a06c5aee7d19407','00e6e67ba353cba022734ec7cee0477638edf456e07cef79113630d6ed8e5ab2');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_PCCx6e-hzghNf0gHmnJShe8w','scout','alice','{"digest":"fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97","effective":"fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97","grant":"as_80yO1Et1Tgpi_8nootOQD7Wr","passkey":"I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY","reason":null,"verb":"approve"}','00e6e67ba353cba022734ec7cee0477638edf456e07cef79113630d6ed8e5ab2','e60683debfbf4096cee50a5ab89d8e7dd1b80594fa8b901abeaf66de60b622c2');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{}','e60683debfbf4096cee50a5ab89d8e7dd1b80594fa8b901abeaf66de60b622c2','06bbf4f2da5c7909229f7958bb4134d58a551ed09fdc11809879b72d82f6570c');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_80yO1Et1Tgpi_8nootOQD7Wr','scout','alice','{"approval":"a_PCCx6e-hzghNf0gHmnJShe8w","rule":"small-payments","why":null}','06bbf4f2da5c7909229f7958bb4134d58a551ed09fdc11809879b72d82f6570c','950f36440ceb8c88927659ee15c6b20304386b37e0c0f808826ff719df1212b5');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_PCCx6e-hzghNf0gHmnJShe8w"}','950f36440ceb8c88927659ee15c6b20304386b37e0c0f808826ff719df1212b5','32b3fc685b7da5f49b2ff0b5907d7e6225e27c3711b6e7fe53e7623586923f26');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{"approval":"a_PCCx6e-hzghNf0gHmnJShe8w","call":"2e9c176fe50390dea37e10d1166961493cc9e5a6162e2269f219b18d9b785aaa"}','32b3fc685b7da5f49b2ff0b5907d7e6225e27c3711b6e7fe53e7623586923f26','4720d1221d59781dab6f0c99023b5d767d62b6face73f4da239a9a576538e400');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_J82VXdlccpfOTRjlXyvKDKgz','scout','alice','{"status":201}','4720d1221d59781dab6f0c99023b5d767d62b6face73f4da239a9a576538e400','eb8c71510b2adec53b6b26cec5d4e1db7a7aa709555d185d261699f1c37c1953');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_gQQPN74U1IEF_AeTGTJhxz2h','scout','alice','{"call":"2750fe7e38739cee088d2774ca821f942ad3976bd51c181e0d2e1aa3f7e9605b","decide":"ask","operation":"bank_pay","rule":"small-payments"}','eb8c71510b2adec53b6b26cec5d4e1db7a7aa709555d185d261699f1c37c1953','8c61afdd1f491ab7c61a5b8ed0a7b8b14ecdf6b9e7754bf78c05f156d0c63c02');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_LPf0Nv8ILhfeL3pxRSH-Yo2w','scout','alice','{"approval":"a_xtc7WWshHcrR3mNFBu7fsy3w","digest":"da4ec80d039d588c955f7c1cfad20255b10c96e09aa5e5a557c5d7e988a0f842","rule":"small-payments"}','8c61afdd1f491ab7c61a5b8ed0a7b8b14ecdf6b9e7754bf78c05f156d0c63c02','42b07193d992d93f86d496c93f9635aabf46c4e0d3cddc1a77e37fee57bb74a8');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_gQQPN74U1IEF_AeTGTJhxz2h','scout','alice','{}','42b07193d992d93f86d496c93f9635aabf46c4e0d3cddc1a77e37fee57bb74a8','ed032539a3800d08c1e3ee28f362643a12eafaac68c33709929882b6a97899e1');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'ed032539a3800d08c1e3ee28f362643a12eafaac68c33709929882b6a97899e1');
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
INSERT INTO "challenge" VALUES('ca381bc851d7b36cab85744e1962d1f5e94913a4bd3e6d83214456cfe54da7a2','enrol','alice','2VWyXUrmhU-qM4j5nl01Dw',NULL,NULL,X'75311886963B1538E4548E6B8C7E19795C09D418B51A234AEC6B39050D1907EF','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('1a0479a02f66adf208a0aa1e13fcbf78c6dbb435b317aaa79579108491a12466','decide','alice','a_PCCx6e-hzghNf0gHmnJShe8w','approve','fb0e046b8153c935d8043f2f794a10da7bbcad325e2142058fbd62f4e1d8aa97',X'965A610EC98D52509C48078A24071A467394FC8ED9295ED6CDB2EDC6716E24E0','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_J82VXdlccpfOTRjlXyvKDKgz',7,'scout','alice','http://localhost:8765/gnap','k__XFMGhoOho_RXYBrDqmmHU9C','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2e9c176fe50390dea37e10d1166961493cc9e5a6162e2269f219b18d9b785aaa','583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','c617b7fad6b9b3883b284bface78769f46699eb2651d0c8f2d12aae576a2ac58','for breakfast',1,'approved',NULL,NULL,NULL,'01vbXPpfv7DjxevJeO_dEs14RAXP6SQBwqhS74Cksbc','aa537f7441f881eed53705e44f0829b107afc44cba0ccf9319a4cfd34e31c14d',X'01013188887F64FC66B55F0217FED57E3F22DCCD39C8DDA883E8557D8AE0CB2A1BD95D8CBDB533FA4E66389B2C716452B1E9E2AACA00790E02247E23D29A9AF9171C5B3E05CF32A822C2','H9M9fgwb95mkMdcZhbd21-gSr2joQtURsmGI3uXYHDs',NULL,'http://localhost:8765/gnap/continue/as_80yO1Et1Tgpi_8nootOQD7Wr',NULL,'2026-11-25 12:00:05.000000',X'0101311FDC70E1BEFDB3D51ABA011E7F8D2BA3D9ECDA9E6185A7EF57AC843B3AE2D2BE5EA48A827B4F389F902CC4A19B86D5B529583220FDED6342BD735EBDDE2C3311D38B4B141B3663','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_fQy-4ZgRrFOtSbyC3pN2pBpQ',X'01013112D58832B3419A416554441F68E26A30E34D381F18CC3A0128C6CEFB8EA395A1E911ABE134804ACB310D7A60FD6E1775BE25107383CC6658DC071BD8E8A76A7D7E44B59DBEAB51','a_PCCx6e-hzghNf0gHmnJShe8w','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'39',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_gQQPN74U1IEF_AeTGTJhxz2h',2,'scout','alice','http://localhost:8765/gnap','k__XFMGhoOho_RXYBrDqmmHU9C','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','2750fe7e38739cee088d2774ca821f942ad3976bd51c181e0d2e1aa3f7e9605b','583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','3147bb6109fb4473b90cdd593b9a62c91052e88ad5d079a0297f26cc7ec440e5','for breakfast',1,'pending',NULL,NULL,NULL,'EC8PQ1V2vcjzvZGMJUOWsabCQ4a5pWoXhblV7sa6JXc','bef35bb3f9c772715a970999820d34e6842c9c4d597b29b6bdfe721e693e3198',X'01013118AA1DD9800C4606CAE91C7B1EA4076ED04C3D9474FF63EE89FB713450902C7957AFD6B68AD4ACE306F988B8FED5262BEFD44159AF0916579A98869A2507CE8ACEF7D47256F5B3','r12Sf1YouhtSY9TnKDVQR3TVOHXuPYHlhETVA_K-cBM',NULL,'http://localhost:8765/gnap/continue/as_LPf0Nv8ILhfeL3pxRSH-Yo2w',X'010131FC5B6938EEDB74A6F4EC6ED3473438109BF4E4AF694B2F555EB1C0346C3EAB9179648065AC4A68C83B004AD6B23AA7147314BDE43A9198C1F9D2E6E82E42C3B4643050340D6259','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'38',NULL,NULL);
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
INSERT INTO "client_key" VALUES('k__XFMGhoOho_RXYBrDqmmHU9C','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k__XFMGhoOho_RXYBrDqmmHU9C", "kty": "OKP", "x": "8YXS41mTUR802P1QBKwWw8ZoexRhvo-qkmaCoK5NLuk"}',X'0101314485A379F3831143F28EFAC3BF4CE16B219E7EF6370F551E58495D425A76454B40ECECDAA8B5EA3F686DA84C029F22D73A8EF6DC137007545C9A80BAB007593AAEAB2DA66FB32729D63EB032','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101312B2A3A283D270C0C06C2F0582F4267D16B05475D2D5477A8065E3DE9778D1EF90B0969ED0F3DE0',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_V7hOYJQRMptMb3xGAY3ObA29','finish','as_80yO1Et1Tgpi_8nootOQD7Wr',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('2VWyXUrmhU-qM4j5nl01Dw','04d266d533d44e9cffe8d40f4e1ba7413a36a07c3ff2329bb7089663807e71d2','8a05aafc34b922792fabcd959e761903f22d2d63960bec10d28746913c889c87','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "public_key": "pQECAyYgASFYIGSxiR2uBDXvDb3RwXyST0dUuRMbEIMT31VR6yK5YtnaIlgg8e-7536Ni8KtnDGmJzDlCCu1W_zcuHq0F7yIjhkoqQ0", "sign_count": 0, "label": "A browser", "same_computer": true}','2c57932d040e1211551441f55404fad39b8d6269b8a8238b0d8f9f8023ab54f6',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY','alice','A browser',X'A501020326200121582064B1891DAE0435EF0DBDD1C17C924F4754B9131B108313DF5551EB22B962D9DA225820F1EFBBE77E8D8BC2AD9C31A62730E5082BB55BFCDCB87AB417BC888E1928A90D',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('44bea78890ee3c05e3250a4f4f74f06b87d294747e1727854a75f3b7d9eff304','alice','I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_bca3475b86e70d5dc9d7dd3cf5ec4be0','policy','alice',NULL,'KG5P','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"F4g-tJSi8lTf3xGNlAwkXKUwVIUzeuffFeSLCEE_CXc\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','c0347bfb56871bfec1a74f8bc1602f7863afa9d6d687baa8d13446d00b1bfcb8',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY','{"id": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "rawId": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiS1BZMUpBT21zOWlzLWNySFFsNmg1ODFQYkJNLVltZ3pRZmw0SUNrUGI3ZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIAxWMj3ilkUhpuinLzW3o3KyYmrp0tQHqbgXHD76KFX-AiB0zSIkXhWn9WQNvEl9uBhUQPI_twqrO1O2iJEPXDtSMQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_e44df28537bdff8505a70aa42a47658c','agent','alice','scout','8FQD','{"items":[{"agent":"scout","credential_digest":"23e10a801fbf366c2e35c4ff2f4fe6cd48756a0301afc02295f25a2e82686ecc","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','8db22c2080096c089eda4ca89550d0107520d33959bd24933381dcfc4619aac6',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY','{"id": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "rawId": "I3vr5dqEfwhCS9hYKa17mttu5KVpT691v7x-4FVSoRY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiTUtFa0N4QmQ4UHF5RHVpcmR3MWRFdmFUaUtGbnZsdVpwU2UxZ3E1UjBtYyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQC3EBJh0wbk1J65y6cVj1ZNS_3XNV1PzU0IUJ8j7k_j6wIhANTYrApYv-QLQH02PNhiKrfiCN4NJze-TOdTds8CKb-6", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k__XFMGhoOho_RXYBrDqmmHU9C", "kty": "OKP", "x": "8YXS41mTUR802P1QBKwWw8ZoexRhvo-qkmaCoK5NLuk"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_bca3475b86e70d5dc9d7dd3cf5ec4be0','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_bca3475b86e70d5dc9d7dd3cf5ec4be0','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "F4g-tJSi8lTf3xGNlAwkXKUwVIUzeuffFeSLCEE_CXc"}
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
','583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('10056cd7a46a8e3c55dffbc5c452d3c6bccd75392071f8e7be45625b92823cd0','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('d249130e760270cdeb71095dcca9fbb123dd848eda5ff94fcce68693be6b54a4','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('d950f01c4fb4cf1dcb9050bcedb012b56a2209ab564e279a823e887d8ea30674','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('ab114d8a57fe4a06c76b8871faf64167d7850c22ea9176deffbcb092ff33651c','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_80yO1Et1Tgpi_8nootOQD7Wr',3,'1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975", "call_digest": "2e9c176fe50390dea37e10d1166961493cc9e5a6162e2269f219b18d9b785aaa"}',NULL,'small-payments',NULL,'approved',NULL,'a_PCCx6e-hzghNf0gHmnJShe8w','http://localhost:8765/callback/LNeDsjJ7tf-h_lvJwKHctaBx7_JdosbHqWgQPCh7nEg','01vbXPpfv7DjxevJeO_dEs14RAXP6SQBwqhS74Cksbc','sha-256','H9M9fgwb95mkMdcZhbd21-gSr2joQtURsmGI3uXYHDs','b1cf799a1ce11aa961568b5db69b5af44d27250040c8105e1dd8d072ac589812',X'0101312C3A99D51B02775BB52C52331B90E9251E51994E43FF32B17122F75896E8D3EA5BCBE9C041EC634B9B74E688E898C3C5E8892CFAC2CBFE31880AC2F522F51A26145CDDD0476864',NULL,'407ec01e79b86ff6bae29441549cfb5e0693d84d268d5e916f5ffbac95703ee6',X'0101314716B3ADA1784F3F802E3FDF4AF21B611DCC578E441E09E022C00AB9BD45F0F452A3A2CA7BA6B0CB8FC09B21781709D28953B7A22AA46E31BD0DCD1B659DEDF96EEDD050077AB1245E9068B8DCD37A105C98FCFFFA18F6E2F399CEA35B6DC24344CFCD542D990A8697770762C87822C2B524E67C5DBA10CC71FF0504FE4D4D2A8C0F0A65C3BB7DD63F9814D221BEDC579592EE734DF87D6BEF0BD8C59B64CB13EE641338B5212BDD63C125B1A16FBFEFDC22CDDCC2951CF88977A2AD6DFA16A48A8A7E14C85E1C1EA786A3DB7C4F4EAC8AC9D18E6777B3DC46968CA5B566D3B9E36223996746877545AB2B5067EF6F9192B8B3417DC963F221029802300AC3BD51EB891E25E4EF974360835C27C17B082AC7897D80588A5C752CDDE1723AADEF9A4B42187FD3CA27260ACED0C70CA215F29697E64531D7DA9DBD539B14F0BE99F14B1A6EDD00497F5C0B00EB6BC5F855622FCEB3D79E52620697098FADF970EEF425DD9DA256EFF51E89C4AA2F3154E103020CA1695DF157F3744912802A232FEDCE0C80A6091EC586F5D5A93F67EBCB41B1BC05AB68BDD10930080D5A17294882F55B42C3CC0C0775C9CCDDDD1F6A031D76CC0F8B17FC266250FD7FDE62CB703055A607E3D5467A69A3A2BE738B07CDEFA513CBBF8EE4DC7B4EA53E9EC4DEC5A1B11AB16A2C5F01612CC733495DB955550D7F18A3D0723D7860BE0B62744C1C8B75385A3BB9089F2F8240F3A6D7C794728107F0D0F18F549633B650D728A8129FDE43CD69422AE103F0E3C9845D6B122045BC6C13CEFC5548F1F7EA9647052524AA34E7BD7794C524A2212F2D059E3BAFD428C47C842A9AA44DEAA61F45E6A0BAA4B75D','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_LPf0Nv8ILhfeL3pxRSH-Yo2w',1,'1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "583399305e0ea1785779b2d8615606e3676b25cd39929b77f11fabca72ce3975", "call_digest": "2750fe7e38739cee088d2774ca821f942ad3976bd51c181e0d2e1aa3f7e9605b"}','23a0dabc423ede645e6ad5ed42901d1d9d68db3d82c7b6b9f4ad268366931167','small-payments',NULL,'pending',NULL,'a_xtc7WWshHcrR3mNFBu7fsy3w','http://localhost:8765/callback/elL3va6N9PtF0EiZbkW2bJxsHCozBhwklZ3hU1FVTrE','EC8PQ1V2vcjzvZGMJUOWsabCQ4a5pWoXhblV7sa6JXc','sha-256','r12Sf1YouhtSY9TnKDVQR3TVOHXuPYHlhETVA_K-cBM',NULL,NULL,'a069ff4e5abc6f8bef620f1eb1c29fd0d1b5933c10cc8ee4b4ff59b5010b589f',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_fQy-4ZgRrFOtSbyC3pN2pBpQ','as_80yO1Et1Tgpi_8nootOQD7Wr','6221e2b2c406d8257677b04b6ee9ddc71477e7abf8ae1398b7792892da034bac','165f83b1d1f1f0e0b0d0d693feb34080c7b6bcbbee18cb43afd11ac9fdd5cde4','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','1R1gwkjaUKeqEQUyjrJiU9HikptAo_4yS_iVfjoaenw','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k__XFMGhoOho_RXYBrDqmmHU9C", "kty": "OKP", "x": "8YXS41mTUR802P1QBKwWw8ZoexRhvo-qkmaCoK5NLuk"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_owner ON approval (owner);
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
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
COMMIT;

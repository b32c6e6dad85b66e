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
INSERT INTO "agent" VALUES('scout','alice','8ef1f7005faaf1c9843980d9cee655c548340793ec6c8a34a7ba2b0cd28eb953','2026-11-25 12:00:00.000000',NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_iabZUklRvkvveJR2vecbHzHb','as_Te4G9AZMzK_9QGTMMzp08xUw','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"f5c7b110c1e02deb6b3af06174e95271b7d52e0a966e3367151ac9d73625b0e5","client_key":"q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM","connector":"bank","connector_digest":"515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','184e946479506795cf47e1e359df62d14e55ed661667099f0409eaf27e65c5a8','for breakfast','g_tjB4FM0i4FOzlFE5RAZfJuse','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'184e946479506795cf47e1e359df62d14e55ed661667099f0409eaf27e65c5a8','qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys','{"id": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "rawId": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiZXRQTDZmdHdRWk95UXBGQUlObThHSW11N2tpVThydTF0b2ZCZW5uM1lZWSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQCERxS2Fz0VQDCqlC7nIGi4POwdRfkjqYybZp21gNaUxgIhAOwbX55Qw2TTiA45j0JusrdNM6uoeL5iGe9wi1C_rjb7", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'B834024A15519F984081CC13633A4C72401D6341EB1027EE592718E1B1EF2C21','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000');
INSERT INTO "approval" VALUES('a_9j9z9W080DRLYK2HbEkYMJMP','as_DRlWbMOr7SbARlfhfr5jCaKz','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"c8e25fc9b9c90b72fda65e7fcab667029d5844e3cdc8297588b176cbab9e35cb","client_key":"q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM","connector":"bank","connector_digest":"515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','ba42c24254ff3aace360ac403b18f8be5d15983dcaf127e0c1604f681fcb472c','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','B0mRaALlXk04lMnVZMaxRw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','727f045889fc99e822f5e1493b53a5066ee06252e972ca083493c7c8603e0c6b');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','B0mRaALlXk04lMnVZMaxRw',NULL,'alice','{"label":"A browser","same_computer":true}','727f045889fc99e822f5e1493b53a5066ee06252e972ca083493c7c8603e0c6b','fcdc4a5997cdc111daddd3431db2ace97e23bd3fc569a04947c61a165ebeea7b');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys',NULL,'alice','{"label":"A browser","pairing":"B0mRaALlXk04lMnVZMaxRw","same_computer":true}','fcdc4a5997cdc111daddd3431db2ace97e23bd3fc569a04947c61a165ebeea7b','dee9d797c2e07b7c04b6c3a62dc7eab5727d6721e5c0007b5b3e387dc9b572ff');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','YUwRWLhnBLmc12YaGREK7Q',NULL,'alice','{"digest":"3be4b438957e33d0698111274eb25604fe289996a72c881b381eabc7c6d5f6cb","kinds":["policy","connector"],"uid":null}','dee9d797c2e07b7c04b6c3a62dc7eab5727d6721e5c0007b5b3e387dc9b572ff','33b85bc26cbadea6e4976256e21bb1328093f21f81d0601acfe7f48ccb87f543');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"YUwRWLhnBLmc12YaGREK7Q"}','33b85bc26cbadea6e4976256e21bb1328093f21f81d0601acfe7f48ccb87f543','6de35a6c7051ef40baa04f708b2e498211e2d98baca1dbea0cb63a7852626eec');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b","proposal":"YUwRWLhnBLmc12YaGREK7Q"}','6de35a6c7051ef40baa04f708b2e498211e2d98baca1dbea0cb63a7852626eec','c545b689d83f4b3bd55a130af0b769d56356e888357d290a9abf858f9d101581');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','YUwRWLhnBLmc12YaGREK7Q',NULL,'alice','{"digest":"3be4b438957e33d0698111274eb25604fe289996a72c881b381eabc7c6d5f6cb","passkey":"qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys","reason":null}','c545b689d83f4b3bd55a130af0b769d56356e888357d290a9abf858f9d101581','b3f2be06ec51f33c909b16ce8ebbbe57e75e483fd3122a8bb8a2539f2611c0b9');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','Hya8M_xylP2nc8hSozGGag','scout','alice','{"digest":"081ed7ffefa201c175f89c9bbc47b863bce6136cf1bee0428411161dbb2cd2f0","kinds":["agent"],"uid":null}','b3f2be06ec51f33c909b16ce8ebbbe57e75e483fd3122a8bb8a2539f2611c0b9','11b4e3af469570c39514d7890674c5f6dc402b23704ec65085966054b32cf2c7');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM','scout','alice','{}','11b4e3af469570c39514d7890674c5f6dc402b23704ec65085966054b32cf2c7','e259e97481009b05cac373673d7e0694da840f5fe86bd1452ab7777210d4de4e');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"Hya8M_xylP2nc8hSozGGag"}','e259e97481009b05cac373673d7e0694da840f5fe86bd1452ab7777210d4de4e','5b3c6835d5472eb4c83305f3bacecac259601364907add50b13b16b5b7ea793e');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','Hya8M_xylP2nc8hSozGGag','scout','alice','{"digest":"081ed7ffefa201c175f89c9bbc47b863bce6136cf1bee0428411161dbb2cd2f0","passkey":"qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys","reason":null}','5b3c6835d5472eb4c83305f3bacecac259601364907add50b13b16b5b7ea793e','21f8ca660996d9bf19c64cf9f57841981bb47371bd3f1d8ec0599459670de583');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{"call":"f5c7b110c1e02deb6b3af06174e95271b7d52e0a966e3367151ac9d73625b0e5","decide":"ask","operation":"bank_pay","rule":"small-payments"}','21f8ca660996d9bf19c64cf9f57841981bb47371bd3f1d8ec0599459670de583','3518ab4064b85f34373cbae5b38076312faf52e876d65c86993eece840c5e2aa');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_Te4G9AZMzK_9QGTMMzp08xUw','scout','alice','{"approval":"a_iabZUklRvkvveJR2vecbHzHb","digest":"184e946479506795cf47e1e359df62d14e55ed661667099f0409eaf27e65c5a8","rule":"small-payments"}','3518ab4064b85f34373cbae5b38076312faf52e876d65c86993eece840c5e2aa','2ba4309d4a32017572e1f8112b85f13df3f5f82e86ee1347e0cbcf7da0c1b116');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{}','2ba4309d4a32017572e1f8112b85f13df3f5f82e86ee1347e0cbcf7da0c1b116','908154611364aa3b95343c4f218bc95c99560e2f10fcbbfc583c9503a21b029c');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_iabZUklRvkvveJR2vecbHzHb','scout','alice','{"digest":"184e946479506795cf47e1e359df62d14e55ed661667099f0409eaf27e65c5a8","grant":"as_Te4G9AZMzK_9QGTMMzp08xUw","passkey":"qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys","reason":null}','908154611364aa3b95343c4f218bc95c99560e2f10fcbbfc583c9503a21b029c','a7b30574b2d4b1da5e1583be68f3dbbd47d1641d17194cca62e15a23d0d40c1c');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{}','a7b30574b2d4b1da5e1583be68f3dbbd47d1641d17194cca62e15a23d0d40c1c','0ecdf8a577cba696cd0807c7d2bd9f87c94cbebb0f41f5ab7bf60b2863371682');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_Te4G9AZMzK_9QGTMMzp08xUw','scout','alice','{"approval":"a_iabZUklRvkvveJR2vecbHzHb","rule":"small-payments","why":null}','0ecdf8a577cba696cd0807c7d2bd9f87c94cbebb0f41f5ab7bf60b2863371682','949faa5c443f37cbed8762e07ce51999ba4e1d4d2a85d26894208c11cf0d1099');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_iabZUklRvkvveJR2vecbHzHb"}','949faa5c443f37cbed8762e07ce51999ba4e1d4d2a85d26894208c11cf0d1099','fafdbd966e599c1ce4fd2dc19a38ae1e2e9d06f2efd5b8a477cbe059802b25e7');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{"approval":"a_iabZUklRvkvveJR2vecbHzHb","call":"f5c7b110c1e02deb6b3af06174e95271b7d52e0a966e3367151ac9d73625b0e5"}','fafdbd966e599c1ce4fd2dc19a38ae1e2e9d06f2efd5b8a477cbe059802b25e7','372b584d3a28562efb970a0008d28231b260dea4025566fe43d9d2af9b0326c5');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_tjB4FM0i4FOzlFE5RAZfJuse','scout','alice','{"status":201}','372b584d3a28562efb970a0008d28231b260dea4025566fe43d9d2af9b0326c5','bf0a69ad09f6d96f9463e512bb8c7d7845b4b8885eb28c162024207ddc484e00');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_vQqwD-UoxOVyibzfC6GIYwzx','scout','alice','{"call":"c8e25fc9b9c90b72fda65e7fcab667029d5844e3cdc8297588b176cbab9e35cb","decide":"ask","operation":"bank_pay","rule":"small-payments"}','bf0a69ad09f6d96f9463e512bb8c7d7845b4b8885eb28c162024207ddc484e00','fdb5d832ac54e6aab9ba4131e225030f0638621b93b955a79d96d96febf6edf8');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_DRlWbMOr7SbARlfhfr5jCaKz','scout','alice','{"approval":"a_9j9z9W080DRLYK2HbEkYMJMP","digest":"ba42c24254ff3aace360ac403b18f8be5d15983dcaf127e0c1604f681fcb472c","rule":"small-payments"}','fdb5d832ac54e6aab9ba4131e225030f0638621b93b955a79d96d96febf6edf8','d746282986e0a554d0c2d41cbaaae68596468bf21f8312e318f5aa510bf9aa5b');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_vQqwD-UoxOVyibzfC6GIYwzx','scout','alice','{}','d746282986e0a554d0c2d41cbaaae68596468bf21f8312e318f5aa510bf9aa5b','6d7933cbfcb827b5849963f21d8d8351b6d7f0d0bbc6b817f57fd1e93dcee758');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'6d7933cbfcb827b5849963f21d8d8351b6d7f0d0bbc6b817f57fd1e93dcee758');
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
INSERT INTO "challenge" VALUES('766192bab74c6721d6e5acc45ffb566b8ce3acb5030908098891d12bec563a84','enrol','alice','B0mRaALlXk04lMnVZMaxRw',NULL,NULL,X'1CD95AA5CE5556147740BB9499C0B489483FF51879DF5F29602D754DC8E28DF1','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('75b4ee439aa013a39258d11aa4c3b60aeb1755eb36fa4bb05a14792e5789faf8','decide','alice','a_iabZUklRvkvveJR2vecbHzHb','approve','184e946479506795cf47e1e359df62d14e55ed661667099f0409eaf27e65c5a8',X'B834024A15519F984081CC13633A4C72401D6341EB1027EE592718E1B1EF2C21','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_tjB4FM0i4FOzlFE5RAZfJuse',9,'scout','alice','http://localhost:8765/gnap','k_o83GKTmkwbfjOPc2X8HG1q93','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]','f5c7b110c1e02deb6b3af06174e95271b7d52e0a966e3367151ac9d73625b0e5','515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','e0727020ee65ef91c4512106e65dfb4cfd26dccd9e131cf99c6567feb141c8e3','for breakfast',1,'approved',NULL,NULL,NULL,'Hj6il54QzymVmvlZ_hvHIuzxq5nfFbHCLGkG3_OCbaM','29837ab57117721a6ae23edee25edcad317e17c9644ce835dd88705609365cf9',X'010131AE96EAECC178F7A7FB98EDFD7B0B2824C8FC753D15EF7F39AD35C0917315BED3DC11DEA7A5E3398CFEC32F676C1B2D1F71F784F5256FFEACB7B41C3A36C49DF387F2C3CC405BE8','XUZICS2aBcwhhkvMGNnw-xgiwnsEOITPQ_vfTCGqbo0',NULL,'http://localhost:8765/gnap/continue/as_Te4G9AZMzK_9QGTMMzp08xUw',NULL,'2026-11-25 12:00:05.000000',X'010131FF80D1FDA2AD41A0DCD0D0DA1632E163E8A4379A5AC52D9BDDB72AB3830A782B49E47EF5FFBBC4FDB52A11C4BC3D2716478A3E682E935255F5F9840D5CCF9B5568D8ADEB653266','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_oU2sRWMhbdH_KWiy1YFxRGG3',X'0101314F069263262ED5364D96B46F468E04AD53A20224749EE51C59638A98A6800B06E850E338103E0C424D0F279E9FBC3F97A9E4D752923D8BF7AAB6B5534D24F0B5BB795ADD4594D6','a_iabZUklRvkvveJR2vecbHzHb','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_vQqwD-UoxOVyibzfC6GIYwzx',2,'scout','alice','http://localhost:8765/gnap','k_o83GKTmkwbfjOPc2X8HG1q93','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "payee": "grocer", "currency": "EUR"}]','c8e25fc9b9c90b72fda65e7fcab667029d5844e3cdc8297588b176cbab9e35cb','515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','6ee6c38f65cf2d0eea38788063661be765e2a99ca3b166b35c4a8e35e141b140','for breakfast',1,'pending',NULL,NULL,NULL,'FUSYxA33UbBFhzL3Q1Ohvlh6Bc5zIdqDtPGIPOQueX8','26ef6edf73d3670593c3b9cd08a5f2e00bd475d94fca36c08026411395111831',X'01013180D777A0A08768EBF166C14C988AC524FC4F02D1A442AD797F5D63BFA37511F096312AB075007BCCE75FDE0E27C022A753AFBD0C258D706D192DBAA3A70444F9D16302BA461450','wWXUMRdDLXpzvRgbCvakPmmYmiV7qRZXh4PHbEJmja4',NULL,'http://localhost:8765/gnap/continue/as_DRlWbMOr7SbARlfhfr5jCaKz',X'0101310C967510CBE3A2CEBDD8C80483557DEFFB75423EEA1E786A78B4DF1827F9A11F445FD4F977B058A88FE4BD98645E9A9CBF6FF69C6C3C14E8C93EE5E084254D8E181E532C586FCE','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_o83GKTmkwbfjOPc2X8HG1q93','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_o83GKTmkwbfjOPc2X8HG1q93", "kty": "OKP", "x": "XsTBOfID6NWNvMkwoBJhOSKy_ip21qZiwL1JdFf-Fw4"}',X'01013144DA467970A8D58F2B7489B7649B4965A6D92D145304F67C9D3528C79C0FC537C8881CAF510350421D55D78CE9FA88C1FEB767379603596BD17EAB67037DE3E075919C52F87CFC6E364A4A45','2026-11-25 12:00:00.000000');
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0002');
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	frozen_at DATETIME, 
	key_check_sealed BLOB, 
	vapid_sealed BLOB, 
	changes INTEGER NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
INSERT INTO "installation" VALUES(1,NULL,X'010131FD2D637F214B1061E2089F64DCA281E4DE324C82B1966F4AFB4371608C965D40344A27B5FCFA54',NULL,2);
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
INSERT INTO "outbox" VALUES('o_RTKvf-U38LMGk2I_Zx9Xg6UL','finish','as_Te4G9AZMzK_9QGTMMzp08xUw',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL);
CREATE TABLE owner (
	name VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, recovery_digest VARCHAR, 
	CONSTRAINT pk_owner PRIMARY KEY (name)
);
INSERT INTO "owner" VALUES('alice','2026-11-25 12:00:00.000000',NULL);
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
INSERT INTO "pairing" VALUES('B0mRaALlXk04lMnVZMaxRw','8a1594ea664fcc11ac9f6e996914b26043f19e7618ffa669d24e78e31f3699fe','eea35fbec4a1d00d2ddddc3de544a4e78b13b40404e90c8e8fa1016068a0784a','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "public_key": "pQECAyYgASFYIDboB1JY3-rBzNndaa8CUtnIkAKEWvdj91S16RKqcQpnIlgg2q6MaiGya9FZSRAikyn2pkcabntXRWTn07rrMT-22So", "sign_count": 0, "label": "A browser", "same_computer": true}','d619b7ed226970a0ef679d23d79923424f6a9d3fa9e8e84f033da087d73f707d',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys','alice','A browser',X'A501020326200121582036E8075258DFEAC1CCD9DD69AF0252D9C89002845AF763F754B5E912AA710A67225820DAAE8C6A21B26BD1594910229329F6A6471A6E7B574564E7D3BAEB313FB6D92A',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('3e59304fe4c8fca6dccfc0eb89d1d8b3dd8b9140ce02d700d8bf8b9cf621b584','alice','qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('YUwRWLhnBLmc12YaGREK7Q','policy','alice',NULL,'CEBS','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"-4___6ZyCKTmhypvA2520Me94qK580RjftWMebt6W4U\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','3be4b438957e33d0698111274eb25604fe289996a72c881b381eabc7c6d5f6cb',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys','{"id": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "rawId": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiMnhOdWQtYU1wSTNMUWYyWVhKMmhMbl9PdHEwTVp2T1VySkpUZ2ZPQ2VONCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEYCIQCJrIplGnXJVuIYZFyKoeWtgdh6JruvccuVsedGekM-EAIhAOejMYL3HlKrM0gwBeu6wRCUYY8JzVNw158wK1A33s-o", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('Hya8M_xylP2nc8hSozGGag','agent','alice','scout','WHFZ','{"items":[{"agent":"scout","credential_digest":"8ef1f7005faaf1c9843980d9cee655c548340793ec6c8a34a7ba2b0cd28eb953","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','081ed7ffefa201c175f89c9bbc47b863bce6136cf1bee0428411161dbb2cd2f0',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys','{"id": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "rawId": "qtDwBYNRpyJhETmViUziqHjT8CBftcjIpC8SXsBfuys", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiYjVUeE1qX0EyeVhycHNfRnZRTG84RGhzdllSR3BEa1F6YTVZNVNIbjNoTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEQCIAaDyFCmdeDcxjAwz8CMJwQkehUJi5g10Jy6tkomK68DAiBRpZSZ_zs_XJdu1Qef2zDty1IDvx7U-CZVkbRFWZQCZQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
	revoked_at DATETIME, 
	CONSTRAINT pk_registered_client PRIMARY KEY (thumbprint)
);
INSERT INTO "registered_client" VALUES('q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_o83GKTmkwbfjOPc2X8HG1q93", "kty": "OKP", "x": "XsTBOfID6NWNvMkwoBJhOSKy_ip21qZiwL1JdFf-Fw4"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','YUwRWLhnBLmc12YaGREK7Q','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','YUwRWLhnBLmc12YaGREK7Q','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "-4___6ZyCKTmhypvA2520Me94qK580RjftWMebt6W4U"}
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
','515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('6e8b8ceed527a890d3c7b650c53ebdab79180f3ef25a21d17414b347751abf35','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('b8119998e06455a04403be3a15d8c0722121be7d79edb86d08d0b6caa7e44ec6','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('6ea1a5586291e49cc481abd789d2c0e439da63aba14ee59c62d557a9f432315a','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('17dcd725d72182d98574c5c66b4e404dac159cdb9f3921d4bc4a9d07e3f5c0ee','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_Te4G9AZMzK_9QGTMMzp08xUw',3,'q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b", "call_digest": "f5c7b110c1e02deb6b3af06174e95271b7d52e0a966e3367151ac9d73625b0e5"}',NULL,'small-payments',NULL,'approved',NULL,'a_iabZUklRvkvveJR2vecbHzHb','http://localhost:8765/callback/tajzrrbKRKCM9FVgZsUvkoFX_MC7uJlkLCdbLARS4LA','Hj6il54QzymVmvlZ_hvHIuzxq5nfFbHCLGkG3_OCbaM','sha-256','XUZICS2aBcwhhkvMGNnw-xgiwnsEOITPQ_vfTCGqbo0','fb53f0a68dbf9521d6f3022d51ec8363883fc1136f3ac6066e067e62d68bbf33',X'01013107F8286960F4BC0D249F31FDA0E5B3167E11AD4FBA17A4E9863EC1571FCCD7F43614FC6167397CA19BC39F3515ECB666F668B14285B8C64F25E0F6715A8756A6FD22899B708ADE',NULL,'cdd218e97034f92a19f635d275b5d2cf0ace4b77321b284f22639e3c2499aa02',X'01013148206203E00BEB8260CDFCE51F6370F5BCD74623E7D1E9BA62509F8401972296CB1740AB6B70214C77A53D4BC2B1F597BD12AC5D0DFD620B83964E50449C2A4A99E3C6614B88518ED1083F3BFA1FD0449C916BCBF4F424678371B58909014748A9810D39A0CCE3A85291EA08F2A5E4EDD9C3E2378940D25E2687CB16C14D6185375D363012E1FAC1EA3CCC682F3E246E3829C3AADA40802503CDBD4AEEEF378F46416AA744045F972FB9148147D5DDD6800C9A97682D03F5428ADB51D398F27239B8DF253D4148BDBF836D772C00D565401540830E76E65578390DDDDAF0D3C02EC7BDE5FE5805C0B278DAFBEAB45ADC9B4CD6CFBBA2C908FD8DEBC81ACD926A572C07DF0CAC311269C8BC39D08185733B8D486001B02AA8BFA1CC3DC00F1CFDA8C74F0906449F8748BA6AD336C67F9118082FD6536E24293B5B85B30E3B44EBAD3930529A607EB4AC4BE59E8496D906F618FFBF269DD6ABD2D51C35D92AEFE16711CD2F54CA6E68BA09D0ED5EAEDCAA2A43500900C8908EC605D3807A42BECF3415D8FB8A3B897721C8FB8B2EB3FC4C63DE44B5DB1E04337EE135E3C80A0F7CF109188EE6D4B1AC4718DB9E7EC87ED697F4B3AB28D36EFEBEAD2607DD5A9B4B996AE6B8525979DD92A3D3CC2B3182D085C3050610CE1E01E7DD18A094431AE80A215FEB53E97F4E973D0031890660EF93E7FA3C7B293A14E28F9283298424C67F0DB10B60C38ADA','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL);
INSERT INTO "server_grant" VALUES('as_DRlWbMOr7SbARlfhfr5jCaKz',1,'q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "payee": "grocer", "currency": "EUR"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "515ee4743e4af61cf3aaf106ba2db442a0c5722b7940470a526a7251e8879f0b", "call_digest": "c8e25fc9b9c90b72fda65e7fcab667029d5844e3cdc8297588b176cbab9e35cb"}','d25dd712c0af13a323fde3f505c99b83f952f942732dc5411160c4e5002cb797','small-payments',NULL,'pending',NULL,'a_9j9z9W080DRLYK2HbEkYMJMP','http://localhost:8765/callback/-j1Yfnu_uhiIl0YAPbz7vGVAhHOoUWKVGta0OJjVYeY','FUSYxA33UbBFhzL3Q1Ohvlh6Bc5zIdqDtPGIPOQueX8','sha-256','wWXUMRdDLXpzvRgbCvakPmmYmiV7qRZXh4PHbEJmja4',NULL,NULL,'d104eaf7a88ee95aebeb7fabfb029f8d7137c01aeccaf788181ed2e0d28a670b',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL);
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
INSERT INTO "server_token" VALUES('t_oU2sRWMhbdH_KWiy1YFxRGG3','as_Te4G9AZMzK_9QGTMMzp08xUw','f7c916b17c31e170931d06f840a87d2dc263fa11dea55379fc1203cd30cdc394','f79d24da4d1b5964594a84a1c35e59374a61780e4c9bd66a5c564418ee090b4f','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "payee": "bakery", "currency": "EUR"}]','q0Msm5ZvG4w6OFzWg0IYc16LU3AJMxmIgAziXNM6zvM','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_o83GKTmkwbfjOPc2X8HG1q93", "kty": "OKP", "x": "XsTBOfID6NWNvMkwoBJhOSKy_ip21qZiwL1JdFf-Fw4"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL);
CREATE INDEX ix_challenge_approval ON challenge (approval);
CREATE INDEX ix_registered_client_agent ON registered_client (agent);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
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
COMMIT;

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
INSERT INTO "agent" VALUES('scout','alice','d60ba16862b383762b7778f6979df93f3980a58a67ee7fc3d1d89921954d7b3a','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_cPzibN4zouHeqoh6d1AzWzcF','as_YWW19w_mm6n_YcsjwNhjuSQ6','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"cdf6a552da8a8bab50430734e04853379cea655804c88fe9b6efdc5c76fd86f3","client_key":"UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk","connector":"bank","connector_digest":"8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c','for breakfast','g_S4w5ZC9LE-B2HWCPfuGVKxI_','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c','J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw','{"id": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "rawId": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiUWxlYnRnWkFFUllldjVId2JpWURramt1Tms2YVJGbFpKemQ2TmlsR0hyTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIQCiiZf-7_k6tWXhlSsqhkvIXqV8lH4WlC7bPxQ9XpUnGgIgMy6H99I5nQLZ7yGPEQilUHYgbfBvwcgzUCqiqHMo2PU", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'6D1FB2A6896F06E989781F522AE98856EE3A16F6D1409606A12ED09884E5A56F','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'17',NULL);
INSERT INTO "approval" VALUES('a_s2hvTpbb00zH0lf2xosMmKLz','as_eDYNI19oM_nrZccVq4_EBXr2','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"b94911cc824836b36578cd656707ef3fac0f43db5ff302dca308ce60d19a9e7a","client_key":"UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk","connector":"bank","connector_digest":"8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','a41e696d1a4cb216c0e8725a0ec857e3fdc72cd504da7d40cfcabd1dfb041ecb','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'39',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','KxnbUVn50rY4AM6oF9KSNA',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','17ffd87a109d17b019e45ed387c651801339bfeb8aed54a6082b1de0c8f39e23');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','KxnbUVn50rY4AM6oF9KSNA',NULL,'alice','{"label":"A browser","same_computer":true}','17ffd87a109d17b019e45ed387c651801339bfeb8aed54a6082b1de0c8f39e23','5f693542069942278e0c7f6b07b10eb16a9d88b34127e95207fef4ec376774b2');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw',NULL,'alice','{"label":"A browser","pairing":"KxnbUVn50rY4AM6oF9KSNA","same_computer":true}','5f693542069942278e0c7f6b07b10eb16a9d88b34127e95207fef4ec376774b2','c287ee35897b20d355fe448a3907a9ce1514182524b99c7e4356ceb2e8063904');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_c064259a463bb7f02d6303fba4166c6d',NULL,'alice','{"digest":"3f48978c63c74adbf99bca0971180abdafb9a2ed4913e4e959777c04bf654d86","kinds":["policy","connector"],"uid":null}','c287ee35897b20d355fe448a3907a9ce1514182524b99c7e4356ceb2e8063904','dc2dcf21bf3319972a0dbc6f6c8b3b7d86ae5e71277ef366da92ffe68e866807');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_c064259a463bb7f02d6303fba4166c6d"}','dc2dcf21bf3319972a0dbc6f6c8b3b7d86ae5e71277ef366da92ffe68e866807','c79b4f79355018624ba5b370405fceb38cec2c1df0a5e58752adf28f59515312');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf","proposal":"w_c064259a463bb7f02d6303fba4166c6d"}','c79b4f79355018624ba5b370405fceb38cec2c1df0a5e58752adf28f59515312','b1651d00fd0dfc8e131c75b1b61f68417ee6b4d2ae21e1ffabcb901808021004');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_c064259a463bb7f02d6303fba4166c6d',NULL,'alice','{"digest":"3f48978c63c74adbf99bca0971180abdafb9a2ed4913e4e959777c04bf654d86","passkey":"J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw","reason":null}','b1651d00fd0dfc8e131c75b1b61f68417ee6b4d2ae21e1ffabcb901808021004','def69a7bbe9098a76ee1799921ce3ecbaa79ef59ee6aa807237b2c2107195ee2');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_d302066da71764d9d24b9bed1e9cbc30','scout','alice','{"digest":"12f3d21ca3b04bd744f889b8ea0249326e1cd3c9a9ee8fd8e3052bd924521119","kinds":["agent"],"uid":null}','def69a7bbe9098a76ee1799921ce3ecbaa79ef59ee6aa807237b2c2107195ee2','4055ee2c344e8aefa20ec8e98ebb8ea325eeec3ec0c6b27960e6c13278ed7352');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk','scout','alice','{}','4055ee2c344e8aefa20ec8e98ebb8ea325eeec3ec0c6b27960e6c13278ed7352','3c4e1c82eb5b29724d1e1f0d31b0bb452e8990b5f67e2569c7b33fde017437f2');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_d302066da71764d9d24b9bed1e9cbc30"}','3c4e1c82eb5b29724d1e1f0d31b0bb452e8990b5f67e2569c7b33fde017437f2','ff1243a9e85af105cc4361e9dd4806eab84aaff6c076afb61c1a608a4c879156');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_d302066da71764d9d24b9bed1e9cbc30','scout','alice','{"digest":"12f3d21ca3b04bd744f889b8ea0249326e1cd3c9a9ee8fd8e3052bd924521119","passkey":"J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw","reason":null}','ff1243a9e85af105cc4361e9dd4806eab84aaff6c076afb61c1a608a4c879156','1c383170a83e69a0ce1509c7212c1be8ab90bc264ba2a5e83600fb74a1ab6a0d');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{"call":"cdf6a552da8a8bab50430734e04853379cea655804c88fe9b6efdc5c76fd86f3","decide":"ask","operation":"bank_pay","rule":"small-payments"}','1c383170a83e69a0ce1509c7212c1be8ab90bc264ba2a5e83600fb74a1ab6a0d','2c013df48b321ba026c72ba5f826813dcf37638d4f98cad3382ba9660e260388');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_YWW19w_mm6n_YcsjwNhjuSQ6','scout','alice','{"approval":"a_cPzibN4zouHeqoh6d1AzWzcF","digest":"a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c","rule":"small-payments"}','2c013df48b321ba026c72ba5f826813dcf37638d4f98cad3382ba9660e260388','5af4f0da279d77a1a35f493b4bf3e69a96b19c048d08c79d9f106e8282ba38c7');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{}','5af4f0da279d77a1a35f493b4bf3e69a96b19c048d08c79d9f106e8282ba38c7','2bc5b160ef4f26e188353d8a4a704720d33155169c436ed32424cb5ab3c2af30');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_cPzibN4zouHeqoh6d1AzWzcF','scout','alice','{"digest":"a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c","effective":"a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c","grant":"as_YWW19w_mm6n_YcsjwNhjuSQ6","passkey":"J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw","reason":null,"verb":"approve"}','2bc5b160ef4f26e188353d8a4a704720d33155169c436ed32424cb5ab3c2af30','2cba215652af7cfdd179f63f682c64d6eb2b8a1325f0ac30b2c0a26417ee5976');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{}','2cba215652af7cfdd179f63f682c64d6eb2b8a1325f0ac30b2c0a26417ee5976','da5bfb9071540d9195c1a096ec818506d5b557ce7b42a19df878b0b67c10ecc2');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_YWW19w_mm6n_YcsjwNhjuSQ6','scout','alice','{"approval":"a_cPzibN4zouHeqoh6d1AzWzcF","rule":"small-payments","why":null}','da5bfb9071540d9195c1a096ec818506d5b557ce7b42a19df878b0b67c10ecc2','daeaeddda1f8df57acf28168617bca98b976a1d9d3c4d522c114b6d8a1c30235');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_cPzibN4zouHeqoh6d1AzWzcF"}','daeaeddda1f8df57acf28168617bca98b976a1d9d3c4d522c114b6d8a1c30235','ec7395dc2b55ddc51a0686c7f1302596dec6409c75947fe5c10002ddefe6e22a');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{"approval":"a_cPzibN4zouHeqoh6d1AzWzcF","call":"cdf6a552da8a8bab50430734e04853379cea655804c88fe9b6efdc5c76fd86f3"}','ec7395dc2b55ddc51a0686c7f1302596dec6409c75947fe5c10002ddefe6e22a','3d88e0cebe3897efb3d178a9fa5e9781c491792ab00cd5b2d3ac0a57301f8088');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_S4w5ZC9LE-B2HWCPfuGVKxI_','scout','alice','{"status":201}','3d88e0cebe3897efb3d178a9fa5e9781c491792ab00cd5b2d3ac0a57301f8088','76aa8305004e363299e876ee6a1dc94b621241c926960d8f289aac0cdbfa9dae');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_2o-TYkIG8osFq2t3akp4UeJR','scout','alice','{"call":"b94911cc824836b36578cd656707ef3fac0f43db5ff302dca308ce60d19a9e7a","decide":"ask","operation":"bank_pay","rule":"small-payments"}','76aa8305004e363299e876ee6a1dc94b621241c926960d8f289aac0cdbfa9dae','b53be0f9dd55692f673a7bdafa9f103a3b1511b81c095fa426edb7ebf09072b0');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_eDYNI19oM_nrZccVq4_EBXr2','scout','alice','{"approval":"a_s2hvTpbb00zH0lf2xosMmKLz","digest":"a41e696d1a4cb216c0e8725a0ec857e3fdc72cd504da7d40cfcabd1dfb041ecb","rule":"small-payments"}','b53be0f9dd55692f673a7bdafa9f103a3b1511b81c095fa426edb7ebf09072b0','20262187075a4bff113ff2bc32d74683a03d0e80ccb3f0ee7f0d1a6c7ebf9a96');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_2o-TYkIG8osFq2t3akp4UeJR','scout','alice','{}','20262187075a4bff113ff2bc32d74683a03d0e80ccb3f0ee7f0d1a6c7ebf9a96','138f343da55d851c48ebbdd67af636ef3e10024941a80f25cf84894e276b1598');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'138f343da55d851c48ebbdd67af636ef3e10024941a80f25cf84894e276b1598');
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
INSERT INTO "challenge" VALUES('2d40429af10af1c2e2845b4f11c6f6f09323794c577b530d55e34d4099d2f124','enrol','alice','KxnbUVn50rY4AM6oF9KSNA',NULL,NULL,X'968B4C83644C992706CD952D182A93CCBCB56C05A1D66401E7D80C5D2EC28208','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('ddaf09ceb6c869a1dc38bdd329d8d12a606ac7dab1adca32b81dcef4e4c18cda','decide','alice','a_cPzibN4zouHeqoh6d1AzWzcF','approve','a705948496118b0cc3109fa1d437df0f5671f0ad94216636e03f9baf17ab189c',X'6D1FB2A6896F06E989781F522AE98856EE3A16F6D1409606A12ED09884E5A56F','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_S4w5ZC9LE-B2HWCPfuGVKxI_',7,'scout','alice','http://localhost:8765/gnap','k_kqqAppZtmJucCOMznIL9Ypud','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','cdf6a552da8a8bab50430734e04853379cea655804c88fe9b6efdc5c76fd86f3','8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','9b8e1a0d99405cd1e79f8a0c42d474ed061dde9934d3d7368b83ddb2502b99a1','for breakfast',1,'approved',NULL,NULL,NULL,'Ayne_Fa_iW_Aedv-kRCM7f241fUhlmEtTc4gNrbmEqs','3493e0d84cf5ab5a7afa75bf41201a3f8ac91982102c4c9f42f6a050f368471f',X'0101311D202E6AE05F71487FCC30CD7B079E295EE91986743F2C887832D7C912408309D52835690A28BE99410990AFF42353F29541F30F7AC77284B79285BB728745E033849DA225B33E','2dcweqOKqyW94PBffFkSiKBSvCr_55KMjs_gZkABuLE',NULL,'http://localhost:8765/gnap/continue/as_YWW19w_mm6n_YcsjwNhjuSQ6',NULL,'2026-11-25 12:00:05.000000',X'01013154ACD1E42771397F2243AB354711D9F8697737714E381E19F993FB1AF1BF426388E2B1ABCA0499A0DDA95F2288D3BB037F76A48F2D34428E86DB1B151B3CC86A6CD7200712A4DB','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_Vyb6W4UQIQnj82sylmwEZRWd',X'010131479FDF5A1F22CB342E99AA9565E557325226EFEFDC5CDED265C862C7E68E27CF01E6CDE72B2C62C15EFFE463FC42B76568515B4BB535E718484921763E258A6EE87E2CD4D99CC4','a_cPzibN4zouHeqoh6d1AzWzcF','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'17',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_2o-TYkIG8osFq2t3akp4UeJR',2,'scout','alice','http://localhost:8765/gnap','k_kqqAppZtmJucCOMznIL9Ypud','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','b94911cc824836b36578cd656707ef3fac0f43db5ff302dca308ce60d19a9e7a','8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','92fd05bad88d41e1daf2fc6f498d0516a4db3c744a0b0bab7d937b277f36e27f','for breakfast',1,'pending',NULL,NULL,NULL,'YMNj7fj7W1ZFzFJ0Fr3ZADpBFEJdUfRurRArvSi_U9c','00968477de9ba53d21abc98bab74022a19412310868787a16bf52b45777c54f4',X'0101314308371B99A608FD2BF70A7FBC72D7DA0D218921735CB42FE40C5F2733CCDACF8637D31AB5EA12C0C51BB92D7F7608B64D37D948468B7EF0FA948A3AB01E6DD9C00B4D94570C71','tvaU3FAkWwEFbTu06ywoXOc4TPKQeZqJG5Rv0HqVSms',NULL,'http://localhost:8765/gnap/continue/as_eDYNI19oM_nrZccVq4_EBXr2',X'0101316AB00C18B34C2DA183E2FCC0ADD6A2943C07CDEFF43AC7ABD8BC59543CE511F408648F23C30A3D9D9DF14609EDD7B8926C6A638592A73B7493F6D435CFB72D103FDADDB904BFE3','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'39',NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_kqqAppZtmJucCOMznIL9Ypud','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_kqqAppZtmJucCOMznIL9Ypud", "kty": "OKP", "x": "mqhbF3ThAcbf3E6vdiCwiUKvVChU1QqCiN87ralesQY"}',X'010131912C305EBC954557B8EE2FAC475B9F3EED5ACE568A4580A6A3F13D633211B4EA76C2523C2360646C3122A77DCD276AD5011D878F5C0B30AA1E71259D503586B7EF56FA2C842905A437A53739','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101316E250C187DD8ACCD6A120EF7F0A0C56A2CEB24AE092961608C90710DEE0AFC209BE2B67681B051',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_l_qeKdPc_Oh23eVFW8NlTQZW','finish','as_YWW19w_mm6n_YcsjwNhjuSQ6',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('KxnbUVn50rY4AM6oF9KSNA','ae7ad9945f2bce438e7cee365b58675bbb35eb2549697519c3ce0ec03f34e731','ebee71ff43c0cc63ad19a68df204d112755260406e1e839014ebb20ea405ee59','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "public_key": "pQECAyYgASFYIONwHhWmh4px1p5ojtpIM0DpBMDjrjSkfqbdAlPsqEePIlggLLOXGf2-q8Ck66wvrHvPfGsIudQ-Z_5lOeyt5bbf7no", "sign_count": 0, "label": "A browser", "same_computer": true}','7f9f714d13c36a2dd12b4dca07b7b18f5833fbb6514f312b29b582a7473c34f2',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw','alice','A browser',X'A5010203262001215820E3701E15A6878A71D69E688EDA483340E904C0E3AE34A47EA6DD0253ECA8478F2258202CB39719FDBEABC0A4EBAC2FAC7BCF7C6B08B9D43E67FE6539ECADE5B6DFEE7A',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('68632e75c8350ceb57c85c5dbf7433ecf696d5ec5c66b501fb19e514d51f2734','alice','J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_c064259a463bb7f02d6303fba4166c6d','policy','alice',NULL,'5GCA','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"wbDL2QBpMaViQ4eHH8mdySnbZltQW-QyaMQypLRNHQU\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','3f48978c63c74adbf99bca0971180abdafb9a2ed4913e4e959777c04bf654d86',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw','{"id": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "rawId": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoic05DQ2g5Tk1NV2FwT29vVGpFRFFZSnNTdWdnb24tamZVZnlOOGIyZF8tMCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIAdQcjGWLX8ibfXDld9lMKpsAlrzZ3FtHgBBA88P6LTwAiEA2RpT70tRKzQaXq3cYUCM7CQ0R0KtsisGh8q6njPE_xQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_d302066da71764d9d24b9bed1e9cbc30','agent','alice','scout','G5NZ','{"items":[{"agent":"scout","credential_digest":"d60ba16862b383762b7778f6979df93f3980a58a67ee7fc3d1d89921954d7b3a","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','12f3d21ca3b04bd744f889b8ea0249326e1cd3c9a9ee8fd8e3052bd924521119',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw','{"id": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "rawId": "J0WAHPhAUoV_kU3Wd_ohM0C6vcEMrFHvqN-HK0tcsGw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiLTlRMUxTVkU5YnMxMWtLSXVERVNQMkt2MWV1N0hHY3Ywajl1U0tnTlVCdyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEQCIAhDczXFnRz6OqHageZISwxDu_qZ6srBAFHJsrDTjYRjAiBaYo191QdeH152RNR-fU6q5q4km9NluVfbIqzdtdFJlw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_kqqAppZtmJucCOMznIL9Ypud", "kty": "OKP", "x": "mqhbF3ThAcbf3E6vdiCwiUKvVChU1QqCiN87ralesQY"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_c064259a463bb7f02d6303fba4166c6d','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_c064259a463bb7f02d6303fba4166c6d','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "wbDL2QBpMaViQ4eHH8mdySnbZltQW-QyaMQypLRNHQU"}
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
','8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('93e60dd9b9a17321a94b585fd50a8594f0cf78285885dc87fef1d19f80716969','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('b505e5dee6b342b4b16433069ab36f6c61d8de23b6bfca1a7f454c0b83c95b4f','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('a5788cc85a03dbe0f6a262572d769a696a6d91b142af30dfd326404bf590229a','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('c4ac68b991b2b6b80470b22e5547e1a3ce6c7bf387d5ef86760a01b724784531','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_YWW19w_mm6n_YcsjwNhjuSQ6',3,'UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf", "call_digest": "cdf6a552da8a8bab50430734e04853379cea655804c88fe9b6efdc5c76fd86f3"}',NULL,'small-payments',NULL,'approved',NULL,'a_cPzibN4zouHeqoh6d1AzWzcF','http://localhost:8765/callback/2YcAvUJpcb55RK6gvJwfmRvgb5FCwtl07_B5S-bT3E4','Ayne_Fa_iW_Aedv-kRCM7f241fUhlmEtTc4gNrbmEqs','sha-256','2dcweqOKqyW94PBffFkSiKBSvCr_55KMjs_gZkABuLE','28d563d9b03dae3cf320b35c2aef4cb0279c1c765d1597edbeb5d9c698fb9133',X'0101310BF9BC7B3C218ED2AA02B2C9FCB0851A95108BAF3F4887F10CDA4B00720F05E8C3250B75346C37D5A931D8E1E83B12B726194DEB6E16901E17A79961AE6541F7A75B4C23018FB5',NULL,'34b42b7b8d703f0d56b06bda4f91d916100a7ac79dedc0ce948201618a5c12c8',X'0101315B19DCF525B38E575BA5E80CE9FC2A5BD268F548CFBF3C1F923F0334B15849D5BD63E2EBA5688A25FED7D9BC64003BE93AD3D330DA0959CD82A7B1008F319B614A2CA21A31E7B423FE2DD26027D8F063E846BCB115D1B500FFD65878B8A949D98247D5F8F143450B728EB5540ABEFA986B25011C6AE77A8AE3863E9872B054F82B6D59601958E3CA3F52C862E15457652C6AAF70CB1F71AE774D4D7F367EDB41C37A867D89F292BF157CF2F31C1BA9ACBA7901A7DC2CF8B7804A4F27524E0EA48785D057170C0956B8E2BA41DE8FBD2B38C10C7EAB792F68517A324862AA2F9FA687FCE2BB3D685B8B819E3AAD8CA1E370F1543F1B16759CBD4E05E9EB2D05264761537EA07F478AE541A317A3CEE7FD366810939E2B26DB658E94AD9C21649671449AB761E321BD0E81E803237836235B6408EE8E249C46903F1226F680E996F8113E6C3CA4A50C559BF0147CD22B5F2B64C0EA33E7DCC201F5A11631990B9B47C46838C2DFDDA1C91FF0761F96BEFF17CED54EDDD1BF522198D3E29A4CAFA2FA5394ED3AC799CEE29E1DACFDDE366EDEE6DCA6CB5CC05ECD44E13DC3212E0CE299D00D24FB7129DFCEEDF6D93E3825B2495F55EDFD9C1824A0433D8DC5167877375BF01332FFC57B5C1D13D7A10372FF26A973E006FC971156F95F32096F26CAEF471D6947A69339DD61725B408EA4D19D62B1D5B2EA44C07BE04BA452C0BD1C15246C77BBAE5B59B4E9A119DAA2B3866FE8DB5294FE16AC0B7A00C0027EC7F1EEA5A0D17154A97775E58998234E3CC9E763C0A853157E9FFA58D122513D1EC311DD94CDCCC81C38446ADBEFDFDF0F6F3481D4F36A9EEF8F075FDC964D1CA89422A133','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_eDYNI19oM_nrZccVq4_EBXr2',1,'UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "8a82cf4b565c85587481776ab18794bfb5189676c19a6e9c3e375c8fe15b2eaf", "call_digest": "b94911cc824836b36578cd656707ef3fac0f43db5ff302dca308ce60d19a9e7a"}','d7cc879e7bc7cc1f8d3ab369b83abced8a60c9467097426b5b6659a8f87cec50','small-payments',NULL,'pending',NULL,'a_s2hvTpbb00zH0lf2xosMmKLz','http://localhost:8765/callback/MbRRSyljFe5khJcpoG7HGWAKpBNTV9W-X1DqwX8yiqk','YMNj7fj7W1ZFzFJ0Fr3ZADpBFEJdUfRurRArvSi_U9c','sha-256','tvaU3FAkWwEFbTu06ywoXOc4TPKQeZqJG5Rv0HqVSms',NULL,NULL,'ae697566fbfc00564c1273898e49d170ffc894ce01ddab25165244cb80fa4aa3',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_Vyb6W4UQIQnj82sylmwEZRWd','as_YWW19w_mm6n_YcsjwNhjuSQ6','3e70f7e3f53c67d0edff01ef8b66723bbd25737ffbf5e74dbae3dcb99e72ece3','ce6ac4c166526ba7803a46b9cea26f8782ddf27c38012a95ddeb327bd0d8eb5e','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','UuyG9ktXVAPE5yvAExas0dYxyeIrmXcDgCtYh6_WkWk','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_kqqAppZtmJucCOMznIL9Ypud", "kty": "OKP", "x": "mqhbF3ThAcbf3E6vdiCwiUKvVChU1QqCiN87ralesQY"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_outbox_refuse_digest ON outbox (refuse_digest);
CREATE INDEX ix_channel_owner ON channel (owner);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
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

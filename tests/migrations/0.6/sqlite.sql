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
INSERT INTO "agent" VALUES('scout','alice','7d58d46895361882438b8ff0a4c05ebd9faa4838b8d3716e7812a6bf1fd51824','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_jffBVgavKz_SbNLJDfzllVHb','as_KhpzVonSemZVsEmTPJMSEIbi','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"bad17b90c37a88e22fa36e51914298ca97e3bd3a65c62427502831d2bad69543","client_key":"qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw","connector":"bank","connector_digest":"acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426','for breakfast','g_IDuDCcdM70-bivBKRtK4g88F','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426','uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU','{"id": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "rawId": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVGIwaVh0bi13bHlTdGltems1SDBOQm55amJ3dFpFLVIxLWtsN1VkZlhjTSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIDsYnhJid6qhV_3FlgtinMZesAh25YzAw62VGQR6jRbcAiAN1XYPOi_5kJ0-BOiARjkHHj4oGj38X53Ok90R007t0w", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'4CBF74FB0AA0391746A872EC03972F0F63C045B4F824B5F976ACAE3D7604DBAA','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'96',NULL,NULL);
INSERT INTO "approval" VALUES('a_RfvNManvOZP4Le1ZUmml9EBq','as_44a1SQETdkNesG0yH13oHbaf','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"435c8825666243748f4107a2aeed4c021216058ac50ef73782822dcd95cec1ed","client_key":"qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw","connector":"bank","connector_digest":"acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','5bc73bdccb98183f0d353785266339577fddfcf7aeab2d04e1ebccfa7253b925','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'42',NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','Nwd3Ey_skM7SsmvYSbxyCA',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','051aa0ffdd41df741e30b72fd5f8a0415dc950c54f3904bef404f3cb69c91341');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','Nwd3Ey_skM7SsmvYSbxyCA',NULL,'alice','{"label":"A browser","same_computer":true}','051aa0ffdd41df741e30b72fd5f8a0415dc950c54f3904bef404f3cb69c91341','4da1e2d4d59110f18825391304783f0940c1bac81f23c8976614d0d444e087ae');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU',NULL,'alice','{"label":"A browser","pairing":"Nwd3Ey_skM7SsmvYSbxyCA","same_computer":true}','4da1e2d4d59110f18825391304783f0940c1bac81f23c8976614d0d444e087ae','4b52914121954a8822c9d701444bffc189dabba490e0d49287ae7968f264fa71');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_8c5f8e1c0e078ab74c127660f817fcd8',NULL,'alice','{"digest":"f07696e7e85e49c4ff616ca8f174c014d70106c769d943bd5cdd89c30b6ef367","kinds":["policy","connector"],"uid":null}','4b52914121954a8822c9d701444bffc189dabba490e0d49287ae7968f264fa71','93e24453753c88b9ee511f2a9506303b605b9dc98a1d05a53e09122ffe8a0137');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_8c5f8e1c0e078ab74c127660f817fcd8"}','93e24453753c88b9ee511f2a9506303b605b9dc98a1d05a53e09122ffe8a0137','9350589a4eacecb478c671b89f46bee75f3a0f6e925f9306670cf0c17daffe70');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f","proposal":"w_8c5f8e1c0e078ab74c127660f817fcd8"}','9350589a4eacecb478c671b89f46bee75f3a0f6e925f9306670cf0c17daffe70','8fc1c74cd18e82cabbca7b74d172480ff1f04124f70dcae61c5c6ee6cf3c793d');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_8c5f8e1c0e078ab74c127660f817fcd8',NULL,'alice','{"digest":"f07696e7e85e49c4ff616ca8f174c014d70106c769d943bd5cdd89c30b6ef367","passkey":"uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU","reason":null}','8fc1c74cd18e82cabbca7b74d172480ff1f04124f70dcae61c5c6ee6cf3c793d','aa0fa614545f54b72e06204f515f9262faea86053e51b5e2e6eb30fdb59fc136');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_9c30803c28d3c266836eba6022a8a0a1','scout','alice','{"digest":"7cc9cbd9844411ff7d95ae38a88b89cbd430eadbebfb8329180b8b53cec1dc0d","kinds":["agent"],"uid":null}','aa0fa614545f54b72e06204f515f9262faea86053e51b5e2e6eb30fdb59fc136','920af181bc010cde69a78c5339b1f79e4b6a7615038e4c91e72041f59f6cf7b8');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw','scout','alice','{}','920af181bc010cde69a78c5339b1f79e4b6a7615038e4c91e72041f59f6cf7b8','d93939e0549404cfafea4bf6a9b3062647985a05d8e347051d9a580439350091');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_9c30803c28d3c266836eba6022a8a0a1"}','d93939e0549404cfafea4bf6a9b3062647985a05d8e347051d9a580439350091','54622bdf0ea0a91682af24eaed03fd8f47a0ebf864ec806df0970664485efb6e');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_9c30803c28d3c266836eba6022a8a0a1','scout','alice','{"digest":"7cc9cbd9844411ff7d95ae38a88b89cbd430eadbebfb8329180b8b53cec1dc0d","passkey":"uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU","reason":null}','54622bdf0ea0a91682af24eaed03fd8f47a0ebf864ec806df0970664485efb6e','e481b3219e6b025fd54e505d92c4515dca27a5b09dbe7e8d51b0a7c980a2f039');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{"call":"bad17b90c37a88e22fa36e51914298ca97e3bd3a65c62427502831d2bad69543","decide":"ask","operation":"bank_pay","rule":"small-payments"}','e481b3219e6b025fd54e505d92c4515dca27a5b09dbe7e8d51b0a7c980a2f039','deed1c2f33a923b2ba29afd83e687928fef8bc794f0d2e9488545b30e73e158a');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_KhpzVonSemZVsEmTPJMSEIbi','scout','alice','{"approval":"a_jffBVgavKz_SbNLJDfzllVHb","digest":"2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426","rule":"small-payments"}','deed1c2f33a923b2ba29afd83e687928fef8bc794f0d2e9488545b30e73e158a','85084b9389ddae8c65e889f2c552389c9006a8c1dc8ecbf05e977c066e3f4859');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{}','85084b9389ddae8c65e889f2c552389c9006a8c1dc8ecbf05e977c066e3f4859','927c2477125325cf7744c89d6ade45c41e12917c3789d487284cea976ef1e8ed');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_jffBVgavKz_SbNLJDfzllVHb','scout','alice','{"digest":"2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426","effective":"2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426","grant":"as_KhpzVonSemZVsEmTPJMSEIbi","passkey":"uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU","reason":null,"verb":"approve"}','927c2477125325cf7744c89d6ade45c41e12917c3789d487284cea976ef1e8ed','820b0f66401b8c2506c4d66e2f8fbdf2257dea499b5b31edf7eed86a2aa6a676');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{}','820b0f66401b8c2506c4d66e2f8fbdf2257dea499b5b31edf7eed86a2aa6a676','fca5e8d38e12e4a90476ac96bee7879445d477c91f05e8c9a5fd4391cbdac512');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_KhpzVonSemZVsEmTPJMSEIbi','scout','alice','{"approval":"a_jffBVgavKz_SbNLJDfzllVHb","rule":"small-payments","why":null}','fca5e8d38e12e4a90476ac96bee7879445d477c91f05e8c9a5fd4391cbdac512','5bacec2b7a6082a103cbe25e05dee4ae8fd2c6018ff8ca6db92917af31e50c27');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_jffBVgavKz_SbNLJDfzllVHb"}','5bacec2b7a6082a103cbe25e05dee4ae8fd2c6018ff8ca6db92917af31e50c27','69351c8ce1c94bebd29aea2ce70d017a0a0353bfa1f0510458e0fef4dfd381d9');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{"approval":"a_jffBVgavKz_SbNLJDfzllVHb","call":"bad17b90c37a88e22fa36e51914298ca97e3bd3a65c62427502831d2bad69543"}','69351c8ce1c94bebd29aea2ce70d017a0a0353bfa1f0510458e0fef4dfd381d9','1c4aebf531943462428a2491d652ea4d7706c08c1cbabcf54cbcd261cc633a65');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_IDuDCcdM70-bivBKRtK4g88F','scout','alice','{"status":201}','1c4aebf531943462428a2491d652ea4d7706c08c1cbabcf54cbcd261cc633a65','f84996123db0d0b7e9403ab824a874b617480c3869254b8c1e5e0c7e47e919a7');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_W7Lojh1OHwRl2kaSCn-lrS9g','scout','alice','{"call":"435c8825666243748f4107a2aeed4c021216058ac50ef73782822dcd95cec1ed","decide":"ask","operation":"bank_pay","rule":"small-payments"}','f84996123db0d0b7e9403ab824a874b617480c3869254b8c1e5e0c7e47e919a7','4074d1b0cfb9ce03963c01ddcada994bc0d681a778f343bb70adcba9603561ed');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_44a1SQETdkNesG0yH13oHbaf','scout','alice','{"approval":"a_RfvNManvOZP4Le1ZUmml9EBq","digest":"5bc73bdccb98183f0d353785266339577fddfcf7aeab2d04e1ebccfa7253b925","rule":"small-payments"}','4074d1b0cfb9ce03963c01ddcada994bc0d681a778f343bb70adcba9603561ed','076a6dbe0b174363743e7c12b0f294d886bf9f03570f71c0a1e84f7292e6bd4a');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_W7Lojh1OHwRl2kaSCn-lrS9g','scout','alice','{}','076a6dbe0b174363743e7c12b0f294d886bf9f03570f71c0a1e84f7292e6bd4a','d232de2b1b00d16b0ec2f98108c80dcf0953a5116fe33332aff34b0ffbfb0186');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'d232de2b1b00d16b0ec2f98108c80dcf0953a5116fe33332aff34b0ffbfb0186');
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
INSERT INTO "challenge" VALUES('b6279d56f39e20b44f6912b9b39c161571cdecabb18a8b215545984dc072b24b','enrol','alice','Nwd3Ey_skM7SsmvYSbxyCA',NULL,NULL,X'BE604735532A1E24F070836AD997917CFFB0A22CAC59867A734AD2C5B396D9AC','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('fa54ab269a2e4270a92e02bd3adfc2a00f29f8f01ae91ac46ab68a47ae10ea28','decide','alice','a_jffBVgavKz_SbNLJDfzllVHb','approve','2be651bd4c730d580c86af696030a883f1b5a5aa1542e7872ed51da3d0f21426',X'4CBF74FB0AA0391746A872EC03972F0F63C045B4F824B5F976ACAE3D7604DBAA','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_IDuDCcdM70-bivBKRtK4g88F',7,'scout','alice','http://localhost:8765/gnap','k_xyS8zMh1jPC_t6YdWYpwNMFp','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','bad17b90c37a88e22fa36e51914298ca97e3bd3a65c62427502831d2bad69543','acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','4bd7c73353832268e15c2c1295af9c9c46541d7180108500dc0da5f7930c78b6','for breakfast',1,'approved',NULL,NULL,NULL,'kCFJ1tN_TcidWPNDv8I3RUXp1TsFxWq76UQee1-dLb0','6a5e00910d3f7dcdc2ea4b5e99241c48f6d55360ad64da30ab2469d45c0a9c8c',X'0101310E76DD2D6936E59771FCB410C04E5A2F597063771CE286D738BFB15338D705F9EC4E85092EDCBE626AABE817A3E3778E66F5C4B811A98845002D9C169286C1DFECCD7B87524DCF','qDpvtUsVzVRhGuRiaGcO20dkYvGxH7xMo3csYpiu2xE',NULL,'http://localhost:8765/gnap/continue/as_KhpzVonSemZVsEmTPJMSEIbi',NULL,'2026-11-25 12:00:05.000000',X'01013177FFDC9BD6CAF530417ACB9EEA17A70464531A6F1CA7C5C4B28B870CC0B668BD7D8AF9D6EE647A86183D107BD05A4FC9B75BF10395F9234F9E7A567EDAA7904809CA3521619A67','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_t-oUZ1FyQRhQ4CilV32Zwxng',X'010131F40FD806CE7FF7A1F8604CB56217E6687E06CDC29143359733B2F131C4454E42E550286BF9F20DADBE050744BFE1799CF189D5E1C57D247E1A3523B94F4534993AAF21C84842F2','a_jffBVgavKz_SbNLJDfzllVHb','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'96',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "client_grant" VALUES('g_W7Lojh1OHwRl2kaSCn-lrS9g',2,'scout','alice','http://localhost:8765/gnap','k_xyS8zMh1jPC_t6YdWYpwNMFp','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','435c8825666243748f4107a2aeed4c021216058ac50ef73782822dcd95cec1ed','acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','d4c2673dc6b6abacd2d7bc0ea13707f2c9f4c2b8fea73d0f841d35f8d63e1524','for breakfast',1,'pending',NULL,NULL,NULL,'C4_VBYyuY44nnUXh3kox2_Ij-IBGu8Lsy6Hg0NlKzL8','dfcb98d3558f23a30896f2c01489e2d0be740f4773729d27d0fbc0bec4812124',X'0101315DAEF763D2ACEDB1D976949C6E6ACDE20D773340338ECA0CF13E5143EF558F42C79AC10E3B186ECE083606C6FAB3A5851DADE7F1CF87DC9C9ED9F01A8B588A8CCE491CEFDF2857','YraO0dSSF1ywBLOQcbHijtm4rtdhTVcVFJJ1N_JbtcM',NULL,'http://localhost:8765/gnap/continue/as_44a1SQETdkNesG0yH13oHbaf',X'010131DCE069146C43B811C8D7CE0FAA4CA3799E2B929436160F7070548E6435C64787C7036B4CF8587F33208E393FA3B180F4B8C46CE6029F6809C4D8005B11746633022F6384073A90','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'42',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_xyS8zMh1jPC_t6YdWYpwNMFp','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_xyS8zMh1jPC_t6YdWYpwNMFp", "kty": "OKP", "x": "rzV4nsD4vBZEsu_i2uxLNoAB4wBtV7wB9QdNw64SSbU"}',X'010131341080B4E6ED32E4DA9E82A2BB4950AA468325D0C7EBDCA026BA5E059E80EF7939934F9614266F497167C3791C1972F1CB5B84276B6FE1C10E712B0A42E39FB95681E457CCD4F2CAFC9788CE','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'010131647DA1B36FF555A3D6BF2719656A0B32FCECCCE32B6AB85B29D33413F3F7AFAB1C058B777898AC',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_ScMRTR-U0P63yu-lpFBPK3ij','finish','as_KhpzVonSemZVsEmTPJMSEIbi',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('Nwd3Ey_skM7SsmvYSbxyCA','e0192653847c8604575e708396b9e4bb94eb0f7667e606b969771c1daa8e5d3b','e84392701c33b8589d742a72954e51d7246ad2cf0a7432ac91a15c682f1825a8','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "public_key": "pQECAyYgASFYIAV3QSJYA3bInWjCxvYgJbpA0r-6V4utjbixfTTpN76dIlgg8V6ZZRNKaMz5QdJVAsqHb-Ik2E8GYtK8KnchwWx64_o", "sign_count": 0, "label": "A browser", "same_computer": true}','e8f2631b70bed9f0f475b6fa9cd693466728647d2530b534db093ce23d36097e',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU','alice','A browser',X'A501020326200121582005774122580376C89D68C2C6F62025BA40D2BFBA578BAD8DB8B17D34E937BE9D225820F15E9965134A68CCF941D25502CA876FE224D84F0662D2BC2A7721C16C7AE3FA',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('bbc508b9837ccb630e886d61168405129ea6029e16cdf25b761956ddba9ab43d','alice','uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_8c5f8e1c0e078ab74c127660f817fcd8','policy','alice',NULL,'7EHB','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"qDavF23GoPnyBacIuEOVWh9Z13bb8abMExroLObgOxQ\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','f07696e7e85e49c4ff616ca8f174c014d70106c769d943bd5cdd89c30b6ef367',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU','{"id": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "rawId": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVWV0NkhuTnFGczRGS0k1NlVvUzhxQ21NS2sxUDg1VzlvSzVMQXlqLUtxOCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQDKsvc0hq7BIy1hkMcJt5qsps7dAerbT7o3ocPsWR_67gIgetqWpyfOB5pm9hdoV6D_W9AHOCzNh1cU2yUaVQ7ifW4", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_9c30803c28d3c266836eba6022a8a0a1','agent','alice','scout','HVKG','{"items":[{"agent":"scout","credential_digest":"7d58d46895361882438b8ff0a4c05ebd9faa4838b8d3716e7812a6bf1fd51824","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','7cc9cbd9844411ff7d95ae38a88b89cbd430eadbebfb8329180b8b53cec1dc0d',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU','{"id": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "rawId": "uWe1Ar-9MujFc9uKbtveAlP9YEAvpHzJVxIrHXOecOU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiM0ZFYk43UTBMbGFfRWhRaW9SbEFZeHN5VV9udVZsYTc3MlQ4MDE1OHNRSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIC9fY60E8zhdO7rS5ifIxRZWnE1pumSfI0oo9yh4mj2DAiEAjy54KmmOsh7qMelouN94s16EE-PA71KXuYs3Yuux0Wg", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_xyS8zMh1jPC_t6YdWYpwNMFp", "kty": "OKP", "x": "rzV4nsD4vBZEsu_i2uxLNoAB4wBtV7wB9QdNw64SSbU"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_8c5f8e1c0e078ab74c127660f817fcd8','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_8c5f8e1c0e078ab74c127660f817fcd8','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "qDavF23GoPnyBacIuEOVWh9Z13bb8abMExroLObgOxQ"}
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
','acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('16f50eee2e977101cb6d8b7e3309a6113ae09978c20c42d05458d458b760e74d','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('b298b5b212df0c5600a22598dde39e27a266ac27a48ad48b2e73ed0aff632470','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('ecdd2915f4280075c5e81b9541112fbe899ae9470c40e34510337e06676aae9d','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('a91521e119f7eca7b54d8e0dad126ea0612f20bee723f5a308a5e4ffb383c3be','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_KhpzVonSemZVsEmTPJMSEIbi',3,'qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f", "call_digest": "bad17b90c37a88e22fa36e51914298ca97e3bd3a65c62427502831d2bad69543"}',NULL,'small-payments',NULL,'approved',NULL,'a_jffBVgavKz_SbNLJDfzllVHb','http://localhost:8765/callback/6IDDXHrWOIIBJMbN_YsDbVi2Au-icxSrwZCHTk7bQ_8','kCFJ1tN_TcidWPNDv8I3RUXp1TsFxWq76UQee1-dLb0','sha-256','qDpvtUsVzVRhGuRiaGcO20dkYvGxH7xMo3csYpiu2xE','8e8a83ec78cd9b5d496c5686a4bf328189d5bf7a7cf543d872ccecb811a643d9',X'010131B25485E6473B22ABCEF7A3B18E68017D4B266706E55BB05B9499733A8DDC5BAB206ACC55E299A351F27B61A21871878965AFA4C7263F7FBD8B14FFBF4D83E9A9501609B1CF2831',NULL,'bb64fb597d7ad58eab455362dbecb0c2f29a2e379aeda04c356de3912c4cdfae',X'0101319FB6BD5795665C8DDAA8FE1062051D06A03E093C9C96C00220436DA7A39E64D3F855937E14CCBED2C636298242F308E8055CFF60D6ADC2AF9DD44461B12EC594FC668C81C67CEA4A66F8710F2094F958F3A53971C5E4E6D84B36D80F8F7A6B2DEDEC41A19D5E4D7C9DA1756385B30F2F8508F7BCAB25D135CF930AA21E4794CF1C01AD4D3EAC2FD0AAD2F890531F21048DC6BFBEFF135E50A9DB9F57503A857118A022330E57102BD5A860B92C5DC36E061ACE710A4FA21B3D72786C725BA3F0BC9E8376786AB9109CA84CF3EAA1A1D320327574CE5822DA3494FD5448725E67CCDB4576E0217D02FCB48B636F0615DD5687344BE4DDF938A4F1A7021C2A4413247EF692DD3E3503BE56DF6346C90618BC56B95CD18F491AE1E4729E9C05CEADE461BC12A94224193021941CADE348553A0E1FA682F5638CC178A6394C3DAD68FF268F51BF617CC848C340422EA9035D50582009477A48CBF7D8740EBE270F3D29FB737A5E3B009EB2AEFDFF7596127B9665BA5FB6E5001F9DA96A84EC6B0FE9033A04777E5A8E75BF22BF423A199F6B513A0C2D7A324A511AA266B4141F0438EB8C654D419B89E883314576248B6416584F28831421C4DD08B9CB852D8D9996836DE5C35E25D5A8FE0A1939C972E2FCF249BF133A65A321C1DD1FEE57D70010ABFFD945790333F7852683990C66F38C4BB42D22951F3B2A4483065C611B636D6204EBBA0998E63530891BA8965AB2D8A6B243088975C7D5C18FA82EFDD119D77C2AE48A9DF1494514BA23D5607B0CF9BA09CD880AB9B1866A380525F855E9F6847BAD5BE82BED5F25F76107B01C175B81CEDE78DA36EC154480FD5DF98C0008867B7ADD','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
INSERT INTO "server_grant" VALUES('as_44a1SQETdkNesG0yH13oHbaf',1,'qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "acf0a4756df01875490baa77d60431760d6f1ad64f856b24d43c326ee321aa0f", "call_digest": "435c8825666243748f4107a2aeed4c021216058ac50ef73782822dcd95cec1ed"}','c8d4d333fff88ab8196edd9a19bd2a3da8972ab78f0c63da5c29bc56908a1507','small-payments',NULL,'pending',NULL,'a_RfvNManvOZP4Le1ZUmml9EBq','http://localhost:8765/callback/s662lisJNhFFNpqAlBsSAJRvpNt26VhIFu3DXGBvQig','C4_VBYyuY44nnUXh3kox2_Ij-IBGu8Lsy6Hg0NlKzL8','sha-256','YraO0dSSF1ywBLOQcbHijtm4rtdhTVcVFJJ1N_JbtcM',NULL,NULL,'30c0ada4ede23739a055c8c62bfc411558d77ab1bf0dc60803933f0ebf9ba3d3',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
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
INSERT INTO "server_token" VALUES('t_t-oUZ1FyQRhQ4CilV32Zwxng','as_KhpzVonSemZVsEmTPJMSEIbi','19681a348999e2fc01629f90b07bc98dcfd3fc3d647333551da1e9f36abddb7e','e51926ed1df2edadc48d060859fa69f0f0bc4f5faadfd3c1b38b4e52ba44c3cf','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','qviWZiKDXLvorBaB3cjveM1ttYIQDSktF1IV3GR8Avw','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_xyS8zMh1jPC_t6YdWYpwNMFp", "kty": "OKP", "x": "rzV4nsD4vBZEsu_i2uxLNoAB4wBtV7wB9QdNw64SSbU"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_owner ON approval (owner);
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
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
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
CREATE INDEX ix_agent_root ON agent (root);
CREATE INDEX ix_connector_secret_revoke_at ON connector_secret (revoke_at);
COMMIT;

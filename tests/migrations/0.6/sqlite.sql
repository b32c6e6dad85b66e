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
INSERT INTO "agent" VALUES('scout','alice','7a97158976bc28fb81dd0c45ac16f9d67e3dcbaad534431f6dc9bd00d81ae16b','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_PnWKZFqar2IM2jmDghxrv9W-','as_cM6Sw5EIhiskg7QGF22MBda_','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e6d601a6dab535dce6d52399cdd50cfd7f93f03e89617b77f8d3a57d6f36898c","client_key":"LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI","connector":"bank","connector_digest":"e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8','for breakfast','g_xwcnjpZ8IIPZSAUBcBHlkijr','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8','fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU','{"id": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "rawId": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiVkJ5NFpWbkhHRy0yN2NTeVFfdFhWdEUzWllBV1BzU3NvTURFdnRnSmUzayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIHDldk2--2yzxfkBQ1YNUqeI1FDx7ZITkjR7gkPUthzlAiBntbxxVNbTOjO-f-vadXKt5miaS3zw1oyZ_C6ib6632w", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'D90804827E1276B52F63E117BFBA2FF426EA7FDF111AD5D8218E1449AA00F7DC','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'54',NULL);
INSERT INTO "approval" VALUES('a_2s99SSf989Gp6YfR7EnLWzEA','as_hw146cPB4Ho6fXu_v93jm3BX','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e669a4ad0e9ce3ee4beb0c77addb42a773e06d77da19572397a6db0eeaaa0876","client_key":"LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI","connector":"bank","connector_digest":"e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','3428fdbc2b02e0305113e6d67e8cca7d721b9f32792834c402a16a2161de86e5','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'36',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','JQFZv_5rtp_TAOlmZtbfig',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','7894ea7a5df5c596007381ca8fe6e63e530e9cd636c00d3df22a8853d7f2db0d');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','JQFZv_5rtp_TAOlmZtbfig',NULL,'alice','{"label":"A browser","same_computer":true}','7894ea7a5df5c596007381ca8fe6e63e530e9cd636c00d3df22a8853d7f2db0d','978fca50b3ffed5708c07017f61232719039a965aef557ae5b1b606dc590c0e3');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU',NULL,'alice','{"label":"A browser","pairing":"JQFZv_5rtp_TAOlmZtbfig","same_computer":true}','978fca50b3ffed5708c07017f61232719039a965aef557ae5b1b606dc590c0e3','e5ea449346a80d0a6d96b11c079b4c20c4b51b5d31834e816804fd39a3a7a90b');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_bbf30ca0e6608b6aebd77b5b0189f73a',NULL,'alice','{"digest":"a4b8e203525f754281f49c7b8d5bbd11adee813b92fc64c172e8ffcc9a86b466","kinds":["policy","connector"],"uid":null}','e5ea449346a80d0a6d96b11c079b4c20c4b51b5d31834e816804fd39a3a7a90b','5aefc1eaa5d7410a004daaca458ce1aeaed2e0c100ac8e09244d127d764e4e93');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_bbf30ca0e6608b6aebd77b5b0189f73a"}','5aefc1eaa5d7410a004daaca458ce1aeaed2e0c100ac8e09244d127d764e4e93','f00e451003d9c6e3ce4b0ccb27902130b489617b12f46caf9e6ab5becd380f74');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e","proposal":"w_bbf30ca0e6608b6aebd77b5b0189f73a"}','f00e451003d9c6e3ce4b0ccb27902130b489617b12f46caf9e6ab5becd380f74','e06dd77c41a29bc68bff0b73faeaae5e8693c16bbbb561af98d3f31594b673cb');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_bbf30ca0e6608b6aebd77b5b0189f73a',NULL,'alice','{"digest":"a4b8e203525f754281f49c7b8d5bbd11adee813b92fc64c172e8ffcc9a86b466","passkey":"fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU","reason":null}','e06dd77c41a29bc68bff0b73faeaae5e8693c16bbbb561af98d3f31594b673cb','35b8f92ee57c4d0aa24f0a33cb24433046f7bd026822a17cad122786b69aab9b');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_394b103478e9e65eb4fe585b51a03387','scout','alice','{"digest":"120d27e55da22bb8123f6a6983f0ad041083cee3889d94fb704749657a23eefc","kinds":["agent"],"uid":null}','35b8f92ee57c4d0aa24f0a33cb24433046f7bd026822a17cad122786b69aab9b','570ec63d4589c961ad434feb747feaf1646c8a07689932e59ffe166dbcb373f5');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI','scout','alice','{}','570ec63d4589c961ad434feb747feaf1646c8a07689932e59ffe166dbcb373f5','5538b0d3c30b3ed2fdbdf7be6dc15bddf8b36c310afbcc9d859235bb6e1dab02');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_394b103478e9e65eb4fe585b51a03387"}','5538b0d3c30b3ed2fdbdf7be6dc15bddf8b36c310afbcc9d859235bb6e1dab02','9eec542770a6ff13222e0153897c6a526845ad6e1712673bee4ba7a296a2a311');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_394b103478e9e65eb4fe585b51a03387','scout','alice','{"digest":"120d27e55da22bb8123f6a6983f0ad041083cee3889d94fb704749657a23eefc","passkey":"fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU","reason":null}','9eec542770a6ff13222e0153897c6a526845ad6e1712673bee4ba7a296a2a311','2b603fc10469412a6ff366133dbd839a03a859f58d601e273bfc8779822aae71');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{"call":"e6d601a6dab535dce6d52399cdd50cfd7f93f03e89617b77f8d3a57d6f36898c","decide":"ask","operation":"bank_pay","rule":"small-payments"}','2b603fc10469412a6ff366133dbd839a03a859f58d601e273bfc8779822aae71','a096683034cb9f1ea713c938030d1df1896ed3f816a0c3e56c4a2c454e83cd5a');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_cM6Sw5EIhiskg7QGF22MBda_','scout','alice','{"approval":"a_PnWKZFqar2IM2jmDghxrv9W-","digest":"edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8","rule":"small-payments"}','a096683034cb9f1ea713c938030d1df1896ed3f816a0c3e56c4a2c454e83cd5a','bbb49b000fb21ef56f2a6b89978a0cf9a1d3051091089e3a504a1750013b61c4');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{}','bbb49b000fb21ef56f2a6b89978a0cf9a1d3051091089e3a504a1750013b61c4','ede2b20ffffd141d6ebf923290b62af217e4d941064787ebb9a744e9a665df72');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_PnWKZFqar2IM2jmDghxrv9W-','scout','alice','{"digest":"edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8","effective":"edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8","grant":"as_cM6Sw5EIhiskg7QGF22MBda_","passkey":"fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU","reason":null,"verb":"approve"}','ede2b20ffffd141d6ebf923290b62af217e4d941064787ebb9a744e9a665df72','9746e03827ffc46927be965c574876a04ec4468ce24fa356e098e627299db45b');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{}','9746e03827ffc46927be965c574876a04ec4468ce24fa356e098e627299db45b','d07de665bb660b4c9caffc4dce4517721c1c4fd0a4df77579826581100a730b0');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_cM6Sw5EIhiskg7QGF22MBda_','scout','alice','{"approval":"a_PnWKZFqar2IM2jmDghxrv9W-","rule":"small-payments","why":null}','d07de665bb660b4c9caffc4dce4517721c1c4fd0a4df77579826581100a730b0','16263ceb7a82bed94926e33ce965eef74a3eb7b50c075d86dd1d18ca6f510dff');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_PnWKZFqar2IM2jmDghxrv9W-"}','16263ceb7a82bed94926e33ce965eef74a3eb7b50c075d86dd1d18ca6f510dff','3243156220b00b5cc0a2dec86d082570fa90531fcc469e70625d4c8e7335296e');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{"approval":"a_PnWKZFqar2IM2jmDghxrv9W-","call":"e6d601a6dab535dce6d52399cdd50cfd7f93f03e89617b77f8d3a57d6f36898c"}','3243156220b00b5cc0a2dec86d082570fa90531fcc469e70625d4c8e7335296e','e8148825d37b445fed2f95e23a24396d97017ae727123f4a650b58543ff90d79');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_xwcnjpZ8IIPZSAUBcBHlkijr','scout','alice','{"status":201}','e8148825d37b445fed2f95e23a24396d97017ae727123f4a650b58543ff90d79','5fac1a6b6659e748f35ca8d69932ad2b16aa09d4c85e86eabe607b41bb4b1114');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_BwVUjC8Su2NCFjg9u-nk4-GE','scout','alice','{"call":"e669a4ad0e9ce3ee4beb0c77addb42a773e06d77da19572397a6db0eeaaa0876","decide":"ask","operation":"bank_pay","rule":"small-payments"}','5fac1a6b6659e748f35ca8d69932ad2b16aa09d4c85e86eabe607b41bb4b1114','b627b2fbd59b3a9a80084a0023ed03961fdd7bc42d7c920cc51b6007c64a559f');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_hw146cPB4Ho6fXu_v93jm3BX','scout','alice','{"approval":"a_2s99SSf989Gp6YfR7EnLWzEA","digest":"3428fdbc2b02e0305113e6d67e8cca7d721b9f32792834c402a16a2161de86e5","rule":"small-payments"}','b627b2fbd59b3a9a80084a0023ed03961fdd7bc42d7c920cc51b6007c64a559f','87a960d6669976c60354ee6496ef1ad32d33f26ae46ac8165fe7433cebe4ccba');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_BwVUjC8Su2NCFjg9u-nk4-GE','scout','alice','{}','87a960d6669976c60354ee6496ef1ad32d33f26ae46ac8165fe7433cebe4ccba','6fe3002db0b57276c52d74bb537a34251aab2f6b4925016a5e808f2fd2e2c640');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'6fe3002db0b57276c52d74bb537a34251aab2f6b4925016a5e808f2fd2e2c640');
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
INSERT INTO "challenge" VALUES('c0792e13ff62af3f309c8cc52f7215f63f34ce4439f2424ab8da7b19895006d1','enrol','alice','JQFZv_5rtp_TAOlmZtbfig',NULL,NULL,X'EC4B26C72BDFDAAF1C9833A1210907C8F9A8B36C86D1D4B7ED1BC3A632790898','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('55b7f3f680a44ad5cb9d98d9db22058c9649cd3f841356d7b28d8b3a94ecc3c6','decide','alice','a_PnWKZFqar2IM2jmDghxrv9W-','approve','edbd18aa43f86665db31991586e9796d920c72797cc5f8487e5086f44005e9a8',X'D90804827E1276B52F63E117BFBA2FF426EA7FDF111AD5D8218E1449AA00F7DC','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_xwcnjpZ8IIPZSAUBcBHlkijr',7,'scout','alice','http://localhost:8765/gnap','k_NNbk1M0QGk14Ujcq6hU47XcP','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','e6d601a6dab535dce6d52399cdd50cfd7f93f03e89617b77f8d3a57d6f36898c','e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','a3eb455f2fd3e0bcfb0f070df648b89bcbb27c4312e0544982f5cee0e1f75754','for breakfast',1,'approved',NULL,NULL,NULL,'1rA7OqoOxcPbFOdo8Nmf4V4fsFhQnnuoGWs0pCFgFZQ','a7869d1a65de1bb0769f84e88a2c16b2346c746b290029b0a692ff46b20570e7',X'010131D253E7075B3D9C8283277E72B436C3FDAC3789B034FEE7B936713EF7E9E6D740F8046435E3AF3C02843ECA683EEC50DD5D4A48CA37FF59CA9822EC57C1E33DF8A131BEBA6DD89C','KvbeLwNdoRd1PslPSh3AkKXylxLnMZwkfFVlTaTZzW8',NULL,'http://localhost:8765/gnap/continue/as_cM6Sw5EIhiskg7QGF22MBda_',NULL,'2026-11-25 12:00:05.000000',X'010131565F4682A49E45DA6A260482551CD534E74D40D635F59A5BE19B79204B32411F1BA16E8E13D0BF13BCE7AA72FA2EB3F7B68B150785D8A5985F994E7DA6686CBF6C3C1129338176','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_473EICbRfOHZUatxgGtSr8Qc',X'010131AF7199884840300E7262096A9ED257170DBD2E6BB7A2A98C68F093A35AF7426C5C63A72B9214B650A51F84893D6510413688524AD7DD06F8AF789FBC70A129A8718B6BD9F95A0B','a_PnWKZFqar2IM2jmDghxrv9W-','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'54',NULL,NULL);
INSERT INTO "client_grant" VALUES('g_BwVUjC8Su2NCFjg9u-nk4-GE',2,'scout','alice','http://localhost:8765/gnap','k_NNbk1M0QGk14Ujcq6hU47XcP','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','e669a4ad0e9ce3ee4beb0c77addb42a773e06d77da19572397a6db0eeaaa0876','e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','6be43077650325e89ed8b7b6b786ee706692d6fd521663afd3a7a600fb7fe76c','for breakfast',1,'pending',NULL,NULL,NULL,'CQfBoGzO0rdi5feqJw_9oJRNWfe8gbS9NYacOz7V1NY','d2353075fd651ca461caea936b8b9e8eaea03bd7533634a4d251fe68a53bc994',X'0101313863E6F9ED99445EB88EFEAC9079BEDA15F683BB180E3257A664831D860F6708AFC873E1BA1427AF2E5C5D27E81A844B8EEB004127B5B2A472E3821E998367407A5ED5A6908B31','kgiWLubTiWkKIg-TsEVRgiVrjhGN9L5qCSQJNpetp7c',NULL,'http://localhost:8765/gnap/continue/as_hw146cPB4Ho6fXu_v93jm3BX',X'0101315C37DE2946A054476DE95E439D533FBC837B6DDCFB41009E425C4CC143E89D6A8D377B30D12D382C791DB9844B82A52AFF3E2A070B3C49EC55AC3C41330658BF71E6D546525A29','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'36',NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_NNbk1M0QGk14Ujcq6hU47XcP','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_NNbk1M0QGk14Ujcq6hU47XcP", "kty": "OKP", "x": "t8NYVC469tbnuiZBZvzHXWacnAkcPrSqu7ICAdSCaqQ"}',X'01013181DCE2170D0958832F01CE502CBE81FF560718BDEF5846FCBC8C38409B8E00CE56AA0813B2DC84E694F215524D1F60B38BA86D03086DBD552C0FD2390F7132EFFC0844702EB2CF7A9CBAD6EA','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101312B0354A584A68573B98D634F9517FBF3109BE2E95FA5739BCFB518AAD43BE56DF2307AA4822B17',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_p_hGoApPE4k8ZkBHNmMJbLB-','finish','as_cM6Sw5EIhiskg7QGF22MBda_',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('JQFZv_5rtp_TAOlmZtbfig','5b47202e6a369eace339a4c29f6c5e8e1da11e7501ca3f89032c683c12dfd8d7','6651e5fe2299d100cc01424a021b47eda06bfeb176bca647c09a816be6eb5a13','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "public_key": "pQECAyYgASFYIF58bHBCByWLpSA7GhQ2WzBS1zwZfq2O-ARCPZzEMXrIIlggJJNFfO7Qer9zikQ41eOf0rj_Hm49gv8oSAfcAaoEB00", "sign_count": 0, "label": "A browser", "same_computer": true}','3ffddca389a851b339ab89c266bb8c14408f44f849b9886d634755c804bef37a',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU','alice','A browser',X'A50102032620012158205E7C6C704207258BA5203B1A14365B3052D73C197EAD8EF804423D9CC4317AC82258202493457CEED07ABF738A4438D5E39FD2B8FF1E6E3D82FF284807DC01AA04074D',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('a4abf8d5afc300eab81aaca5a0e4e6936e0326548e555011a059a7abca7ac468','alice','fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_bbf30ca0e6608b6aebd77b5b0189f73a','policy','alice',NULL,'FEBF','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"fRoKKCWwtp3y2CRlvnRSD-hLKCjYwyO3KpoyjNWqpj8\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','a4b8e203525f754281f49c7b8d5bbd11adee813b92fc64c172e8ffcc9a86b466',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU','{"id": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "rawId": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiYmh0cDRpenZSUktZUG40SHVVMWF0dm1YZV9XaTgtcFlINDJTYkpsMXVkRSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQDrozY7tDC7oyvj7sI8M6ykgDpvQ0wyDmo5rqELTNbyCgIgZwsIfb7ouk5ApBeLFmt50k700GqLyLI58oNj1QBEYVE", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_394b103478e9e65eb4fe585b51a03387','agent','alice','scout','N832','{"items":[{"agent":"scout","credential_digest":"7a97158976bc28fb81dd0c45ac16f9d67e3dcbaad534431f6dc9bd00d81ae16b","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','120d27e55da22bb8123f6a6983f0ad041083cee3889d94fb704749657a23eefc',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU','{"id": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "rawId": "fL8ZE0zAZYGfFOF2uq06tt4SrS8tXhI3P7_qIBTMAXU", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoid2trdm5idC16bWktNVgyRkFNM0FCMm0tSmJnZFJSeHlrWWJKN2xzZnQzNCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEUCIQCQXkmrQpJACWQGYbThcHJAJaE6v55dto7yKHShhl-lAQIgc5KQrtNhonJ0SeLm9Cg8qYKruL1qCuLJ00S3mPgF5OQ", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_NNbk1M0QGk14Ujcq6hU47XcP", "kty": "OKP", "x": "t8NYVC469tbnuiZBZvzHXWacnAkcPrSqu7ICAdSCaqQ"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_bbf30ca0e6608b6aebd77b5b0189f73a','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_bbf30ca0e6608b6aebd77b5b0189f73a','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "fRoKKCWwtp3y2CRlvnRSD-hLKCjYwyO3KpoyjNWqpj8"}
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
','e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('28ea027f36b0580c6b1d1efa2a4c36fd4fb549f4db7e419e2a611d2f9bcd3422','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('1100fa7a1b1f5bbfc5c7a3ba02439076813eea636729206bbf21b7f5832367ed','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('9797d725835d50ef2e5939d27d702b023a63dc55bf2df82c8c3241f141ce9dd1','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('853d4e76197cd23396f518d2d71394721db15f8d4ad47c540f3b92d77e437316','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_cM6Sw5EIhiskg7QGF22MBda_',3,'LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e", "call_digest": "e6d601a6dab535dce6d52399cdd50cfd7f93f03e89617b77f8d3a57d6f36898c"}',NULL,'small-payments',NULL,'approved',NULL,'a_PnWKZFqar2IM2jmDghxrv9W-','http://localhost:8765/callback/qwBGQtewoUe_LJwFCFGH9U8HHYb7wPaMMfxwZXRUDdU','1rA7OqoOxcPbFOdo8Nmf4V4fsFhQnnuoGWs0pCFgFZQ','sha-256','KvbeLwNdoRd1PslPSh3AkKXylxLnMZwkfFVlTaTZzW8','df0d6817512cc7e15a8652f85255475ed00f7fdbd430408094150d6a861a1359',X'01013115441B3D81D78BA582E5B263B2084C2A5E8C05CD93D8919D76377D00196B8537CDBB99F1BAB65E9D72E4DEC15D4C6DEE38C96EF9C4CCFDEE9E04EA85031698A1344F8B74D67173',NULL,'3e0512e86998acbb99fd403bd0c015dd755e29c2a3c8279b1caad8ca3d8759e0',X'010131038426EA003FBC896AABDC3353C7E870EC105D46668A144BD6DFB4C2EAC984C08A6EA896484225D1672C2BDF8F548F526F05A77185FE3D92C3FF0C46D47045314A8C5B838201D127D2722B3C4C007B207236E4A646108A8D37F0260648D414CE0CFB93EF63191994A63F7FCABB2A3C73251507034188340DD96CB89281F84FD142471686133D66E76C2DCB2EDEF22C840F9437655E7A9A43DFB21DDF7406941EB197792558FF3779711F14B59161AB7B9A766EBE57CDE07AF7BB68848396A0512CF62C0802A65247E8C3A3D4C051CED61F70D2474131DA92BDEAAF90F9E155D0CE8DD97EC57CDC4D0D91D8EE4632D87CD16D6640908F147EAAAA36EA00419FE4091E925AA1143F315B6490CE758564E550068E7A06B67C55FBC2C7199A0C7790D13D049AE4DC84496AD141C49D2E417108CD05F8974752EB0206F56CF493A880D434D8126C5A50ECAD7BD6A154E7F0EEB61059EC0A06135D84A8E1AF0CD5055470D1E01A59D3FF8049B7255F907A94620FC1D84CF745BD8F8B4A6BC5EBAEC1B9AEB9E6BCF907B997FE287398770584FF754D27D739ED14AD37A7188189CE1520FEC19A3972E2D45CBE8A5B3EC922A1B1D3CE08D65E6D4CBF06AE3E8B73CD185968C7002E370E2B040ECB03BECB82D6FB20FE8DDDCB33BB06E84D368D792440140B7392583559895137623AB5DABD58A83EFC7970D59E792EA1896F8FF0F40CE398986459E28F1BB2ED64BCABE56153A1BCB338ACAF5D0CC7D4C7CDE4E7D45EA86CFAEFD9E74AE539AB5940DBC8F1CFAAC2ED1EC029C27D3E6E5DD16AAF67144E2BAEAAEA0232EAD5922BB1A59ACD19B3D8607BFEEA48D8F0AD4155ADA1F741BB68BF52CD','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_hw146cPB4Ho6fXu_v93jm3BX',1,'LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "e8bf1679e77643b08f1ac411feea2a8b2269b4e71526e009cf87e5a8b5b2615e", "call_digest": "e669a4ad0e9ce3ee4beb0c77addb42a773e06d77da19572397a6db0eeaaa0876"}','25ea72685ce6c5a40fead863573495dcd7d7fe339124691bb490fedc283c6bba','small-payments',NULL,'pending',NULL,'a_2s99SSf989Gp6YfR7EnLWzEA','http://localhost:8765/callback/g5iLnIm-yTiUrTdWycHqfe5KsfqeHjasLEKqr9rPYuo','CQfBoGzO0rdi5feqJw_9oJRNWfe8gbS9NYacOz7V1NY','sha-256','kgiWLubTiWkKIg-TsEVRgiVrjhGN9L5qCSQJNpetp7c',NULL,NULL,'d02c75f67bc27b94848001f40d9fccd28af981d92e6670242adc96b406f5835f',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_473EICbRfOHZUatxgGtSr8Qc','as_cM6Sw5EIhiskg7QGF22MBda_','c8b56d131f2835d8005f7b7952d71c9881f0ff0655b43c534bad67ffb0cb25b1','64fc4cb61bc099799861b672221887e5e861cdbd84e52bd413b2363bc261f823','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','LhHbyb-E9nAMlGUhJm1Zake28nHfovUaEMMNc5nHxiI','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_NNbk1M0QGk14Ujcq6hU47XcP", "kty": "OKP", "x": "t8NYVC469tbnuiZBZvzHXWacnAkcPrSqu7ICAdSCaqQ"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_agent ON approval (agent);
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
CREATE INDEX ix_standing_approval_asked_call ON standing_approval (asked_call);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
CREATE INDEX ix_agent_root ON agent (root);
CREATE INDEX ix_connector_secret_revoke_at ON connector_secret (revoke_at);
COMMIT;

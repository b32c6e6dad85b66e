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
INSERT INTO "agent" VALUES('scout','alice','00a790e949c5a908626d737dcf75366475ac33a557014a8587dc3c2a722df304','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_kyc5dGCp5axGJdasC7B4PwwF','as_aakRS8gewI5CRCARrxL02FOa','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e32cf19e08a61c7eca6375468250fb3e7e6daf16740ede851e8698b4520052ec","client_key":"9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I","connector":"bank","connector_digest":"dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d','for breakfast','g_j52v5BRp5_tvGhSKqYDJRCB3','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d','74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4','{"id": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "rawId": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSzBLQXhjeHNxV282TGFxUW9rQUJhc3VKOUJQMUc5ZU5EQzViNkgwdlY3SSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEUCIB9u2Ej-7-tvZcEcvYcS-Ms5pRrvkN2YXA58ghRYwMnIAiEAqNMD97xgKUItcXVCu3QoTxUPZf6aKgf7EgDmmz0Z-4M", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'A719EB426C565D3CEA87D1328B20E0E9624CB36D7A0B047CD7143A4EA7FF678D','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'97',NULL);
INSERT INTO "approval" VALUES('a_kPK-qh-duRsarWFb_N4GV1tM','as_uJbGRI8EP0IKgFzuPAO6neLU','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"cb47981b0f92b68748cdac12bc47b68d73edfd87330122d858a86388326692f3","client_key":"9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I","connector":"bank","connector_digest":"dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','3f6614c6ad587a7e2d66ccee7c7a093ebfceb77bb3089f76836bb358c47c119f','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'20',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','mtyX3WArMPoVNxTHJ8katw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','9aac0396c6b2ef8c6f1c72bb2e689f58ed43a4213b70f49acb0532e7c8f8addd');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','mtyX3WArMPoVNxTHJ8katw',NULL,'alice','{"label":"A browser","same_computer":true}','9aac0396c6b2ef8c6f1c72bb2e689f58ed43a4213b70f49acb0532e7c8f8addd','06ef7b2acf198f84d03d63448b20a78ccaf62c104094497325d4681daa45a1b3');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4',NULL,'alice','{"label":"A browser","pairing":"mtyX3WArMPoVNxTHJ8katw","same_computer":true}','06ef7b2acf198f84d03d63448b20a78ccaf62c104094497325d4681daa45a1b3','9e9333b59d7c1be7b298457aaac86043c046dbe5ca61fb8d97897c2f814cbf36');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_301db36809f499bd38e501dad29a59b8',NULL,'alice','{"digest":"2e831405a847a4959bbd371879f153380756d8e7e0c383df5d699a494ecd5c51","kinds":["policy","connector"],"uid":null}','9e9333b59d7c1be7b298457aaac86043c046dbe5ca61fb8d97897c2f814cbf36','48f0741912a6660a7f0a2f1e0d6db39fd8ae97063504b361993610bb1fd94d8f');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_301db36809f499bd38e501dad29a59b8"}','48f0741912a6660a7f0a2f1e0d6db39fd8ae97063504b361993610bb1fd94d8f','a96575c4606e243d405650e16f5dd61eb76538531b725656b7117681519f1beb');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a","proposal":"w_301db36809f499bd38e501dad29a59b8"}','a96575c4606e243d405650e16f5dd61eb76538531b725656b7117681519f1beb','fe5f8161f3aa33b55c59e7aca84e8ed839b283cd8a8594effaa01909536c28d3');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_301db36809f499bd38e501dad29a59b8',NULL,'alice','{"digest":"2e831405a847a4959bbd371879f153380756d8e7e0c383df5d699a494ecd5c51","passkey":"74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4","reason":null}','fe5f8161f3aa33b55c59e7aca84e8ed839b283cd8a8594effaa01909536c28d3','368445eab07d6d4f8ab409c25dfcfe2a0c4a70664df81c9b7bc09e0d6e0d8532');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_53782fe2667ca8200b8643da2803626d','scout','alice','{"digest":"1f610514419a27521b8227c3ad35d5f8d5a1b5e1b267c477663ee984266c7e8b","kinds":["agent"],"uid":null}','368445eab07d6d4f8ab409c25dfcfe2a0c4a70664df81c9b7bc09e0d6e0d8532','23a69b9b5b0935aa71149c87aefddf5f59e0a7e5c54d6713763768761e12d791');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I','scout','alice','{}','23a69b9b5b0935aa71149c87aefddf5f59e0a7e5c54d6713763768761e12d791','9031bf5b6dd0f37a5bee9e5e8313034e0b45b1287bb8a2be1ad79e6a4b79c839');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_53782fe2667ca8200b8643da2803626d"}','9031bf5b6dd0f37a5bee9e5e8313034e0b45b1287bb8a2be1ad79e6a4b79c839','806b754e5d27232f1a05406fddc5e21abd17dd1b4363a36f19bea0b5b91070c9');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_53782fe2667ca8200b8643da2803626d','scout','alice','{"digest":"1f610514419a27521b8227c3ad35d5f8d5a1b5e1b267c477663ee984266c7e8b","passkey":"74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4","reason":null}','806b754e5d27232f1a05406fddc5e21abd17dd1b4363a36f19bea0b5b91070c9','7e0c18bfc15714c4034218ebbb3432a436025dd3259ec3e54b12a44734e8a34d');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{"call":"e32cf19e08a61c7eca6375468250fb3e7e6daf16740ede851e8698b4520052ec","decide":"ask","operation":"bank_pay","rule":"small-payments"}','7e0c18bfc15714c4034218ebbb3432a436025dd3259ec3e54b12a44734e8a34d','77ccfa2b3d8d0c3e8fa062d8592575f2470dad2d2f9656f5f65550bdf43af572');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_aakRS8gewI5CRCARrxL02FOa','scout','alice','{"approval":"a_kyc5dGCp5axGJdasC7B4PwwF","digest":"f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d","rule":"small-payments"}','77ccfa2b3d8d0c3e8fa062d8592575f2470dad2d2f9656f5f65550bdf43af572','a04cdedbd213e602f45a042b09e3f0165ab737882064d475ed331a57adbb12c9');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{}','a04cdedbd213e602f45a042b09e3f0165ab737882064d475ed331a57adbb12c9','e9b047d5e7d0d395d693cf40024b401f31a5830a1d8f47117b9987361806f3df');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_kyc5dGCp5axGJdasC7B4PwwF','scout','alice','{"digest":"f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d","effective":"f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d","grant":"as_aakRS8gewI5CRCARrxL02FOa","passkey":"74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4","reason":null,"verb":"approve"}','e9b047d5e7d0d395d693cf40024b401f31a5830a1d8f47117b9987361806f3df','3deb61e76c1f382226abb5edc7831403b251c4fe55a58f88750c43322d2f01e7');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{}','3deb61e76c1f382226abb5edc7831403b251c4fe55a58f88750c43322d2f01e7','e8f761f181ba011eb4aa128dd09e9df70452ec3c2347fa524f08b692cfb5717f');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_aakRS8gewI5CRCARrxL02FOa','scout','alice','{"approval":"a_kyc5dGCp5axGJdasC7B4PwwF","rule":"small-payments","why":null}','e8f761f181ba011eb4aa128dd09e9df70452ec3c2347fa524f08b692cfb5717f','92d2370acb1b7a660d24e5d07389327d0cfd8f4e110f9ec4976ee85f177e5368');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_kyc5dGCp5axGJdasC7B4PwwF"}','92d2370acb1b7a660d24e5d07389327d0cfd8f4e110f9ec4976ee85f177e5368','5b916a918a663b2aceb6b8d48e0d8e4690b2b17a072ea71451bc129be67da70e');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{"approval":"a_kyc5dGCp5axGJdasC7B4PwwF","call":"e32cf19e08a61c7eca6375468250fb3e7e6daf16740ede851e8698b4520052ec"}','5b916a918a663b2aceb6b8d48e0d8e4690b2b17a072ea71451bc129be67da70e','857f9ddb8482b84081da20da9dfe87ccee63523ef537423f2209739e2f59625c');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_j52v5BRp5_tvGhSKqYDJRCB3','scout','alice','{"status":201}','857f9ddb8482b84081da20da9dfe87ccee63523ef537423f2209739e2f59625c','9b7794a8990cefbac80d2b8e5ae66a1adb4b945ee2b307d926a3e4937a215a1e');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_0TvSmrpRPCIXl86DLfjxkSvu','scout','alice','{"call":"cb47981b0f92b68748cdac12bc47b68d73edfd87330122d858a86388326692f3","decide":"ask","operation":"bank_pay","rule":"small-payments"}','9b7794a8990cefbac80d2b8e5ae66a1adb4b945ee2b307d926a3e4937a215a1e','c8130fc80118b075626f654494e039ea8e8bfe579f089c2968fb8cd294f5b5d0');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_uJbGRI8EP0IKgFzuPAO6neLU','scout','alice','{"approval":"a_kPK-qh-duRsarWFb_N4GV1tM","digest":"3f6614c6ad587a7e2d66ccee7c7a093ebfceb77bb3089f76836bb358c47c119f","rule":"small-payments"}','c8130fc80118b075626f654494e039ea8e8bfe579f089c2968fb8cd294f5b5d0','838f00149849abd583a286e2116ac0e9107c6c0f933aaaadd8cdbf8875e7a183');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_0TvSmrpRPCIXl86DLfjxkSvu','scout','alice','{}','838f00149849abd583a286e2116ac0e9107c6c0f933aaaadd8cdbf8875e7a183','2213068c758710e363ed09f0a9ffeb49287458a72d9bf30dbf18e9a28d462e72');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'2213068c758710e363ed09f0a9ffeb49287458a72d9bf30dbf18e9a28d462e72');
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
INSERT INTO "challenge" VALUES('1cc6f84e4acc5afa44969c4de8765f3375b4e7f0fe5e3534aaf15aa7fb31cbc0','enrol','alice','mtyX3WArMPoVNxTHJ8katw',NULL,NULL,X'6A94152FFCAD0137B5630BF3AF206D12ED70393F9732AEDFA078F43416AE27B9','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('920c25349e16436fd423e95610f73afff11c7d7635b987a6afb01f9260e3e580','decide','alice','a_kyc5dGCp5axGJdasC7B4PwwF','approve','f852683ececa12eb59018db8bab53369a0f7fbaab7aadb3695a474c9d9a1a03d',X'A719EB426C565D3CEA87D1328B20E0E9624CB36D7A0B047CD7143A4EA7FF678D','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_j52v5BRp5_tvGhSKqYDJRCB3',7,'scout','alice','http://localhost:8765/gnap','k_a7gCrC00SGAVE4IL3boxA-f2','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','e32cf19e08a61c7eca6375468250fb3e7e6daf16740ede851e8698b4520052ec','dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','c87c5af96753d7b29a6a910b1e2426c0b36db8f7d3c5e1258fb70752c912298e','for breakfast',1,'approved',NULL,NULL,NULL,'SD7p5Jk18GEJ8yApjjJPoOYDVDmxuBs8rBcbfKO9tx4','6f35114ca01616b8c8d33deef9f4988fed18aefa999168eb170baecea1771844',X'01013142A88B667144C7662C5D40B78D6558BDBF645EC221D082FA35B33BC3040A3AA3E9CE91F6806864E5234B7246F5E86D20F279F435D1489C4A2CEA6344C3963AADA728AA85D1959C','3k7swMrYK10Xvdbd73AKBU5VdcylY4m4nax8Kr-lVrk',NULL,'http://localhost:8765/gnap/continue/as_aakRS8gewI5CRCARrxL02FOa',NULL,'2026-11-25 12:00:05.000000',X'010131E73E4472D8C7EC87447E526A3E040552CE9D99C282C873CF43AEC1928E80AA4F5C715A49B324A3C01FDFE626346FE2CF97720D09361C39D698961D8298C87977BA2770455D1B80','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_3ycNKZnProOc4zsE2LaYTQQl',X'0101316631CD47138E8E24B72ABB27949F8832341E9344BDBE950049532A5E5F1B393C33CA2A64B800FEA95EB7E989FD3E6580453A9813148D919D203B5327FEBD337D04D82984FF1CB5','a_kyc5dGCp5axGJdasC7B4PwwF','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'97',NULL);
INSERT INTO "client_grant" VALUES('g_0TvSmrpRPCIXl86DLfjxkSvu',2,'scout','alice','http://localhost:8765/gnap','k_a7gCrC00SGAVE4IL3boxA-f2','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','cb47981b0f92b68748cdac12bc47b68d73edfd87330122d858a86388326692f3','dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','7aaffedcd01b22319c92f7266d7eea35c6dbf641cb75d194c91ed94e90fa1a5b','for breakfast',1,'pending',NULL,NULL,NULL,'YaBS2_B9baJw4eB2X8o9ALCNTJozuXzZ-lvQynjhqnE','207ee34dc8dafe9e97cbd71b97f361bb5531feb7ebfbfcb234bf81b795646dcd',X'010131D4EFB461FD0D4854C224F0FA87ED2ABD57DDDD62261A6478EAE4B41FD816B15B846BC02FA05C3432F47CF076849954E070187BDACEAF81D8892F0305C2B24A95FBEA3A81DEBBDB','K_eDYKeBpPV2Q5c8Y9yQSCmROCE7BPaj3kZZAN06RJg',NULL,'http://localhost:8765/gnap/continue/as_uJbGRI8EP0IKgFzuPAO6neLU',X'010131B4C5874D84A219F155B6E037DDAB93AC7A844F1F202995FC899D02786895E3A64DDC97FBE63DBBBFFA0DC95441D0613DA369F4406FF0FE3D21C2A0508270B6F6E36FDD9A47A905','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'20',NULL);
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
INSERT INTO "client_key" VALUES('k_a7gCrC00SGAVE4IL3boxA-f2','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a7gCrC00SGAVE4IL3boxA-f2", "kty": "OKP", "x": "Agq_MmeE65O9ijuhJ3lREvrZNnmlU7M44a44gqleemw"}',X'010131B690108709977AC3F59C994AE499E60E40B39E73697C77596E10CDB0145E871ECA3FB76FE7FFB77AF0E391D8D38C6865135ED7F88B5E3F701371A79B55E09F4CBCB76139DC9AF1E323FB0B00','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101314E38BA4EC85B00647CB331884DBF73C2A73016E8470E6FD11B19CB95E70DB71C0990C91C3C4CBB',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_T7mazC5egNPLOLSLPlJ6mk57','finish','as_aakRS8gewI5CRCARrxL02FOa',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('mtyX3WArMPoVNxTHJ8katw','f27570f36d7ce4253669a41113249f8bf03844e58fcf629ed2fe99c743f5f2c3','f0fa23020232d6940bd1caf904dd912c8412e3f4be6d875cba7fc715e093f220','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "public_key": "pQECAyYgASFYIAizwdoZeMT7-0e6eMLnKE8ZtiG9BGlDOgG6OtFhLNXQIlgg4SpqO8_SfaJFo_QoSLarZxLWaKqKwi746OZXmQUYzro", "sign_count": 0, "label": "A browser", "same_computer": true}','b6a05be06d5683e59878b3bdd7a67258ee2866dea7970742da87504cb3ce9a5a',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4','alice','A browser',X'A501020326200121582008B3C1DA1978C4FBFB47BA78C2E7284F19B621BD0469433A01BA3AD1612CD5D0225820E12A6A3BCFD27DA245A3F42848B6AB6712D668AA8AC22EF8E8E657990518CEBA',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('5fca0f4d41c519307a151f2937d255fc9028f2700d79bef2170d5b9c9f8514db','alice','74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_301db36809f499bd38e501dad29a59b8','policy','alice',NULL,'DPYR','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"cYRqEfSrTJXnInD_ag9jOZvHv6hZTqMkYJP5lLfp60g\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','2e831405a847a4959bbd371879f153380756d8e7e0c383df5d699a494ecd5c51',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4','{"id": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "rawId": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibWI4cG1EUk01NmVZZHBsZmprLUZvaWpTQUlqZW4zUzduTEJ0WmRQSkFRNCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIFYB1yNsA2Y-u0Nlhi6puKdFg_n-PSpE1TqQO3LE-fivAiBXbsyEzn1saSB4grujur7AhNCHzRIxvEXgKnehuRZQAw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_53782fe2667ca8200b8643da2803626d','agent','alice','scout','4Z6P','{"items":[{"agent":"scout","credential_digest":"00a790e949c5a908626d737dcf75366475ac33a557014a8587dc3c2a722df304","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','1f610514419a27521b8227c3ad35d5f8d5a1b5e1b267c477663ee984266c7e8b',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4','{"id": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "rawId": "74n8JzDE0N15_W4SFA9AZeY_g9bV3oXf2hgP8evuuc4", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibzJUal9oeVdZZ2o1LWtvbGRJRkYwSEJGVmhZa0E2bDEwamIxaThzaml0NCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEQCIAmxpxNVcAwa376RhZHTItsp_T2Om0RlYkfhikc0VoZ4AiAWOe6ocjUVvaJ5e6Se3emh_XY9OfiRrXLpTWsYEmTFDA", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a7gCrC00SGAVE4IL3boxA-f2", "kty": "OKP", "x": "Agq_MmeE65O9ijuhJ3lREvrZNnmlU7M44a44gqleemw"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_301db36809f499bd38e501dad29a59b8','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_301db36809f499bd38e501dad29a59b8','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "cYRqEfSrTJXnInD_ag9jOZvHv6hZTqMkYJP5lLfp60g"}
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
','dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('1dda485353cd8281f22c5b15359abe1db24bd2496f98fe9d677d6b46dd81bc8d','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('79bbbebd806e52b84bfdab67b958f5fd928c0ee25a31cb73a63026cfc38c8b1a','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('534f96d90e7120fd83979a1fe057c674dac6d3eb49c017b48eacb44aee666bad','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5091658e63873fc2eb9ec2b4ff1eff231ce124432b04ff0b7ace53996eb639cc','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_aakRS8gewI5CRCARrxL02FOa',3,'9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a", "call_digest": "e32cf19e08a61c7eca6375468250fb3e7e6daf16740ede851e8698b4520052ec"}',NULL,'small-payments',NULL,'approved',NULL,'a_kyc5dGCp5axGJdasC7B4PwwF','http://localhost:8765/callback/nZoFtMBWJadvKOTP8kYrQg6o8DT86cQdplk-ffrolTU','SD7p5Jk18GEJ8yApjjJPoOYDVDmxuBs8rBcbfKO9tx4','sha-256','3k7swMrYK10Xvdbd73AKBU5VdcylY4m4nax8Kr-lVrk','a312b560ac41acab64d63319df41230b2ec8480ef428d796a5205437ba026299',X'0101312ABC18D7B4618FB5364668048C2C5BD9FB0BCC7B9331E8756C0F522647BA788BC0474CA1A56258C25055E1283A7D07D6A9AEEF2F5ABFC79720323CF7B66346D2239B47B4B0E7A9',NULL,'5fedaf20c152206227849a5f02820d54e7b21714cac21ff687de58e229b73b4d',X'010131B1E7BFA72591C7E0B8405AA8E3308199D867AC3561391897B7A98B8A9D4EDBEC85FC61C2848DA7BB79256DB66644BCED78115EA09D728484E7277BD0341AE0F8D61C4EACD4B592D35D011ED49596F6A4531EC6495F851A041A739FE50CB843D63CAD1616F411420BB6ECD0A40D5138024FB6C7B071D93979F9260BD4DC5543B8661ACFF85E1202D4AE868AC50C2EA6822B1FC7E8EB58899A74CF8D942448CC6829FAE624C84E37BC2E444A4ABF61FF389AE2B014FFE8C31E79D268F87DC29F4BFDE7BCD56BDEAB30278DB35C716AE9C1A61628AB88FE312F73695FB808E08867B534DCC1ACAC5A0909FCDAC69551090D96089CB40ADF50321103B350D8D49999F4A7AAE1CB5B4EA6B081EB506ECAE1983DF806A7D639A35F95339967CD1FDAA9019731DFBC9BD63285C0B60AA110712C8B3ED3D7F6D53B6EBEDF443B878CA01EAF7F039AD9D2A335BDFB8A54181B4D8E98AE6623484B941FDF19567BA4B59CB886C89B9A9D052132A63D3224518B07374671D8B83A9A3653955425E9C218889A88123E4D39C97719227396E474570A72F4112A33C6456454644895FA41538C93DF8DD6BDC7B1D397F423C1409F2424187DB9FBF526FAC7FD20F687B19741FF9546A3825C40A92F81271E8D6A1AC1A1612D9C8C507ACC90CDFC26E36FF00884609F663A367585F7037655E8692D13C92744798444B2956E7263736762F4E186046E90A8171B483D856F4BC44D2D523A9309203848C99AEB0823309DE02D03FB185EDD4DA8897440975C96EB813EF98A4698E1AC30256D79A0521A05D447D23C4FB28F05A8CBE5C28A7D8E59AF24A7CD3E0F4EF66F2ABFF4443DB3CF365A8CE8688AFB9316','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_uJbGRI8EP0IKgFzuPAO6neLU',1,'9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "dce6348f42ed27b68461ce9f952cb57acc31ca807a883de03a8b50568681364a", "call_digest": "cb47981b0f92b68748cdac12bc47b68d73edfd87330122d858a86388326692f3"}','943f9f423117977c1b99cada8df3db73bf79ba69076b97f747732ff484027311','small-payments',NULL,'pending',NULL,'a_kPK-qh-duRsarWFb_N4GV1tM','http://localhost:8765/callback/UWufkhr2Mf_IeFj9vm_UWQNR2XaSYTxMG-i9NCq5vvI','YaBS2_B9baJw4eB2X8o9ALCNTJozuXzZ-lvQynjhqnE','sha-256','K_eDYKeBpPV2Q5c8Y9yQSCmROCE7BPaj3kZZAN06RJg',NULL,NULL,'699597cde515769b947e4156c0ddca1d89a30a507fe8438addb5c2ef2a5380db',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_3ycNKZnProOc4zsE2LaYTQQl','as_aakRS8gewI5CRCARrxL02FOa','618c8a287eb4b3a2f3f3042e3d848b058bf107630758deca68f79123f74bb1ab','3c21259a102aacd65865b6aa05906f0db9f8d7b24fe2c988201034ced63d6b3f','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','9ZB5z8F7TdF2ScmJ4q2EQN3PeJqS4fWAk6KDAPVZv2I','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_a7gCrC00SGAVE4IL3boxA-f2", "kty": "OKP", "x": "Agq_MmeE65O9ijuhJ3lREvrZNnmlU7M44a44gqleemw"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_approval_grant ON approval (grant);
CREATE INDEX ix_approval_owner ON approval (owner);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
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
CREATE INDEX ix_standing_approval_agent ON standing_approval (agent);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_use_standing ON standing_use (standing);
CREATE INDEX ix_approval_decider_owner ON approval_decider (owner);
CREATE UNIQUE INDEX ix_agent_previous_digest ON agent (previous_digest);
CREATE INDEX ix_connector_secret_connector ON connector_secret (connector);
CREATE INDEX ix_connector_secret_renew_at ON connector_secret (renew_at);
CREATE INDEX ix_host_sign_in_agent ON host_sign_in (agent);
CREATE INDEX ix_host_token_sign_in ON host_token (sign_in);
CREATE INDEX ix_host_token_expires_at ON host_token (expires_at);
COMMIT;

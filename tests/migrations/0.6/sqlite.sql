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
INSERT INTO "agent" VALUES('scout','alice','c6c3a3b56a4433de4dff2330b1336fe4b0b11707873f05acef8bd04b3bd47659','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_qJSaeHGUZwNVYrbP6a6VIMn4','as_X2nSUkspYHbYUM5HBFB598IL','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"3c9607295544204af1d18869995ed5a5106861dac817ab19cb348aab7ae22483","client_key":"Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA","connector":"bank","connector_digest":"5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1','for breakfast','g_kpQdDLzJ9t8WAiLgxOs758b2','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1','ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME','{"id": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "rawId": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNm1yRVQwV01zU3RMRTc2Q3IyMHNpU3gtb3pRaFRtZnpMVVdRWDBSUUs4USIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEYCIQD-n5IhyqZtEjldH80luSPWBYrjBZrPrRmBub_6UEfFkgIhAOI-ll4BAfQM4VY5L-H_o31unmqs74Py3ghDrT5Rcfzd", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'1195835263D9505F904D6DBF173DDAB784463D47A7171CEEAECF815EFD14FF96','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'58',NULL);
INSERT INTO "approval" VALUES('a_BU2ZqAJq3o8hxNsQRzc2QaUT','as_LEX_cvVoMmOTqnLV2SVddz7l','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"e35d46db940c53881e3e158b8e6986137477c4968ea210e6fa61e6f90539d25c","client_key":"Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA","connector":"bank","connector_digest":"5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','e1e85ed67a20983586c7950edb6d5cf04d32b56a350db29e4886f47718df1664','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'19',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','4oROhErnVOO4U5HPF9Yffw',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','e5671cafaab67039a7d2bc07acf854c5e9439a9eeaa2f5aca16621be34aee727');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','4oROhErnVOO4U5HPF9Yffw',NULL,'alice','{"label":"A browser","same_computer":true}','e5671cafaab67039a7d2bc07acf854c5e9439a9eeaa2f5aca16621be34aee727','48dfcb9e664aa30951c9c01e73873936b6eca166686520ff24ca6b6b463d9033');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME',NULL,'alice','{"label":"A browser","pairing":"4oROhErnVOO4U5HPF9Yffw","same_computer":true}','48dfcb9e664aa30951c9c01e73873936b6eca166686520ff24ca6b6b463d9033','78104d1cb6580a564c5fefbca918bd711bf3d3767ac25ec603c8c6c87020a172');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_734837e0146f4bc707a4fbe76d27585c',NULL,'alice','{"digest":"e5621e6c4de9aa4461a758915cdac141fd730ba982b13624036b2cbe9aa0789c","kinds":["policy","connector"],"uid":null}','78104d1cb6580a564c5fefbca918bd711bf3d3767ac25ec603c8c6c87020a172','ee47abc483a5baddd5e1e7c5b9d38fcc5c4b7ccc560bbf4ef05bc7088b9df0bb');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_734837e0146f4bc707a4fbe76d27585c"}','ee47abc483a5baddd5e1e7c5b9d38fcc5c4b7ccc560bbf4ef05bc7088b9df0bb','66624765ea6ee46111ef88995ad98d609668e7c412cf432bb3f7819a3a119b0d');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3","proposal":"w_734837e0146f4bc707a4fbe76d27585c"}','66624765ea6ee46111ef88995ad98d609668e7c412cf432bb3f7819a3a119b0d','3482fe63bf5c15c8fe44b7a76913606878c165071d10113e100315335ecd7747');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_734837e0146f4bc707a4fbe76d27585c',NULL,'alice','{"digest":"e5621e6c4de9aa4461a758915cdac141fd730ba982b13624036b2cbe9aa0789c","passkey":"ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME","reason":null}','3482fe63bf5c15c8fe44b7a76913606878c165071d10113e100315335ecd7747','4230dd687648ad5f72ca4610999368a880bfc1c650793f0aa7605596faa7abb7');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_b70689e4a808a433d6e066f0dba5ef34','scout','alice','{"digest":"e45fad8237c5486c1c76b32423615756096a6b7c3fd3e38f717318b30598cd2e","kinds":["agent"],"uid":null}','4230dd687648ad5f72ca4610999368a880bfc1c650793f0aa7605596faa7abb7','8be54d38c8bd1059f8974173061b827b60dabf0055abd045c6342c3db49ad378');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA','scout','alice','{}','8be54d38c8bd1059f8974173061b827b60dabf0055abd045c6342c3db49ad378','0179f85ce9fd9bf2bf23a0e7985ad63743ecdf882a32772611eabbac77d0fe2f');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_b70689e4a808a433d6e066f0dba5ef34"}','0179f85ce9fd9bf2bf23a0e7985ad63743ecdf882a32772611eabbac77d0fe2f','71afbb86f6a35afac8e6377ef0d9703da6b01fb293a0d27b0d58ede93a580ed8');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_b70689e4a808a433d6e066f0dba5ef34','scout','alice','{"digest":"e45fad8237c5486c1c76b32423615756096a6b7c3fd3e38f717318b30598cd2e","passkey":"ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME","reason":null}','71afbb86f6a35afac8e6377ef0d9703da6b01fb293a0d27b0d58ede93a580ed8','4b93e2acfeef131ab795446ecb6e34eec500b945dfe1f2190c3f184de20f17d0');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{"call":"3c9607295544204af1d18869995ed5a5106861dac817ab19cb348aab7ae22483","decide":"ask","operation":"bank_pay","rule":"small-payments"}','4b93e2acfeef131ab795446ecb6e34eec500b945dfe1f2190c3f184de20f17d0','9646e950a72729060ec764ebc4e46ed29091766a2007cb83d55a5208b3da056a');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_X2nSUkspYHbYUM5HBFB598IL','scout','alice','{"approval":"a_qJSaeHGUZwNVYrbP6a6VIMn4","digest":"1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1","rule":"small-payments"}','9646e950a72729060ec764ebc4e46ed29091766a2007cb83d55a5208b3da056a','db50c5a81555cb1e22579b4a45f6de1c59853028e37cb6323fece5f9506b36dc');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{}','db50c5a81555cb1e22579b4a45f6de1c59853028e37cb6323fece5f9506b36dc','dd47512121c88116fc58e19539744a591ecdd3812ae32adc977b15573e514e76');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_qJSaeHGUZwNVYrbP6a6VIMn4','scout','alice','{"digest":"1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1","effective":"1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1","grant":"as_X2nSUkspYHbYUM5HBFB598IL","passkey":"ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME","reason":null,"verb":"approve"}','dd47512121c88116fc58e19539744a591ecdd3812ae32adc977b15573e514e76','f5fd808625599ec92bd78ffde4a425ea40bea0bd3a5fa934f048475f24e670cd');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{}','f5fd808625599ec92bd78ffde4a425ea40bea0bd3a5fa934f048475f24e670cd','19dc2381f94c0ff672a2a44b8e3c006243f3a739bc57848e2f15096fab3caed6');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_X2nSUkspYHbYUM5HBFB598IL','scout','alice','{"approval":"a_qJSaeHGUZwNVYrbP6a6VIMn4","rule":"small-payments","why":null}','19dc2381f94c0ff672a2a44b8e3c006243f3a739bc57848e2f15096fab3caed6','9610188385309cc695b796d2548879ba40e4858eb6e3ba0da1d11874886fe96b');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_qJSaeHGUZwNVYrbP6a6VIMn4"}','9610188385309cc695b796d2548879ba40e4858eb6e3ba0da1d11874886fe96b','30048cba009eb7b0f7c7bfb95617be9af656d6f4c6eec627ef594e6a86229a30');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{"approval":"a_qJSaeHGUZwNVYrbP6a6VIMn4","call":"3c9607295544204af1d18869995ed5a5106861dac817ab19cb348aab7ae22483"}','30048cba009eb7b0f7c7bfb95617be9af656d6f4c6eec627ef594e6a86229a30','77046d1911f454b45cc0bcb547006ffe0474fff9cc8b849738f4d80312367da3');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_kpQdDLzJ9t8WAiLgxOs758b2','scout','alice','{"status":201}','77046d1911f454b45cc0bcb547006ffe0474fff9cc8b849738f4d80312367da3','8e9dea4997515b6836e19251679c5ab7527069aa47e864d23a66ff8e93ac33af');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_xcmAzRsc8zwO_CnOUpu64vQ7','scout','alice','{"call":"e35d46db940c53881e3e158b8e6986137477c4968ea210e6fa61e6f90539d25c","decide":"ask","operation":"bank_pay","rule":"small-payments"}','8e9dea4997515b6836e19251679c5ab7527069aa47e864d23a66ff8e93ac33af','96cdc44d0041fcc3f1c0151d6850b73919d221b1a5532b65edbcd9ff2d9178d8');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_LEX_cvVoMmOTqnLV2SVddz7l','scout','alice','{"approval":"a_BU2ZqAJq3o8hxNsQRzc2QaUT","digest":"e1e85ed67a20983586c7950edb6d5cf04d32b56a350db29e4886f47718df1664","rule":"small-payments"}','96cdc44d0041fcc3f1c0151d6850b73919d221b1a5532b65edbcd9ff2d9178d8','0894225a551583573e2318c294944e2efe34d8dbca5b046f441bec3e8c09d2ae');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_xcmAzRsc8zwO_CnOUpu64vQ7','scout','alice','{}','0894225a551583573e2318c294944e2efe34d8dbca5b046f441bec3e8c09d2ae','f8404a963e87a77418fc59f3bc459571f56ba253dcd837c3578703d7adbd862e');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'f8404a963e87a77418fc59f3bc459571f56ba253dcd837c3578703d7adbd862e');
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
INSERT INTO "challenge" VALUES('2e8f2ae8fb802bd3cfdaf46c32cd7846f9759bd0e947b7501b0138a08b2ab447','enrol','alice','4oROhErnVOO4U5HPF9Yffw',NULL,NULL,X'04DD171BD713BD5D6FBF551DED8DC5388AEA5B5FB7DD86403915B85771E77FFD','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('78fd81cfe1435c5e060b8b11a2d578c806b3926bc59e9a30d833a1f632245642','decide','alice','a_qJSaeHGUZwNVYrbP6a6VIMn4','approve','1c48f2def2805ac1d5c02d9d168261a187b9e72e50459ae8ec321155b9db0be1',X'1195835263D9505F904D6DBF173DDAB784463D47A7171CEEAECF815EFD14FF96','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_kpQdDLzJ9t8WAiLgxOs758b2',7,'scout','alice','http://localhost:8765/gnap','k_v16QdPGkXHmQJ1fYf-gfVCNf','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','3c9607295544204af1d18869995ed5a5106861dac817ab19cb348aab7ae22483','5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','d706a8f510984a6ac80ca885f4fe622ff28ba40de493a93723a17edd6ccf0f55','for breakfast',1,'approved',NULL,NULL,NULL,'2feSlv_zkeelcwMsZZEKAyEVQa62yV63ChT4ywJHWL8','5010ab8524878a82afc26e1a12ef46d566374032c623d6015aa8f837e5a85d24',X'01013164F5B85626A170525BCC8FAF1C87ECA11CB2B0617882D50BA8884298E428F8AA61EAD3D124BEA24A0EBE70FD582DF4BC3A8D1C0EC44DC28120BEB67D07A3C3916589DA3E8A502A','DAOky89mFMRHRni38VgjHWb5uJu-JhAg4NP1rKkXhLQ',NULL,'http://localhost:8765/gnap/continue/as_X2nSUkspYHbYUM5HBFB598IL',NULL,'2026-11-25 12:00:05.000000',X'0101312CE8A5563B720882C1A1242ED492E69E1BAF1C66602AB4F6BE72BB55721F1398CFF173A2B683AD4CC071F92ABA211E071D928A77BA244B3CD8210A1066BAAD95BEDAF397EEDF3E','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_VyZi_L3o0JqctI4RYHj6XkY-',X'010131036DD5A5FF57EF861D58171D7687F4F7059A45C9A5D3F3B4EA310B47E797BC72BB0547A6DA1EBCF139633403EEC87825F6FEE22CA9F57413EE5AC55D3BA5DD4037ED1DD8F1331B','a_qJSaeHGUZwNVYrbP6a6VIMn4','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'58',NULL);
INSERT INTO "client_grant" VALUES('g_xcmAzRsc8zwO_CnOUpu64vQ7',2,'scout','alice','http://localhost:8765/gnap','k_v16QdPGkXHmQJ1fYf-gfVCNf','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','e35d46db940c53881e3e158b8e6986137477c4968ea210e6fa61e6f90539d25c','5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','71be6d9e45ec83f525dc316e2939c2b918b588197f23a6483a0fd64124c8e8cf','for breakfast',1,'pending',NULL,NULL,NULL,'e2OnaVOFxNmENOdB1JJb0gRgeQfvWbvjvGe4uQgqCwI','6c33c62ce9972415e23176e7e9ea93849b4564f024f0ff396bbe6ebb1065a411',X'01013126093328D1201D1A08E419256BF8CED1EC42193DAABE761472E4C740F5B38DCAA81B75460A3AC189311547F9A0E522E9993021E5A17F750636FD942A35AD69CD1B122BF7BAFBB4','b-xSQWoclGiATJWMjy4jvfGHy1yqJT9_ftgDyVL0rC4',NULL,'http://localhost:8765/gnap/continue/as_LEX_cvVoMmOTqnLV2SVddz7l',X'010131CEBB8540AA022892400A8C11D612CD70A9153D4AE361586B29AF2BE4208C0B3777053AE3F7510A3054CB197DF9DB7CA364A6A39506128AF9DF98822C7F3D949594AD33AA6601BA','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'19',NULL);
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
INSERT INTO "client_key" VALUES('k_v16QdPGkXHmQJ1fYf-gfVCNf','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_v16QdPGkXHmQJ1fYf-gfVCNf", "kty": "OKP", "x": "h8Cs1erreKLhNGtb-zhLR3s5GVn43wJ7Ui5Pyu6nKnE"}',X'010131B3E61BFE6628F2414FB34EDB1F7F0BE5837785C4BF99F8FE358C8B6E6DD5DF6E5F40F7EE7D02FFF4B06AE0580AA45DAE2AD198C0F3C3C9B9C54C91551FCFA765421CFF05558B0BE9F8BEF1D0','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101317A5DB335EA029B2E256C64B0DE22D7F4C8A6F7E713C11FC33CC0319E29F5C570C997FEE7C4B498',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_A-H8MkKn5e5WSs8bafueIeSE','finish','as_X2nSUkspYHbYUM5HBFB598IL',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('4oROhErnVOO4U5HPF9Yffw','fd3f8024c6118197c840556279514f88558af7aeee93191ccef2a421bdabafc0','6be16265b89a69c70bb14cc68f63000015a3c5b27ca7b05b0a9b1b25484e1e28','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "public_key": "pQECAyYgASFYIMWa-tULg2ndHIigpk1yCFdw_fEYUhfbnWhaPVDeurSFIlggriXDOHwHv1boQF9M0B0AMldq_qvcJvJjsGSkKrtwOVc", "sign_count": 0, "label": "A browser", "same_computer": true}','34c45a221c5eff44f91930034eb11595e2f1d45f32aa2d6a0fab4e82a484f450',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME','alice','A browser',X'A5010203262001215820C59AFAD50B8369DD1C88A0A64D72085770FDF1185217DB9D685A3D50DEBAB485225820AE25C3387C07BF56E8405F4CD01D0032576AFEABDC26F263B064A42ABB703957',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('7f8c66a18156800346ce4d00b8cdc3ff6cd222da8f59ba5512e45be8c95aa5af','alice','ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_734837e0146f4bc707a4fbe76d27585c','policy','alice',NULL,'QRKH','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"q0q0Xh_9aCFbsX0r7JrgSJArNwGqpQBMOxe6PfWgnco\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','e5621e6c4de9aa4461a758915cdac141fd730ba982b13624036b2cbe9aa0789c',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME','{"id": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "rawId": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSUxZR1c3UkR4V1E0aFpkZHZzSzc3dmtzYjA4bTExTTVnOTluVWxvWlVWbyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIBXxzqqYhD_apQz10K0T1Da2uqCd6UlVVaMwbEuoYrp7AiEAmNfFayNVElnh6FR7FPxMnMwDAn1vhXEYTUdzvuIp95A", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_b70689e4a808a433d6e066f0dba5ef34','agent','alice','scout','MP5C','{"items":[{"agent":"scout","credential_digest":"c6c3a3b56a4433de4dff2330b1336fe4b0b11707873f05acef8bd04b3bd47659","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','e45fad8237c5486c1c76b32423615756096a6b7c3fd3e38f717318b30598cd2e',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME','{"id": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "rawId": "ASLKVioGRSfVcHB1g4sX-fRDjiqLZuszRy9gUa-hjME", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoieEllNW1tbmk4WkxMLXVhdWIzVTViU0Ewa0djWWxkQWM0R1pBSl9aNnpGcyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEQCIBv7SO7j6N_EB3ysbclA4X5mxz0tHd8CxASwvXApcDxPAiAdkWuyaDnlpgg5A3OUFFAqYsFMivwV13OjDzbZRsJRGw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_v16QdPGkXHmQJ1fYf-gfVCNf", "kty": "OKP", "x": "h8Cs1erreKLhNGtb-zhLR3s5GVn43wJ7Ui5Pyu6nKnE"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_734837e0146f4bc707a4fbe76d27585c','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_734837e0146f4bc707a4fbe76d27585c','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "q0q0Xh_9aCFbsX0r7JrgSJArNwGqpQBMOxe6PfWgnco"}
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
','5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('e90ec7e21f03f0f3960df2ae584cc2cac32df3ba73739fa6c170f019309fe261','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('fa5b7f5f59cfac34e0ebe7a853d26cf18f7fc39af7ea85383e4c9d5c645b31ca','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('988edd6d9f1129ef41b9031d0a60a9115789141214367cd6c424bae95434e4d5','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('94fe93612bf16a19a398a9bc9192ff1d5171bdb0d24173ac7855269fe3ab409a','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_X2nSUkspYHbYUM5HBFB598IL',3,'Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3", "call_digest": "3c9607295544204af1d18869995ed5a5106861dac817ab19cb348aab7ae22483"}',NULL,'small-payments',NULL,'approved',NULL,'a_qJSaeHGUZwNVYrbP6a6VIMn4','http://localhost:8765/callback/XMyildr61jo3_ImXQ-gfDWO5IYOvUJym6KINC7A6xXQ','2feSlv_zkeelcwMsZZEKAyEVQa62yV63ChT4ywJHWL8','sha-256','DAOky89mFMRHRni38VgjHWb5uJu-JhAg4NP1rKkXhLQ','093808590f41daf01108b5c1937be32aef8841c1ba4a0b89b463ebd871abaa43',X'01013126F04EFB56D9C5E663B79FEAC68A39C6130512A76BC458B2F63DCEE7AA97E6A66CD26B15D6766610E954D8C13090B513CA0FE792A37A7811F909B32D786AFD1531BD46197D5B24',NULL,'0569d988967b26dc9763e99e6cf610e6a0cf8cf82b854e9d5dd8e33f55099f9c',X'010131EF1E8720C7A014A024B5B3C04A866543E71F0A57E916468E42D8D7E34AF32B3FC694260B231F6924F5BA5AF96240BED19C6C9BB4053D29F611BD229572352F3FA1580C760E77702A3ABACB947B1CF7F559D4A16F07754A3AD3897C720F780656FA495C9CAE6CA7F7115B067C60F9B508ADEE6C1C1FBAF8CA150BF604C62C5BA7415C1455EF2DFEDAFB8BE13129872461AF28542FB3538EF3C95727125043E39CBA53DC4C8529CE64E62BAE4C2B0D095B09D4285C7B4D38CDB565F3DAF26CD0CBF5B7598A02F0DEA4AD9CCEAE6E9E6353B99387A62CE401AAF45ED84336B88E0FC5487615CB491509D25A4DC05A8C19A624FEC8CA9D226DFAB188C681714BACBAB0CE011BF4424D85FC0FED037F90619243A363FB58295B1EAB4F67C28633592CFB6F78DF44989EB52CFCDE657A815DC7573324F01BA592ED3451E886E8537FD52897BBC605FCD7F2F2C9A696E412D03D34F4E4FDE23232EA646B457B9B7AE1FD7AC9983E094B4516B8101F0DFC1DF7E07757B2EBD96C975383927063D983357261E5EB4D6C21D15AB742A69D1E4DDED8445FBF468CDB8A0A8EC6FF1CDA37734AC9E57555C7A7DB01F3F6F7875E20EBA05794A2D4FEFA9B347F821C86305AEB01E1AA1A74CF00BC7A8A13E46C71263DB1AFB3B62725525C8926DAD2E4FF60F3A1BD965CDE37AFA715C07AA1162E81716727EAD3AD01E72CAEA14556CD878F3A3C58A90FDCB70EAECDDA57324903CDBF870CF4671F33811E61B267506D9BEBC38B886B90225CD3F17A81F437BFF077A9FDEAFEEFA96C19358137497F2711B67CCBE91106E18036E8834ED88F611F9564ED449E0135A18B12B76381A1D6748576BD26AA96F8','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_LEX_cvVoMmOTqnLV2SVddz7l',1,'Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "5e15e214e253bfd9c23b916005fa45f57e0bd234abad799bc290a1a0232943f3", "call_digest": "e35d46db940c53881e3e158b8e6986137477c4968ea210e6fa61e6f90539d25c"}','5e134e52659fbf5eea0b645e84b61f0369653921519972f70d18cacdfe6222f3','small-payments',NULL,'pending',NULL,'a_BU2ZqAJq3o8hxNsQRzc2QaUT','http://localhost:8765/callback/3Dr6eCfBC_BMqGfKD8FGD_F93eXL-dghOldHcygFszg','e2OnaVOFxNmENOdB1JJb0gRgeQfvWbvjvGe4uQgqCwI','sha-256','b-xSQWoclGiATJWMjy4jvfGHy1yqJT9_ftgDyVL0rC4',NULL,NULL,'902651b690319d3a713b6e4bb6edb40761f0989eac11dab932d97ac1eb3c8ed8',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_VyZi_L3o0JqctI4RYHj6XkY-','as_X2nSUkspYHbYUM5HBFB598IL','d489907ee40a4ab0986dab3c495d251f177f250075e73d036753d6eb9fff3fdc','e3ee1d58f4b8799a21bfdb83957ef832c5618f473841a91d16fdf14141be4b82','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','Rr2skT5kPcSy5P0_maAhHBkyOxD3csElpd6qDh9BLjA','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_v16QdPGkXHmQJ1fYf-gfVCNf", "kty": "OKP", "x": "h8Cs1erreKLhNGtb-zhLR3s5GVn43wJ7Ui5Pyu6nKnE"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_approval ON server_grant (approval);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_agent_root ON agent (root);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE agent (
	name VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	credential_digest VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	frozen_at DATETIME, 
	last_used_at DATETIME, muted_until DATETIME, 
	CONSTRAINT pk_agent PRIMARY KEY (name), 
	CONSTRAINT fk_agent_owner FOREIGN KEY(owner) REFERENCES owner (name), 
	CONSTRAINT uq_agent_credential_digest UNIQUE (credential_digest)
);
INSERT INTO "agent" VALUES('scout','alice','762083f4f0cd2e3b778f274947740085822fee41c45a24a991727b57d54b13fb','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_bA6qMnaylUDrT1k1z0rHwTmY','as_t1a7w-mYlIsjXi8SMrP9W6NT','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"acefee8beec21947125a73ebc8685af8262930690aafc69600b2d9d523823bff","client_key":"rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM","connector":"bank","connector_digest":"24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476','for breakfast','g_uQWyqViuczyjRIfUHoZVMoaW','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476','QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY','{"id": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "rawId": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiTDNKTnNpcU1OSUlWRF9KRHRXa19Zell3VTNjdGk1QnN2LUtYT3Q4dlloSSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIEbbIFmRhaB9-uXS8iTEw6B7UDyzH4L2SHqMjGKkMW_FAiBgtnM249Jywnme8jQAwe01ADjAg5Nq2VwlRpWIxeuzrw", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'203ABA7A4C121E23E5F761154C36CE7B4367D6E8D3CD7879902A1A906EADF578','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'77',NULL);
INSERT INTO "approval" VALUES('a_5iZXsvogp1fCN4QdKRS_P96K','as_EVfTg4vkNte5JnAeKslORbMO','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"8359a7bfa57ae7f21908a07e4bd7a0a286fe174bd39154e2fadf6bc9df13fa38","client_key":"rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM","connector":"bank","connector_digest":"24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','d238d1ca30e16f7cc7656c3d57fbcf404bb0ec322acf3cc7d75c0d0be00c03e2','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'70',NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','uo8enfa-wQxxRszIPe3-fQ',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','18a62ee86a6e733de898ca3c1ae6fb265deef417f45d8bbcedf06ea69c66f1c2');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','uo8enfa-wQxxRszIPe3-fQ',NULL,'alice','{"label":"A browser","same_computer":true}','18a62ee86a6e733de898ca3c1ae6fb265deef417f45d8bbcedf06ea69c66f1c2','e02980c7594f27addf4d60859e16111e53df8b59d68eeeced38915234bf535a7');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY',NULL,'alice','{"label":"A browser","pairing":"uo8enfa-wQxxRszIPe3-fQ","same_computer":true}','e02980c7594f27addf4d60859e16111e53df8b59d68eeeced38915234bf535a7','3f6e1a0dcb473730b2ece297cf609cf49741a1b0be7142eb797cb450f6becb8e');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_094ac416ec12fa097aec3fe5464ab95a',NULL,'alice','{"digest":"2b9d028f0a8c6bd47732ddeaccb8a5d752cb39bfd1306bff8007613120ad52b1","kinds":["policy","connector"],"uid":null}','3f6e1a0dcb473730b2ece297cf609cf49741a1b0be7142eb797cb450f6becb8e','a47e9c0276ea495677bea59833869ec04cecc5501f2385daa72ea2017bc1e73b');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_094ac416ec12fa097aec3fe5464ab95a"}','a47e9c0276ea495677bea59833869ec04cecc5501f2385daa72ea2017bc1e73b','b536290098c5450e61b27addd659189b5ab8d9f6a06c6847eb637a386ccfc7f4');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1","proposal":"w_094ac416ec12fa097aec3fe5464ab95a"}','b536290098c5450e61b27addd659189b5ab8d9f6a06c6847eb637a386ccfc7f4','16c9ed947ce2d132502005dd07dfabc8af64f249bd57e42ee50b27adccc947cb');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_094ac416ec12fa097aec3fe5464ab95a',NULL,'alice','{"digest":"2b9d028f0a8c6bd47732ddeaccb8a5d752cb39bfd1306bff8007613120ad52b1","passkey":"QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY","reason":null}','16c9ed947ce2d132502005dd07dfabc8af64f249bd57e42ee50b27adccc947cb','a12cb66d9dd22862afb3e55a4f7fd03916679c1a7b5736f25233555d4d34df6d');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_1b442bec490c492a30d855f05561fa68','scout','alice','{"digest":"b483fe7ed3df58b538660ddc0eb9096ffdbc3bcec5fdc24b6bbd8052bb3d9125","kinds":["agent"],"uid":null}','a12cb66d9dd22862afb3e55a4f7fd03916679c1a7b5736f25233555d4d34df6d','c8e427fc5d3de8a7c54e4394194078266193fd76dc4fd4e17c38f59bddf072a9');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM','scout','alice','{}','c8e427fc5d3de8a7c54e4394194078266193fd76dc4fd4e17c38f59bddf072a9','8b6b4b6cb00838462b1dc313e921e806bfb1504b78aa74fa384d2c559de5328c');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_1b442bec490c492a30d855f05561fa68"}','8b6b4b6cb00838462b1dc313e921e806bfb1504b78aa74fa384d2c559de5328c','01244d5bcc97016b0c42cab94b4ef392d6d9edde94c67448f65d8163c227cf9d');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_1b442bec490c492a30d855f05561fa68','scout','alice','{"digest":"b483fe7ed3df58b538660ddc0eb9096ffdbc3bcec5fdc24b6bbd8052bb3d9125","passkey":"QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY","reason":null}','01244d5bcc97016b0c42cab94b4ef392d6d9edde94c67448f65d8163c227cf9d','5f36b17946f978cc0f28260cf7de7eade43bc3b4be17c7edddb9d390263155b0');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{"call":"acefee8beec21947125a73ebc8685af8262930690aafc69600b2d9d523823bff","decide":"ask","operation":"bank_pay","rule":"small-payments"}','5f36b17946f978cc0f28260cf7de7eade43bc3b4be17c7edddb9d390263155b0','610e780e894196f8fa69ace6ae980dfa06348311efc3d35b9774f1efb2e3b2bf');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_t1a7w-mYlIsjXi8SMrP9W6NT','scout','alice','{"approval":"a_bA6qMnaylUDrT1k1z0rHwTmY","digest":"3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476","rule":"small-payments"}','610e780e894196f8fa69ace6ae980dfa06348311efc3d35b9774f1efb2e3b2bf','59784cf818e6df50ca7db20f3eba32cc3da6581e86b4d8cc0b3d14cf7758cb29');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{}','59784cf818e6df50ca7db20f3eba32cc3da6581e86b4d8cc0b3d14cf7758cb29','187f24329f17e3541ae2290c3c4415d35d8ce77c0d232d02123b1adf920b2e02');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_bA6qMnaylUDrT1k1z0rHwTmY','scout','alice','{"digest":"3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476","effective":"3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476","grant":"as_t1a7w-mYlIsjXi8SMrP9W6NT","passkey":"QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY","reason":null,"verb":"approve"}','187f24329f17e3541ae2290c3c4415d35d8ce77c0d232d02123b1adf920b2e02','d4aa29704de21baa12d20b84ebd11426bfc6a84e664a6edafa20258bf3b302e3');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{}','d4aa29704de21baa12d20b84ebd11426bfc6a84e664a6edafa20258bf3b302e3','3d9d498f9c547e5f96800d4debc02c62f823733f634f32ea92966a53abd0900f');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_t1a7w-mYlIsjXi8SMrP9W6NT','scout','alice','{"approval":"a_bA6qMnaylUDrT1k1z0rHwTmY","rule":"small-payments","why":null}','3d9d498f9c547e5f96800d4debc02c62f823733f634f32ea92966a53abd0900f','e87a8825d223a2c39ee81875a606705c81b92928a6b1f3c1e2bbc59ea85fc807');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_bA6qMnaylUDrT1k1z0rHwTmY"}','e87a8825d223a2c39ee81875a606705c81b92928a6b1f3c1e2bbc59ea85fc807','ff8763ea81cae5eec64d1fa8d757c040e32bad8f2c3aeaf88c19108846b381c4');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{"approval":"a_bA6qMnaylUDrT1k1z0rHwTmY","call":"acefee8beec21947125a73ebc8685af8262930690aafc69600b2d9d523823bff"}','ff8763ea81cae5eec64d1fa8d757c040e32bad8f2c3aeaf88c19108846b381c4','4350f9623674054f48fdf41a2d7e50ac30e287ed354edf01cbaab066359350b8');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_uQWyqViuczyjRIfUHoZVMoaW','scout','alice','{"status":201}','4350f9623674054f48fdf41a2d7e50ac30e287ed354edf01cbaab066359350b8','19d7672c2e2465bd935f3b7c6e94cb74d0a9d0975567a13e54c6e26486f6d8fb');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_UE5YzoP1HjbOQYvjgVoQ52X9','scout','alice','{"call":"8359a7bfa57ae7f21908a07e4bd7a0a286fe174bd39154e2fadf6bc9df13fa38","decide":"ask","operation":"bank_pay","rule":"small-payments"}','19d7672c2e2465bd935f3b7c6e94cb74d0a9d0975567a13e54c6e26486f6d8fb','e3a93f2fe817bfb3c414796a9311f8ba5844b97a6ec7d531ab128bf755fe8952');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_EVfTg4vkNte5JnAeKslORbMO','scout','alice','{"approval":"a_5iZXsvogp1fCN4QdKRS_P96K","digest":"d238d1ca30e16f7cc7656c3d57fbcf404bb0ec322acf3cc7d75c0d0be00c03e2","rule":"small-payments"}','e3a93f2fe817bfb3c414796a9311f8ba5844b97a6ec7d531ab128bf755fe8952','c56d1622923472521b3010f6b27363cd4954ddb8f83ddad317f349feb2e3080a');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_UE5YzoP1HjbOQYvjgVoQ52X9','scout','alice','{}','c56d1622923472521b3010f6b27363cd4954ddb8f83ddad317f349feb2e3080a','5dc62501c2db4d17fcb8e0021a238d89537aee715b0721b190153a36730cd982');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'5dc62501c2db4d17fcb8e0021a238d89537aee715b0721b190153a36730cd982');
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
INSERT INTO "challenge" VALUES('931eabf358ba37c38961e3b557b137a90aa06ec01b6a67d9f0920ecc41e2d063','enrol','alice','uo8enfa-wQxxRszIPe3-fQ',NULL,NULL,X'196B7BDEDFD0E4E743D1677323E48618A6F477FAF45965B5C7959D5013C249E5','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('ea473d62ef75016cdca0533c783382a06b0879ae7755018ef01cfad22905958a','decide','alice','a_bA6qMnaylUDrT1k1z0rHwTmY','approve','3e80fbd4f8b12c2c083740cf499ead60f8cea837bc55720838fdf799f56b3476',X'203ABA7A4C121E23E5F761154C36CE7B4367D6E8D3CD7879902A1A906EADF578','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_uQWyqViuczyjRIfUHoZVMoaW',9,'scout','alice','http://localhost:8765/gnap','k_2st9Y03m4-mD6AcEVaQ_b50X','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','acefee8beec21947125a73ebc8685af8262930690aafc69600b2d9d523823bff','24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','8ac6fa9d5d2ed871ee7e956aa9182a0580c8d96dfd2c31400d3262e4f5ef57a2','for breakfast',1,'approved',NULL,NULL,NULL,'ZiB9BN9Gvh9WBDiFRYpkrhCED9eXDzyDWCumTuztMds','15aa1385491536b6d2b6feaf179a16bce66ad9cd4d1659f908211c60b126e3dd',X'010131E601536D3E6B1143CA653FB44A6099188E9021C9A3BD301213E1DB5DED5997A86F96679564DBB7F18F32114ADBE12C9F034BC3323209393B86DC6B41F43C8AF2558DD2EB5A5E11','EuHORh55FTlODyA-Ole6e_bqBrJKtja9WXpJSxzhLn4',NULL,'http://localhost:8765/gnap/continue/as_t1a7w-mYlIsjXi8SMrP9W6NT',NULL,'2026-11-25 12:00:05.000000',X'0101318E07600C681EDE0F83090A12D6AD80043109AFB665243E66C39BCBDDA8E98C7B0113A6C7B19B7555F66A264164C88500E39607F96FA954FD4E80C79CA2D39CA65E4C244BE422DE','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_4Z865MEefHu_hGCfedegGN0Q',X'010131E14DF0E8ABC24642E39EAB649DFC70E6AF16FECC438C3CCC70C96BE6A703278AF2DEFD0141F89C954071BB787CC0D7846D4CFC5F172E117645D5F26796A783C4E92F1F1029E44B','a_bA6qMnaylUDrT1k1z0rHwTmY','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'77',NULL);
INSERT INTO "client_grant" VALUES('g_UE5YzoP1HjbOQYvjgVoQ52X9',2,'scout','alice','http://localhost:8765/gnap','k_2st9Y03m4-mD6AcEVaQ_b50X','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','8359a7bfa57ae7f21908a07e4bd7a0a286fe174bd39154e2fadf6bc9df13fa38','24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','a9c1193f0cbb1daaec01593d5d51d01a27611a43d7546ccb0606d85eb3b14d42','for breakfast',1,'pending',NULL,NULL,NULL,'ifcRjuH7ZPRoW0vFUnmOp-AFhMCeE0YkAjCWa1vlxqI','9c09073b6a943a4a104fdfa14cef1305eeb8ff2ad9634ee7f7127706e74a514a',X'01013167BD736AB196CDC10996A2C4CE753E492D0655BCC00B7BB3EAF8CB3EB27417190C8A9D2C1A88E40C035F3895CCB3C21E6A56600B2DD37913AE5BC1102EC05F35A781EA0ABE9B79','2LpHnzwKvIAO2A84GZ_U8BbsKgN-XtNQuUEYBnErFTk',NULL,'http://localhost:8765/gnap/continue/as_EVfTg4vkNte5JnAeKslORbMO',X'010131D064AC40FC87927DA13C573C36C9D6A1908CF02B65647B5ABFEF950DDF3B7CCCB14A200916009500F57BFA48CE1D668ABFC8BECAA75B87CA3A98A9CE7A2EED873B249507A72EC1','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'70',NULL);
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
INSERT INTO "client_key" VALUES('k_2st9Y03m4-mD6AcEVaQ_b50X','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_2st9Y03m4-mD6AcEVaQ_b50X", "kty": "OKP", "x": "VQTMwIWgppvC5D4DKtsZk9OvNjQmDyALs3QTvoLLmU0"}',X'010131437592C1F79462A19B69E958337DB8E2B5DD750EF19A5093CEB06ABA7C6524A968814CC4FA012B0DE9225F04E8DA8D8144ACD0FC378F81155F2F6DDD0E0781FABF5C5988353A802C1FF4A332','2026-11-25 12:00:00.000000');
CREATE TABLE countersign_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT countersign_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "countersign_schema" VALUES('0004');
CREATE TABLE installation (
	id INTEGER NOT NULL, 
	frozen_at DATETIME, 
	key_check_sealed BLOB, 
	vapid_sealed BLOB, 
	changes INTEGER NOT NULL, token_key_sealed BLOB, nonces_since DATETIME, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
INSERT INTO "installation" VALUES(1,NULL,X'01013156DBC1C48DD28FA30B7B26BC6E96FB534E71CD34007E663E1CB50F3984C47399BEBB45539C7002',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_6i-jh7QPC0JK8xpZbTtxK172','finish','as_t1a7w-mYlIsjXi8SMrP9W6NT',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('uo8enfa-wQxxRszIPe3-fQ','5f94ebef995b464f298529195876a85a5cf3ceeed7544f8598534a66ac7d5285','93731f968ae71940dd4819759b9d0e5285b4a3e8b458fa1b8b7872c345cd3893','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "public_key": "pQECAyYgASFYIGbXWFqmFyACSnqwrPq-jvhCEBRjEtfI5wAkMZp39mFRIlggxC1I0fkHaUkL0LfrmBpFrpuwU0X8pJs6abiJ_XZAilA", "sign_count": 0, "label": "A browser", "same_computer": true}','645f89e0605b47a6e298237b69bd43642de4a86f5f4ffb0bbedeb1aa9320aa05',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY','alice','A browser',X'A501020326200121582066D7585AA61720024A7AB0ACFABE8EF84210146312D7C8E70024319A77F66151225820C42D48D1F90769490BD0B7EB981A45AE9BB05345FCA49B3A69B889FD76408A50',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('ed3d6df06674f4f8287c6a9c6e58f22d76f1f3e169bd2c539a7356e7f5e2db0d','alice','QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_094ac416ec12fa097aec3fe5464ab95a','policy','alice',NULL,'GMBJ','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"XI7ZsgXp8hQpRT-gB0kms8lk1X61uc1CdWPJpP4HSxo\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','2b9d028f0a8c6bd47732ddeaccb8a5d752cb39bfd1306bff8007613120ad52b1',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY','{"id": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "rawId": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoibENYM1o0M21tNDdOcFUwb3VLaDRtN2d4bXEtOEh0SlpOMVJkSk1xb29GZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEQCIHCNI9h426Hrfx0ufB7jct4jgC88DZWlgJV7yK70aQIyAiAm0S0mOg6evTXtP8ZIU90I9uqOAtXD5Wdjj0T7SxSM3g", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_1b442bec490c492a30d855f05561fa68','agent','alice','scout','STCT','{"items":[{"agent":"scout","credential_digest":"762083f4f0cd2e3b778f274947740085822fee41c45a24a991727b57d54b13fb","kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','b483fe7ed3df58b538660ddc0eb9096ffdbc3bcec5fdc24b6bbd8052bb3d9125',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY','{"id": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "rawId": "QujmDQ0xmG7hPAJNCw4NDm1nDFHXWWyWqIyekdD9NxY", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoicEVvZ3NpazJoaWpyWXBCNG9PZlZIUGJpLVlfTjM0UVZtTDRFV3lwejdUVSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQDrj-jeH-Nw4ZZz8X9w0YfNdop5fO6ZNMR6uK9jUXrieAIhAM-Lg-0yuqa0AtEp78omnWc4xwE6cJBdQ-96AMsQSc-6", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_2st9Y03m4-mD6AcEVaQ_b50X", "kty": "OKP", "x": "VQTMwIWgppvC5D4DKtsZk9OvNjQmDyALs3QTvoLLmU0"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_094ac416ec12fa097aec3fe5464ab95a','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_094ac416ec12fa097aec3fe5464ab95a','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "XI7ZsgXp8hQpRT-gB0kms8lk1X61uc1CdWPJpP4HSxo"}
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
','24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('7bc686098b52b2e0c37d156a1e27de139d12e6f00729c6c1efcab01f0f05878f','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('62d7ceb6abd4b8a193cdf481e388a699150d4401bdbf63d10cd175b2344642ef','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('81c92e55c9c5f42530abe8b96eee4134f04f5e032387973e91ceb9a6b9437aed','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5649ba3c0b6f99bb236a394b31b1359f306837f72598f21ac51835acac377ace','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_t1a7w-mYlIsjXi8SMrP9W6NT',3,'rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1", "call_digest": "acefee8beec21947125a73ebc8685af8262930690aafc69600b2d9d523823bff"}',NULL,'small-payments',NULL,'approved',NULL,'a_bA6qMnaylUDrT1k1z0rHwTmY','http://localhost:8765/callback/a3pj2ruYC-Lj34Ji7FsOXqZoYvLQsRmRWCAEF4rQ69M','ZiB9BN9Gvh9WBDiFRYpkrhCED9eXDzyDWCumTuztMds','sha-256','EuHORh55FTlODyA-Ole6e_bqBrJKtja9WXpJSxzhLn4','7137414a2e6ab6a1230def74c0ef6669b9141ef7aee226a461d74703b5c23d5f',X'010131DC89F40C004A56D0E1566CFDB6DA790DB3D33144A5EB17E6043882D2447A5BF9F6E0D64EB6D6C950E63336B71459D1265539C8C82AAD83752A183AB20950618EC166BE4E8AE104',NULL,'b6565796bd4cb8f39947a4c3657e9e3c8c90179fe9a2aff24004c08f2bd6d34b',X'0101319F6AF4029EEDFF9AC944034BD31696DBD518CAB12FCE015150BB3886C551792B2F0C2AE1331436723EC187AADA261427CAA48B39F77F53356971E2156E51FDE710F88BCFAA5BEC968CF5898D1512CA010B8306D0B8B4135F0B08D21BC9BEB58BA563D298B0C01CE8EFC2B69ABE98AAF617D81FC4BA9D458EB297C0850F8E1E9846065FE09A9FF4B1AC1EA2FE9D14B3599C99DA332D63E43CA613FD16543F158F28CCD096E9BB09DB24DFB1866366EB9DA872174C5701780AD8F9E222C1757715FD6413BFEA769EB5720506C5D7234F8C612B528C4B39EC3CC024E18E504DA4D693CBF78A0E6206742077E389EDE2ABC129B4409DD0F3A5D204DBCF73B963041E98F830CE38AAF35138F95D87087F8D90F2A595DA562CEB8A8EDDC14ABA5B641081D6B819907A45AD8BDCB2E733D8C2DA2C922FB718AE4F429ADB6242084BF369D4C6B6F7D519CAFA4B00C8AFEE3C69A4505085F2D09C96084C1E901FB50909A7E0C4FC980AC3CEF0B6339A8CA3FD338C8DD899846877F668B08E0B2F2CE274416730A19C367556D8B810090C208EB3051DD007E8E6BF986F45BB33C122A097381AF8AD65EFD1667CE02BEAE0BDC942305F63E1655973BE2A4E3F990781019B9F40856E2FC222590179171911C455EB4DD36DBF18D9D395AF65FE9E5657FEC3FF21C85ED6C7B6CA3539F47EDF3647D58A280C9BE4657DEB4AADCFE78DF9E6D9A53AA8FAAEFB2CA6A89086EBD90DD6FE918A093A6373523989E1FF60DBC811182FB06152240E4D2C6FE4BC5698264074A3641638C0CCDB7AFB99EF736FCF73DAEDE6874EF6195CA2396CB44E3D6CBC96157AA94D948E9DF35F7101D46B9C685E1E588C8866','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
INSERT INTO "server_grant" VALUES('as_EVfTg4vkNte5JnAeKslORbMO',1,'rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "24a026e97a5380327664c282ca5a67d7a047ee5232c34442c698a290c95b99b1", "call_digest": "8359a7bfa57ae7f21908a07e4bd7a0a286fe174bd39154e2fadf6bc9df13fa38"}','bb99ddba8b52b8092283c0a4fc9add85f595c90d464f286cc2fa8b85f4efd5fb','small-payments',NULL,'pending',NULL,'a_5iZXsvogp1fCN4QdKRS_P96K','http://localhost:8765/callback/wQ5Zl_7-1EK42AAMeruu75KcWbH3G6esRDSKF7SvLaQ','ifcRjuH7ZPRoW0vFUnmOp-AFhMCeE0YkAjCWa1vlxqI','sha-256','2LpHnzwKvIAO2A84GZ_U8BbsKgN-XtNQuUEYBnErFTk',NULL,NULL,'808e249782c3fa449ccc5305e5199441b59dd6e51d9a12175c27f3eb3cbf5339',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL);
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
INSERT INTO "server_token" VALUES('t_4Z865MEefHu_hGCfedegGN0Q','as_t1a7w-mYlIsjXi8SMrP9W6NT','40fda4f4224493b2325d307edf21cbf6c25a80adecc92825e26b0b5e5d745c9b','7aaf08332c0ff2a575dc77c69863d2c4ebee2341e2d9d2becf3d0df86099bd88','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','rEpD-SqDMZHVSrCXB4KNzpEPnQlMzSlj1WWnzqKPDaM','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_2st9Y03m4-mD6AcEVaQ_b50X", "kty": "OKP", "x": "VQTMwIWgppvC5D4DKtsZk9OvNjQmDyALs3QTvoLLmU0"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_approval_client_grant ON approval (client_grant);
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
COMMIT;

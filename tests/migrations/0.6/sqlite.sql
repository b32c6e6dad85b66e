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
INSERT INTO "agent" VALUES('scout','alice','513e17bdc049e8e2f3186f753c8103587753c242ef636666e182fa86a4c58e57','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "approval" VALUES('a_7Ala1lHrFTbx2C07XbdIqGKd','as_JIOaPRlAoCOkv4y246oiPXJA','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"0c3fc0d7028e52cc8f5fcf14e5fef0d36f2bf2f2804766ff5c1ccc456422403c","client_key":"3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw","connector":"bank","connector_digest":"ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:00Z","version":"countersign-approval-v1"}','b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928','for breakfast','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','2026-11-25 12:00:00.000000','2026-11-26 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928','zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw','{"id": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "rawId": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "type": "public-key", "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiNmY1VTlFN080V0lJM2prd2l3b3BYZGNtcDM0TVBVN0Q2elhiMnNCS2psbyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw", "signature": "MEQCIChUgJV5QXdJZoWV7ITnYQH9EAPj5MpldsawROmu7KRVAiB1-1XTJbG7s5PPItf7aTeYqTWFs0QqTD_asSRBbAyk3w", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'617F52B1A578855CF893B25D3A5CEBEB5D786572863DD11BBAB8765F492DFF9C','2026-11-25 12:02:00.000000','2026-11-25 12:00:05.000000',NULL,NULL,NULL,'72',NULL,NULL);
INSERT INTO "approval" VALUES('a_Aflx-4rkLndCm8Ddn8D4Gwb2','as_nDKsc53M9zIVW7egFGeYVuja','scout','alice','{"access":[{"actions":["create"],"amount":"24.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"grocer","type":"bank-payment"}],"agent":"scout","authorization_server":"http://localhost:8765/gnap","call_digest":"38c90136189d10b48d9c377d5eb62e3d10196e5b44a73944bf20eed0d4934e12","client_key":"3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw","connector":"bank","connector_digest":"ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f","destructive":true,"holder":"bound","operation":"bank_pay","owner":"alice","parameters":{"account":"main","amount":"24.00","currency":"EUR","payee":"grocer"},"policy_digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","request":"POST http://127.0.0.1:9101/payments","resource_server":"http://127.0.0.1:9101","rule":"small-payments","rule_digest":"24c02f56ce5bd9bcc28e89878a5c69b72bf168e1f1313b1b9fd8f5050e4b7f5e","title":"Pay somebody","token_seconds":600,"uses":1,"valid_until":"2026-11-26T12:00:05Z","version":"countersign-approval-v1"}','0f309b04465c22e118db105409744453d373ef402004e4c69d8dad49a7b0af4e','for breakfast',NULL,'2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'19',NULL,NULL);
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
INSERT INTO "audit" VALUES(1,'2026-11-25 12:00:00.000000','pairing.made','QHQx9fJboz8HU__KRN9_6w',NULL,'alice','{}','0000000000000000000000000000000000000000000000000000000000000000','9973958aeebf71d4496c321d623f09c9aa5c2697ae1de5c349a93e40167d7dbf');
INSERT INTO "audit" VALUES(2,'2026-11-25 12:00:00.000000','pairing.claimed','QHQx9fJboz8HU__KRN9_6w',NULL,'alice','{"label":"A browser","same_computer":true}','9973958aeebf71d4496c321d623f09c9aa5c2697ae1de5c349a93e40167d7dbf','35cb0020668dc2990a9787c57aa40d6a3270af5c60e5aa2174bef542bb54ace6');
INSERT INTO "audit" VALUES(3,'2026-11-25 12:00:00.000000','passkey.enrolled','zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw',NULL,'alice','{"label":"A browser","pairing":"QHQx9fJboz8HU__KRN9_6w","same_computer":true}','35cb0020668dc2990a9787c57aa40d6a3270af5c60e5aa2174bef542bb54ace6','b7dddf28f17df916e53ee0b76563715897e51f5145b8167832c1ab80fe9ea654');
INSERT INTO "audit" VALUES(4,'2026-11-25 12:00:00.000000','proposal.made','w_633d0562e9973eaac8959ab15a8688cb',NULL,'alice','{"digest":"875940736b16f2fee172d870d05b5951d6dbfdb3ffa06a9bf6832fece73e1ce0","kinds":["policy","connector"],"uid":null}','b7dddf28f17df916e53ee0b76563715897e51f5145b8167832c1ab80fe9ea654','2e96b67e79e63e1707d0080d2d536680fa86be02b2eaa6ac90075143a8afdb52');
INSERT INTO "audit" VALUES(5,'2026-11-25 12:00:00.000000','policy.sealed','scout',NULL,'alice','{"before":null,"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","proposal":"w_633d0562e9973eaac8959ab15a8688cb"}','2e96b67e79e63e1707d0080d2d536680fa86be02b2eaa6ac90075143a8afdb52','395f00292f846cd03c0a1a4d4398e9bf849efe68b6622fe9faec645404a73e26');
INSERT INTO "audit" VALUES(6,'2026-11-25 12:00:00.000000','connector.sealed','bank',NULL,'alice','{"before":null,"digest":"ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f","proposal":"w_633d0562e9973eaac8959ab15a8688cb"}','395f00292f846cd03c0a1a4d4398e9bf849efe68b6622fe9faec645404a73e26','eddadfbc356db0d87a852864fc7b68a5743c38ab8ebab40dbad83cec26f9e289');
INSERT INTO "audit" VALUES(7,'2026-11-25 12:00:00.000000','proposal.approved','w_633d0562e9973eaac8959ab15a8688cb',NULL,'alice','{"digest":"875940736b16f2fee172d870d05b5951d6dbfdb3ffa06a9bf6832fece73e1ce0","passkey":"zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw","reason":null}','eddadfbc356db0d87a852864fc7b68a5743c38ab8ebab40dbad83cec26f9e289','824998df2d9d5c5b833536ba5f667e56d11aa3dcee4a40ed4fd5d554781d8966');
INSERT INTO "audit" VALUES(8,'2026-11-25 12:00:00.000000','proposal.made','w_ddf31509372e8ba347b96fc9387e3e0a','scout','alice','{"digest":"acec1aac7348dc3da66b1f7ed5f0ce836b03014af7c4d27b942962e37b20886c","kinds":["agent"],"uid":null}','824998df2d9d5c5b833536ba5f667e56d11aa3dcee4a40ed4fd5d554781d8966','f56ba2768f085715f2a7558b1af7aeca031e340bf3e4214df28fef346bd8b0a5');
INSERT INTO "audit" VALUES(9,'2026-11-25 12:00:00.000000','server.registered','3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw','scout','alice','{}','f56ba2768f085715f2a7558b1af7aeca031e340bf3e4214df28fef346bd8b0a5','3aed7620666800e8e5c0a3535bc3ddc67bf98800d8e92645ee0815f0311632af');
INSERT INTO "audit" VALUES(10,'2026-11-25 12:00:00.000000','agent.added','scout','scout','alice','{"proposal":"w_ddf31509372e8ba347b96fc9387e3e0a"}','3aed7620666800e8e5c0a3535bc3ddc67bf98800d8e92645ee0815f0311632af','067949a727b710bcf1be438eecee8aa902a7539e3d3cc5e5b226adcbc3b7e894');
INSERT INTO "audit" VALUES(11,'2026-11-25 12:00:00.000000','proposal.approved','w_ddf31509372e8ba347b96fc9387e3e0a','scout','alice','{"digest":"acec1aac7348dc3da66b1f7ed5f0ce836b03014af7c4d27b942962e37b20886c","passkey":"zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw","reason":null}','067949a727b710bcf1be438eecee8aa902a7539e3d3cc5e5b226adcbc3b7e894','9797ce5384e01a903b11ef4ea2c5441e651e64317bcdecadacf3f524c9f172ba');
INSERT INTO "audit" VALUES(12,'2026-11-25 12:00:00.000000','client.asked','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{"call":"0c3fc0d7028e52cc8f5fcf14e5fef0d36f2bf2f2804766ff5c1ccc456422403c","decide":"ask","operation":"bank_pay","rule":"small-payments"}','9797ce5384e01a903b11ef4ea2c5441e651e64317bcdecadacf3f524c9f172ba','06b4578c23e3eb1fc9297890673cd139e1f5603f6f0ad8e3166a5b8622efe8ce');
INSERT INTO "audit" VALUES(13,'2026-11-25 12:00:00.000000','server.asked','as_JIOaPRlAoCOkv4y246oiPXJA','scout','alice','{"approval":"a_7Ala1lHrFTbx2C07XbdIqGKd","digest":"b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928","rule":"small-payments"}','06b4578c23e3eb1fc9297890673cd139e1f5603f6f0ad8e3166a5b8622efe8ce','66647f81925d3cfe824d15f5da037ac114cd6129067c57b475e28fe7b6711ca9');
INSERT INTO "audit" VALUES(14,'2026-11-25 12:00:00.000000','client.pending','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{}','66647f81925d3cfe824d15f5da037ac114cd6129067c57b475e28fe7b6711ca9','6b803827b2803596fcee23250eb6d2ae168355234547eb5adeba7e86555762f6');
INSERT INTO "audit" VALUES(15,'2026-11-25 12:00:00.000000','approval.approved','a_7Ala1lHrFTbx2C07XbdIqGKd','scout','alice','{"digest":"b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928","effective":"b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928","grant":"as_JIOaPRlAoCOkv4y246oiPXJA","passkey":"zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw","reason":null,"verb":"approve"}','6b803827b2803596fcee23250eb6d2ae168355234547eb5adeba7e86555762f6','f609ab2793f7bf1d9954d23335336da9df90169f6643ae14910ed5304846eb52');
INSERT INTO "audit" VALUES(16,'2026-11-25 12:00:05.000000','client.finished','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{}','f609ab2793f7bf1d9954d23335336da9df90169f6643ae14910ed5304846eb52','845ab5f813b73697c7e8745c03a817fd48d8f090e4624f6f36e93ed54a851fc6');
INSERT INTO "audit" VALUES(17,'2026-11-25 12:00:05.000000','server.issued','as_JIOaPRlAoCOkv4y246oiPXJA','scout','alice','{"approval":"a_7Ala1lHrFTbx2C07XbdIqGKd","rule":"small-payments","why":null}','845ab5f813b73697c7e8745c03a817fd48d8f090e4624f6f36e93ed54a851fc6','553f134f234aceb1b276ef1a3b695c98928ac24735fa68dd40fa1fd6a109a088');
INSERT INTO "audit" VALUES(18,'2026-11-25 12:00:05.000000','client.granted','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{"access":[{"actions":["create"],"amount":"25.00","currency":"EUR","identifier":"main","locations":["http://127.0.0.1:9101/payments"],"payee":"bakery","type":"bank-payment"}],"approval":"a_7Ala1lHrFTbx2C07XbdIqGKd"}','553f134f234aceb1b276ef1a3b695c98928ac24735fa68dd40fa1fd6a109a088','fe7d076dbc5b8671a0fa9d7ee136ec06a9957c996467aed2ed35980a529f11b0');
INSERT INTO "audit" VALUES(19,'2026-11-25 12:00:05.000000','client.use_reserved','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{"approval":"a_7Ala1lHrFTbx2C07XbdIqGKd","call":"0c3fc0d7028e52cc8f5fcf14e5fef0d36f2bf2f2804766ff5c1ccc456422403c"}','fe7d076dbc5b8671a0fa9d7ee136ec06a9957c996467aed2ed35980a529f11b0','fbcf55b79848ca3051a252d47f7260edce5b63f4bf53ca9c736203d385a12eaf');
INSERT INTO "audit" VALUES(20,'2026-11-25 12:00:05.000000','client.call_answered','g_NHWsJQMSbXuJBcS2RcP_Z_Kg','scout','alice','{"status":201}','fbcf55b79848ca3051a252d47f7260edce5b63f4bf53ca9c736203d385a12eaf','935c7cfeddab898230f2f9df268d97b9e217352c2daf4776470c91e76e8af10e');
INSERT INTO "audit" VALUES(21,'2026-11-25 12:00:05.000000','client.asked','g_6sS_crEkD4w182ZlpORNcWSh','scout','alice','{"call":"38c90136189d10b48d9c377d5eb62e3d10196e5b44a73944bf20eed0d4934e12","decide":"ask","operation":"bank_pay","rule":"small-payments"}','935c7cfeddab898230f2f9df268d97b9e217352c2daf4776470c91e76e8af10e','aa4b48ae1ccd5a37464010537e5dc321a5aa7548dc96e617f9b6da6b17d4da13');
INSERT INTO "audit" VALUES(22,'2026-11-25 12:00:05.000000','server.asked','as_nDKsc53M9zIVW7egFGeYVuja','scout','alice','{"approval":"a_Aflx-4rkLndCm8Ddn8D4Gwb2","digest":"0f309b04465c22e118db105409744453d373ef402004e4c69d8dad49a7b0af4e","rule":"small-payments"}','aa4b48ae1ccd5a37464010537e5dc321a5aa7548dc96e617f9b6da6b17d4da13','77d30cbe89d538ad733f403c5a5989e6ee88aaeadcd98e2679a7f48ea03dde93');
INSERT INTO "audit" VALUES(23,'2026-11-25 12:00:05.000000','client.pending','g_6sS_crEkD4w182ZlpORNcWSh','scout','alice','{}','77d30cbe89d538ad733f403c5a5989e6ee88aaeadcd98e2679a7f48ea03dde93','7388a87a1a7e57dc386d4076ad8496aca876f50293ba4242209a699394d8463b');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,23,'7388a87a1a7e57dc386d4076ad8496aca876f50293ba4242209a699394d8463b');
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
INSERT INTO "challenge" VALUES('5a280a0df85c5ff6ab12aee9c25297bf77401883c84a22208e8b479b05e016be','enrol','alice','QHQx9fJboz8HU__KRN9_6w',NULL,NULL,X'8DCF419E7EAC1D2330A603E7FF903D24A18B0DB7E92EB942EFF2EA49B07F6FCF','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
INSERT INTO "challenge" VALUES('fb18d9e97da99f0f8eefed90940b8b1964ec15273811d13513e114f2f08b3470','decide','alice','a_7Ala1lHrFTbx2C07XbdIqGKd','approve','b9cfc48e925caa381ebdc9b4ac50e490b4bd98fcd4e105640c32256676eed928',X'617F52B1A578855CF893B25D3A5CEBEB5D786572863DD11BBAB8765F492DFF9C','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000');
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
INSERT INTO "client_grant" VALUES('g_NHWsJQMSbXuJBcS2RcP_Z_Kg',7,'scout','alice','http://localhost:8765/gnap','k_0oFXWiQq2RaXKd2sBJUZ232p','bank','bank_pay','{"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','0c3fc0d7028e52cc8f5fcf14e5fef0d36f2bf2f2804766ff5c1ccc456422403c','ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','e6a8b00db92bf47d7b15d4967ad187eb7167b0cc91b8375a8da0da24c0cf9638','for breakfast',1,'approved',NULL,NULL,NULL,'vX9qvgy_2BYKlxcsiFWkFhXr0G_h-djYMSLGxnS3Ud0','6a5d42c3ae71ec1ca1d4ffd646ef2e5b2720fd39b2248a3e8e7750d4109e48c0',X'010131058A3404960D9D42ADDCB4923B227DAF62F18B47814579FDE88086EC25862072B4F980B9F9868CCB93FEEFF0A4EFB855F4D05D821468E698D342B0E9CE5E2BA8CEB72C51939A90','UbS0C75hOtznZ0TNyLnTlt6_zmMnJy4xY4bfOaM4SaA',NULL,'http://localhost:8765/gnap/continue/as_JIOaPRlAoCOkv4y246oiPXJA',NULL,'2026-11-25 12:00:05.000000',X'010131F4A6A357679B74AD524ACC000AF32E2EA99AE65386C40DC50E89AA20B895F673B5ED1E8A840173F8B4DC3DC9D2DFCB344EAC8B250A0E62C09B945CA30DE38652A254E12D71C22E','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','2026-11-25 12:10:05.000000','http://localhost:8765/gnap/token/t_BYeD5ew4hXJl8_97auqRUwS0',X'01013145BECB7980CB5635E2644D590E6CD46C74648B35A22DC7C959A290C80FADA48E4F6F2E61B71E7A121469F818A47BC779D9C2DF86C56FC12BAB699B9CA65D3AE9480AE45C4F5334','a_7Ala1lHrFTbx2C07XbdIqGKd','done','{"status": 201, "body": {"payment": {"id": "payment-1", "account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery", "at": "2026-11-25T12:00:05Z"}}}',NULL,0,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:00.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'72',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "client_grant" VALUES('g_6sS_crEkD4w182ZlpORNcWSh',2,'scout','alice','http://localhost:8765/gnap','k_0oFXWiQq2RaXKd2sBJUZ232p','bank','bank_pay','{"amount": "24.00", "currency": "EUR", "payee": "grocer", "account": "main"}','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','38c90136189d10b48d9c377d5eb62e3d10196e5b44a73944bf20eed0d4934e12','ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f','db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83','small-payments','ask','626dcd2aa235a2c3e864c33e3ccfa1f3809ffa590ebe855894d09e6d419dc8f9','for breakfast',1,'pending',NULL,NULL,NULL,'kWtOoF15qdvRqkuhARQj99rZZPgN4_IF_V8BNnU2Q7M','c122ee807555855d1e3689e2b750f7aba658a816802c04b7d2eed3d9a886a04e',X'010131A84F3357383C2CDB041883A95948AC6A43321B650E526277162032930C39442FA61DCF0710CA72F58DDB3174AD00B2E8ED468B3AE5B472EF6439FDA98EE73C05612F0BE1536B7A','FujCBwcG52c5jCjoPcMmEliEwOdvve4K7DT3E9aST9c',NULL,'http://localhost:8765/gnap/continue/as_nDKsc53M9zIVW7egFGeYVuja',X'0101311B6D787F777F4F3DD99E89FA04A826E1ECAB6EEC5D1841ADC0D0D6C76E16444957B372C35DBBF06FDE54294498B4F015ACB950A630362AE39E6E51587D97991F8F603728299426','2026-11-25 12:00:10.000000',NULL,NULL,NULL,NULL,NULL,NULL,'pending',NULL,NULL,0,NULL,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:01:05.000000','2026-11-26 12:01:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,'19',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "client_key" VALUES('k_0oFXWiQq2RaXKd2sBJUZ232p','scout','http://localhost:8765/gnap','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_0oFXWiQq2RaXKd2sBJUZ232p", "kty": "OKP", "x": "Jy-DmjIMGxX2PAikbzzsvBteheiIg4AuAWrmb-uS0PY"}',X'010131A4A880E4655D168E7FF02D5F1F72BB215FFA006CAB925A4A07851AA6C2BB249A622BD92F87ED9CB17B058AFAA526FF8253B41CA44FA1A01F2CE2CA85DE671C985F6B353FC3742B8E8137C0F1','2026-11-25 12:00:00.000000');
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
INSERT INTO "installation" VALUES(1,NULL,X'0101318C65D4CE0B1B9F99E5AC3CDE749696A375AA3A5796C38F30F1D6FCEFD4160B41E499DB9A84E463',NULL,2,NULL,'2026-11-25 12:00:00.000000');
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
INSERT INTO "outbox" VALUES('o_64-gxkWZO-adfmcubv1XETFd','finish','as_JIOaPRlAoCOkv4y246oiPXJA',0,NULL,NULL,NULL,'2026-11-26 12:00:00.000000','2026-11-25 12:00:05.000000','accepted','2026-11-25 12:00:00.000000',NULL,NULL);
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
INSERT INTO "pairing" VALUES('QHQx9fJboz8HU__KRN9_6w','f4b19f5a357cbacad6060f1f837dab14ecda5bfe8608a7de7fe983d9d57bdfd3','83ac4fd9be824012b1cda3ec8683fd132258161f45ca615a3b5c5b50f90c7f25','alice','2026-11-25 12:00:00.000000','2026-11-25 12:02:00.000000','2026-11-25 12:00:00.000000','{"id": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "public_key": "pQECAyYgASFYIJ4brDSZzvJri0ae_L07fpTnt7fylceLhYAVYQ_U9Yt6IlggUzOJR8IN9isvP3hqCa_IgrfT86NjAyZDtt2TjaAcTI8", "sign_count": 0, "label": "A browser", "same_computer": true}','59fd8a8df97509706069ecf8735a1a98f54928772f845daa242a60a31ad28abf',0,'2026-11-25 12:00:00.000000',NULL,'2026-11-25 12:00:00.000000','paired');
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
INSERT INTO "passkey" VALUES('zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw','alice','A browser',X'A50102032620012158209E1BAC3499CEF26B8B469EFCBD3B7E94E7B7B7F295C78B858015610FD4F58B7A22582053338947C20DF62B2F3F786A09AFC882B7D3F3A363032643B6DD938DA01C4C8F',3,'2026-11-25 12:00:00.000000','2026-11-25 12:00:00.000000',NULL,1);
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
INSERT INTO "phone_session" VALUES('97023a80f4d4df2547132e745aa949c968cd5b47d09355f2c5c584c6de0e3583','alice','zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw','2026-11-25 12:00:00.000000','2026-11-26 00:00:00.000000');
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
INSERT INTO "proposal" VALUES('w_633d0562e9973eaac8959ab15a8688cb','policy','alice',NULL,'WKVN','{"items":[{"before":null,"difference":[],"digest":"db0562a7d8de094660c44b1f54358ab39ba1d85f6af314237cea0bea090d0c83","kind":"policy","name":"scout","path":"policies/scout.yaml","text":"# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).\n# Whatever no rule covers is denied. README.md beside this file has the whole format; `countersign policy check` reads it.\nagent: scout\nowner: alice\nrules:\n  - id: read-accounts\n    decide: allow\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/*\"]}\n  - id: small-payments\n    decide: ask\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"]}\n    where: {amount: {max: \"100.00\"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}\n    approval: {assurance: passkey, answer_within: 24h}\n    grant: {uses: 1, expires_in: 10m}\n  - id: never-close\n    decide: deny\n    access: {type: bank-account, actions: [close]}\nlimits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}\n"},{"before":null,"difference":[],"digest":"ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f","kind":"connector","name":"bank","path":"tools/bank.yaml","text":"# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.\nname: bank\ntitle: Pocket Bank\nresource_server: http://127.0.0.1:9101\nresource_server_key: {\"alg\": \"EdDSA\", \"crv\": \"Ed25519\", \"kid\": \"pocket-bank\", \"kty\": \"OKP\", \"x\": \"H1cfawp6bugbS8bhdj667etenODRVoliGig1yjuVuI0\"}\nauthorization_server: embedded            # or a grant endpoint URL\noperations:\n  - name: bank_read_account\n    title: Read an account\n    description: The balance of one account.\n    request: GET /accounts/{account}\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}\"], identifier: $account}\n  - name: bank_transactions\n    title: List the transactions of an account\n    request: GET /accounts/{account}/transactions\n    parameters: {account: {type: string, max_length: 40}}\n    access: {type: bank-account, actions: [read], locations: [\"http://127.0.0.1:9101/accounts/{account}/transactions\"], identifier: $account}\n  - name: bank_pay\n    title: Pay somebody\n    request: POST /payments\n    parameters: {amount: {type: string, format: decimal}, currency: {type: string, max_length: 3}, payee: {type: string}, account: {type: string, max_length: 40}}\n    access: {type: bank-payment, actions: [create], locations: [\"http://127.0.0.1:9101/payments\"], identifier: $account, amount: $amount, currency: $currency, payee: $payee}\n    idempotency: {header: Idempotency-Key}\n    destructive: true\n"}],"owner":"alice","valid_until":"2026-12-02T12:00:00Z","version":"countersign-proposal-v1"}','875940736b16f2fee172d870d05b5951d6dbfdb3ffa06a9bf6832fece73e1ce0',NULL,NULL,'2026-11-25 12:00:00.000000','2026-12-02 12:00:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw','{"id": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "rawId": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiOE9IUUk1LUY0UVBTMElKZ3hKV29PeXYtZWdFVkRvZ18zSENvRUFQSDJrdyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ", "signature": "MEUCIQCB6VtaNTt0p-v6iNBleZ5gfBECZFvVwdazp7WyPkpfXwIgSUVZeqfc47fUSaYsUvlExdTPUeLjKh4dp_6IjJWjiW8", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
INSERT INTO "proposal" VALUES('w_ddf31509372e8ba347b96fc9387e3e0a','agent','alice','scout','P72E','{"items":[{"agent":"scout","credential_digest":"513e17bdc049e8e2f3186f753c8103587753c242ef636666e182fa86a4c58e57","expires_in":null,"kind":"agent"}],"owner":"alice","valid_until":"2026-11-25T12:15:00Z","version":"countersign-proposal-v1"}','acec1aac7348dc3da66b1f7ed5f0ce836b03014af7c4d27b942962e37b20886c',NULL,NULL,'2026-11-25 12:00:00.000000','2026-11-25 12:15:00.000000',NULL,'approve','2026-11-25 12:00:00.000000',NULL,'zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw','{"id": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "rawId": "zQPQ15EhTlkdDWF6gwpDQ6joNfQOJtmCKIdbdNzxTYw", "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": {"clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoicTg0OTNPY1pFNXpsdkl5S19NaDRqVmFLQnZaMTRzQWtEbFI1dmJnSWo4WSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODc2NSIsImNyb3NzT3JpZ2luIjpmYWxzZX0", "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg", "signature": "MEYCIQCU23GNXh-2IXZgP-4FgZPA6sqkk6DazMJEeWOwdE1K6QIhAI_BOGhavhOYEc5flYxwrqJEjgOhQPWPcn-FH-pCsbyD", "userHandle": "Y291bnRlcnNpZ24tb3duZXI6YWxpY2U"}}',X'0000000000000000000000000000000000000000000000000000000000000000','2026-11-25 12:05:00.000000');
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
INSERT INTO "registered_client" VALUES('3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw','scout','alice','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_0oFXWiQq2RaXKd2sBJUZ232p", "kty": "OKP", "x": "Jy-DmjIMGxX2PAikbzzsvBteheiIg4AuAWrmb-uS0PY"}','http://localhost:8765/callback/','2026-11-25 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,1,0);
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
INSERT INTO "sealed_file" VALUES('policy:scout','policies/scout.yaml','alice','w_633d0562e9973eaac8959ab15a8688cb','# What scout may do by itself (allow), must ask alice for (ask), and can never have (deny).
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
INSERT INTO "sealed_file" VALUES('connector:bank','tools/bank.yaml','alice','w_633d0562e9973eaac8959ab15a8688cb','# A pocket bank: its operations, and the access right that each call needs. README.md beside this file has the format.
name: bank
title: Pocket Bank
resource_server: http://127.0.0.1:9101
resource_server_key: {"alg": "EdDSA", "crv": "Ed25519", "kid": "pocket-bank", "kty": "OKP", "x": "H1cfawp6bugbS8bhdj667etenODRVoliGig1yjuVuI0"}
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
','ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f',NULL,'2026-11-25 12:00:00.000000');
CREATE TABLE seen_nonce (
	digest VARCHAR NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_seen_nonce PRIMARY KEY (digest)
);
INSERT INTO "seen_nonce" VALUES('memory','3026-03-28 12:00:00.000000');
INSERT INTO "seen_nonce" VALUES('b28f5b317815687e6c1f443e4c9d104e6dbe9eb2fa116a1010792ab5ae42d791','2026-11-25 12:05:00.000000');
INSERT INTO "seen_nonce" VALUES('91d8180e29b50344bd05ad4379a1d55a3da4c3a7ef60b1c412bb18b52e64aa42','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('055d75cd113210587f42fce38c0d2fe6709f6e43655971322b5d42d6ed58b008','2026-11-25 12:05:05.000000');
INSERT INTO "seen_nonce" VALUES('5e67c53fa9fa232b1eb0aa2c765a6ea4a2009cb8a417d86a0c6c7ab04acdf932','2026-11-25 12:05:05.000000');
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
INSERT INTO "server_grant" VALUES('as_JIOaPRlAoCOkv4y246oiPXJA',3,'3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f", "call_digest": "0c3fc0d7028e52cc8f5fcf14e5fef0d36f2bf2f2804766ff5c1ccc456422403c"}',NULL,'small-payments',NULL,'approved',NULL,'a_7Ala1lHrFTbx2C07XbdIqGKd','http://localhost:8765/callback/ZZduHpCXPicfxe61jRYQl1nskdzwu8duLS_WzqOkMw0','vX9qvgy_2BYKlxcsiFWkFhXr0G_h-djYMSLGxnS3Ud0','sha-256','UbS0C75hOtznZ0TNyLnTlt6_zmMnJy4xY4bfOaM4SaA','1d124469b5ac63001ab0d7cb0d905cc232aa7d4f5d5f116c750342333dd5511d',X'010131FECA903A769EF5C621E4C21BBC916346B1827E19C3E25899292893044045E4171755057808C55768E4F79C3BA0A2098762ED2740183E2146812811AB2B227F7D1B85F45A1C1F9E',NULL,'e4466500de292f0e1e18abbb510c597621c312d11bfe2004ec6ed8b17a53e456',X'01013182DEE992E51FA9C159E49EEC5AF8EBE907CEA6255706131DDB73C0326F492FD970F51785144F35C4699215AB962E8B2A9B386C6EEBCB8AF02D1FECAA90AEE7FB8FEA4DD243D24B7C56AB24A9508E0F868B198111261E583C89813A2C28C18378E3DFCF3F05B5BCA347F7455F1C39B207774193393A76CCEC75E19F9757EE773A6D8EA17EC3DF717C291B04957F18AF70B2FB53326185ECF78E3DB1A6AF7FDADCC28099F3BBBBCAD867977997F366D1B51BEA129DB8E5953270C34EACE45C5854454720F03602B1CB8F9A7EDC997241DA239DD5D527F88E87304A9EB38BB12574BF12476591DBBAC591520F672BD42F7F1E9788520B03F4D39AC3817E9B7D959BCE95D3588EF8DD8DF5299D61A027569DA931430B56564E0FF6987B4508DB8EB2D293C70D9332793A6CA553C16CC1430405D210137BEFD665C557AB1F27A2513D77303C1554ADBA825153DD25BD33F590F10A6897AF46E6EC43358CA9AD6E9AFAD76D992967C3165F17A109469D542C0634750CAA9633746B2139D6E1DCEBD0F19128B927D010C5C24332572013135FDA15FB9F334A6CD923A350C279ABED07163EB05EF0837935EFC9D3F1FD1735B43AE113E6F6687E72542B10A8721CB83943B725395A8E7BF2BFC0DC094FDE8B243427AC8FEC4D6AAA6F46B912DCE89112866AC235AE9D4CCB1E0EBC742593BCA6A55B1D93312E716B3508B5651D339D430CCD082F7FB8B82C97215B2E43896950677C66A1E7C8A3C9F7A01160C26786B721D5BB4DE535713D5144F25ED4C2DCAD8E7449595F0A193851ECB7A77BAA392C1E359A1D63A9B480C0E5DCBC7E5D7E5AD851F84B5871CD634BE7F13E41B9BBBAE90611FCCD','2026-11-25 12:10:05.000000','2026-11-25 12:00:05.000000',1,600,'2026-11-25 12:00:00.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
INSERT INTO "server_grant" VALUES('as_nDKsc53M9zIVW7egFGeYVuja',1,'3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw','scout','alice','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "24.00", "currency": "EUR", "payee": "grocer"}]','{"operation": "bank_pay", "connector": "bank", "connector_digest": "ce1272e6371ef29648a7d3b31f39113c4678ad90ac0d9f629c09699921ac133f", "call_digest": "38c90136189d10b48d9c377d5eb62e3d10196e5b44a73944bf20eed0d4934e12"}','d699a51ba62622302f268d0d5fde308858c2d00119029457609505b7eec8eaac','small-payments',NULL,'pending',NULL,'a_Aflx-4rkLndCm8Ddn8D4Gwb2','http://localhost:8765/callback/Y1JX4koyBDTPg3xWIr3Hde7Mz8SSsw1Ew-Gc16-MIsw','kWtOoF15qdvRqkuhARQj99rZZPgN4_IF_V8BNnU2Q7M','sha-256','FujCBwcG52c5jCjoPcMmEliEwOdvve4K7DT3E9aST9c',NULL,NULL,'ba11db154b3dd527df2aa04bc73c7610ad40a08d87ea8b309a26cd34017a2433',NULL,NULL,NULL,'2026-11-25 12:00:10.000000',1,600,'2026-11-25 12:00:05.000000','2026-11-25 12:00:05.000000','2026-11-26 12:00:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'push',0,NULL,NULL);
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
INSERT INTO "server_token" VALUES('t_BYeD5ew4hXJl8_97auqRUwS0','as_JIOaPRlAoCOkv4y246oiPXJA','9d5d92b2b5d674fa2d6e9c4ce9878ca2a1aaa291e05ddb32ac9b7701909aba90','a6f2f3b9f64bf91b37f27dcddc9b60430a956d1556573872233888f5c503cdbe','[{"type": "bank-payment", "actions": ["create"], "locations": ["http://127.0.0.1:9101/payments"], "identifier": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}]','3R7CEYYlD-6vxBIAVNUsSRv87EzkKXeEGC5MNirXFbw','{"alg": "EdDSA", "crv": "Ed25519", "kid": "k_0oFXWiQq2RaXKd2sBJUZ232p", "kty": "OKP", "x": "Jy-DmjIMGxX2PAikbzzsvBteheiIg4AuAWrmb-uS0PY"}',1,'2026-11-25 12:00:05.000000','2026-11-25 12:10:05.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'opaque');
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
CREATE INDEX ix_server_grant_previous_continue_digest ON server_grant (previous_continue_digest);
CREATE INDEX ix_server_grant_thumbprint ON server_grant (thumbprint);
CREATE INDEX ix_server_grant_agent ON server_grant (agent);
CREATE INDEX ix_server_grant_due_at ON server_grant (due_at);
CREATE INDEX ix_approval_agent ON approval (agent);
CREATE INDEX ix_approval_grant ON approval (grant);
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
CREATE INDEX ix_standing_approval_approval ON standing_approval (approval);
CREATE INDEX ix_standing_approval_owner ON standing_approval (owner);
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

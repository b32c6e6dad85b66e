// A program: an OAuth server (`oidc-provider`, as it comes), and an API that lets in whoever has a token of it.
// `node server.mjs INSTALLED SECRETS`, the folder that it is installed in and its clients' secrets as JSON; it writes
// where both are, and ends with its standard input. The API asks the server about each token (RFC 7662), and forgets
// nothing that it was asked: GET /seen gives it back. POST /ended ends an access token alone, as no endpoint of the
// server does: whoever revokes it there loses the refresh token too.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [installed, given] = process.argv.slice(2);
const secrets = JSON.parse(given);
// its warnings say that this is no set-up for production
console.warn = console.info = console.error;
const module = createRequire(join(installed, 'package.json')).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(module));

async function listening() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, `http://127.0.0.1:${server.address().port}`];
}

const [authorizing, issuer] = await listening();
const [serving, api] = await listening();

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'countersign',
      client_secret: secrets.countersign,
      application_type: 'native', // any port of a loopback address will do (RFC 8252 §7.3)
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      // no token_endpoint_auth_method: client_secret_basic (OpenID Connect Registration 1.0 §2). This server would take
      // its secret in the form too; it undoes the form encoding of what comes by Basic, as RFC 6749 §2.3.1 has it
      client_id: 'countersign:basic',
      client_secret: secrets['countersign:basic'],
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    {
      client_id: 'tracker',
      client_secret: secrets.tracker,
      redirect_uris: [],
      grant_types: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  scopes: ['openid', 'offline_access', 'issues.read', 'issues.write'],
  features: { introspection: { enabled: true }, revocation: { enabled: true } },
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: { AccessToken: 600, RefreshToken: 86400, Grant: 86400, Session: 3600, Interaction: 600 },
});
authorizing.on('request', provider.callback());

async function allowed(header, scope) {
  const [, token] = /^Bearer (\S+)$/.exec(header ?? '') ?? [];
  if (token === undefined) return 401;
  const answer = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: 'tracker', client_secret: secrets.tracker }),
  });
  const said = await answer.json();
  if (!said.active) return 401;
  return said.scope.split(' ').includes(scope) ? 200 : 403;
}

const seen = [];
serving.on('request', async (request, response) => {
  const { method, url } = request;
  if (url === '/seen') return response.end(JSON.stringify(seen));
  const body = Buffer.concat(await request.toArray()).toString();
  if (url === '/ended') {
    await (await provider.AccessToken.find(body)).destroy();
    return response.end();
  }
  const status = await allowed(request.headers.authorization, method === 'GET' ? 'issues.read' : 'issues.write');
  seen.push({ method, url, status, token: request.headers.authorization, body });
  response.writeHead(status, { 'content-type': 'application/json' });
  // an API that says back what it was sent: nothing of it may reach the agent
  response.end(JSON.stringify({ issue: url, sent: request.headers.authorization }));
});

console.log(JSON.stringify({ issuer, api }));
process.stdin.resume();
process.stdin.on('end', () => process.exit());

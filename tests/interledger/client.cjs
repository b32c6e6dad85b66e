// One step of a client that is made of @interledger/open-payments: what to do comes as JSON on stdin, what came of it
// leaves as JSON on stdout. The library is the one below .work/interledger; every answer is held to its OpenAPI file.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')

const step = JSON.parse(readFileSync(0, 'utf8'))

// the broker's clock stands still in a test, and the library signs what its own clock says
const Clock = Date
globalThis.Date = class extends Clock {
  constructor(...given) {
    super(...(given.length ? given : [step.now]))
  }
  static now() {
    return step.now
  }
}

const STEPS = {
  request: (client) => client.grant.request({ url: step.url }, step.content, step.client),
  continue: (client) => client.grant.continue({ url: step.url, accessToken: step.token }, step.content ?? undefined),
  cancel: (client) => client.grant.cancel({ url: step.url, accessToken: step.token }),
  rotate: (client) => client.token.rotate({ url: step.url, accessToken: step.token }),
  revoke: (client) => client.token.revoke({ url: step.url, accessToken: step.token })
}

async function main() {
  const library = createRequire(step.installed)('@interledger/open-payments')
  const client = await library.createAuthenticatedClient({
    walletAddressUrl: 'https://wallet.example/alice',
    privateKey: Buffer.from(step.key),
    keyId: step.keyId
  })
  try {
    return { answer: (await STEPS[step.do](client)) ?? null }
  } catch (error) {
    const { status, code, description, validationErrors } = error
    return { refused: { status, code, description, validationErrors } }
  }
}

main().then((told) => process.stdout.write(JSON.stringify(told)))

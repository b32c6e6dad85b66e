// The clients of the TypeScript SDK as programs: `node driver.cjs v1|v2 FOLDER URL`, where FOLDER is that of the installed
// packages and CREDENTIAL holds the credential. driver.py says what is read from stdin and written to stdout.
const path = require('node:path')
const { createInterface } = require('node:readline')
const { createRequire } = require('node:module')

const [kind, folder, url] = process.argv.slice(2)
const installed = createRequire(path.join(folder, 'package.json'))
const US = { name: 'some-agent', version: '1' }
const OPTIONS = { requestInit: { headers: { Authorization: `Bearer ${process.env.CREDENTIAL}` } } }
const LONG = 120_000 // milliseconds; the SDK's own is a minute, which a busy machine may need

async function v1() {
  const { Client } = installed('@modelcontextprotocol/sdk/client/index.js')
  const { StreamableHTTPClientTransport } = installed('@modelcontextprotocol/sdk/client/streamableHttp.js')
  const client = new Client(US)
  const transport = new StreamableHTTPClientTransport(new URL(url), OPTIONS)
  await client.connect(transport)
  const call = (params, options) => client.callTool(params, undefined, options)
  return { version: transport.protocolVersion, call, close: () => client.close() }
}

async function v2() {
  const { Client, StreamableHTTPClientTransport } = installed('@modelcontextprotocol/client')
  const client = new Client(US, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), OPTIONS))
  const call = (params, options) => client.callTool(params, options)
  return { version: client.getNegotiatedProtocolVersion(), call, close: () => client.close() }
}

const say = (words) => process.stdout.write(`${JSON.stringify(words)}\n`)

async function one(call, asked, signal) {
  const options = { signal, timeout: asked.within ? asked.within * 1000 : LONG, onprogress: () => say({ note: asked.id }) }
  try {
    const told = await call({ name: asked.tool, arguments: asked.arguments }, options)
    say({ id: asked.id, content: told.structuredContent ?? null, is_error: told.isError === true })
  } catch (why) {
    say({ id: asked.id, gone: String(why) })
  }
}

async function main() {
  const { version, call, close } = await (kind === 'v1' ? v1() : v2())
  say({ version })
  const running = new Map()
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line)
    if (asked.abort !== undefined) {
      running.get(asked.abort).abort()
    } else {
      running.set(asked.id, new AbortController())
      one(call, asked, running.get(asked.id).signal)
    }
  }
  await close()
  process.exit()
}

main()

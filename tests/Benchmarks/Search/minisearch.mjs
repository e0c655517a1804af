// Ranks the questions on standard input with MiniSearch as it comes, one document a section, and times it.
import MiniSearch from 'minisearch'
import { createInterface } from 'node:readline'

let engine
const lines = createInterface({ input: process.stdin })
const reply = value => process.stdout.write(JSON.stringify(value) + '\n')

for await (const line of lines) {
  const { documents, queries } = JSON.parse(line)
  if (documents) {
    const start = performance.now()
    engine = new MiniSearch({ fields: ['heading', 'text'] })
    engine.addAll(documents)
    reply(performance.now() - start)
  } else {
    reply(queries.map(query => {
      const start = performance.now()
      const found = engine.search(query)
      return { milliseconds: performance.now() - start, ids: found.slice(0, 20).map(result => result.id) }
    }))
  }
}

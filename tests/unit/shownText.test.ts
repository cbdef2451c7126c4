import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('O47 what is told of a room’s text is asked where it is known to stay', async () => {
  const root = fileURLToPath(new URL('../../server', import.meta.url))
  const files = await readdir(root, { recursive: true })
  const reading: string[] = []
  for (const file of files.filter((each) =>
    /^(api|filing|exports|authorship)\/.*\.ts$/.test(each),
  )) {
    const source = await readFile(join(root, file), 'utf8')
    if (/\.read\(\)\.doc|\bdoc\b[^\n]*\} = \w*\.read\(\)/m.test(source)) reading.push(file)
  }
  expect(reading).toEqual([])
})

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig, settings } from '../../server/config.ts'
import { newFolder } from '../support/folder.ts'

test('O2 without anything set, what the list of settings says holds', async () => {
  await using folder = await newFolder()
  const config = readConfig({ ACCORD_DATA: folder.path, HOST: '' })
  expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', publicUrl: null, sample: 'whole' })
  expect(config.log).toBe('info')
  expect(config.exports).toEqual({ seconds: 30, megabytes: 2048 })
  expect(config.keepAlive).toBe(75)
  expect(settings.every(({ help }) => help.endsWith('.'))).toBe(true)
})

test('O2 a wrong setting is named', async () => {
  await using folder = await newFolder()
  const wrong = {
    PORT: '80a',
    ACCORD_PUBLIC_URL: 'accord.example',
    ACCORD_PROXY_HEADER: 'two words',
    ACCORD_SECRET: 'short',
    ACCORD_EXPORT_SECONDS: '-1',
    ACCORD_EXPORT_MB: 'much',
    ACCORD_KEEP_ALIVE_SECONDS: '0',
    ACCORD_LOG: 'loud',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const read = () => readConfig({ ACCORD_DATA: folder.path, [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(name)
  }
  const said = (name: string) => () => readConfig({ ACCORD_DATA: folder.path, [name]: '?' })
  expect(said('ACCORD_PUBLIC_URL')).toThrow('like https://')
  expect(said('ACCORD_PROXY_HEADER')).toThrow('like x-forwarded-for')
  for (const [said, sample] of [
    ['none', 'none'],
    ['texts', 'texts'],
    ['yes', 'whole'],
  ])
    expect(readConfig({ ACCORD_DATA: folder.path, ACCORD_SAMPLE: said }).sample).toBe(sample)
})

test('O3 a secret is made once, for its owner alone, unless one is given', async () => {
  await using folder = await newFolder()
  const env = { ACCORD_DATA: folder.path }
  const { secret } = readConfig(env)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(readConfig(env).secret).toBe(secret)
  expect((await stat(join(folder.path, 'secret'))).mode & 0o777).toBe(0o600)
  const given = 'chosen by the operator'
  expect(readConfig({ ...env, ACCORD_SECRET: given }).secret).toBe(given)
})

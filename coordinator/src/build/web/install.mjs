// Installs the pages' libraries as package-lock.json names them, unless that was done already.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
// npm writes this file last
const installed = join(folder, 'node_modules', '.package-lock.json')
const wanted = join(folder, 'package-lock.json')

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (npm.error) {
    console.error(`can't run npm (${npm.error.message}); install Node.js with npm and try again`)
  }
  process.exit(npm.status ?? 1)
}

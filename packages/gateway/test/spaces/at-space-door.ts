import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface AtDoor {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Ask at one of a space's sockets, as a program in the space does. */
export function askAtDoor(
  socketPath: string,
  { method = 'GET', path, headers = {}, body }: AtDoor,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = { host: 'localhost', ...headers };
    const asked = request({ socketPath, method, path, headers: sent, agent: false }, (answer) => {
      const { statusCode: status = 0, headers: answered } = answer;
      text(answer).then((said) => resolve({ status, headers: answered, text: said }), reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** Send bytes to one of them; resolves to what comes back until the connection ends, or nothing more is heard. */
export function bytesAtDoor(path: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let heard = '';
    const finish = () => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(2000, finish);
    socket.on('error', finish).on('close', finish);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

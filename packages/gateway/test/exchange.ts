import { connect } from 'node:net';

/** Send bytes as they are; resolves to what comes back until one answer is whole or the connection ends. */
export function exchange(
  port: number,
  bytes: string,
  { host = '127.0.0.1', patienceMillis = 30_000 } = {},
): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host });
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patienceMillis, finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (isWhole(answer)) finish();
    });
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

function isWhole(answer: string): boolean {
  const [head = '', ...rest] = answer.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '').split('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return length !== undefined && rest.join('\r\n\r\n').length >= Number(length);
}

/** The status of an answer; 0 where the connection ended without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

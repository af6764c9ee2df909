// Listens on a socket and writes down whatever is asked there: a stranger who waits for somebody to take it for theirs.
import { appendFileSync, chmodSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , socket = '', heard = ''] = process.argv;
const answer = '{"workspace":"squat","pid":1,"services":[],"projects":["sales"],"endpoints":[],"runs":[]}';
const server = createServer((request, response) => {
  appendFileSync(heard, `${request.method} ${request.url}\n`);
  response.end(answer);
});
server.listen(socket, () => {
  chmodSync(socket, 0o777);
  console.log('listening');
});
process.stdin.on('end', () => process.exit()).resume();

import { createServer } from 'node:http';
import { stateFolder } from '../src/state-folder.ts';
import { takeLock } from '../src/supervisor/lock.ts';

/** A supervisor of another version, in a process of its own: it answers, and in other words. */
const state = stateFolder(process.argv[2] ?? '');
takeLock(state, 'supervise');
const server = createServer((_, response) => response.end('{"state":"up"}'));
server.listen(state.apiSocket, () => process.send?.('up'));

import { closeSync, writeSync } from 'node:fs';
import type { Host } from '../../host.ts';
import { appendToLog } from '../../state/open-log.ts';
import type { OpenSpace } from '../open-space.ts';
import { spaceId } from '../space-name.ts';
import { spaceLog } from '../space-sandbox.ts';
import { keepNotice } from '../space-work.ts';

/** Says of a limit what whoever works in a space, and whoever looks after it, have to know. */
export interface LimitNotices {
  /** In the space's log, in the supervisor's, and as a file in the home. */
  say(space: OpenSpace, about: 'memory' | 'disk', news: string): Promise<void>;
  /** Takes the file away. */
  takeBack(space: OpenSpace, about: 'memory' | 'disk'): Promise<void>;
}

export function limitNotices({ state }: Host, tell: (news: string) => void): LimitNotices {
  const failed = (space: OpenSpace) => (error: Error) =>
    tell(`the space ${spaceId(space)} keeps no notice: ${error.message}`);
  return {
    say: async (space, about, news) => {
      tell(`the space ${spaceId(space)}: ${news}`);
      const log = appendToLog(spaceLog(state, space));
      writeSync(log, `${new Date().toISOString()} ${news}\n`);
      closeSync(log);
      const text = `${new Date().toISOString()}: ${news}\n`;
      await keepNotice(space.socket, { about, text }).catch(failed(space));
    },
    takeBack: async (space, about) => await keepNotice(space.socket, { about, text: null }).catch(failed(space)),
  };
}

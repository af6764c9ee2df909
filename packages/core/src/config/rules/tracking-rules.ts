import { trackingKind } from '../normalising/tracking-kind.ts';
import type { WorkspaceRule } from './rule.ts';

const serverSettings = ['size', 'version'];
const storeSettings = ['name', 'autoRegister', 'bucket', 'prefix', 'maintenance'];

const settingsFitTheKind: WorkspaceRule = {
  reads: ['tracking.kind', 'network.mode'],
  *check({ file, isGiven }) {
    const kind = trackingKind(file);
    const unused = { app: serverSettings, server: [], none: [...serverSettings, ...storeSettings] }[kind];
    const what = kind === 'app' ? 'A serverless app has' : 'Without tracking there is';
    for (const setting of unused.filter((name) => isGiven(['tracking', name]))) {
      const kinds = serverSettings.includes(setting) ? '`kind: server`' : '`kind: app`';
      yield {
        path: ['tracking', setting],
        on: 'key',
        code: 'NoEffect',
        message: `${what} no ${setting}.`,
        fix: `Remove \`${setting}\`, or write ${kinds}.`,
      };
    }
  },
};

/** Folders of a bucket that every client understands alike; `.` and `..` would name others. */
const folders = /^(\/(?!\.{1,2}(\/|$))[\w!.'()-]+)+$/;

const prefixIsAPath: WorkspaceRule = {
  reads: ['tracking.prefix'],
  *check({ file: { tracking } }) {
    const { prefix } = tracking;
    if (prefix === undefined || prefix === '/' || folders.test(prefix)) return;
    const tidy = `/${prefix
      .split('/')
      .filter((part) => !/^\.{0,2}$/.test(part))
      .join('/')}`.replace(/[^\w!.'()/-]/g, '-');
    yield {
      path: ['tracking', 'prefix'],
      code: 'BadPrefix',
      message: `"${prefix}" does not follow the bucket's name well. Accepted are / alone, or folders that each begin with /, of letters, digits and ! _ - . ' ( ).`,
      fix: `Write ${tidy}.`,
    };
  },
};

/** Experiments and the registry. */
export const trackingRules = [settingsFitTheKind, prefixIsAPath];

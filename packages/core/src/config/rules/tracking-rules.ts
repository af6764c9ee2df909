import type { WorkspaceRule } from './rule.ts';

const serverSettings = ['size', 'version'];
const storeSettings = ['name', 'autoRegister', 'bucket', 'prefix', 'maintenance'];

const settingsFitTheKind: WorkspaceRule = {
  reads: ['tracking.kind'],
  *check({ file: { tracking }, isGiven }) {
    const unused = { app: serverSettings, server: [], none: [...serverSettings, ...storeSettings] }[tracking.kind];
    const what = tracking.kind === 'app' ? 'A serverless app has' : 'Without tracking there is';
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

const prefixIsAPath: WorkspaceRule = {
  reads: ['tracking.prefix'],
  *check({ file: { tracking } }) {
    const { prefix } = tracking;
    if (prefix === undefined || prefix === '/' || /^(\/[A-Za-z0-9!_.*'()-]+)+$/.test(prefix)) return;
    const tidy = `/${prefix.split('/').filter(Boolean).join('/')}`.replace(/[^A-Za-z0-9!_.*'()/-]/g, '-');
    yield {
      path: ['tracking', 'prefix'],
      code: 'BadPrefix',
      message: `"${prefix}" does not follow the bucket's name well. Accepted are / alone, or parts that each begin with / and do not end in it.`,
      fix: `Write ${tidy}.`,
    };
  },
};

/** Experiments and the registry. */
export const trackingRules = [settingsFitTheKind, prefixIsAPath];

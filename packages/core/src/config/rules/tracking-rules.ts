import type { WorkspaceRule } from './rule.ts';

const serverSettings = ['size', 'version', 'scope', 'hours'];
const storeSettings = ['name', 'autoRegister', 'bucket', 'prefix', 'maintenance'];

const settingsFitTheKind: WorkspaceRule = {
  reads: ['tracking.kind'],
  *check({ file, isGiven }) {
    const { kind } = file.tracking;
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

/** One server for all projects keeps no artifacts: the projects do, each in its own bucket. */
const sharedKeepsNothing: WorkspaceRule = {
  reads: ['tracking.scope'],
  *check({ file: { tracking }, isGiven }) {
    if (tracking.scope !== 'workspace') return;
    for (const setting of ['autoRegister', 'bucket', 'prefix'].filter((name) => isGiven(['tracking', name]))) {
      yield {
        path: ['tracking', setting],
        on: 'key',
        code: 'NoEffect',
        message: `One server for all projects has no ${setting}: artifacts and models stay in the buckets and registries of the projects.`,
        fix: `Remove \`${setting}\`, or write \`scope: project\`.`,
      };
    }
  },
};

const hoursAreInOneDay: WorkspaceRule = {
  reads: ['tracking.hours'],
  *check({ file: { tracking } }) {
    const { hours } = tracking;
    if (hours === undefined || hours.from < hours.to) return;
    yield {
      path: ['tracking', 'hours', 'to'],
      code: 'HoursEndBeforeTheyBegin',
      message: `The tracking server would stop at ${hours.to}, which is not after ${hours.from}. A later time of the same day is accepted.`,
      fix: 'Write a later time, such as "23:59".',
    };
  },
};

const timeZoneIsKnown: WorkspaceRule = {
  reads: ['tracking.hours'],
  *check({ file: { tracking } }) {
    const timeZone = tracking.hours?.timeZone;
    if (timeZone === undefined || isTimeZone(timeZone)) return;
    yield {
      path: ['tracking', 'hours', 'timeZone'],
      code: 'UnknownTimeZone',
      message: `No time zone is named "${timeZone}". Names of the IANA are accepted, such as Europe/Berlin.`,
      fix: 'Write Europe/Berlin.',
    };
  },
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

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
export const trackingRules = [settingsFitTheKind, sharedKeepsNothing, hoursAreInOneDay, timeZoneIsKnown, prefixIsAPath];

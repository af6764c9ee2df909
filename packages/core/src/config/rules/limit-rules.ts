import type { Path } from '../explaining/issue.ts';
import { enumerate } from '../explaining/show.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import type { WorkspaceRule } from './rule.ts';

const budgetsFitTheLimit: WorkspaceRule = {
  reads: ['limits.monthlyUsd', 'projects.*.budget'],
  *check({ file: { limits, projects } }) {
    const sum = Object.values(projects).reduce((total, { budget }) => total + (budget?.monthlyUsd ?? 0), 0);
    if (limits.monthlyUsd === undefined || sum <= limits.monthlyUsd) return;
    yield {
      path: ['limits', 'monthlyUsd'],
      code: 'BudgetsAboveLimit',
      message: `The projects' budgets add up to ${sum} USD a month, above the limit of ${limits.monthlyUsd}.`,
      fix: `Write \`monthlyUsd: ${sum}\`, or lower the projects' budgets.`,
    };
  },
};

/** AWS Budgets tells up to ten addresses of an amount. */
const mostAddresses = 10;

const budgetsCanTell: WorkspaceRule = {
  reads: [],
  *check({ file: { projects } }) {
    for (const [name, { notify }] of Object.entries(projects)) {
      if (notify.length <= mostAddresses) continue;
      yield {
        path: ['projects', name, 'notify'],
        code: 'TooManyAddresses',
        message: `There are ${notify.length} addresses; a budget of AWS tells at most ${mostAddresses}.`,
        fix: 'Write one address that passes mail on to all of them.',
      };
    }
  },
};

const instancesAreAllowed: WorkspaceRule = {
  reads: ['limits.instances'],
  *check({ file, isGiven }) {
    const patterns = file.limits.instances;
    if (patterns === undefined) return;
    for (const { path, instance, isUsed } of instancesOf(file)) {
      if (!(isUsed || isGiven(path)) || patterns.some((pattern) => matches(pattern, instance))) continue;
      yield {
        path,
        code: 'InstanceNotAllowed',
        message: `${instance} is not among the instance types of limits.instances: ${enumerate(patterns)}.`,
        fix: `Choose another type, or add "${instance}" to limits.instances.`,
      };
    }
  },
};

interface InstanceUse {
  readonly path: Path;
  readonly instance: string;
  /** Whether anything would start it, were it left at its default. */
  readonly isUsed: boolean;
}

function instancesOf({ studio, projects }: WorkspaceFile): readonly InstanceUse[] {
  const ofProjects = Object.entries(projects).flatMap(([name, { serving, flows }]) =>
    (['instance', 'batchInstance'] as const).map((kind) => ({
      path: ['projects', name, 'serving', kind],
      instance: serving[kind],
      isUsed: flows.length > 0,
    })),
  );
  return [{ path: ['studio', 'instance'], instance: studio.instance, isUsed: studio.spaces !== 'none' }, ...ofProjects];
}

/** Whether an instance type is one of a pattern such as `ml.t3.*`. */
function matches(pattern: string, instance: string): boolean {
  return pattern.endsWith('*') ? instance.startsWith(pattern.slice(0, -1)) : pattern === instance;
}

const rangesAreOrdered: WorkspaceRule = {
  reads: ['projects.*.warehouse', 'projects.*.serving'],
  *check({ file: { projects } }) {
    for (const [name, { warehouse, serving }] of Object.entries(projects)) {
      const ranges = [
        ...(warehouse === 'none'
          ? []
          : [['warehouse', 'maxCapacity', warehouse.maxCapacity, 'baseCapacity', warehouse.baseCapacity] as const]),
        ['serving', 'maxInstances', serving.maxInstances, 'minInstances', serving.minInstances],
      ] as const;
      for (const [section, most, upper, least, lower] of ranges) {
        if (upper === undefined || upper >= lower) continue;
        yield {
          path: ['projects', name, section, most],
          code: 'RangeOrder',
          message: `${most} is ${upper}, below ${least}, ${lower}.`,
          fix: `Write at least ${lower}.`,
        };
      }
    }
  },
};

const flowsHaveAWarehouse: WorkspaceRule = {
  reads: ['projects.*.warehouse', 'projects.*.flows'],
  *check({ file: { projects } }) {
    for (const [name, { warehouse, flows }] of Object.entries(projects)) {
      if (warehouse !== 'none' || flows.length === 0) continue;
      yield {
        path: ['projects', name, 'flows'],
        code: 'FlowsNeedWarehouse',
        message: `${name} has flows, which load a warehouse and learn from its tables, and its warehouse is none.`,
        fix: 'Remove `warehouse: none`, or move the flows to a project with a warehouse.',
      };
    }
  },
};

/** Money and sizes. */
export const limitRules = [
  budgetsFitTheLimit,
  budgetsCanTell,
  instancesAreAllowed,
  rangesAreOrdered,
  flowsHaveAWarehouse,
];

import type { WorkspaceRule } from './rule.ts';

const connectionIsNamed: WorkspaceRule = {
  reads: ['source.kind'],
  *check({ file: { source }, isGiven }) {
    if (source.kind !== 'connection' || isGiven(['source', 'arn'])) return;
    yield {
      path: ['source', 'arn'],
      code: 'MissingSetting',
      message: 'A source of kind connection needs the ARN of its code connection.',
      fix: 'Add `arn`, or write `kind: codecommit`.',
    };
  },
};

const connectionIsUsed: WorkspaceRule = {
  reads: ['source.kind'],
  *check({ file: { source }, isGiven }) {
    if (source.kind === 'connection') return;
    for (const setting of ['arn', 'owner'].filter((name) => isGiven(['source', name]))) {
      yield {
        path: ['source', setting],
        on: 'key',
        code: 'NoEffect',
        message: `\`${setting}\` belongs to a code connection, but kind is ${source.kind}.`,
        fix: `Write \`kind: connection\`, or remove \`${setting}\`.`,
      };
    }
  },
};

/** Who hosts the repositories. */
export const sourceRules = [connectionIsNamed, connectionIsUsed];

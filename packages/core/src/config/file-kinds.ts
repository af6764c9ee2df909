import type { FileKind } from './check-file.ts';
import { flowRules } from './rules/flow-rules.ts';
import { workspaceRules } from './rules/workspace-rules.ts';
import { type FlowFile, flowFile } from './schema/flow-file.ts';
import { type WorkspaceFile, workspaceFile } from './schema/workspace-file.ts';

export const workspaceKind: FileKind<WorkspaceFile> = {
  schema: workspaceFile,
  skeleton: { workspace: 'workspace' },
  rules: workspaceRules,
};

export const flowKind: FileKind<FlowFile> = {
  schema: flowFile,
  skeleton: { flow: 'flow', inputs: { sales: { file: 'sales.csv' } }, forecast: { horizon: 1 } },
  rules: flowRules,
};

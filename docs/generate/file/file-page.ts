import { stringify } from 'yaml';
import { flowFile } from '../../../packages/core/src/config/schema/flow-file.ts';
import { workspaceFile } from '../../../packages/core/src/config/schema/workspace-file.ts';
import type { Effect, Effects } from './effect.ts';
import { effectOf } from './effect-of.ts';
import { flowEffects } from './flow-effects.ts';
import { type Option, optionsOf } from './options.ts';
import { workspaceEffects } from './workspace-effects.ts';

const introduction = `# The files

Every option of \`atelier.yaml\` and of the flow files that it names: what it is for, what is accepted, what holds where nothing
is written, and what it does on each target: on this machine, with \`atelier up\`, and on AWS, with \`atelier plan\` and
\`atelier deploy\`. A file is checked whole, whatever it is for; \`atelier check\` names each mistake with its line and a fix. An
option without effect on a target is accepted there and does nothing. NAME stands for a name that you choose; a time is
written \`30s\`, \`90m\`, \`2h\` or \`7d\`.

Editors complete and check the files by JSON Schemas that lie beside them: \`atelier init\` writes them, \`atelier schema\`
writes those of a newer version. The first line of a file says where: in \`atelier.yaml\`
\`# yaml-language-server: $schema=./atelier.schema.json\`, in a flow file of the folder \`flows/\`
\`# yaml-language-server: $schema=../flow.schema.json\`.

This page is written by \`make docs\` from the schemas in \`packages/core/src/config/schema/\`.
`;

/** The reference of both kinds of file. */
export function filePage(): string {
  const files = [
    ['`atelier.yaml`', workspaceFile, workspaceEffects, ''],
    ['Flow files', flowFile, flowEffects, 'flow:'],
  ] as const;
  const parts = files.map(([title, schema, effects, prefix]) => part(title, optionsOf(schema), effects, prefix));
  return `${[introduction, ...parts].join('\n')}\n`;
}

function part(title: string, options: readonly Option[], effects: Effects, prefix: string): string {
  const tops = Map.groupBy(options, ({ path }) => path[0] ?? '');
  const index = [...tops.keys()].map((top) => `[\`${top}\`](#${prefix}${top})`).join(' · ');
  const sections = [...tops.values()].map((those) => section(those, effects, prefix));
  return [`## ${title}\n`, `${index}\n`, sections.join('\n\n')].join('\n');
}

function section(options: readonly Option[], effects: Effects, prefix: string): string {
  const [top] = options;
  if (top === undefined) return '';
  const entries = Map.groupBy(options, (option) => likeness(option));
  const lines = [...entries.values()].map((alike) => entry(alike, effects, prefix));
  return [`### ${top.path[0]}\n`, ...lines].join('\n');
}

/** Options of one section that say the same are told together. */
function likeness({ path, purpose, accepts, standard, isNeeded }: Option): string {
  const section = path.slice(0, -1).join('.');
  return JSON.stringify([section, purpose, accepts, standard, isNeeded]);
}

function entry(alike: readonly Option[], effects: Effects, prefix: string): string {
  const names = alike.map(({ path }) => `<a id="${prefix}${path.join('.')}"></a>\`${path.join('.')}\``);
  const [option] = alike;
  if (option === undefined) return '';
  const head = `- ${names.join(', ')}: ${option.purpose}`;
  if (option.accepts === null) return [head, ...holding(option)].join('\n');
  const effect = effectOf(effects, option.path);
  return [head, `  - ${capitalised(option.accepts)}. ${standing(option)}`.trimEnd(), ...targets(effect)].join('\n');
}

function holding({ isNeeded }: Option): readonly string[] {
  return isNeeded ? ['  - Has to be there.'] : [];
}

function standing({ isNeeded, standard, purpose }: Option): string {
  if (isNeeded) return 'Has to be there.';
  if (standard !== null)
    return `Default: \`${stringify(standard, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}\`.`;
  return purpose.includes('Default:') ? '' : 'May be left out.';
}

function targets({ machine, aws }: Effect): readonly string[] {
  const none = 'no effect.';
  return machine === null && aws === null
    ? ['  - This machine and AWS: no effect yet.']
    : [`  - This machine: ${machine ?? none}`, `  - AWS: ${aws ?? none}`];
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

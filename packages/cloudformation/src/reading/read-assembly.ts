import { join, relative } from 'node:path';
import { Problem } from '@atelier/problem';
import type { StackTemplate, Template } from '../template.ts';
import { isMap, own, textIn } from '../value.ts';
import { parseJson, parseStack } from './parse-template.ts';
import { readTemplateFile } from './read-template-file.ts';

/** Assemblies in assemblies, and stacks in stacks. */
const deepest = 20;

/** All stacks of a CDK cloud assembly, those of its nested assemblies and nested stacks included. */
export async function readAssembly(folder: string, depth = 0): Promise<StackTemplate[]> {
  const file = join(folder, 'manifest.json');
  const manifest = parseJson(await readTemplateFile(file), file);
  const artifacts = own(manifest, 'artifacts');
  if (!isMap(artifacts) || depth > deepest) throw badAssembly(file, 'it lists no artifacts');
  const stacks = await Promise.all(
    Object.entries(artifacts).map(([id, artifact]) => readArtifact(folder, id, artifact, depth)),
  );
  if (depth === 0 && stacks.flat().length === 0) throw badAssembly(file, 'it lists no stack');
  return stacks.flat();
}

async function readArtifact(folder: string, id: string, artifact: unknown, depth: number): Promise<StackTemplate[]> {
  const properties = own(artifact, 'properties');
  const type = own(artifact, 'type');
  if (type === 'cdk:cloud-assembly') {
    return await readAssembly(within(folder, own(properties, 'directoryName')), depth + 1);
  }
  if (type !== 'aws:cloudformation:stack') return [];
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textIn(own(artifact, 'environment'))) ?? [];
  return await readStack(folder, own(properties, 'templateFile'), {
    stack: textIn(own(properties, 'stackName')) || id,
    region: region === undefined || region.startsWith('unknown') ? null : region,
    ...(account === undefined || account.startsWith('unknown') ? {} : { account }),
  });
}

async function readStack(
  folder: string,
  templateFile: unknown,
  about: Omit<StackTemplate, 'template'>,
): Promise<StackTemplate[]> {
  const file = within(folder, templateFile);
  if (about.stack.split('/').length > deepest) throw badAssembly(file, 'its nested stacks go round in a circle');
  const template = parseStack(await readTemplateFile(file), file);
  const nested = await Promise.all(
    nestedIn(template).map(([logicalId, path]) =>
      readStack(folder, path, { ...about, stack: `${about.stack}/${logicalId}` }),
    ),
  );
  return [{ ...about, template }, ...nested.flat()];
}

function nestedIn(template: Template): (readonly [string, unknown])[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const path = own(own(resource, 'Metadata'), 'aws:asset:path');
    const isNested = own(resource, 'Type') === 'AWS::CloudFormation::Stack' && path !== undefined;
    return isNested ? [[logicalId, path] as const] : [];
  });
}

/** A file of the assembly; one that stands elsewhere is no part of it. */
function within(folder: string, name: unknown): string {
  const path = typeof name === 'string' ? join(folder, name) : folder;
  const inside = relative(folder, path);
  if (inside === '' || inside.startsWith('..')) throw badAssembly(join(folder, 'manifest.json'), `it names ${name}`);
  return path;
}

function badAssembly(file: string, why: string): Problem {
  return new Problem({
    code: 'BadAssembly',
    message: `${file} is not the manifest of a cloud assembly: ${why}.`,
    fix: 'Name the folder that "cdk synth" writes, as it wrote it.',
    whose: 'yours',
  });
}

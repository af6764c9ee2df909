import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '@atelier/problem';
import type { StackTemplate } from '../template.ts';
import { parseTemplate } from './parse-template.ts';
import { placeNested, templateEnding } from './place-nested.ts';
import { readAssembly } from './read-assembly.ts';
import { notRead, readTemplateFile } from './read-template-file.ts';

/**
 * Templates in files and folders, JSON or YAML; a folder that `cdk synth` wrote gives all its stacks, nested ones too.
 * Files that others of them name as nested stacks are put in their places.
 *
 * @throws Problem that names the file, and line and column where there are any.
 */
export async function readTemplates(paths: readonly string[]): Promise<StackTemplate[]> {
  const found = await Promise.all(paths.map(readPath));
  return withUniqueNames(placeNested(found.flat()));
}

async function readPath(path: string): Promise<StackTemplate[]> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => Promise.reject(notRead(error, path)));
  if (!status.isDirectory()) return [await readOne(path)];
  const names = (await readdir(path)).toSorted();
  if (names.includes('manifest.json')) return await readAssembly(path);
  const files = names.filter((name) => templateEnding.test(name));
  if (files.length === 0) throw emptyFolder(path);
  return await Promise.all(files.map((name) => readOne(join(path, name))));
}

async function readOne(file: string): Promise<StackTemplate> {
  const template = parseTemplate(await readTemplateFile(file), file);
  return { stack: basename(file).replace(templateEnding, ''), template, region: null };
}

/** Two stacks of one name get numbers. */
function withUniqueNames(templates: readonly StackTemplate[]): StackTemplate[] {
  const times = new Map<string, number>();
  return templates.map((template) => {
    const before = times.get(template.stack) ?? 0;
    times.set(template.stack, before + 1);
    return before === 0 ? template : { ...template, stack: `${template.stack}-${before + 1}` };
  });
}

function emptyFolder(folder: string): Problem {
  return new Problem({
    code: 'NoTemplates',
    message: `In ${folder} there is neither a manifest.json nor a file that ends in .json, .yaml, .yml or .template.`,
    fix: 'Name the folder that "cdk synth" writes (cdk.out), or a template.',
    whose: 'yours',
  });
}

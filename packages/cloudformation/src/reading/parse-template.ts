import { isUtf8 } from 'node:buffer';
import { Problem } from '@atelier/problem';
import { isMap as isYamlMap, LineCounter } from 'yaml';
import type { Template } from '../template.ts';
import { checkStack, checkTemplate, tooDeep, unknownFunction } from './check-template.ts';
import { readYaml, type YamlFault } from './read-yaml.ts';

const utf8Mark = /^\ufeff/;

/**
 * The template in the bytes of a file, JSON or YAML with short functions such as `!Ref`.
 *
 * @throws Problem that says what is wrong, with line and column where it is the writing.
 */
export function parseTemplate(bytes: Uint8Array, file: string): Template {
  return checkTemplate(parseDocumentOf(textOf(bytes, file), file), file);
}

/** The template of a stack of an assembly; a stack may be empty. */
export function parseStack(bytes: Uint8Array, file: string): Template {
  return checkStack(parseDocumentOf(textOf(bytes, file), file), file);
}

/** Any JSON document, such as the manifest of an assembly. */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  const text = textOf(bytes, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw broken(file, 'JSON', jsonPosition(error.message, text), error.message.replace(/ in JSON at position.*/, ''));
  }
}

function textOf(bytes: Uint8Array, file: string): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return new TextDecoder().decode(bytes).replace(utf8Mark, '');
  throw new Problem({
    code: 'NotText',
    message: `${file} is not text in UTF-8; a template is JSON or YAML.`,
    fix: 'Name the template, not what is packed or built from it.',
    whose: 'yours',
  });
}

function parseDocumentOf(text: string, file: string): unknown {
  const isJson = /^\s*[{[]/.test(text) && !/\.ya?ml$/i.test(file);
  return isJson ? parseJson(new TextEncoder().encode(text), file) : parseYaml(text, file);
}

function parseYaml(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  const { document, fault } = readYaml(text, lineCounter);
  if (fault !== null) {
    const { line, col } = lineCounter.linePos(fault.offset);
    throw yamlProblem(fault, file, { line: Math.max(line, 1), column: Math.max(col, 1) });
  }
  if (document.contents !== null && !isYamlMap(document.contents)) return undefined;
  return plain(() => document.toJS({ maxAliasCount: 100 }), file);
}

function yamlProblem({ code, message }: YamlFault, file: string, at: TextPosition): Problem {
  if (code === 'TAG_RESOLVE_FAILED') return unknownFunction(file, message.replace(/^.*: /, ''), `line ${at.line}`);
  if (code === 'RESOURCE_EXHAUSTION') return tooDeep(file, `line ${at.line}`);
  return broken(file, 'YAML', at, message);
}

function plain(read: () => unknown, file: string): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new Problem({
      code: 'TemplateAliases',
      message: `${file} repeats itself through more than 100 YAML aliases, one in another; CloudFormation takes none.`,
      fix: 'Write the values out in each place.',
      whose: 'yours',
    });
  }
}

interface TextPosition {
  readonly line: number;
  readonly column: number;
}

function jsonPosition(message: string, text: string): TextPosition {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return { line: Number(line), column: Number(column) };
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function broken(file: string, language: string, { line, column }: TextPosition, what: string): Problem {
  return new Problem({
    code: 'BrokenTemplate',
    message: `${file}:${line}:${column} is no ${language}: ${what.replace(/\.?$/, '.')}`,
    fix: `Mend line ${line}.`,
    whose: 'yours',
  });
}

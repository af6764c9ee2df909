import {
  type Document,
  isScalar,
  type LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import { shortFunctions } from './short-functions.ts';

/** Why a text is no YAML that CloudFormation takes, and where. */
export interface YamlFault {
  readonly code: YAMLParseError['code'] | YAMLWarning['code'];
  /** One sentence, or the beginning of one. */
  readonly message: string;
  readonly offset: number;
}

/** A text as YAML with CloudFormation's short functions, and the first thing that is wrong with it. */
export function readYaml(
  text: string,
  lineCounter?: LineCounter,
): { readonly document: Document.Parsed; readonly fault: YamlFault | null } {
  const document = parseDocument(text, {
    ...(lineCounter === undefined ? {} : { lineCounter }),
    // The library compares each key of a map with each other.
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    customTags: [...shortFunctions],
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error === undefined) return { document, fault: repeatedKey(document) };
  return { document, fault: { code: error.code, message: error.message.split('\n')[0] ?? '', offset: error.pos[0] } };
}

function repeatedKey(document: Document.Parsed): YamlFault | null {
  let fault: YamlFault | null = null;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          fault = {
            code: 'DUPLICATE_KEY',
            message: `"${key.value}" stands twice in this map`,
            offset: key.range?.[0] ?? 0,
          };
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return fault;
}

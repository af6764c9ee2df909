import { type DoorRefusal, refusal } from './refusal.ts';

/** Parts of a request that are read before anything of it is passed on. */
export interface RequestHead {
  readonly method: string;
  /** As it came, byte for byte. */
  readonly url: string;
  readonly httpVersion: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
}

/**
 * Refuse what two readers of one request could understand differently.
 *
 * Node's strict parser has refused already what it cannot frame: two lengths, a length beside chunks, folded lines, bare
 * line feeds. Left are forms that are correct and that no client of ours sends.
 */
export function refuseForm({ httpVersion, method, url, rawHeaders }: RequestHead): DoorRefusal | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  const given = (name: string) => rawHeaders[names.indexOf(name) * 2 + 1]?.toLowerCase();
  if (httpVersion !== '1.1') return odd(`HTTP/${httpVersion} is not spoken here`, 'HTTP/1.1');
  if (repeated !== undefined) return odd(`The header ${repeated} comes twice`, 'each header once');
  if (names.includes('upgrade') && (method !== 'GET' || given('upgrade') !== 'websocket')) {
    return odd(`An upgrade to "${given('upgrade')}" is asked for`, 'a websocket, by GET');
  }
  if (names.includes('transfer-encoding') && given('transfer-encoding') !== 'chunked') {
    return odd(`The transfer coding is "${given('transfer-encoding')}"`, 'chunked, or a length');
  }
  if (names.includes('expect') && given('expect') !== '100-continue') {
    return odd(`The expectation is "${given('expect')}"`, '100-continue');
  }
  return refuseTarget(url);
}

function refuseTarget(url: string): DoorRefusal | undefined {
  const [path = ''] = url.split('?', 1);
  const isPlain =
    !/[\\#]/.test(url) &&
    !path.includes('//') &&
    // A segment of dots, a coded dot, slash, backslash or control character, also coded twice, or a broken code.
    !/\/\.{1,2}(\/|$)|%(25)*(2e|2f|5c|[01][0-9a-f]|7f)|%(?![0-9a-f]{2})/i.test(path);
  return isPlain
    ? undefined
    : odd(`The path "${shortened(path)}" can be read in two ways`, 'a path in its plainest form');
}

function odd(what: string, accepted: string): DoorRefusal {
  return refusal(400, 'OddRequest', `${what}; accepted is ${accepted}.`, 'Send a plain HTTP/1.1 request.');
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** The longest form, or answer of an authenticator. */
const mostBytes = 64 * 1024;

/** The fields of a form that are texts; no form of ours has others. */
export async function givenText(context: Context): Promise<Readonly<Record<string, string | undefined>>> {
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(context.req.header('content-type') ?? '')) return {};
  return Object.fromEntries(new URLSearchParams(await textOf(context)));
}

/** A document that a script of ours has sent, or an empty one. */
export async function givenJson(context: Context): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json *(;|$)/i.test(context.req.header('content-type') ?? '')) return {};
  const text = await textOf(context);
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

async function textOf(context: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new HTTPException(413, { message: `At most ${mostBytes} bytes are accepted here.` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

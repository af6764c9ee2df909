import type { Context } from 'hono';

/** The fields of a form that are texts; no form of ours has others. */
export async function givenText(context: Context): Promise<Readonly<Record<string, string | undefined>>> {
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(context.req.header('content-type') ?? '')) return {};
  return Object.fromEntries(new URLSearchParams(await context.req.text()));
}

/** A document that a script of ours has sent, or an empty one. */
export async function givenJson(context: Context): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json *(;|$)/i.test(context.req.header('content-type') ?? '')) return {};
  try {
    const document: unknown = JSON.parse(await context.req.text());
    return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

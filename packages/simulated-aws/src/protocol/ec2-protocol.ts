import type { NormalizedSchema } from '@smithy/core/schema';
import type { Members } from '../service/service.ts';
import { actionOfForm } from './query-protocol.ts';
import { formTree, readForm } from './read-form.ts';
import type { Protocol } from './wire-protocol.ts';
import { xmlAround, xmlMembers, xmlOf } from './xml-document.ts';

const headersOf = (requestId: string) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });

/** EC2's own dialect of forms and XML. */
export const ec2Protocol: Protocol = {
  actionOf: (request) => actionOfForm(request.body),
  readInput: (request, { input }) =>
    (readForm(input, formTree(new TextDecoder().decode(request.body)), { nameOf, flatLists: true }) ?? {}) as Members,
  writeOutput: (output, { operation, namespace, requestId }) => {
    const inside = `<requestId>${requestId}</requestId>${xmlMembers(operation.output, output)}`;
    return {
      status: 200,
      headers: headersOf(requestId),
      body: xmlAround(`${operation.action}Response`, namespace, inside),
    };
  },
  writeFault: ({ code, message, status, details }, { requestId }) => ({
    status,
    headers: headersOf(requestId),
    body: xmlOf({
      Response: { Errors: { Error: { Code: code, Message: message, ...details } }, RequestID: requestId },
    }),
  }),
};

function nameOf(member: string, schema: NormalizedSchema): string {
  const { ec2QueryName, xmlName } = schema.getMergedTraits();
  if (typeof ec2QueryName === 'string') return ec2QueryName;
  const name = xmlName ?? member;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

import type { Members } from '../service/service.ts';
import { formTree, readForm } from './read-form.ts';
import type { Protocol } from './wire-protocol.ts';
import { xmlAround, xmlMembers, xmlOf } from './xml-document.ts';

const headersOf = (requestId: string) => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });

/** Forms in, XML out: CloudFormation, IAM, STS. */
export const queryProtocol: Protocol = {
  actionOf: (request) => actionOfForm(request.body),
  readInput: (request, { input }) =>
    readForm(input, formTree(new TextDecoder().decode(request.body)), {
      nameOf: (member, schema) => schema.getMergedTraits().xmlName ?? member,
      flatLists: false,
    }) as Members,
  writeOutput: (output, { operation, namespace, requestId }) => {
    const { action } = operation;
    const inside = operation.output.isStructSchema()
      ? `<${action}Result>${xmlMembers(operation.output, output)}</${action}Result>`
      : '';
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return {
      status: 200,
      headers: headersOf(requestId),
      body: xmlAround(`${action}Response`, namespace, inside + metadata),
    };
  },
  writeFault: ({ code, message, status, details }, { namespace, requestId }) => ({
    status,
    headers: headersOf(requestId),
    body: xmlOf({
      ErrorResponse: {
        '@_xmlns': namespace,
        Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message, ...details },
        RequestId: requestId,
      },
    }),
  }),
};

/** The action that a form names. */
export function actionOfForm(body: Uint8Array): string {
  return formTree(new TextDecoder().decode(body)).parts.get('Action')?.text ?? 'a form without an action';
}

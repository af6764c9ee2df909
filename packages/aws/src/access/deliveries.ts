import type { Deliveries } from '@atelier/constructs';
import type { Project } from '@atelier/core';

/** Folder of a project's data bucket into which senders put files. */
const deliveredFolder = 'delivered';

/** The way in of a project as policies say it; undefined: it has none. */
export function deliveriesOf({ deliverFrom }: Project): Deliveries | undefined {
  if (deliverFrom === null) return undefined;
  const { senders, organization } = deliverFrom;
  return {
    folder: deliveredFolder,
    roles: senders.filter((sender) => sender.startsWith('arn:')),
    accounts: senders.filter((sender) => !sender.startsWith('arn:')),
    ...(organization === null ? {} : { organization }),
  };
}

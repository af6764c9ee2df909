import type { Workspace } from '@atelier/core';
import { html } from 'hono/html';
import type { Html } from '../sign-in/pages/page-text.ts';

/** What somebody needs to know who opens their notebooks for the first time. */
export function firstDay({ studio: { idleStop, spaces } }: Workspace, project: string): Html {
  const stops = idleStop === null ? '' : html`<li>${stopText(idleStop.afterMinutes)}</li>`;
  const teams =
    spaces === 'shared' ? " The team's are open to all members, who write in them at once and see who is there." : '';
  return html`<details><summary>New here? What a notebook has</summary>
<ul><li>Your notebooks are open to you alone, and what you save in them stays.${teams}</li>
<li>They have no internet. What the project has is there without a password:
<pre tabindex="0" aria-label="Asking the warehouse and logging a run"><code>import os, requests, mlflow
ask = os.environ["ATELIER_API"] + "/projects/${project}/sql"
print(requests.post(ask, json={"sql": "select 1"}).text)
mlflow.log_metric("wape", 0.25)</code></pre></li>${stops}
<li>For programs on your own computer, type <code>atelier login</code> there.</li></ul></details>`;
}

function stopText(minutes: number): string {
  const long = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} minutes`;
  return `Nothing that runs is stopped. After ${long} without work notebooks are; what only a kernel knows is lost then.`;
}

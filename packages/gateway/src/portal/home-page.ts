import { type Action, decideForCaller, type Resource, type Workspace } from '@atelier/core';
import { html } from 'hono/html';
import { originText } from '../origins/known-origins.ts';
import { type Markup, pageOf } from './page.ts';

/** Somebody at the portal. */
export interface AtPortal {
  readonly person: string;
  readonly portalText: string;
  readonly workspace: Workspace;
}

/** The first page: who somebody is, their projects, and the ways to tracking and to their own space of each. */
export function homePage({ person, portalText, workspace }: AtPortal): Markup {
  const role = workspace.people.find(({ name }) => name === person)?.role ?? 'nobody';
  const caller = { kind: 'person', person } as const;
  const may = (action: Action, resource: Resource) => decideForCaller(workspace, caller, action, resource).allowed;
  const mine = workspace.projects.filter(({ name }) => may('settings.read', { kind: 'project', project: name }));
  const rows = mine.map(({ name: project }) => {
    const tracking = originText({ kind: 'tracking', project }, portalText);
    return html`<tr><th scope="row">${project}</th>
<td>${may('tracking.read', { kind: 'project', project }) ? html`<a href="${tracking}/">Experiments and models</a>` : ''}</td>
<td>${may('space.start', { kind: 'private-space', person }) ? spaceForm(project) : ''}</td></tr>`;
  });
  return pageOf(
    `${workspace.name}: ${person}`,
    html`<header><form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
<h1>${workspace.name}</h1><p>Signed in as <strong>${person}</strong>, ${role}.</p></header>
<main><h2>Projects</h2>
${rows.length === 0 ? html`<p>You are not a member of any project; its file says who is.</p>` : html`<table><thead><tr><th scope="col">Project</th><th scope="col">Tracking</th><th scope="col">Notebooks</th></tr></thead><tbody>${rows}</tbody></table>`}
</main>`,
  );
}

/** A space that is up is opened at once; one that is not is started first. */
function spaceForm(project: string): Markup {
  return html`<form method="post" action="/open-space"><input type="hidden" name="project" value="${project}"><button>Open my space</button></form>`;
}

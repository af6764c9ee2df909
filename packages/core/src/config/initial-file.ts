/** The file that a new workspace begins with: valid as it is, with the next steps as comments; the schema lies beside it. */
export function initialFile(name: string): string {
  return `# yaml-language-server: $schema=./atelier.schema.json
# What your team works with. Check it with \`atelier check\`, start it with \`atelier up\`.
workspace: ${name}

# Who works here, and as what: admin, lead-data-scientist, data-scientist, data-engineer or viewer.
people:
  # The lead approves models.
  lead: { role: lead-data-scientist }

# What they work on. Members share its data, warehouse, repository and models.
projects:
  first-project:
    members: [lead]
    # flows: [./flows/sales-forecasting.yaml]
    # budget: { monthlyUsd: 800 }
    # notify: [costs@example.com]

# Python packages that may be installed beside those in the image; \`all\` for every one.
packages: { allow: [] }

# To deploy to AWS, too:
# aws: { region: eu-central-1 }
# limits: { monthlyUsd: 1500, instances: ["ml.t3.*", "ml.m5.*"] }
`;
}

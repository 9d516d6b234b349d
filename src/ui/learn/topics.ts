/** A part of the course, with the sections that belong to it. */
export interface Topic {
  readonly title: string;
  readonly sections: readonly number[];
}

/** The parts of the course in their order. Section 28 is that of the incident drills, which belong to no section. */
export const topics: readonly Topic[] = [
  { title: 'In flight, at rest, in the client', sections: [1, 2, 3] },
  { title: 'AWS KMS', sections: [4, 5, 6, 8, 9, 10, 11, 13, 14] },
  { title: 'AWS Encryption SDK', sections: [12] },
  { title: 'Snapshots', sections: [7] },
  { title: 'Amazon S3', sections: [15, 16, 17, 18] },
  { title: 'Parameter Store and Lambda', sections: [19, 20, 21, 22, 23] },
  { title: 'Secrets Manager and CloudFormation', sections: [24, 25, 26] },
  { title: 'CloudWatch Logs', sections: [27] },
  { title: 'Incident drills', sections: [28] },
];

/** Families of exams, by which the scenarios can be narrowed; skills begin with their name. */
export const families = [
  { id: 'all', title: 'All' },
  { id: 'DVA', title: 'DVA' },
  { id: 'SAA', title: 'SAA' },
  { id: 'SCS', title: 'SCS' },
] as const;

/** How bad it is: an `error` keeps a text from being taken, a `hint` says that it could be plainer. */
export type Severity = 'error' | 'warning' | 'hint';

/** Something to say about a range of a text, in UTF-16 code units from its start. */
export interface Finding {
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
  readonly message: string;
}

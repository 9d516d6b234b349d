/**
 * A policy document that AWS would refuse. `message` is AWS's text, for the service's exception;
 * `detail` and `where` say in plain words what is wrong and at which place of the document.
 */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
  readonly detail: string;
  /** `line 3, column 7`, or a path such as `Statement[0].Effect`. */
  readonly where: string;

  constructor(message: string, detail: string, where: string) {
    super(message);
    this.detail = detail;
    this.where = where;
  }
}

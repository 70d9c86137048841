/** Ours, never the candidate's: what was asked is tried again, and nobody is told that their code failed. */
export class Fault extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Fault';
  }
}

/** Lines of a file, counted from one, the last included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

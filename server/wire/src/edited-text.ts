/** So much of a text beside an edit is taken to be edited next. */
const NEAR = 64;
/** More than this is cut anew. */
const MOST = 4_096;

/** A text that is edited many times, and mostly where it was edited before: what lies further off is not copied each time. */
export class EditedText {
  #before: string;
  #near = '';
  #behind = '';

  constructor(text: string) {
    this.#before = text;
  }

  get text(): string {
    return this.#before + this.#near + this.#behind;
  }

  /** At `offset` takes so much out, and puts something in. */
  edit(offset: number, removed: number, put: string): void {
    const at = offset - this.#before.length;
    if (at >= 0 && at + removed <= this.#near.length && this.#near.length < MOST) {
      this.#near = this.#near.slice(0, at) + put + this.#near.slice(at + removed);
      return;
    }
    const { text } = this;
    const [from, to] = [Math.max(0, offset - NEAR), offset + removed];
    this.#before = text.slice(0, from);
    this.#near = text.slice(from, offset) + put + text.slice(to, to + NEAR);
    this.#behind = text.slice(to + NEAR);
  }
}

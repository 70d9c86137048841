import type { StaffId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { hashOf } from '../sessions/session-store.ts';
import { emailKey, StaffSchema, type Staff, type StaffLink } from './staff.ts';

const AddReplySchema = z.tuple([z.enum(['added', 'link-used', 'admin-exists', 'email-taken'])]);
export type Added = z.infer<typeof AddReplySchema>[0];

/** The only code that knows how Redis holds staff. */
export class StaffStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #add;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#add = bindScript(redis, {
      file: new URL('./add-staff.lua', import.meta.url),
      keys: ['link', 'staff', 'staffByEmail', 'admins'],
      args: ['id', 'email', 'body', 'password', 'isAdmin', 'onlyWithoutAdmin'],
      reply: AddReplySchema,
    });
  }

  /** Uses up the link, unless it answers anything but `added`. */
  async add(staff: Staff, passwordHash: string, by: { link: StaffLink; token: string }): Promise<Added> {
    const [outcome] = await this.#add({
      link: this.#keys.staffLink(hashOf(by.token)),
      staff: this.#keys.staff(staff.id),
      staffByEmail: this.#keys.staffByEmail,
      admins: this.#keys.admins,
      id: staff.id,
      email: emailKey(staff.email),
      body: JSON.stringify(staff),
      password: passwordHash,
      isAdmin: staff.roles.includes('admin') ? 1 : 0,
      onlyWithoutAdmin: by.link.kind === 'first-admin' ? 1 : 0,
    });
    return outcome;
  }

  async find(id: StaffId): Promise<Staff | undefined> {
    const body = await this.#redis.hget(this.#keys.staff(id), 'body');
    return body === null ? undefined : StaffSchema.parse(JSON.parse(body));
  }

  async findByEmail(email: string): Promise<{ staff: Staff; passwordHash: string } | undefined> {
    const id = await this.#redis.hget(this.#keys.staffByEmail, emailKey(email));
    if (id === null) return undefined;
    const [body, passwordHash] = await this.#redis.hmget(this.#keys.staff(id), 'body', 'password');
    if (!body || !passwordHash) throw new Error(`the e-mail address of ${id} leads to nobody`);
    return { staff: StaffSchema.parse(JSON.parse(body)), passwordHash };
  }

  /** Who was there first comes first. */
  async list(): Promise<Staff[]> {
    const ids = await this.#redis.hvals(this.#keys.staffByEmail);
    const bodies = await Promise.all(ids.map((id) => this.#redis.hget(this.#keys.staff(id), 'body')));
    const staff = bodies.flatMap((body) => (body === null ? [] : [StaffSchema.parse(JSON.parse(body))]));
    return staff.toSorted((a, b) => a.createdAt - b.createdAt || a.name.localeCompare(b.name));
  }

  async hasAdmin(): Promise<boolean> {
    return (await this.#redis.scard(this.#keys.admins)) > 0;
  }
}

import type { InvitationId } from '@twohours/wire/id';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { ReadyAttempt } from '../attempts/attempt.ts';
import type { Keys } from '../redis/keys.ts';
import { bindScript } from '../redis/script.ts';
import { committedOrNot, CommitReplySchema, readVersioned, type Versioned } from '../redis/versioned.ts';
import type { Panel } from '../reviews/panel.ts';
import { InvitationSchema, type Invitation } from './invitation.ts';

export class InvitationStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #create;
  readonly #commit;

  constructor(redis: Redis, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
    this.#create = bindScript(redis, {
      file: new URL('./create-invitation.lua', import.meta.url),
      keys: ['invitation', 'invitations', 'token', 'attempt', 'panel'],
      args: ['id', 'body', 'createdAt', 'attemptBody', 'panelBody'],
      reply: z.tuple([z.literal('ok')]),
    });
    this.#commit = bindScript(redis, {
      file: new URL('./commit-invitation.lua', import.meta.url),
      keys: ['invitation', 'oldToken', 'newToken'],
      args: ['id', 'expectedRevision', 'body', 'dropsOld', 'addsNew'],
      reply: CommitReplySchema,
    });
  }

  async create(invitation: Invitation & { tokenHash: string }, attempt: ReadyAttempt, panel: Panel): Promise<void> {
    await this.#create({
      invitation: this.#keys.invitation(invitation.id),
      invitations: this.#keys.invitations,
      token: this.#keys.invitationToken(invitation.tokenHash),
      attempt: this.#keys.attempt(attempt.id),
      panel: this.#keys.panel(attempt.id),
      id: invitation.id,
      body: JSON.stringify(invitation),
      createdAt: invitation.createdAt,
      attemptBody: JSON.stringify(attempt),
      panelBody: JSON.stringify(panel),
    });
  }

  async commit(before: Versioned<Invitation>, next: Invitation): Promise<'committed' | 'conflict'> {
    const old = before.value.tokenHash;
    const moves = old !== next.tokenHash;
    const reply = await this.#commit({
      invitation: this.#keys.invitation(next.id),
      oldToken: this.#keys.invitationToken(old ?? 'none'),
      newToken: this.#keys.invitationToken(next.tokenHash ?? 'none'),
      id: next.id,
      expectedRevision: before.revision,
      body: JSON.stringify(next),
      dropsOld: moves && old !== undefined ? 1 : 0,
      addsNew: moves && next.tokenHash !== undefined ? 1 : 0,
    });
    return committedOrNot(reply, `invitation ${next.id}`);
  }

  async find(id: InvitationId): Promise<Versioned<Invitation> | undefined> {
    return readVersioned(this.#redis, this.#keys.invitation(id), InvitationSchema);
  }

  async findByToken(tokenHash: string): Promise<Versioned<Invitation> | undefined> {
    const id = await this.#redis.get(this.#keys.invitationToken(tokenHash));
    return id === null ? undefined : this.find(id as InvitationId);
  }

  /** Newest first. */
  async list(): Promise<Invitation[]> {
    const ids = (await this.#redis.zrange(this.#keys.invitations, 0, '-1', 'REV')) as InvitationId[];
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.flatMap((versioned) => (versioned ? [versioned.value] : []));
  }
}

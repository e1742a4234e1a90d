-- Creates that were asked for with an `Idempotency-Key`, for a day. The key itself is not here, and the answer opens only with it.
create table public.idempotency_keys (
  -- Hash of who asked, what they asked for, and the key.
  id bytea primary key,
  -- Hash of what was sent.
  fingerprint bytea not null,
  state text not null check (state in ('working', 'done')),
  status integer,
  sealed_answer bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index idempotency_keys_expire on public.idempotency_keys (expires_at);

select app.protect('idempotency_keys');

-- Webhooks: addresses that a workspace is told at, what happened, and what became of telling it. Rows name things; words are read when a body is built.
create table public.webhooks (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  url text not null,
  description text not null default '',
  event_types text[] not null,
  -- Opens for this id and workspace alone.
  sealed_secret text not null,
  last_four text not null,
  -- The secret before the last rotation signs beside the new one until then.
  previous_sealed_secret text,
  previous_until timestamptz,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  -- Since the first attempt that failed with none after it that was taken.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_reason text check (disabled_reason in ('asked', 'gone', 'failing'))
);
create index webhooks_workspace on public.webhooks (workspace_id);
create index webhooks_created_by on public.webhooks (created_by);

create table public.webhook_events (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  type text not null,
  -- A conversation, a receipt or a version; no reference, for what it names may go and is then not told of.
  subject_id text not null,
  created_at timestamptz not null,
  -- Told of from then on.
  due_at timestamptz not null,
  spread_at timestamptz
);
create index webhook_events_unspread on public.webhook_events (due_at) where spread_at is null;
create index webhook_events_created on public.webhook_events (created_at);
create index webhook_events_workspace on public.webhook_events (workspace_id);

create table public.webhook_deliveries (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  webhook_id text not null references public.webhooks (id) on delete cascade,
  event_id text not null references public.webhook_events (id) on delete cascade,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'withdrawn')),
  created_at timestamptz not null,
  -- Of this round: a replay begins another one.
  began_at timestamptz not null,
  tries integer not null default 0,
  next_attempt_at timestamptz not null,
  -- Nobody else's until then.
  leased_until timestamptz,
  unique (webhook_id, event_id)
);
create index webhook_deliveries_due on public.webhook_deliveries (next_attempt_at, webhook_id) where state = 'pending';
create index webhook_deliveries_webhook_due on public.webhook_deliveries (webhook_id, next_attempt_at, id) where state = 'pending';
create index webhook_deliveries_log on public.webhook_deliveries (webhook_id, created_at desc, id desc);
create index webhook_deliveries_event on public.webhook_deliveries (event_id);
create index webhook_deliveries_workspace on public.webhook_deliveries (workspace_id);

create table public.webhook_attempts (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  delivery_id text not null references public.webhook_deliveries (id) on delete cascade,
  at timestamptz not null,
  duration_ms integer not null,
  -- Of the answer; nothing else of it is kept.
  status integer,
  fault text
);
create index webhook_attempts_delivery on public.webhook_attempts (delivery_id, at);
create index webhook_attempts_workspace on public.webhook_attempts (workspace_id);

-- Nobody but the system role reads even what is sealed.
select app.protect('webhooks', 'webhook_events', 'webhook_deliveries', 'webhook_attempts');

-- What members do is told of within their own transaction: they see which webhook wants what, and add events.
grant select (workspace_id, event_types, disabled_at) on public.webhooks to authenticated;
create policy workspace_rows on public.webhooks for select to authenticated using (workspace_id = app.workspace_id());
grant insert on public.webhook_events to authenticated;
create policy workspace_rows on public.webhook_events for insert to authenticated with check (workspace_id = app.workspace_id());

-- Proof that a recording was deleted: signed, and chained, so that none can be taken out or changed. They outlive what they tell of.
create table public.receipts (
  sequence bigint primary key,
  id text not null unique,
  workspace_id text not null,
  recording_id text not null unique,
  conversation_id text not null,
  -- The signed text itself, as it was signed.
  body text not null,
  hash bytea not null,
  signature bytea not null,
  created_at timestamptz not null default now()
);
create index receipts_conversation on public.receipts (workspace_id, conversation_id);

select app.protect('receipts');
revoke update, delete on public.receipts from parley_system;
grant select on public.receipts to authenticated;
create policy workspace_rows on public.receipts for select to authenticated using (workspace_id = app.workspace_id());

-- What remains of conversations after thirteen months: counts, by agent and day.
create table public.usage_days (
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null,
  day date not null,
  conversations integer not null default 0,
  turns integer not null default 0,
  interruptions integer not null default 0,
  talk_seconds bigint not null default 0,
  primary key (workspace_id, agent_id, day)
);
select app.protect('usage_days');
grant select on public.usage_days to authenticated;
create policy workspace_rows on public.usage_days for select to authenticated using (workspace_id = app.workspace_id());

create index conversations_started on public.conversations (started_at);

-- Conversations, turns, recordings, consents, hand-overs. What was said is in nullable columns that consent opens.
create table public.conversations (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  -- Null: the draft.
  agent_version integer,
  user_id uuid references public.users (id) on delete set null,
  channel text not null check (channel in ('browser', 'realtime', 'http', 'cli')),
  caller_kind text not null check (caller_kind in ('user', 'caller', 'key')),
  text_consent boolean not null default false,
  audio_consent boolean not null default false,
  title text,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text,
  turn_count integer not null default 0,
  interruption_count integer not null default 0,
  median_first_audio_ms integer,
  resume_token_hash bytea,
  resume_expires_at timestamptz,
  rating smallint check (rating between 1 and 5)
);
create index conversations_workspace on public.conversations (workspace_id, started_at desc, id desc);
create index conversations_agent on public.conversations (agent_id, started_at desc);

create table public.turns (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  conversation_id text not null references public.conversations (id) on delete cascade,
  position integer not null,
  role text not null check (role in ('caller', 'agent', 'tool')),
  kind text not null default 'answer',
  started_ms integer not null,
  ended_ms integer,
  -- What was generated, and what of it was heard. Null without consent.
  generated_text text,
  heard_text text,
  tool jsonb,
  word_starts_ms integer[],
  audio_ms integer,
  heard_ms integer,
  outcome text,
  fault text,
  trace jsonb,
  created_at timestamptz not null default now(),
  unique (conversation_id, position)
);
create index turns_conversation on public.turns (conversation_id, position);

create table public.recordings (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  conversation_id text not null references public.conversations (id) on delete cascade,
  state text not null check (state in ('pending', 'ready', 'deleted')),
  blob_key text not null,
  size_bytes bigint,
  duration_ms integer,
  sha256 bytea,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz not null,
  deleted_at timestamptz,
  delete_reason text
);
create index recordings_expiry on public.recordings (expires_at) where state <> 'deleted';
create index recordings_conversation on public.recordings (conversation_id);

create table public.consents (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text references public.agents (id) on delete cascade,
  conversation_id text references public.conversations (id) on delete cascade,
  user_id uuid references public.users (id) on delete cascade,
  kind text not null check (kind in ('text', 'audio')),
  text_version text not null,
  granted_at timestamptz not null default now(),
  withdrawn_at timestamptz
);
create index consents_conversation on public.consents (conversation_id);

create table public.client_secrets (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  user_id uuid references public.users (id) on delete cascade,
  secret_hash bytea not null unique,
  actor jsonb not null,
  session jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table public.handovers (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  conversation_id text not null references public.conversations (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  message text,
  created_at timestamptz not null default now(),
  read_at timestamptz
);
create index handovers_workspace on public.handovers (workspace_id, created_at desc);

select app.protect_by_workspace('conversations', 'turns', 'recordings', 'consents', 'client_secrets', 'handovers');

-- Agents, their versions and what they know.
create table public.agents (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) between 2 and 60),
  name text not null,
  visibility text not null default 'private' check (visibility in ('private', 'public')),
  draft jsonb not null,
  draft_revision integer not null default 1,
  published_version integer,
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index agents_workspace on public.agents (workspace_id, updated_at desc);

create table public.agent_versions (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  version integer not null,
  definition jsonb not null,
  -- The knowledge as it was when published, so that a version answers as it did.
  knowledge jsonb not null default '[]',
  note text not null default '',
  created_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (agent_id, version)
);

create table public.knowledge_sources (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  kind text not null check (kind in ('typed', 'text', 'markdown', 'pdf', 'url')),
  title text not null,
  url text,
  created_at timestamptz not null default now()
);
create index knowledge_sources_agent on public.knowledge_sources (agent_id);

create table public.knowledge_entries (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  agent_id text not null references public.agents (id) on delete cascade,
  source_id text not null references public.knowledge_sources (id) on delete cascade,
  position integer not null default 0,
  question text,
  answer text not null,
  -- 32-bit floats, little-endian; null until computed.
  embedding bytea,
  created_at timestamptz not null default now()
);
create index knowledge_entries_agent on public.knowledge_entries (agent_id, position);

select app.protect_by_workspace('agents', 'agent_versions', 'knowledge_sources', 'knowledge_entries');

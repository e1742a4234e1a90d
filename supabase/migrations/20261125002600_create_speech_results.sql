-- What somebody asked to keep of the speech page: sound made from a text, or a file and its transcript. For 24 hours, and for them alone.
create table public.speech_results (
  id text primary key,
  workspace_id text not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  kind text not null check (kind in ('speech', 'transcript')),
  state text not null check (state in ('pending', 'ready', 'deleted')),
  blob_key text not null,
  content_type text not null check (content_type in ('audio/mpeg', 'audio/wav')),
  -- Words are taken out of the row where the sound is deleted.
  text text,
  -- Of a transcript: [{ startMs, endMs, text }], with corrections.
  segments jsonb,
  voice text,
  speed real,
  language text,
  size_bytes bigint,
  duration_ms integer,
  sha256 bytea,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz not null,
  deleted_at timestamptz,
  delete_reason text
);
create index speech_results_own on public.speech_results (workspace_id, user_id, created_at desc, id desc);
create index speech_results_user on public.speech_results (user_id, id);
create index speech_results_expiry on public.speech_results (expires_at) where state <> 'deleted';
create index speech_results_deleted on public.speech_results (deleted_at) where state = 'deleted';

select app.protect('speech_results');
grant select, insert, update, delete on public.speech_results to authenticated;
create policy workspace_rows on public.speech_results for all to authenticated using (workspace_id = app.workspace_id()) with check (workspace_id = app.workspace_id());
create policy own_rows on public.speech_results as restrictive for all to authenticated using (user_id = app.user_id()) with check (user_id = app.user_id());

-- A receipt of such sound names no conversation.
alter table public.receipts alter column conversation_id drop not null;
create index receipts_recording on public.receipts (workspace_id, recording_id);

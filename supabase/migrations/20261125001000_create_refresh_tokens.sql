-- Tokens of clients without a cookie. Each row is one refresh token and the access token that came with it, as hashes; the session behind them decides.
create table public.refresh_tokens (
  token_hash bytea primary key,
  session_id text not null references public.sessions (id) on delete cascade,
  access_hash bytea not null unique,
  access_expires_at timestamptz not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_session on public.refresh_tokens (session_id);

select app.protect('refresh_tokens');

-- Mail on its way. `requested` rows name an address and nothing else, so that asking costs the same for known and unknown addresses.
create table public.mails (
  id text primary key,
  kind text not null check (kind in ('verify-email', 'address-taken', 'reset-password', 'change-email', 'email-changed', 'password-changed', 'second-factor-added', 'second-factor-removed', 'recovery-code-used', 'workspace-invite', 'beta-invite', 'caller-message')),
  state text not null default 'requested' check (state in ('requested', 'queued', 'outbox', 'sent', 'failed')),
  to_address extensions.citext not null,
  user_id uuid references public.users (id) on delete cascade,
  subject text,
  -- Both null again once the mail has been sent: a link in them is a key.
  body_text text,
  body_html text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index mails_due on public.mails (next_attempt_at) where state in ('requested', 'queued');
create index mails_address on public.mails (to_address, kind, created_at desc);

select app.protect('mails');

alter table public.one_use_links drop constraint one_use_links_kind_check;
alter table public.one_use_links add constraint one_use_links_kind_check check (kind in ('first-admin', 'invite', 'verify-email', 'reset-password', 'change-email'));
create index one_use_links_user on public.one_use_links (user_id, kind) where used_at is null;

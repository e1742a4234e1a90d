-- Counts the changes of a person's password: a session is opened only where it is the same as before the password was proved.
alter table public.users add column password_version integer not null default 0;
-- What was proved elsewhere before this moment opens no session: set where somebody signs out everywhere else, or changes password or address.
alter table public.users add column proofs_from timestamptz;

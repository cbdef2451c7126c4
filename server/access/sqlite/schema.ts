/** Tables of access; the journal's stand beside them in the same file. Times are milliseconds. */
export const schema = `
create table if not exists plans (
  id text primary key,
  title text not null,
  locale text not null,
  created_at integer not null
) strict;

create table if not exists previous_plans (
  plan text primary key references plans,
  previous text not null references plans
) strict;

create table if not exists two_keys_plans (
  plan text primary key references plans
) strict;

create table if not exists commitments (
  id text primary key,
  plan text not null references plans,
  template text not null,
  template_version integer not null,
  locale text not null,
  title text not null,
  created_at integer not null
) strict;
create index if not exists commitments_of_plan on commitments (plan);

create table if not exists people (
  id text primary key,
  name text not null,
  organisation text not null,
  sector text not null
) strict;

create table if not exists members (
  plan text not null references plans,
  person text not null references people,
  role text not null,
  role_set integer not null default 0,
  muted integer not null default 0,
  removed integer not null default 0,
  verified integer not null default 0,
  appears_as text not null default 'name',
  joined_at integer not null,
  primary key (plan, person)
) strict;
create index if not exists members_of_person on members (person);

create table if not exists corrections (
  plan text not null references plans,
  person text not null references people,
  at integer not null,
  made_by text not null,
  what text not null,
  before text not null,
  after text not null
) strict;
create index if not exists corrections_of_person on corrections (person, plan);

create table if not exists erasures (
  person text not null references people,
  at integer not null
) strict;

create table if not exists invitations (
  id text primary key,
  plan text not null references plans,
  code text not null unique,
  role text not null,
  sector text,
  label text not null,
  expires_at integer,
  uses integer,
  used integer not null default 0,
  closed integer not null default 0,
  created_at integer not null
) strict;
create index if not exists invitations_of_plan on invitations (plan);

create table if not exists sessions (
  token text primary key,
  person text not null references people,
  created_at integer not null
) strict;
create index if not exists sessions_of_person on sessions (person);
`

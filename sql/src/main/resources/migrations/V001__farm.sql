-- The farm's state: videos, the jobs that transcode them, the work orders of a job, the attempts at
-- an order, and what was accepted. Every change of a state checks the expected old one.

set search_path to farm;

create table video (
  id            text primary key,
  title         text not null,
  created_at    timestamptz not null default now(),
  -- The one pointer that publishing changes.
  published_job bigint
);
create index video_newest on video (created_at desc, id);

create table upload (
  id           text primary key,
  length_bytes bigint not null check (length_bytes >= 0),
  offset_bytes bigint not null default 0 check (offset_bytes between 0 and length_bytes),
  file_name    text not null,
  title        text not null,
  -- What to make of it, if its uploader has asked for something.
  profile      text,
  -- Subtitles become no video of their own, but part of the one whose upload names them.
  subtitles    boolean not null default false,
  side_cars    jsonb not null default '[]',
  video_id     text references video,
  -- Whose quota it counts for.
  uploader     text not null default 'anonymous',
  created_at   timestamptz not null default now(),
  touched_at   timestamptz not null default now()
);
create index upload_idle on upload (touched_at) where video_id is null;
create index upload_of_uploader on upload (uploader) where video_id is null;

create table job (
  id             bigint generated always as identity primary key,
  video_id       text not null references video,
  state          text not null
                 check (state in ('inspecting', 'encoding', 'published', 'failed', 'cancelled')),
  -- On whose account its work is; shares are fair among these.
  uploader       text not null default 'anonymous',
  profile        text not null,
  -- The whole of it, as it was when the job began: later changes to its file don't touch the job.
  profile_body   jsonb not null,
  priority       integer not null default 0,
  -- Nothing of it is begun while it is.
  paused         boolean not null default false,
  source_key     text not null,
  source_bytes   bigint not null,
  source_name    text not null,
  -- Subtitle files that came with the source.
  side_cars      jsonb not null default '[]',
  facts          jsonb,
  -- Stretches of the picture that could not be decoded, as segments reported them.
  lost           jsonb not null default '[]',
  -- A part of a segment's stills, until all pictures are packed.
  poster         jsonb,
  -- Segments that still owe their stills; at 0 they are packed. Null until the plan is made.
  stills_left    integer check (stills_left >= 0),
  -- What they are packed into.
  picture_layout jsonb,
  -- What of the packed pictures is where, once they are packed.
  pictures       jsonb,
  -- The candidate that is the poster, if its uploader has picked one.
  poster_picked  integer,
  -- Trial encodes that come before the plan; at 0 it is made. Null where there are none.
  trials_left    integer check (trials_left >= 0),
  -- What the trials found, and the ladder that came of it.
  per_title      jsonb,
  -- Orders that still have to be accepted; 0 publishes. Null until the plan is made.
  orders_left    integer check (orders_left >= 0),
  failure_code   text,
  failure_detail text,
  created_at     timestamptz not null default now(),
  finished_at    timestamptz
);
alter table video add foreign key (published_job) references job;
create index job_of_video on job (video_id, id desc);
create index job_newest on job (id desc);
create index job_unfinished on job (id) where state in ('inspecting', 'encoding');
create index job_of_uploader on job (uploader, id) where state in ('inspecting', 'encoding');
create index job_stored on job (uploader) include (source_bytes);
create index job_failed on job (failure_code, id) where state = 'failed';

-- Of whom nothing is begun: everybody (scope 'farm', without a name), or an uploader. Paused jobs say
-- so themselves.
create table paused (
  scope text not null check (scope in ('farm', 'uploader')),
  name  text not null default '',
  since timestamptz not null default now(),
  primary key (scope, name)
);

create table rendition (
  id             bigint generated always as identity primary key,
  job_id         bigint not null references job,
  name           text not null,
  kind           text not null check (kind in ('video', 'audio')),
  position       integer not null,
  -- Of pictures: the profile's ladder.
  ladder         text,
  encoding       jsonb not null,
  timebase       text not null,
  segments_total integer not null check (segments_total > 0),
  segments_done  integer not null default 0 check (segments_done between 0 and segments_total),
  -- Of the first accepted segment; every other must have the same.
  init_sha256    text,
  -- Of sound: the profile's variant, what a listener chooses it by, and what was measured.
  variant        text,
  label          jsonb,
  figures        jsonb,
  unique (job_id, name)
);

-- One subtitle track; without an object once its order is done, it holds nothing to show.
create table text_track (
  id         bigint generated always as identity primary key,
  job_id     bigint not null references job,
  name       text not null,
  position   integer not null,
  label      jsonb not null,
  attempt_id bigint,
  object     jsonb,
  warnings   jsonb,
  unique (job_id, name)
);

create table work_order (
  id          bigint generated always as identity primary key,
  job_id      bigint not null references job,
  kind        text not null
              check (kind in
                     ('inspect', 'trial', 'segment', 'audio', 'text', 'pictures', 'file')),
  queue       text not null check (queue in ('light', 'encode')),
  -- Number of the segment, from 0; null for orders that have none.
  segment     integer,
  state       text not null
              check (state in ('waiting', 'dispatched', 'running', 'done', 'failed', 'cancelled')),
  priority    integer not null,
  -- Whether its job or its uploader is paused; then it is not among those that wait for dispatch, so
  -- that nobody has to look past it.
  held        boolean not null default false,
  -- Within a priority, lower goes first: what makes a video playable before its rest.
  class       smallint not null,
  -- Estimated CPU time, in milliseconds, and the order's place among those of all uploaders: the
  -- virtual time at which it may begin (start-time fair queueing).
  cost        bigint not null check (cost > 0),
  tag         bigint not null,
  body        jsonb not null,
  -- What a worker must have to do it, sorted; orders of a queue with the same needs are a lane.
  needs       text[] not null default '{}',
  -- Whether its failure is the job's: the video is worth something without its small pictures.
  required    boolean not null default true,
  dispatch    integer not null default 0,
  -- The dispatch that has a second worker try what the first is slow at; at most one at a time.
  hedge       integer,
  attempts    integer not null default 0,
  -- Tries that failed, and tries that ended without a word, since the order was last (re)queued.
  failures    integer not null default 0,
  losses      integer not null default 0,
  not_before  timestamptz not null default now(),
  state_since timestamptz not null default now()
);
create index work_order_waiting on work_order (queue, needs, priority desc, tag, class, id)
  where state = 'waiting' and not held;
create index work_order_held on work_order (job_id) where held;
create index work_order_out on work_order (state_since) where state = 'dispatched';
-- Whether one that was sent later goes before another.
create index work_order_out_rank on work_order (queue, needs, priority desc, tag)
  include (state_since) where state = 'dispatched';
create index work_order_in_hand on work_order (queue, needs) where state in ('dispatched', 'running');
create index work_order_of_job on work_order (job_id, segment);

-- Until when, in virtual time, each uploader's orders of a class are spoken for.
create table fair_share (
  uploader text not null,
  queue    text not null,
  class    smallint not null,
  finish   bigint not null,
  primary key (uploader, queue, class)
);

-- How far each queue's virtual time has come: the greatest tag that a worker has begun with.
create table virtual_time (
  queue text primary key,
  tag   bigint not null
);
insert into virtual_time values ('light', 0), ('encode', 0);

create table worker (
  id           text primary key,
  host         text not null,
  version      text not null,
  slots        integer not null check (slots > 0),
  -- Only active ones are given orders.
  state        text not null default 'active'
               check (state in ('active', 'draining', 'quarantined')),
  -- Why it is in a state other than active.
  state_reason text,
  state_since  timestamptz not null default now(),
  -- Why it takes no orders, as it says itself.
  trouble      text,
  -- What it has, as it says itself: encoders in hardware, memory, and the words of orders' needs.
  encoders     text[] not null default '{}',
  memory_bytes bigint not null default 0,
  capabilities text[] not null default '{}',
  first_seen   timestamptz not null default now(),
  last_seen    timestamptz not null default now()
);

create table attempt (
  id             bigint generated always as identity primary key,
  order_id       bigint not null references work_order,
  worker_id      text not null,
  token          text not null,
  -- Of the request that it was given out for: the same one gets the same answer.
  claim          text,
  dispatch       integer not null,
  state          text not null
                 check (state in ('running', 'accepted', 'failed', 'lost', 'superseded', 'cancelled')),
  -- Begun beside one that runs, which took too long.
  hedge          boolean not null default false,
  lease_until    timestamptz not null,
  frames         bigint not null default 0,
  started_at     timestamptz not null default now(),
  ended_at       timestamptz,
  cpu_millis     bigint,
  -- What its worker read from the store, and why a source had to be fetched whole, if one had to.
  fetched_bytes  bigint,
  fetched_whole  text,
  failure_code   text,
  failure_detail text,
  -- Whether the worker was to blame: what it brought was damaged, or another could do it.
  fault          boolean not null default false
);
create index attempt_of_order on attempt (order_id);
create unique index attempt_running on attempt (order_id, hedge) where state = 'running';
create index attempt_of_worker on attempt (worker_id, ended_at desc) where ended_at is not null;
create index attempt_lease on attempt (lease_until) where state = 'running';
-- What they wrote is to be deleted.
create index attempt_in_vain on attempt (ended_at) where state not in ('running', 'accepted');

-- Orders with a known result for workers in quarantine; their numbers are of the row of attempts.
create table golden_test (
  id         bigint primary key default nextval('farm.attempt_id_seq'),
  worker_id  text not null references worker,
  token      text not null,
  passed     boolean,
  -- What was wrong, if it was not passed.
  flaw       text,
  started_at timestamptz not null default now(),
  ended_at   timestamptz
);
create index golden_test_of_worker on golden_test (worker_id, id desc);

-- What was accepted: one object for each segment of each rendition.
create table media_object (
  rendition_id bigint not null references rendition,
  segment      integer not null,
  attempt_id   bigint not null references attempt,
  object_key   text not null unique,
  object       jsonb not null,
  -- How like the source its pictures are, where that was measured, and whether even another worker
  -- could not bring it above the profile's floor.
  quality      jsonb,
  below_floor  boolean not null default false,
  primary key (rendition_id, segment)
);

-- What the trial encodes of a job found; the plan is made of it.
create table trial (
  job_id  bigint not null references job,
  sample  integer not null,
  figures jsonb not null,
  primary key (job_id, sample)
);

-- Progressive files: what is to be assembled once the job is published, and what came of it.
create table progressive_file (
  job_id bigint not null references job,
  name   text not null,
  -- The order's body.
  plan   jsonb not null,
  -- Absent until it is there.
  file   jsonb,
  primary key (job_id, name)
);

-- The small pictures that a segment's encode yielded besides its rungs.
create table stills (
  job_id     bigint not null references job,
  segment    integer not null,
  object_key text not null unique,
  object     jsonb not null,
  primary key (job_id, segment)
);

-- Messages to send, written with the state that makes them necessary.
create table outbox (
  id           bigint generated always as identity primary key,
  address      text not null,
  duplicate_id text not null,
  body         text not null,
  -- Of a hint: what its order asks of a worker; null for what anybody may take.
  needs        text,
  taken_until  timestamptz
);

-- Messages that nobody could take, until an administrator has looked at them.
create table dead_letter (
  id             bigint generated always as identity primary key,
  -- The broker's, so that a message is kept once however often it is taken.
  message_id     text not null unique,
  -- Where it came from, if that is known.
  source_address text,
  reason         text not null,
  -- Absent where there is no text, or too much.
  body           text,
  properties     jsonb not null default '{}',
  received_at    timestamptz not null default now()
);

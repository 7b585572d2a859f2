-- The main path: people come in, say what they want, ask one another, and a cohort is matched.
-- Dialect shared by DuckDB and PostgreSQL. Integrity between tables lives in the use cases and in
-- `python -m data check`: no foreign keys, no indexes (docs/decisions/001-store.md).
-- Times are naive UTC. Lists that people can hand us as CSV are kept in the form of that contract
-- ("en;pt-BR", "Mon 18:00-20:00;Sat 22:00-01:00"); '' means unknown.

CREATE TABLE programs (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    synthetic boolean NOT NULL,                 -- a sample program: marked wherever it is shown
    settings text NOT NULL,                     -- JSON: weights and rules of the matching engine
    profiles_version bigint NOT NULL,           -- rises when a mentor's profile or pause changes
    created timestamp NOT NULL,
    version integer NOT NULL
);

CREATE TABLE cohorts (
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    name text NOT NULL,
    starts date NOT NULL,
    ends date NOT NULL,
    version integer NOT NULL,
    CHECK (ends > starts)
);

CREATE TABLE people (
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,                   -- whose manager keeps this record and makes its links
    name text NOT NULL,
    email text NOT NULL,                        -- as given; '' = unknown
    created timestamp NOT NULL,
    version integer NOT NULL
);

CREATE TABLE accounts (
    person_id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    email_key text NOT NULL UNIQUE,             -- casefolded; what one signs in with
    password_hash text NOT NULL,
    password_set timestamp NOT NULL,
    version integer NOT NULL
);

CREATE TABLE sign_in_links (                    -- one-time: first password, or a new one
    token_hash text PRIMARY KEY,
    program_id uuid NOT NULL,
    person_id uuid NOT NULL,
    made_by uuid NOT NULL,
    made timestamp NOT NULL,
    expires timestamp NOT NULL,
    used timestamp                              -- also set when a newer link replaces this one
);

CREATE TABLE sign_ins (                         -- a signed-in browser
    token_hash text PRIMARY KEY,
    program_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('mentee', 'mentor', 'manager')),   -- the role shown in this browser
    started timestamp NOT NULL,
    expires timestamp NOT NULL,
    ended timestamp
);

CREATE TABLE memberships (                      -- a person in a program
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    person_id uuid NOT NULL,
    external_id text,                           -- the id of the CSV files
    mentee boolean NOT NULL,
    mentor boolean NOT NULL,
    manager boolean NOT NULL,
    "current_role" text NOT NULL,               -- quoted: a word of its own in PostgreSQL
    years_experience double precision,
    languages text NOT NULL,
    time_zone text NOT NULL,
    availability text NOT NULL,
    preferences text NOT NULL,
    team text NOT NULL,
    manager_external_id text NOT NULL,
    joined timestamp NOT NULL,
    version integer NOT NULL,
    UNIQUE (program_id, person_id),
    UNIQUE (program_id, external_id)
);

CREATE TABLE imported_rows (                    -- the cells of a person's row when it was last imported
    program_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('mentees', 'mentors')),
    external_id text NOT NULL,
    cells text NOT NULL,                        -- JSON: column -> text
    imported timestamp NOT NULL,
    PRIMARY KEY (program_id, kind, external_id)
);

CREATE TABLE goals (                            -- what a mentee wants
    membership_id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    target_role text NOT NULL,
    why text NOT NULL,                          -- the column `goals` of the CSV file
    outcomes text NOT NULL,                     -- JSON list of 0-3 measurable 90-day outcomes
    not_interested_in text NOT NULL,
    saved timestamp NOT NULL,
    version integer NOT NULL
);

CREATE TABLE offers (                           -- what a mentor gives
    membership_id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    past_roles text NOT NULL,
    bio text NOT NULL,
    capacity integer NOT NULL CHECK (capacity BETWEEN 0 AND 1000),
    paused_until date,
    saved timestamp NOT NULL,
    version integer NOT NULL
);

CREATE TABLE skills (                           -- of one person: wanted by a mentee or taught by a mentor
    program_id uuid NOT NULL,
    membership_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('wanted', 'taught')),
    place integer NOT NULL,                     -- order in which the person gave them
    name text NOT NULL,                         -- as the person wrote it
    level smallint,                             -- wanted or taught, 1-5
    level_now smallint,
    PRIMARY KEY (membership_id, kind, place)
);

CREATE TABLE drafts (                           -- half-written forms
    person_id uuid NOT NULL,
    program_id uuid NOT NULL,
    form text NOT NULL,
    content text NOT NULL,                      -- JSON
    saved timestamp NOT NULL,
    PRIMARY KEY (person_id, program_id, form)
);

CREATE TABLE marks (                            -- a mentee's favourite mentors, and those not for her
    mentee_id uuid NOT NULL,
    mentor_id uuid NOT NULL,
    program_id uuid NOT NULL,
    mark text NOT NULL CHECK (mark IN ('favourite', 'hidden', 'none')),
    changed timestamp NOT NULL,
    PRIMARY KEY (mentee_id, mentor_id)
);

CREATE TABLE requests (                         -- a mentee asks a mentor
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    mentee_id uuid NOT NULL,
    mentor_id uuid NOT NULL,
    message text NOT NULL,
    score real,                                 -- in [0, 1], when she asked; NULL = not enough information
    reasons text NOT NULL,                      -- JSON, as shown when she asked
    state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'closed', 'expired')),
    reason text NOT NULL,                       -- why declined or closed
    closed_by_room uuid,                        -- the room whose opening closed this request
    asked timestamp NOT NULL,
    answered timestamp,
    version integer NOT NULL
);

CREATE TABLE rounds (                           -- one matching round of a cohort
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    number integer NOT NULL,
    published_run_id uuid,
    opened timestamp NOT NULL,
    published timestamp,
    version integer NOT NULL,
    UNIQUE (cohort_id, number)
);

CREATE TABLE runs (                             -- one calculation of a round: a draft until published
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    round_id uuid NOT NULL,
    number integer NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'published', 'undone')),
    settings text NOT NULL,                     -- JSON: weights, rules, minimum score, engine, seed
    input_hash text NOT NULL,
    mentees integer NOT NULL,
    mentors integer NOT NULL,
    seats integer NOT NULL,
    matched integer NOT NULL,
    total double precision NOT NULL,
    bound double precision NOT NULL,
    gap double precision NOT NULL,
    seconds double precision NOT NULL,
    computed timestamp NOT NULL,
    computed_by uuid NOT NULL,
    version integer NOT NULL
);

CREATE TABLE matches (                          -- one mentee of a run, with or without a mentor
    run_id uuid NOT NULL,
    program_id uuid NOT NULL,
    mentee_id uuid NOT NULL,
    mentor_id uuid,
    score real,
    reasons text NOT NULL,                      -- JSON
    unmatched_reason text NOT NULL,
    left_out text NOT NULL,                     -- why this pair was not published; '' otherwise
    room_id uuid,
    PRIMARY KEY (run_id, mentee_id)
);

CREATE TABLE rooms (                            -- where one mentor and one mentee work together
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    mentee_id uuid NOT NULL,
    mentor_id uuid NOT NULL,
    request_id uuid,                            -- opened by an accepted request …
    run_id uuid,                                -- … or by a published run
    state text NOT NULL CHECK (state IN ('opening', 'active', 'paused', 'closed')),
    close_reason text NOT NULL,
    opened timestamp NOT NULL,
    closed timestamp,
    version integer NOT NULL
);

CREATE TABLE notices (                          -- what a person is told inside the product
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    headline text NOT NULL,
    detail text NOT NULL,
    page text NOT NULL,                         -- url path of the page that it leads to
    made timestamp NOT NULL,
    seen timestamp
);

CREATE TABLE due_jobs (                         -- background work, run by one thread
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    due timestamp NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    attempts integer NOT NULL,
    fault text NOT NULL,
    UNIQUE (kind, subject_id)                   -- asking twice for the same job keeps one
);

CREATE TABLE audit (                            -- append-only: who did what to whom
    program_id uuid NOT NULL,
    moment timestamp NOT NULL,
    person_id uuid,                             -- NULL: the product itself
    act text NOT NULL,
    subject_id uuid,
    detail text NOT NULL                        -- JSON
);

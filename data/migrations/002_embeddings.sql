CREATE TABLE embeddings (                       -- what a text means as a vector, computed once
    program_id uuid NOT NULL,
    model text NOT NULL,                        -- another model's vectors are of no use
    digest text NOT NULL,                       -- SHA-256 of the text, which itself is not kept here
    vector bytea NOT NULL,                      -- float32, little endian
    PRIMARY KEY (program_id, model, digest)
);

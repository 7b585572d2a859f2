DELETE FROM embeddings;                         -- vectors are int8 from here on; the old ones are of no use to anybody

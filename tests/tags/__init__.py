"""One word for one thing: synonyms, merges and near-duplicates."""

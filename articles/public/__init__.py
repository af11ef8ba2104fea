"""Floor 4: what readers see. Every page starts at ``published()``; nothing here writes."""

"""Training of the fluency model: a tagger of broken words."""

"""Development only: makes the models that Byline ships. No part of the installed program."""

"""Where the state is kept: one file on this machine, or a PostgreSQL database that several copies of the service share."""

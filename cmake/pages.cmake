# Web pages: see below.

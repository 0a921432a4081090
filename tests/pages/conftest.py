"""Pages that are run without a server are told that it is this machine's own, as the local user's server is."""

import os

os.environ["STREAMLIT_SERVER_ADDRESS"] = "127.0.0.1"

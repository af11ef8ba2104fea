"""The least a management command needs: no database, no other floor of the house."""

SECRET_KEY = "only for tests"
INSTALLED_APPS = ["articles"]

"""The store: connection and transactions, migrations, a query module per concept."""

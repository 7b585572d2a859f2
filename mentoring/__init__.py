"""What people can do: a module per concept, every use case asks `access` before it acts."""

"""The tables of the first release, a file for each file of core.store.schema.

Later changes are later migrations: these files stay as they are.
"""

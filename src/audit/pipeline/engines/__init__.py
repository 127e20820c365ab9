"""How notebooks are run: by Jupyter's own client and a kernel each, or by forks of one process that is already warm."""

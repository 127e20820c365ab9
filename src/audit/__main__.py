"""``python -m audit`` is ``aks``."""

from audit.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

"""`countersign`, and `python -m broker`."""

from broker.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()

"""`fwlint completion`: words that the shell completes."""

from __future__ import annotations

import click


@click.command("completion", short_help="Let the shell complete words.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete fwlint's options, roles, rulesets, checks and files.

    For bash, add to ~/.bashrc: eval "$(fwlint completion bash)"; for zsh the same in ~/.zshrc; for
    fish: fwlint completion fish > ~/.config/fish/completions/fwlint.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind  # the choice is of shells that click knows
    click.echo(kind(context.find_root().command, {}, "fwlint", "_FWLINT_COMPLETE").source())

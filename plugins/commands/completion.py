"""
Completion for four shells: scripts made of the same table of tasks and options as the help.

Each script also makes a short command, ``cong``, that runs the tasks from whatever folder one stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.commands.option import Option


@dataclass(frozen=True, slots=True)
class Command:
    """A task as it is typed: its name, what it does, its options."""

    name: str
    about: str
    options: tuple[Option, ...]

    @property
    def long_names(self) -> tuple[str, ...]:
        """Every spelling of its options that says what it is."""
        return (*(n for one in self.options for n in one.names if n.startswith("--")), "--help")

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What may follow an option (by each of its spellings) or the task's name, where it is one of a few words."""
        return {
            self.name if one.stands_alone else name: one.choices
            for one in self.options
            if one.choices
            for name in one.names
        }


def bash(commands: Sequence[Command], script: Path) -> str:
    """Return a script for bash: ``eval "$(python3 tasks.py completion bash)"``."""
    options = "\n".join(f"    {one.name}) words={_q(' '.join(one.long_names))} ;;" for one in commands)
    choices = "\n".join(
        f"    {one.name}:{name}) words={_q(' '.join(words))} ;;"
        for one in commands
        for name, words in one.choices.items()
    )
    return f"""\
cong() {{ python3 {_q(str(script))} "$@"; }}
_cong() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} place=1 words=
  while [[ $place -lt $COMP_CWORD && ${{COMP_WORDS[place-1]##*/}} != tasks.py && ${{COMP_WORDS[0]##*/}} == python* ]]; do
    place=$((place + 1))
  done
  if [[ $COMP_CWORD -le $place ]]; then
    COMPREPLY=($(compgen -W {_q(" ".join(one.name for one in commands))} -- "$word"))
    return
  fi
  local task=${{COMP_WORDS[place]}}
  case $task:$before in
{choices}
    *) ;;
  esac
  if [[ -z $words && $word == -* ]]; then
    case $task in
{options}
    esac
  fi
  # Nothing of ours to offer: bash offers files, for complete was given -o default.
  [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
_cong_python() {{
  local word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    [[ ${{word##*/}} == tasks.py ]] && {{ _cong; return; }}
  done
}}
complete -o default -F _cong cong tasks.py ./tasks.py
complete -p python3 >/dev/null 2>&1 || complete -o default -F _cong_python python3
"""


def zsh(commands: Sequence[Command], script: Path) -> str:
    """Return a script for zsh: ``eval "$(python3 tasks.py completion zsh)"``, after compinit."""
    names = "\n".join(f"    {_q(f'{one.name}:{one.about}')}" for one in commands)
    cases = "\n".join(f"    {one.name}) _arguments {_zsh_options(one)} ;;" for one in commands)
    return f"""\
cong() {{ python3 {_q(str(script))} "$@" }}
_cong() {{
  local -a tasks=(
{names}
  )
  if (( CURRENT == 2 )); then
    _describe -t tasks 'việc' tasks
    return
  fi
  local task=$words[2]
  shift words
  (( CURRENT-- ))
  case $task in
{cases}
    *) _files ;;
  esac
}}
compdef _cong cong tasks.py
"""


def _zsh_options(one: Command) -> str:
    words = [option for option in one.options if option.stands_alone and option.choices]
    specs = ["'--help'", *(f"'1:{word.name}:({' '.join(word.choices)})'" for word in words)]
    specs += [] if words else ["'*:file:_files'"]
    for option in one.options:
        about = option.vi.replace("[", "(").replace("]", ")").replace(":", " –")
        for name in option.names:
            if name.startswith("--"):
                values = f"({' '.join(option.choices)})" if option.choices else "_files"
                follows = "" if option.is_switch else f":{option.value}:{values}"
                specs.append(_q(f"{name}{'' if option.is_switch else '='}[{about}]{follows}"))
    return " ".join(specs)


def fish(commands: Sequence[Command], script: Path) -> str:
    """Return a script for fish: ``python3 tasks.py completion fish | source``."""
    lines = [f"function cong; python3 {_q(str(script))} $argv; end"]
    for one in commands:
        lines.append(f"complete -c cong -n __fish_use_subcommand -f -a {one.name} -d {_q(one.about)}")
        for option in one.options:
            if option.stands_alone and option.choices:
                seen = f"-n '__fish_seen_subcommand_from {one.name}'"
                lines.append(f"complete -c cong {seen} -f -a {_q(' '.join(option.choices))}")
            for name in option.names:
                if not name.startswith("--"):
                    continue
                more = (
                    ""
                    if option.is_switch
                    else f" -x -a {_q(' '.join(option.choices))}"
                    if option.choices
                    else " -r"
                )
                seen = f"-n '__fish_seen_subcommand_from {one.name}'"
                lines.append(f"complete -c cong {seen} -l {name[2:]}{more} -d {_q(option.vi)}")
    return "\n".join([*lines, ""])


def powershell(commands: Sequence[Command], script: Path) -> str:
    """Return a script for PowerShell: ``py tasks.py completion powershell | Out-String | Invoke-Expression``."""
    tasks = "\n".join(f"  {_p(one.name)} = @({', '.join(map(_p, one.long_names))})" for one in commands)
    choices = "\n".join(
        f"  {_p(f'{one.name} {name}')} = @({', '.join(map(_p, words))})"
        for one in commands
        for name, words in one.choices.items()
    )
    return f"""\
function cong {{ & py {_p(str(script))} @args }}
$CongTasks = [ordered]@{{
{tasks}
}}
$CongChoices = @{{
{choices}
}}
$CongCompleter = {{
  param($wordToComplete, $commandAst, $cursorPosition)
  $typed = @($commandAst.CommandElements | ForEach-Object {{ $_.ToString() }})
  $at = [array]::FindIndex([string[]]$typed, [Predicate[string]]{{ param($one) $one.Trim([char]34, [char]39) -like '*tasks.py' }})
  if ($at -lt 0 -and $typed[0] -ne 'cong') {{ return }}
  $rest = @($typed | Select-Object -Skip ($at + 1 + [int]($at -lt 0)))
  $offered = if ($rest.Count -eq 0 -or ($rest.Count -eq 1 -and $wordToComplete)) {{ $CongTasks.Keys }}
  else {{
    $before = if ($wordToComplete) {{ $rest[-2] }} else {{ $rest[-1] }}
    $few = $CongChoices["$($rest[0]) $before"]
    if ($few) {{ $few }} elseif ($wordToComplete -like '-*') {{ $CongTasks[$rest[0]] }}
  }}
  $offered | Where-Object {{ $_ -like "$wordToComplete*" }} | ForEach-Object {{
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }}
}}
Register-ArgumentCompleter -Native -CommandName cong, py, python, python3 -ScriptBlock $CongCompleter
"""


SHELLS: dict[str, Callable[[Sequence[Command], Path], str]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}


def _q(text: str) -> str:
    """
    Return text quoted for a shell of Unix.

    >>> _q("it's")
    "'it'\\\\''s'"
    """
    return "'" + text.replace("'", "'\\''") + "'"


def _p(text: str) -> str:
    """
    Return text quoted for PowerShell.

    >>> _p("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"

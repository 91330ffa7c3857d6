"""
Write completion scripts for four shells from the same tasks and options as the help.

Each script also makes a short command, ``cong``, that runs the tasks from whatever folder one stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.commands.task import Task


def _long_names(task: Task) -> tuple[str, ...]:
    """Return every long spelling of a task's options."""
    return (*(name for option in task.options for name in option.names if name.startswith("--")), "--help")


def _choices(task: Task) -> dict[str, tuple[str, ...]]:
    """Return the few words that may follow an option (by each of its spellings) or the task's own name."""
    return {
        task.name if option.is_positional else name: option.choices
        for option in task.options
        if option.choices
        for name in option.names
    }


def bash(tasks: Sequence[Task], script: Path) -> str:
    """Return a script for bash: ``eval "$(python3 tasks.py completion bash)"``."""
    options = "\n".join(f"    {task.name}) words={_sh(' '.join(_long_names(task)))} ;;" for task in tasks)
    choices = "\n".join(
        f"    {task.name}:{name}) words={_sh(' '.join(words))} ;;"
        for task in tasks
        for name, words in _choices(task).items()
    )
    return f"""\
cong() {{ python3 {_sh(str(script))} "$@"; }}
_cong() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} place=1 words=
  while [[ $place -lt $COMP_CWORD && ${{COMP_WORDS[place-1]##*/}} != tasks.py && ${{COMP_WORDS[0]##*/}} == python* ]]; do
    place=$((place + 1))
  done
  if [[ $COMP_CWORD -le $place ]]; then
    COMPREPLY=($(compgen -W {_sh(" ".join(task.name for task in tasks))} -- "$word"))
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


def zsh(tasks: Sequence[Task], script: Path) -> str:
    """Return a script for zsh: ``eval "$(python3 tasks.py completion zsh)"``, after compinit."""
    names = "\n".join(f"    {_sh(f'{task.name}:{task.vi}')}" for task in tasks)
    cases = "\n".join(f"    {task.name}) _arguments {_zsh_options(task)} ;;" for task in tasks)
    return f"""\
cong() {{ python3 {_sh(str(script))} "$@" }}
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


def _zsh_options(task: Task) -> str:
    words = [option for option in task.options if option.is_positional and option.choices]
    specs = ["'--help'", *(f"'1:{word.name}:({' '.join(word.choices)})'" for word in words)]
    specs += [] if words else ["'*:file:_files'"]
    for option in task.options:
        about = option.vi.replace("[", "(").replace("]", ")").replace(":", " –")
        for name in option.names:
            if name.startswith("--"):
                values = f"({' '.join(option.choices)})" if option.choices else "_files"
                follows = "" if option.is_switch else f":{option.value}:{values}"
                specs.append(_sh(f"{name}{'' if option.is_switch else '='}[{about}]{follows}"))
    return " ".join(specs)


def fish(tasks: Sequence[Task], script: Path) -> str:
    """Return a script for fish: ``python3 tasks.py completion fish | source``."""
    lines = [f"function cong; python3 {_sh(str(script))} $argv; end"]
    for task in tasks:
        lines.append(f"complete -c cong -n __fish_use_subcommand -f -a {task.name} -d {_sh(task.vi)}")
        for option in task.options:
            if option.is_positional and option.choices:
                seen = f"-n '__fish_seen_subcommand_from {task.name}'"
                lines.append(f"complete -c cong {seen} -f -a {_sh(' '.join(option.choices))}")
            for name in option.names:
                if not name.startswith("--"):
                    continue
                more = (
                    ""
                    if option.is_switch
                    else f" -x -a {_sh(' '.join(option.choices))}"
                    if option.choices
                    else " -r"
                )
                seen = f"-n '__fish_seen_subcommand_from {task.name}'"
                lines.append(f"complete -c cong {seen} -l {name[2:]}{more} -d {_sh(option.vi)}")
    return "\n".join([*lines, ""])


def powershell(tasks: Sequence[Task], script: Path) -> str:
    """Return a script for PowerShell: ``py tasks.py completion powershell | Out-String | Invoke-Expression``."""
    names = "\n".join(f"  {_ps(task.name)} = @({', '.join(map(_ps, _long_names(task)))})" for task in tasks)
    choices = "\n".join(
        f"  {_ps(f'{task.name} {name}')} = @({', '.join(map(_ps, words))})"
        for task in tasks
        for name, words in _choices(task).items()
    )
    return f"""\
function cong {{ & py {_ps(str(script))} @args }}
$CongTasks = [ordered]@{{
{names}
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


SHELLS: dict[str, Callable[[Sequence[Task], Path], str]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}


def _sh(text: str) -> str:
    """
    Return text quoted for bash, zsh or fish.

    >>> _sh("it's")
    "'it'\\\\''s'"
    """
    return "'" + text.replace("'", "'\\''") + "'"


def _ps(text: str) -> str:
    """
    Return text quoted for PowerShell.

    >>> _ps("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"

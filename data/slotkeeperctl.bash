# SPDX-License-Identifier: GPL-3.0-or-later
# What may come next after slotkeeperctl.

_slotkeeperctl ()
{
  local cur prev words cword split
  _init_completion -s || return

  local verbs='plan apply watch undo history explain verify connect doctor status tell'
  local options='--from= --at= --workspace= --full --days= --json --yes --only= --except=
    --what-if= --add-columns --auto-schedule --key-file --network --mode= --verbose --version
    --help'
  local actions='reschedule reschedule-full apply apply-all stop discard except undo
    pause pause-until-tomorrow resume pin ban release done extend open-task preview preferences quit'
  local verb='' word

  case $prev in
    --from) _filedir; return ;;
    --mode) mapfile -t COMPREPLY < <(compgen -W 'test once continuous' -- "$cur"); return ;;
    --at | --workspace | --days | --only | --except | --what-if) return ;;
  esac
  $split && return

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    [[ ${COMPREPLY-} == *= ]] && compopt -o nospace
    return
  fi

  for word in "${words[@]:1:cword - 1}"; do
    [[ " $verbs " == *" $word "* ]] && verb=$word
  done
  if [[ -z $verb ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$cur")
  elif [[ $verb == verify ]]; then
    _filedir
  elif [[ $verb == tell && $prev == tell ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$actions" -- "$cur")
  fi
}

complete -F _slotkeeperctl slotkeeperctl

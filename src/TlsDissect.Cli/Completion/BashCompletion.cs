using System.Text;

namespace TlsDissect.Cli.Completion;

/// <summary>A bash completion script.</summary>
internal static class BashCompletion
{
    public static string Write(CommandNode root)
    {
        StringBuilder script = new();
        script.Append("""
            # bash completion for tlsdissect: source this, or put it into /etc/bash_completion.d
            _tlsdissect() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} at="" commands="" options="" i
              COMPREPLY=()
              for ((i = 1; i < COMP_CWORD; i++)); do
                case "$at ${COMP_WORDS[i]}" in

            """);
        foreach (CommandNode node in root.All.Where(n => n.Path.Length > 0))
            script.Append($"      \" {node.Words}\") at=\" {node.Words}\" ;;\n");
        script.Append("""
                esac
              done
              case "$at" in

            """);
        foreach (CommandNode node in root.All)
        {
            script.Append($"    \"{(node.Path.Length == 0 ? "" : $" {node.Words}")}\")\n");
            script.Append($"      commands=\"{string.Join(' ', node.Subcommands.Select(s => s.Name))}\"\n");
            script.Append($"      options=\"{string.Join(' ', node.Options.SelectMany(o => o.Names))}\"\n");
            foreach (OptionNode option in node.Options.Where(o => o.TakesValue))
                script.Append($"      case \"$prev\" in {string.Join(" | ", option.Names)}) {Values(option)}; return ;; esac\n");
            script.Append("      ;;\n");
        }

        script.Append("""
              esac
              if [[ $cur == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
              elif [[ -n $commands ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur")
              fi
            }
            complete -o default -F _tlsdissect tlsdissect

            """);
        return script.ToString();
    }

    /// <summary>bash itself completes a value without known words, as a file name. Outside of a completion, compopt fails.</summary>
    private static string Values(OptionNode option)
    {
        if (option.Asks is null && option.Values.Length == 0) return ":";
        string words = option.Asks is string command ? $"$({command})" : string.Join(' ', option.Values);
        string how = option.TakesFile ? "filenames" : "nospace";
        return $"{(option.GoesOn || option.TakesFile ? $"compopt -o {how} 2>/dev/null; " : "")}mapfile -t COMPREPLY < " +
            $"<(compgen -W \"{words}\" {(option.TakesFile ? "-f " : "")}-- \"$cur\")";
    }
}

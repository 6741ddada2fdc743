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
        foreach (CommandNode node in root.All.Where(n => n.Path.Length > 0)) script.Append($"      \" {node.Words}\") at=\" {node.Words}\" ;;\n");
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
            foreach (OptionNode option in node.Options.Where(o => o.TakesValue)) script.Append($"      case \"$prev\" in {string.Join(" | ", option.Names)}) {Values(option)}; return ;; esac\n");
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

    /// <summary>Without words of its own an option's value is completed as a file name, which is what bash does where we have nothing.</summary>
    private static string Values(OptionNode option) => option.Values.Length == 0 ? ":" : $"mapfile -t COMPREPLY < <(compgen -W \"{string.Join(' ', option.Values)}\" -- \"$cur\")";
}

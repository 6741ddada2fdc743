using System.Text;

namespace TlsDissect.Cli.Completion;

/// <summary>A zsh completion script.</summary>
internal static class ZshCompletion
{
    public static string Write(CommandNode root)
    {
        StringBuilder script = new();
        script.Append("""
            #compdef tlsdissect
            # zsh completion for tlsdissect: put it as _tlsdissect into a folder of $fpath, or source it after compinit
            _tlsdissect() {
              local at="" i
              local -a commands options
              for ((i = 2; i < CURRENT; i++)); do
                case "$at ${words[i]}" in

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
            script.Append($"      commands=({string.Join(' ', node.Subcommands.Select(s => Described(s.Name, s.Description)))})\n");
            script.Append(
                $"      options=({string.Join(' ',
                    node.Options.SelectMany(o => o.Names.Select(name => Described(name, o.Description))))})\n");
            foreach (OptionNode option in node.Options.Where(o => o.TakesValue))
            {
                string names = string.Join('|', option.Names);
                script.Append($"      case \"${{words[CURRENT - 1]}}\" in ({names}) {Values(option)}; return ;; esac\n");
            }

            script.Append("      ;;\n");
        }

        script.Append("""
              esac
              if [[ $PREFIX == -* ]]; then
                _describe option options
              elif (( $#commands )); then
                _describe command commands
              else
                _files
              fi
            }
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
              _tlsdissect "$@"
            else
              compdef _tlsdissect tlsdissect
            fi

            """);
        return script.ToString();
    }

    private static string Values(OptionNode option) => option switch
    {
        { Asks: string command } => $"compadd -- ${{(f)\"$({command})\"}}",
        { Values.Length: 0 } => "_files",
        _ => $"compadd {(option.GoesOn ? "-S '' " : "")}-- {string.Join(' ', option.Values.Select(value => $"'{value}'"))}" +
            (option.TakesFile ? "; _files" : ""),
    };

    private static string Described(string name, string description) =>
        $"'{name}:{description.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}'";
}

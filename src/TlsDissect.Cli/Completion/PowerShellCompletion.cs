using System.Text;

namespace TlsDissect.Cli.Completion;

/// <summary>A PowerShell completion script.</summary>
internal static class PowerShellCompletion
{
    public static string Write(CommandNode root)
    {
        StringBuilder script = new();
        script.Append("""
            # PowerShell completion for tlsdissect: put it into your $PROFILE
            Register-ArgumentCompleter -Native -CommandName tlsdissect -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = @{

            """);
        foreach (CommandNode node in root.All) script.Append($"        '{node.Words}' = @({List(node.Subcommands.Select(s => s.Name))})\n");
        script.Append("    }\n    $options = @{\n");
        foreach (CommandNode node in root.All)
            script.Append($"        '{node.Words}' = @({List(node.Options.SelectMany(o => o.Names))})\n");
        script.Append("    }\n    $values = @{\n");
        foreach (OptionNode option in root.All.SelectMany(n => n.Options).Where(o => o.Values.Length > 0).DistinctBy(o => o.Names[0]))
        {
            foreach (string name in option.Names) script.Append($"        '{name}' = @({List(option.Values)})\n");
        }

        script.Append("    }\n    $asks = @{\n");
        foreach (OptionNode option in root.All.SelectMany(n => n.Options).Where(o => o.Asks is not null).DistinctBy(o => o.Names[0]))
        {
            string command = option.Asks!.Replace("/dev/null", "$null", StringComparison.Ordinal);
            foreach (string name in option.Names) script.Append($"        '{name}' = {{ {command} }}\n");
        }

        script.Append("""
                }
                $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
                $at = ''
                foreach ($word in $words) {
                    $next = ("$at $word").Trim()
                    if ($commands.ContainsKey($next)) { $at = $next }
                }
                $last = if ($words.Count -gt 0) { $words[-1] } else { '' }
                $candidates = if ($asks.ContainsKey($last)) { & $asks[$last] } elseif ($values.ContainsKey($last)) { $values[$last] } elseif ($wordToComplete -like '-*') { $options[$at] } else { $commands[$at] }
                $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """);
        return script.ToString();
    }

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}

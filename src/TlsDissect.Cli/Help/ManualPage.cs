using System.CommandLine;
using System.Text;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Help;

/// <summary>A manual page in the man macros (man(7)), one section a command.</summary>
internal sealed class ManualPage(IReadOnlyDictionary<Command, string[]> examples)
{
    private static readonly (int Code, string Meaning)[] ExitCodes =
    [
        (ExitCode.Done, "Done. A capture that ends within a packet is a warning: an interrupted capture looks like that."),
        (ExitCode.InputFailed, "An input could not be read, or is truncated; what came before was written. Or there was nothing to write."),
        (ExitCode.Usage, "The command line, a key file or a filter is wrong. Nothing was read."),
        (ExitCode.NotPermitted, "No permission to capture, or no such interface."),
        (ExitCode.ConditionHolds, "The condition of --fail-on holds. 1 takes precedence over 4, and 130 and 143 over both."),
        (ExitCode.OutputFailed, "With scan: rows could not be written, as on a full disk. The same command does the rest."),
        (ExitCode.Interrupted, "Interrupted by Ctrl-C. Complete results were written. 143 for SIGTERM."),
    ];

    private readonly StringBuilder _page = new();

    public string Write(RootCommand root)
    {
        _page.Append(".TH TLSDISSECT 1\n.SH NAME\ntlsdissect \\- passive TLS dissector: shows handshakes, decrypts what the keys allow\n");
        Section("SYNOPSIS");
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden)) _page.Append($"{Text(UsageLine.Of(command))}\n.br\n");
        Section("DESCRIPTION");
        Paragraph(root.Description);
        Section("COMMANDS");
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden)) WriteCommand(command);
        Section("LIMITS");
        Paragraph(LimitsHelp.Introduction);
        foreach (Limit limit in Limits.All)
            Item($"\\fB{Text(limit.Name)}\\fR ({Text(limit.Unit)}, {Text(limit.Range)}, default {Text(limit.Default)})", limit.Effect);
        Section("EXIT STATUS");
        foreach ((int code, string meaning) in ExitCodes) Item($"\\fB{code}\\fR", meaning);
        Section("ENVIRONMENT");
        Item("\\fBTLSDISSECT_KEY_PASSWORD\\fR", "The password of encrypted keys, unless --key-password-file is given.");
        Item("\\fBNO_COLOR\\fR", "If set, no colours on a terminal, unless --color always is given.");
        Section("SEE ALSO");
        _page.Append(".BR tcpdump (8),\n.BR tshark (1),\n.BR pcap-filter (7)\n");
        return _page.ToString();
    }

    private void WriteCommand(Command command)
    {
        _page.Append($".SS {Text(UsageLine.Of(command))}\n");
        Paragraph(command.Description);
        foreach (Argument argument in command.Arguments) Item($"\\fI{Text(argument.Name)}\\fR", argument.Description);
        foreach (Option option in OptionGroups.Of(command).SelectMany(group => group.Options).Concat(OptionGroups.OnlyInManual(command)))
        {
            IEnumerable<string> names = option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length);
            string value = option.HelpName is string name ? $" \\fI{Text(name)}\\fR" : "";
            Item(string.Join(", ", names.Select(n => $"\\fB{Text(n)}\\fR")) + value, OptionDetails.Of(option));
        }

        if (examples.TryGetValue(command, out string[]? lines))
        {
            _page.Append(".PP\nExamples:\n.PP\n.RS\n.nf\n");
            foreach (string line in lines) _page.Append($"{Text(line)}\n");
            _page.Append(".fi\n.RE\n");
        }

        foreach (Command inner in command.Subcommands.Where(c => !c.Hidden)) WriteCommand(inner);
    }

    private void Section(string name) => _page.Append($".SH {name}\n");

    private void Paragraph(string? text) => _page.Append($".PP\n{Text(text ?? "")}\n");

    private void Item(string term, string? text) => _page.Append($".TP\n{term}\n{Text(text ?? "")}\n");

    /// <summary>Nothing in it is a macro or an escape; a hyphen stays one that can be copied into a shell.</summary>
    private static string Text(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}

using System.CommandLine;
using System.Text;

namespace TlsDissect.Cli.Help;

/// <summary>A manual page in the man macros (man(7)), one section a command.</summary>
internal sealed class ManualPage(IReadOnlyDictionary<Command, string[]> examples)
{
    private static readonly (int Code, string Meaning)[] ExitCodes =
    [
        (ExitCode.Done, "Done. A capture that ends in the middle of a packet is a warning: that is what an interrupted capture looks like."),
        (ExitCode.InputFailed, "An input could not be read or was cut short; everything before that point was written. Or there was nothing to write."),
        (ExitCode.Usage, "The command line, a key file or a filter is wrong: nothing was read."),
        (ExitCode.NotPermitted, "No permission to capture, or no such interface."),
        (ExitCode.Undecrypted, "What --fail-on names holds. 1 comes before it, 130 and 143 before both."),
        (ExitCode.Interrupted, "Ended by Ctrl-C; what was complete was written. 143 for SIGTERM."),
    ];

    private readonly StringBuilder _page = new();

    public string Write(RootCommand root)
    {
        _page.Append(".TH TLSDISSECT 1\n.SH NAME\ntlsdissect \\- passive TLS dissector: handshakes, and what the keys can decrypt\n");
        Section("SYNOPSIS");
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden)) _page.Append($"\\fBtlsdissect {Text(command.Name)}\\fR{(HasArguments(command) ? " " : "")}{Text(Arguments(command))} [\\fIoptions\\fR]\n.br\n");
        Section("DESCRIPTION");
        Paragraph(root.Description);
        Section("COMMANDS");
        foreach (Command command in root.Subcommands.Where(c => !c.Hidden)) WriteCommand(command, command.Name);
        Section("EXIT STATUS");
        foreach ((int code, string meaning) in ExitCodes) Item($"\\fB{code}\\fR", meaning);
        Section("ENVIRONMENT");
        Item("\\fBTLSDISSECT_KEY_PASSWORD\\fR", "The password of encrypted keys, where no --key-password-file is given.");
        Item("\\fBNO_COLOR\\fR", "Set to anything: no colours on a terminal, unless --color always.");
        Section("SEE ALSO");
        _page.Append(".BR tcpdump (8),\n.BR tshark (1),\n.BR pcap-filter (7)\n");
        return _page.ToString();
    }

    private void WriteCommand(Command command, string path)
    {
        _page.Append($".SS tlsdissect {Text(path)}{(HasArguments(command) ? " " : "")}{Text(Arguments(command))}\n");
        Paragraph(command.Description);
        foreach (Argument argument in command.Arguments) Item($"\\fI{Text(argument.Name)}\\fR", argument.Description);
        foreach (Option option in command.Options.Where(o => !o.Hidden))
        {
            IEnumerable<string> names = option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length);
            string value = option.HelpName is string name ? $" \\fI{Text(name)}\\fR" : "";
            Item(string.Join(", ", names.Select(n => $"\\fB{Text(n)}\\fR")) + value, option.Description);
        }

        if (examples.TryGetValue(command, out string[]? lines))
        {
            _page.Append(".PP\nExamples:\n.PP\n.RS\n.nf\n");
            foreach (string line in lines) _page.Append($"{Text(line)}\n");
            _page.Append(".fi\n.RE\n");
        }

        foreach (Command inner in command.Subcommands.Where(c => !c.Hidden)) WriteCommand(inner, $"{path} {inner.Name}");
    }

    private static bool HasArguments(Command command) => command.Arguments.Count + command.Subcommands.Count > 0;

    private static string Arguments(Command command) => command.Subcommands.Count > 0
        ? string.Join('|', command.Subcommands.Select(c => c.Name))
        : string.Join(' ', command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Arity.MaximumNumberOfValues > 1 ? $"{a.Name}..." : a.Name));

    private void Section(string name) => _page.Append($".SH {name}\n");

    private void Paragraph(string? text) => _page.Append($".PP\n{Text(text ?? "")}\n");

    private void Item(string term, string? text) => _page.Append($".TP\n{term}\n{Text(text ?? "")}\n");

    /// <summary>Nothing in it is a macro or an escape; a hyphen stays one that can be copied into a shell.</summary>
    private static string Text(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}

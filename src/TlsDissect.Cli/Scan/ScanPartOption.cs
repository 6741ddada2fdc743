using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Scan;

/// <summary><c>--part</c> and <c>--of</c>.</summary>
internal sealed class ScanPartOption
{
    private const string Auto = "auto";

    private readonly Option<ScanPart?> _part = new("--part")
    {
        Description = "Only part I of N of the captures, by their names; auto: the part of this task of Slurm, Kubernetes, Grid Engine " +
            "or AWS Batch.",
        HelpName = "I/N|auto",
        CustomParser = Parse,
    };

    private readonly Option<long?> _of = NumberOption.CreateOptional("--of",
        "With --part auto where the scheduler does not say it: the number of tasks.", ScanPart.MaxCount);

    /// <summary>Stands for <see cref="Auto"/> until the environment is read.</summary>
    private static ScanPart Unread { get; } = new(-1, 0);

    public void AddTo(Command command)
    {
        command.Options.Add(_part);
        command.Options.Add(_of);
        command.AddRule(result =>
        {
            if (result.GetResult(_of) is { Implicit: false } && result.GetValue(_part) != Unread)
                result.AddError("--of goes with --part auto; --part I/N says both.");
        });
    }

    /// <summary>Whether a scheduler gave the part.</summary>
    public bool IsAuto(ParseResult parsed) => parsed.GetValue(_part) == Unread;

    /// <summary>The part.</summary>
    public ScanPart Read(ParseResult parsed) => IsAuto(parsed)
        ? SchedulerPart.Read(Environment.GetEnvironmentVariable, (int?)parsed.GetValue(_of))
        : parsed.GetValue(_part) ?? ScanPart.All;

    private static ScanPart? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == Auto) return Unread;
        string[] words = text.Split('/');
        if (words.Length == 2 && TryParse(words[0], out int index) && TryParse(words[1], out int count) && index <= count)
            return new ScanPart(index - 1, count);
        result.AddError($"--part takes I/N, with I from 1 to N, or auto, not '{text}'.");
        return ScanPart.All;
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= ScanPart.MaxCount;
}

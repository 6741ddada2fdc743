namespace TlsDissect.Cli.Runs;

/// <summary>The warnings of all readings of a run, each given once.</summary>
internal sealed class RunWarnings
{
    private readonly List<string> _given = [];

    /// <summary>Shows a warning. By default, a line on standard error.</summary>
    public Action<string> Show { get; init; } = CommandLine.Complain;

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Given => _given;

    /// <summary>Gives a warning, unless it was given before.</summary>
    public void Give(string text)
    {
        if (_given.Contains(text)) return;
        _given.Add(text);
        Show(text);
    }
}

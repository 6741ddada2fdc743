namespace TlsDissect.Cli.Help;

/// <summary>A subject of <c>tlsdissect help</c> that is not a command. A new one is a row in <see cref="All"/>.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Description">One line.</param>
/// <param name="Write">Writes the page.</param>
internal sealed record HelpTopic(string Name, string Description, Action<HelpWriter> Write)
{
    /// <summary>Writes only the part of the page about a word; <c>null</c> if the page has no such parts.</summary>
    public Action<HelpWriter, string>? WritePart { get; private init; }

    public static IReadOnlyList<HelpTopic> All { get; } =
    [
        new("findings", "Everything that can be found, with its severity and why it matters.", FindingsHelp.Write),
        new("limits", "Every limit of a run, with its default and what happens at it.", LimitsHelp.Write),
        new("policies", "The policies that connections can be judged by.", PoliciesHelp.Write),
        new("where", "How connections are selected by their fields, and all fields.", WhereHelp.Write)
        {
            WritePart = WhereHelp.WriteFields,
        },
    ];
}

using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Options;

/// <summary><c>--color</c> and <c>--width</c>, for text.</summary>
internal sealed class StyleOptions
{
    /// <summary>Limit, in bytes, on the data that a terminal shows of what one side says until the other speaks.</summary>
    private const int DataOnTerminal = 4 << 10;

    private const int Narrowest = 20;
    private const int Widest = 10_000;

    private readonly Option<string> _color = new("--color")
    {
        Description = "With text: auto (default) on a terminal unless NO_COLOR is set; always; never.",
        HelpName = "auto|always|never",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<long?> _width = WidthOption();

    public StyleOptions() => _color.Accept("auto", "always", "never");

    /// <summary><c>--width</c>, also for commands without colours.</summary>
    public static Option<long?> WidthOption() =>
        NumberOption.CreateOptional("--width", "With text: columns. Default: the terminal's; unlimited in files and pipes.", Widest,
            Narrowest);

    /// <summary><c>--verbose</c>.</summary>
    public static Option<bool> VerboseOption() =>
        new("--verbose",
            "-v")
        { Description = "With text: all fields of messages and certificates, and the numbers of --explain." };

    /// <summary><c>--details</c>.</summary>
    public static Option<bool> DetailsOption() =>
        new("--details") { Description = "With json: include all fields of each message, as -v does with text." };

    public void AddTo(Command command)
    {
        command.Options.Add(_color);
        command.Options.Add(_width);
    }

    /// <summary>Adds colours, width and the names of options to the options of text.</summary>
    public TextOptions Apply(ParseResult parsed, TextOptions text, OutputTarget target)
    {
        bool hasColour = parsed.GetValue(_color) switch { "always" => true, "never" => false, _ => target.HasColour };
        return text with
        {
            Palette = hasColour ? TextPalette.Ansi : TextPalette.None,
            Glyphs = target.Glyphs,
            MaxData = text.MaxData ?? (target.IsTerminal ? DataOnTerminal : null),
            Width = (int?)parsed.GetValue(_width) ?? target.Width,
            Wording = ProgramWording.Options,
        };
    }
}

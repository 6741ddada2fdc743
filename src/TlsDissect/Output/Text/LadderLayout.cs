using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// The columns of a ladder: packet, time since the connection's start, who speaks, and the text. Narrow terminals get short arrows and
/// milliseconds.
/// </summary>
internal sealed class LadderLayout
{
    /// <summary>Number of columns below which the layout is narrow.</summary>
    private const int WideFrom = 110;

    /// <summary>Explanations are for reading: longer lines are not.</summary>
    private const int WidestExplanation = 100;
    private const int NarrowestText = 30;

    private readonly TextOptions _options;
    private readonly bool _isNarrow;

    public LadderLayout(TextOptions options)
    {
        _options = options;
        _isNarrow = options.Width is > 0 and < WideFrom;
        (SenderColumn, HangingColumn) = _isNarrow ? (15, 26) : (22, 43);
    }

    /// <summary>The line above the columns.</summary>
    public string Header => _isNarrow ? "packet    time" : "  packet        time";

    /// <summary>Where the sender is named, and the rules start.</summary>
    public int SenderColumn { get; }

    /// <summary>Where the further lines of a text start.</summary>
    public int HangingColumn { get; }

    /// <summary>Width of a text's lines; 0 for no limit.</summary>
    /// <param name="before">Length of what stands in front of the first. Long times and packet numbers shift it.</param>
    public int TextWidth(int before = 0) => Below(Math.Max(before, HangingColumn));

    /// <summary>Where the fields of a message start, below its step.</summary>
    public int DetailColumn => _isNarrow ? 4 : SenderColumn;

    /// <summary>Width of the lines of these fields; 0 for no limit.</summary>
    public int DetailWidth => Below(DetailColumn);

    /// <summary>Where the bar in front of an explanation stands.</summary>
    public int BarColumn => _isNarrow ? SenderColumn : 25;

    /// <summary>Width of an explanation.</summary>
    public int ExplanationWidth => Below(BarColumn + 2) is > 0 and < WidestExplanation and int width ? width : WidestExplanation;

    /// <summary>What stands in front of a text.</summary>
    public string Before(ConnectionSummary connection, Sender from, in StreamPosition position)
    {
        string time = Offset(connection, position.Time);
        return _isNarrow ? $"{position.Packet,6} {time,7} {Speaker(from)}" : $"  {position.Packet,6} {time,11}  {Speaker(from)}";
    }

    /// <summary>What stands in front of a text about several packets.</summary>
    public string Before(Sender from) => $"{new string(' ', SenderColumn)}{Speaker(from)}";

    private string Speaker(Sender from) => (_isNarrow, from) switch
    {
        (false, _) => $"{_options.Glyphs.SpeakerColumn(from)}  ",
        (_, Sender.Client) => $"client {_options.Glyphs.ToServer} ",
        _ => $"{_options.Glyphs.ToClient} server ",
    };

    private string Offset(ConnectionSummary connection, CaptureTime time)
    {
        long nanoseconds = time.NanosecondsSince(connection.First.Time);
        string seconds = (Math.Abs(nanoseconds) / 1e9).ToString(_isNarrow ? "0.000" : "0.000000", CultureInfo.InvariantCulture);
        return (nanoseconds < 0 ? "-" : "+") + seconds;
    }

    private int Below(int column) => _options.Width > 0 ? Math.Max(_options.Width - column, NarrowestText) : 0;
}

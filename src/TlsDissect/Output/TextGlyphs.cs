using TlsDissect.Protocol;

namespace TlsDissect.Output;

/// <summary>The signs of text output that are not letters: arrows, rules, bars. One set for UTF-8, one for ASCII.</summary>
internal sealed record TextGlyphs
{
    /// <summary>For outputs that show UTF-8.</summary>
    public static TextGlyphs Unicode { get; } = new()
    {
        ToServer = "→",
        ToClient = "←",
        LongToServer = "──→",
        LongToClient = "←──",
        Rule = "─",
        Bar = "│",
        Ellipsis = "…",
        Separator = " · ",
        Blocks = "▏▎▍▌▋▊▉█",
        Levels = "▁▂▃▄▅▆▇█",
    };

    /// <summary>For outputs with another encoding.</summary>
    public static TextGlyphs Ascii { get; } = new()
    {
        ToServer = "->",
        ToClient = "<-",
        LongToServer = "-->",
        LongToClient = "<--",
        Rule = "-",
        Bar = "|",
        Ellipsis = "...",
        Separator = ", ",
        Blocks = "#",
        Levels = "_.:-=+*#",
    };

    /// <summary>Short arrow to the right, from the client to the server. One or two columns wide.</summary>
    public required string ToServer { get; init; }

    /// <summary>Short arrow to the left, as wide as <see cref="ToServer"/>.</summary>
    public required string ToClient { get; init; }

    /// <summary>Arrow to the right, three columns wide.</summary>
    public required string LongToServer { get; init; }

    /// <summary>Arrow to the left, three columns wide.</summary>
    public required string LongToClient { get; init; }

    /// <summary>One column of a horizontal rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Vertical bar in front of further lines, one column wide.</summary>
    public required string Bar { get; init; }

    /// <summary>Stands for what is left out. One or three columns wide.</summary>
    public required string Ellipsis { get; init; }

    /// <summary>Stands between the parts of a line, with its blanks.</summary>
    public required string Separator { get; init; }

    /// <summary>Parts of one column of a horizontal bar, in equal steps up to the whole column.</summary>
    public required string Blocks { get; init; }

    /// <summary>Heights of a column, from the lowest to the highest, in equal steps.</summary>
    public required string Levels { get; init; }

    /// <summary>A short arrow in the direction of what a side sends.</summary>
    public string Arrow(Sender from) => from == Sender.Client ? ToServer : ToClient;

    /// <summary>Who speaks, on a line of its own.</summary>
    public string Speaker(Sender from) => from == Sender.Client ? $"client {LongToServer}" : $"{LongToClient} server";

    /// <summary>Who speaks, in a column of 17: the client on the left, the server on the right.</summary>
    public string SpeakerColumn(Sender from) => from == Sender.Client ? $"client {LongToServer}       " : $"       {LongToClient} server";

    /// <summary>A horizontal rule.</summary>
    /// <param name="width">In columns.</param>
    public string RuleOf(int width) => string.Concat(Enumerable.Repeat(Rule, Math.Max(0, width)));

    /// <summary>A horizontal bar. It is visible unless the share is 0.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="width">Columns of the whole.</param>
    public string BarOf(double share, int width)
    {
        int parts = share > 0 ? Math.Max(1, (int)Math.Round(share * width * Blocks.Length)) : 0;
        (int whole, int rest) = Math.DivRem(parts, Blocks.Length);
        return new string(Blocks[^1], whole) + (rest > 0 ? Blocks[rest - 1] : "");
    }

    /// <summary>A column for each number, as high as its part of the largest. A blank stands for 0.</summary>
    public string ColumnsOf(IReadOnlyCollection<long> numbers)
    {
        double most = numbers.DefaultIfEmpty(0).Max();
        return string.Concat(numbers.Select(number => number == 0 ? ' ' : Levels[(int)Math.Ceiling(number / most * Levels.Length) - 1]));
    }
}

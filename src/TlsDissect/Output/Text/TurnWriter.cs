using TlsDissect.Output.Follow;

namespace TlsDissect.Output.Text;

/// <summary>
/// Writes a turn, what one side says until the other speaks, piece after piece: as text as long as it is text, the rest of a piece as a hex
/// dump. Past <see cref="TextOptions.MaxData"/> bytes only their number is written.
/// </summary>
/// <param name="output">Not owned.</param>
/// <param name="options">How.</param>
internal sealed class TurnWriter(TextWriter output, TextOptions options)
{
    private const string Indent = "    ";

    private readonly PlaintextStream _text = new(output, Indent);
    private readonly TextScan _scan = new();
    private long _written;
    private long _more;

    /// <summary>Bytes that may still be written in this turn.</summary>
    public long Room => (options.MaxData ?? long.MaxValue) - _written;

    /// <summary>Writes a piece.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        int length = (int)Math.Min(piece.Length, Room);
        LeaveOut(piece.Length - length);
        if (length == 0) return;
        piece = piece[..length];
        int text = _scan.TextLength(piece);
        if (text > 0) _text.Write(piece[..text]);
        if (text < length)
        {
            _text.EndLine();
            PlaintextFormat.WriteHex(output, piece[text..], Indent, _written + text);
        }

        _written += length;
    }

    /// <summary>Counts bytes of the turn that are not written.</summary>
    public void LeaveOut(long bytes) => _more += bytes;

    /// <summary>Ends the turn, if one is begun.</summary>
    public void End()
    {
        // A character that the limit cuts in two is left out whole.
        if (_more > 0) _more += _scan.Begun;
        _text.EndLine(isCut: _more > 0);
        if (_more > 0)
            output.WriteLine($"{Indent}{options.Palette.Faint}{options.Glyphs.Ellipsis} " +
                $"{Plural.Of(_more, "more byte")}{options.Wording.MoreData}{options.Palette.Reset}");
        _scan.Reset();
        (_written, _more) = (0, 0);
    }
}

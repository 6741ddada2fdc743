using System.Text;

namespace TlsDissect.Output.Follow;

/// <summary>Formats one side's plaintext as text, piece by piece. Characters and lines that span pieces stay whole.</summary>
/// <param name="output">Not owned.</param>
/// <param name="indent">Written before every line.</param>
internal sealed class PlaintextStream(TextWriter output, string indent = "")
{
    /// <summary>Number of bytes converted to text at once.</summary>
    private const int PieceSize = 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private bool _carriageReturn;
    private bool _inLine;

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        // A byte gives at most one character, and an incomplete character before it one more.
        Span<char> characters = stackalloc char[PieceSize + 1];
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> piece = data[..Math.Min(PieceSize, data.Length)];
            Write(characters[.._decoder.GetChars(piece, characters, flush: false)]);
            data = data[piece.Length..];
        }
    }

    /// <summary>Ends the line that is begun, if one is: another side speaks, or nothing more comes.</summary>
    /// <param name="isCut">Whether the rest is left out. An incomplete character or line end is then not an error in the text.</param>
    public void EndLine(bool isCut = false)
    {
        if (isCut)
        {
            _decoder.Reset();
            _carriageReturn = false;
        }

        Span<char> rest = stackalloc char[2];
        Write(rest[.._decoder.GetChars([], rest, flush: true)]);
        WriteCarriageReturn();
        if (_inLine) output.WriteLine();
        _inLine = false;
    }

    private void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '\n')
            {
                // CRLF is one line end.
                _carriageReturn = false;
                _inLine = false;
                output.WriteLine();
                text = text[1..];
                continue;
            }

            WriteCarriageReturn();
            if (text[0] == '\r')
            {
                _carriageReturn = true;
                text = text[1..];
                continue;
            }

            int end = text.IndexOfAny('\r', '\n');
            ReadOnlySpan<char> part = end < 0 ? text : text[..end];
            BeginLine();
            WireText.WriteLinePart(output, part);
            text = text[part.Length..];
        }
    }

    /// <summary>Shows a carriage return without a line feed, because it would move the cursor.</summary>
    private void WriteCarriageReturn()
    {
        if (!_carriageReturn) return;
        _carriageReturn = false;
        BeginLine();
        output.Write(@"\x0d");
    }

    private void BeginLine()
    {
        if (!_inLine) output.Write(indent);
        _inLine = true;
    }
}

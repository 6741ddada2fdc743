namespace TlsDissect.Keys;

/// <summary>
/// The lines of one key log as they come in, in pieces of any size: ASCII, with or without a byte-order mark, or UTF-16 of either byte order; lines that end in
/// LF, CR or both.
/// </summary>
internal sealed class KeyLogParser
{
    /// <summary>Longest line that is looked at, in bytes; a longer one is junk.</summary>
    public const int MaxLineLength = 1 << 14;

    private readonly KeyLog _log;
    private readonly int _source;
    private readonly byte[] _line = new byte[MaxLineLength];
    private KeyLogLines _text;
    private int _length;
    private bool _tooLong;
    private bool _afterReturn;

    internal KeyLogParser(KeyLog log, int source) => (_log, _source) = (log, source);

    /// <summary>Lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that held a secret.</summary>
    public long Secrets { get; private set; }

    /// <summary>Lines that are neither secrets, comments nor empty.</summary>
    public long InvalidLines { get; private set; }

    /// <summary>The number of the first such line, from 1; 0 without any.</summary>
    public long FirstJunkLine { get; private set; }

    /// <summary>Takes the next bytes. A line counts when its end has come.</summary>
    public void Append(ReadOnlySpan<byte> content)
    {
        Span<byte> ascii = stackalloc byte[256];
        while (!content.IsEmpty && !_text.IsSingleByte)
        {
            int taken = _text.Read(content, ascii, out int written);
            content = content[taken..];
            AppendText(ascii[..written]);
        }

        AppendText(content);
    }

    /// <summary>Takes the last line, if it had no end.</summary>
    public void Complete()
    {
        Span<byte> rest = stackalloc byte[4];
        AppendText(rest[.._text.Finish(rest)]);
        if (_length > 0 || _tooLong) EndLine();
    }

    private void AppendText(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOfAny((byte)'\n', (byte)'\r');
            Keep(end < 0 ? text : text[..end]);
            if (end < 0) return;
            // CR LF is one end.
            if (!(text[end] == '\n' && _afterReturn && _length == 0 && end == 0)) EndLine();
            _afterReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty) return;
        _afterReturn = false;
        _tooLong |= part.Length > _line.Length - _length;
        if (_tooLong) return;
        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }

    private void EndLine()
    {
        Lines++;
        ReadOnlySpan<byte> line = _line.AsSpan(0, _length);
        KeyLogLineKind kind = _tooLong ? KeyLogLineKind.Junk : KeyLogLineReader.Read(line, _log, _source);
        (_length, _tooLong) = (0, false);
        if (kind == KeyLogLineKind.Secret) Secrets++;
        if (kind != KeyLogLineKind.Junk) return;
        InvalidLines++;
        _log.CountJunk();
        if (FirstJunkLine == 0) FirstJunkLine = Lines;
    }
}

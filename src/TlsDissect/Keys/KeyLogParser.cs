namespace TlsDissect.Keys;

/// <summary>
/// Parses the lines of one key log, which come in pieces of any size. The text is ASCII, with or without a byte-order mark, or UTF-16 of
/// either byte order. Lines end in LF, CR or both.
/// </summary>
internal sealed class KeyLogParser
{
    /// <summary>Maximum length of a line in bytes. A longer line is invalid.</summary>
    public const int MaxLineLength = 1 << 14;

    private readonly ISecretTarget _log;
    private readonly int _source;
    private readonly byte[] _line = new byte[MaxLineLength];
    private KeyLogLines _text;
    private int _length;
    private bool _tooLong;
    private bool _afterReturn;

    internal KeyLogParser(ISecretTarget log, int source) => (_log, _source) = (log, source);

    /// <summary>Number of lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Number of lines that contain a secret.</summary>
    public long Secrets { get; private set; }

    /// <summary>Number of lines that are neither secrets, comments nor empty.</summary>
    public long InvalidLines { get; private set; }

    /// <summary>Number of the first such line, from 1; 0 if there is none.</summary>
    public long FirstJunkLine { get; private set; }

    /// <summary>Reads the next bytes. A line counts once its end has come.</summary>
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

    /// <summary>Reads the last line if it has no end.</summary>
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
            // CR LF ends one line.
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
        _log.CountJunk(_source);
        if (FirstJunkLine == 0) FirstJunkLine = Lines;
    }
}

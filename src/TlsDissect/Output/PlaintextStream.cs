using System.Text;

namespace TlsDissect.Output;

/// <summary>One side's plaintext as text, record after record: characters and lines that span records stay whole.</summary>
internal sealed class PlaintextStream(TextWriter output)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _characters = [];
    private bool _carriageReturn;

    /// <summary>Whether the last character written ended a line.</summary>
    public bool AtLineStart { get; private set; } = true;

    public void Write(ReadOnlySpan<byte> data)
    {
        int most = Encoding.UTF8.GetMaxCharCount(data.Length);
        if (_characters.Length < most) _characters = new char[most];
        int count = _decoder.GetChars(data, _characters, flush: false);
        foreach (char c in _characters.AsSpan(0, count)) Write(c);
    }

    private void Write(char c)
    {
        if (_carriageReturn && c != '\n') output.Write(@"\x0d");
        _carriageReturn = c == '\r';
        if (_carriageReturn) return;
        AtLineStart = c == '\n';
        if (c == '\n') output.WriteLine();
        else output.Write(WireText.EscapeLine([c]));
    }
}

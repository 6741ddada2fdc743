namespace TlsDissect.Messages.Fingerprints;

/// <summary>
/// Hashes texts, and remembers the latest: all clients of one program send the same lists, and a hash of .NET takes some ten times as long
/// as finding its text here. One a thread.
/// </summary>
/// <param name="hash">Hashes a text; returns the digits to show.</param>
internal sealed class RecentDigests(Func<ReadOnlySpan<byte>, string> hash)
{
    /// <summary>Bounds the memory of one, with <see cref="MaxTextLength"/>, to 128 KB.</summary>
    private const int Places = 128;

    /// <summary>Maximum size of a text that is remembered, in bytes.</summary>
    private const int MaxTextLength = 1024;

    private readonly (byte[] Text, string Digits)[] _places = new (byte[], string)[Places];

    /// <summary>Gets the digits of the text's hash.</summary>
    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxTextLength) return hash(text);
        HashCode code = default;
        code.AddBytes(text);
        ref (byte[] Text, string Digits) place = ref _places[(uint)code.ToHashCode() % Places];
        if (!text.SequenceEqual(place.Text) || place.Digits is null) place = (text.ToArray(), hash(text));
        return place.Digits;
    }
}

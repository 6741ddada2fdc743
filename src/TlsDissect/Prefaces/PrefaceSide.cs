using System.Text;
using TlsDissect.Records;

namespace TlsDissect.Prefaces;

/// <summary>The bytes that one side sent before its first TLS record. Borrowed.</summary>
internal readonly ref struct PrefaceSide
{
    private PrefaceSide(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, int count)
    {
        Start = start;
        End = end;
        Length = count;
    }

    /// <summary>Number of bytes, whether they are kept or not.</summary>
    public int Length { get; }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Start { get; }

    /// <summary>The last bytes: the same if all of them are known.</summary>
    public ReadOnlySpan<byte> End { get; }

    /// <summary>Whether there are none: not sent, or not captured.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>Whether all bytes are in <see cref="Start"/>.</summary>
    public bool IsWhole => Length == Start.Length;

    /// <summary>The last line without its end; empty if the bytes do not end with a line.</summary>
    public ReadOnlySpan<byte> LastLine
    {
        get
        {
            if (!End.EndsWith("\n"u8)) return default;
            ReadOnlySpan<byte> before = End[..^1];
            ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
            return line[Ascii.Trim(line)];
        }
    }

    public static PrefaceSide Of(PrefaceBytes? bytes) => bytes is null ? default : new PrefaceSide(bytes.Start, bytes.End, bytes.Count);

    /// <summary>The bytes after some of the first.</summary>
    public PrefaceSide After(int length)
    {
        int left = Math.Max(0, Length - length);
        return new PrefaceSide(length < Start.Length ? Start[length..] : default, End[^Math.Min(End.Length, left)..], left);
    }

    /// <summary>Number of bytes before a rest of these.</summary>
    public int LengthBefore(in PrefaceSide rest) => Length - rest.Length;

    /// <summary>Whether a line begins with a word, ignoring case.</summary>
    public bool HasLine(ReadOnlySpan<byte> word) => HasLine(Start, word) || HasLine(End, word);

    /// <summary>The index after the first place of some bytes, counted from the start; <c>null</c> if it is not among those kept.</summary>
    public int? IndexAfter(ReadOnlySpan<byte> bytes)
    {
        int at = Start.IndexOf(bytes);
        if (at >= 0) return at + bytes.Length;
        at = End.IndexOf(bytes);
        return at < 0 ? null : Length - End.Length + at + bytes.Length;
    }

    private static bool HasLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        foreach (Range line in text.Split((byte)'\n'))
        {
            if (Words.Is(Words.First(text[line]), word)) return true;
        }

        return false;
    }
}

namespace TlsDissect.Resting;

/// <summary>The kind of an entry in a <see cref="RecordArchive"/>.</summary>
internal enum ArchiveKind
{
    /// <summary>A record in the clear.</summary>
    Plain,

    /// <summary>A record that stays encrypted.</summary>
    Opaque,

    /// <summary>A loss.</summary>
    Lost,
}

/// <summary>Numbers of variable length, seven bits per byte, the lowest first.</summary>
internal static class ArchiveNumbers
{
    /// <summary>Maximum size of an entry without its fragment, in bytes.</summary>
    public const int MaxEntry = 64;

    /// <summary>Maps small numbers of either sign to small unsigned ones.</summary>
    public static ulong ZigZag(long number) => (ulong)(number << 1 ^ number >> 63);

    /// <summary>The inverse of <see cref="ZigZag"/>.</summary>
    public static long UnZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    /// <summary>Writes a number and returns its size in bytes: at most 10.</summary>
    public static int Write(Span<byte> output, ulong number)
    {
        int length = 0;
        for (; number >= 0x80; number >>= 7) output[length++] = (byte)(number | 0x80);
        output[length++] = (byte)number;
        return length;
    }

    /// <summary>Reads a number from the front and removes it.</summary>
    public static ulong Read(ref ReadOnlySpan<byte> input)
    {
        ulong number = 0;
        int length = 0;
        byte next;
        do
        {
            next = input[length];
            number |= (ulong)(next & 0x7F) << (7 * length++);
        }
        while (next >= 0x80);
        input = input[length..];
        return number;
    }
}

namespace TlsDissect.Decryption.Quic;

/// <summary>Packet numbers, of which only the last one to four bytes are sent (RFC 9000 §17.1).</summary>
internal static class PacketNumbers
{
    /// <summary>The largest packet number that can be sent.</summary>
    public const ulong Largest = (1UL << 62) - 1;

    /// <summary>Finds the number with the given last bytes that is closest to the expected one (RFC 9000 appendix A.3).</summary>
    /// <param name="expected">One more than the largest number that authenticated; 0 if none did.</param>
    /// <param name="truncated">The bytes that were sent.</param>
    /// <param name="length">Their number, 1 to 4.</param>
    public static ulong Reconstruct(ulong expected, uint truncated, int length)
    {
        ulong window = 1UL << (8 * length);
        ulong candidate = (expected & ~(window - 1)) | truncated;
        if (candidate + window / 2 <= expected && candidate <= Largest - window) return candidate + window;
        if (candidate > expected + window / 2 && candidate >= window) return candidate - window;
        return candidate;
    }
}

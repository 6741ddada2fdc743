namespace TlsDissect.Findings.Protocol;

/// <summary>Numbers of a key exchange as on the wire: big-endian, of any length, with zeros before them at will.</summary>
internal static class BigNumbers
{
    /// <summary>Number of bits without the zeros before it.</summary>
    public static int Bits(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        return number.IsEmpty ? 0 : (number.Length * 8) - byte.LeadingZeroCount(number[0]);
    }
}

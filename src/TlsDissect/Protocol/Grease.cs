namespace TlsDissect.Protocol;

/// <summary>GREASE: values without meaning that keep peers tolerant (RFC 8701).</summary>
internal static class Grease
{
    /// <summary>Whether a suite, extension, group, signature scheme or version is one of the sixteen: 0x0A0A, 0x1A1A, ... 0xFAFA.</summary>
    public static bool IsGrease(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);

    /// <summary>Whether one of the numbers is a GREASE value.</summary>
    public static bool IsAny(ReadOnlySpan<ushort> values)
    {
        foreach (ushort value in values)
        {
            if (IsGrease(value)) return true;
        }

        return false;
    }
}

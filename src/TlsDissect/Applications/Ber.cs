namespace TlsDissect.Applications;

/// <summary>Reads the frame of values in BER (X.690 §8.1), as far as their first bytes go.</summary>
internal static class Ber
{
    /// <summary>Steps into a value with this tag, if it comes next and has a definite length.</summary>
    /// <param name="data">Becomes its content and what follows.</param>
    /// <param name="tag">The expected tag.</param>
    /// <param name="length">Its length, which may be more than there is.</param>
    public static bool TryEnter(ref ReadOnlySpan<byte> data, byte tag, out int length)
    {
        length = 0;
        if (data.Length < 2 || data[0] != tag) return false;
        if (data[1] < 0x80)
        {
            length = data[1];
            data = data[2..];
            return true;
        }

        int bytes = data[1] & 0x7f;
        if (bytes is 0 or > 4 || data.Length < 2 + bytes) return false;
        long value = 0;
        foreach (byte one in data.Slice(2, bytes)) value = value << 8 | one;
        if (value > 1 << 26) return false;
        length = (int)value;
        data = data[(2 + bytes)..];
        return true;
    }

    /// <summary>Steps over a value with this tag, if it comes next and all of it is there.</summary>
    public static bool TrySkip(ref ReadOnlySpan<byte> data, byte tag)
    {
        if (!TryEnter(ref data, tag, out int length) || data.Length < length) return false;
        data = data[length..];
        return true;
    }
}
